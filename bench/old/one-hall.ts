import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { buildApp, type HallServer } from '../../server/app.ts';
import { type Db, openDatabase } from '../../server/db/open.ts';
import { randomIds } from '../../server/ids.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import { makeSite, type Site } from '../support/site.ts';
import { addYearsToFile, type Years, type YearsMade } from './years.ts';

export const at = '/api/halls/district';
const firstDay = '2025-03-03';
const ticketsOfADay = 20;

/** A hall in this process, asked without a line between. */
export class OneHall {
  readonly site: Site;
  readonly hall: HallServer;
  readonly db: Db;
  readonly clock: { instant: string };

  private constructor(site: Site, hall: HallServer, db: Db, clock: { instant: string }) {
    this.site = site;
    this.hall = hall;
    this.db = db;
    this.clock = clock;
  }

  static async open(site: Site, instant: string): Promise<OneHall> {
    const clock = { instant };
    const db = await openDatabase({ kind: 'sqlite', file: site.file });
    const hall = await buildApp({
      db,
      clock: { now: () => clock.instant },
      ids: randomIds,
      logger: false,
      dataDirs: { bundled: 'data', own: tmpdir() },
      secret: 'of no use',
      limits: { firstDelayMs: 1 },
      // What else the machine does is no reason to refuse what is measured.
      load: () => ({ lateMs: 0, commands: 0, waitedMs: 0 }),
    });
    await hall.app.ready();
    return new OneHall(site, hall, db, clock);
  }

  async close(): Promise<void> {
    await this.hall.app.close();
    await this.db.close();
  }

  pass(seconds: number): void {
    this.clock.instant = new Date(Date.parse(this.clock.instant) + seconds * 1000).toISOString();
  }

  async ask<T>(
    method: 'GET' | 'POST',
    url: string,
    body?: object,
    token: string | null = this.site.admin,
    keyed = false,
  ): Promise<T> {
    const answer = await this.hall.app.inject({
      method,
      url,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(keyed ? { 'idempotency-key': randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`);
    return (answer.body === '' ? undefined : answer.json()) as T;
  }

  take(wish: object, keyed = false): Promise<Ticket> {
    return this.ask('POST', `${at}/tickets`, wish, this.site.takers[0], keyed);
  }

  press(command: string, keyed = false): Promise<unknown> {
    return this.ask('POST', `${at}/windows/1/${command}`, {}, this.site.clerks[0], keyed);
  }
}

/** 09:00 in the hall. */
export function nine(day: string): string {
  return `${day}T01:00:00.000Z`;
}

/** One day as it goes, everybody served; then it is kept as the original of the years. */
async function aDay(one: OneHall): Promise<void> {
  await one.press('open');
  for (let n = 0; n < ticketsOfADay; n += 1) {
    one.pass(60);
    const { token } = await one.take({ queue: 'one-life' });
    await one.press('call-next');
    one.pass(30);
    await one.press('start');
    one.pass(120);
    await one.press('finish');
    if (n % 4 === 0)
      await one.ask('POST', `/api/tickets/${token}/rating`, { level: 5, reasons: [] }, null);
  }
  await one.press('close');
}

/** A site whose hall has had a day, and years of such days where they are wanted. */
export async function siteWithYears(
  people: { readonly takers: number; readonly clerks: number },
  wanted: Years,
): Promise<{ site: Site; made: YearsMade }> {
  const site = await makeSite(people, (db) =>
    db.lanes.run('site', {
      run: async (tx) => void (await tx.updateTable('halls').set({ enforce_hours: 0 }).execute()),
    }),
  );
  const hall = await OneHall.open(site, nine(firstDay));
  await aDay(hall);
  await hall.close();
  return { site, made: await addYearsToFile(site.file, firstDay, wanted) };
}
