import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { buildApp, type HallServer } from '../app.ts';
import { type DatabaseOptions, type Db, openDatabase } from '../db/open.ts';
import { randomIds } from '../ids.ts';
import { disagreeingDays } from '../reports/sums-check.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { SiteKey } from '../site-key.ts';
import * as store from './store.ts';

/** What is asked of both databases. */
export interface Asking {
  readonly now: Instant;
  /** The site's key: without it no ticket's page opens. */
  readonly secret: string;
  /** Of the product's own files, and of the site's. */
  readonly root: string;
  readonly dataDir: string;
}

/** A question, and what it was answered with, as a hash: some answers are megabytes. */
export interface Answered {
  readonly question: string;
  readonly answer: string;
}

/** Days of each hall whose reports and tickets are asked for, spread over all there are. */
const sampledDays = 12;
const ticketsADay = 3;
const linesOfLog = 200;

/** Whoever moves a site may read all of it. */
const administrator: Actor = {
  kind: 'staff',
  id: 'move',
  username: 'move',
  name: 'move',
  roles: ['admin'],
  halls: [],
};

/**
 * Asks the product the same of a database: halls, set-up, queues, reports, the log, tickets, and whether
 * its sums are what the rows say. All at one held instant; nothing is written.
 *
 * @param onQuestion told of each that was asked
 */
export async function answersOf(
  database: DatabaseOptions,
  { now, secret, root, dataDir }: Asking,
): Promise<Answered[]> {
  const db = await openDatabase(database);
  try {
    const hall = await buildApp({
      db,
      clock: { now: () => now },
      ids: randomIds,
      logger: false,
      secret,
      dataDirs: { bundled: join(root, 'data'), own: dataDir },
    });
    try {
      return await new Questions(hall, db, { now, secret }).ask();
    } finally {
      await hall.app.close();
    }
  } finally {
    await db.close();
  }
}

class Questions {
  private readonly answers: Answered[] = [];
  private readonly hall: HallServer;
  private readonly db: Db;
  private readonly d: Pick<Asking, 'now' | 'secret'>;

  constructor(hall: HallServer, db: Db, d: Pick<Asking, 'now' | 'secret'>) {
    this.hall = hall;
    this.db = db;
    this.d = d;
  }

  async ask(): Promise<Answered[]> {
    const { overview, setups } = this.hall;
    await this.put('halls', () => overview.halls());
    for (const { id, code } of await store.halls(this.db.read)) {
      await this.put(`${code}: hall`, () => overview.hall(code));
      await this.put(`${code}: catalogue`, () => overview.catalogue(code));
      await this.put(`${code}: set-up`, () => setups.setup(code, administrator));
      await this.put(`${code}: revisions`, () => setups.revisions(code, administrator));
      await this.put(`${code}: queues`, () => overview.queues(code));
      await this.log(code);
      const days = spread(await store.daysOf(this.db.read, id), sampledDays);
      for (const day of days) await this.day(code, id, day);
      if (days.length > 0) await this.sums(code, days);
    }
    return this.answers;
  }

  private async day(code: string, id: string, day: string): Promise<void> {
    const { reports, tickets } = this.hall;
    const range = { from: day, to: day, lang: 'zh-Hans' } as const;
    await this.put(`${code}: report of ${day}`, () =>
      reports.daily(code, range, 'json', administrator),
    );
    await this.put(`${code}: ${day} by queue`, () =>
      reports.throughput(code, { ...range, by: 'queue' }, 'json', administrator),
    );
    const key = new SiteKey(this.d.secret);
    const taken = await store.ticketsOf(this.db.read, id, day);
    for (const ticket of spread(taken, ticketsADay))
      await this.put(`${code}: ticket ${ticket.number} of ${day}`, () =>
        tickets.byToken(key.ticketToken(ticket.id)),
      );
  }

  private async log(code: string): Promise<void> {
    const { events } = this.hall;
    const newest = await store.versionOf(this.db.read, code);
    const page = (query: { after?: number; before?: number }) =>
      events.ofHall(code, { limit: linesOfLog, ...query }, administrator);
    await this.put(`${code}: first lines of the log`, () => page({ after: 0 }));
    await this.put(`${code}: last lines of the log`, () => page({ before: newest + 1 }));
  }

  private async sums(code: string, days: readonly string[]): Promise<void> {
    const { now } = this.d;
    for (const day of days)
      await this.put(`${code}: sums of ${day}`, () =>
        disagreeingDays(this.db.read, { hall: code, from: day, to: day, now }, null),
      );
  }

  /** A refusal is an answer as well. */
  private async put(question: string, ask: () => Promise<unknown>): Promise<void> {
    const answer = await ask().catch((error: unknown) => {
      if (error instanceof Problem) return { refused: error.code };
      throw error;
    });
    const hash = createHash('sha256').update(inOrder(answer)).digest('hex');
    this.answers.push({ question, answer: hash });
  }
}

/** As text, whatever the order in which fields were put. */
function inOrder(answer: unknown): string {
  return JSON.stringify(answer, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** So many of a list, first and last among them. */
export function spread<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from(
    { length: most },
    (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]!,
  );
}

/** The questions that the two did not answer alike. */
export function unlike(a: readonly Answered[], b: readonly Answered[]): string[] {
  const others = new Map(b.map(({ question, answer }) => [question, answer]));
  const missing = b.filter(({ question }) => !a.some((one) => one.question === question));
  return [...a.filter(({ question, answer }) => others.get(question) !== answer), ...missing].map(
    ({ question }) => question,
  );
}
