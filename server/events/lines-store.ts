import type { Sources } from '../archives/sources.ts';
import type { Reader } from '../db/open.ts';
import { sql } from 'kysely';
import type { EventThing } from '../../shared/contract/events.ts';
import { Problem } from '../../shared/errors.ts';
import type { Instant } from '../../shared/rules/instants.ts';

export interface EntryFilter {
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
  readonly command?: string | undefined;
  readonly actor?: string | undefined;
  readonly ticket?: string | undefined;
  readonly window?: number | undefined;
  /** A user name: of who acted, or of who is named. */
  readonly person?: string | undefined;
  /** The code of a queue that is named. */
  readonly queue?: string | undefined;
  readonly thing?: EventThing | undefined;
  /** [from, to) */
  readonly from?: Instant;
  readonly to?: Instant;
}

/** A line of the log as it stands, with the number and step that its ids mean. */
export interface Line {
  readonly version: number;
  readonly at: string;
  readonly command: string;
  readonly actor: string;
  readonly ticket: string | null;
  readonly step: number | null;
  readonly window_id: string | null;
  readonly data: string;
}

export interface LineWish {
  readonly hallId: string;
  readonly filter: EntryFilter;
  /** Versions, both included. */
  readonly span: { readonly first: number; readonly last: number };
  readonly windows: ReadonlyMap<string, number>;
  /** The last ones first. */
  readonly newest: boolean;
}

/** Where the data of a line names a person by the user name. */
export const personKeys = [
  ...['clerk', 'takenOverFrom', 'owner', 'username', 'companion', 'by', 'steward', 'leader'],
] as const;
const setupCommands = [
  ...['change-hall', 'publish-setup', 'apply-setup', 'setup-not-applied', 'make-hall'],
  ...['make-halls', 'follow-setup', 'take-over-setup'],
  ...['import-catalogue', 'set-calendar-day', 'set-calendar-days', 'clear-calendar-day'],
  ...['set-calendar-year', 'change-sheet-list', 'put-voice-pack', 'upload-media'],
  ...['mark-day', 'unmark-day'],
];
const personCommands = [
  ...['find-person', 'erase-person', 'erase-details', 'export-applications'],
  ...['set-staff-photo', 'remove-staff-photo', 'make-team', 'change-team'],
];

/** Written as it stands in the text of the data: quotes and all. */
const inText = (value: string): string => value.replace(/[\\%_]/g, '\\$&');
/** Lines whose data say this of a member, before or after. */
const says = (key: string, value: string) =>
  sql<boolean>`events.data like ${`%${inText(`"${key}":"${value}"`)}%`} escape ${'\\'}`;
/** Lines in whose data a list has this. */
const namedIn = (key: string, value: string) => [
  sql<boolean>`events.data like ${`%"${key}":[%${inText(`"${value}"`)}%`} escape ${'\\'}`,
];

/** So many ids are asked for at once. */
const idsAtOnce = 500;

/** The numbers of a hall's windows, by their ids, as they are now: also for lines of archived years. */
export async function windowsOf(db: Reader, hallId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('windows')
    .select(['id', 'number'])
    .where('hall_id', '=', hallId)
    .execute();
  return new Map(rows.map(({ id, number }) => [id, number]));
}

/** Lines of one file. Where one is about a ticket of a year that has another file, it is asked there. */
export async function linesIn(db: Reader, sources: Sources, wish: LineWish): Promise<Line[]> {
  const { hallId, filter, span, windows, newest } = wish;
  const { command, actor, ticket, window, person, queue, thing, from, to } = filter;
  const elsewhere = new Elsewhere(sources);
  const others = ticket === undefined ? [] : await elsewhere.named(db, wish, ticket);
  const windowIds = [...windows].flatMap(([id, number]) => (number === window ? [id] : []));
  if (window !== undefined && windowIds.length === 0) return [];
  const rows = await db
    .selectFrom('events')
    .leftJoin('tickets', 'tickets.id', 'events.ticket_id')
    .leftJoin('steps', 'steps.id', 'events.step_id')
    .select([
      'events.version',
      'events.at',
      'events.command',
      'events.actor',
      'tickets.number as ticket',
      'steps.position as step',
      'events.window_id',
      'events.data',
      'events.ticket_id',
      'events.step_id',
    ])
    .where('events.hall_id', '=', hallId)
    .where('events.version', '>=', span.first)
    .$if(span.last !== Infinity, (q) => q.where('events.version', '<=', span.last))
    .$if(command !== undefined, (q) => q.where('events.command', '=', command!))
    .$if(actor !== undefined, (q) => q.where('events.actor', '=', actor!))
    .$if(ticket !== undefined && others.length === 0, (q) =>
      q.where('tickets.number', '=', ticket!),
    )
    .$if(others.length > 0, (q) =>
      q.where((e) =>
        e.or([e('tickets.number', '=', ticket!), e('events.ticket_id', 'in', others)]),
      ),
    )
    .$if(window !== undefined, (q) => q.where('events.window_id', 'in', windowIds))
    .$if(person !== undefined, (q) =>
      q.where((e) =>
        e.or([
          e('events.actor', '=', `staff:${person!}`),
          ...personKeys.map((key) => says(key, person!)),
          ...namedIn('members', person!),
        ]),
      ),
    )
    .$if(queue !== undefined, (q) =>
      q.where((e) => e.or([says('queue', queue!), ...namedIn('queues', queue!)])),
    )
    .$if(thing === 'ticket', (q) => q.where('events.ticket_id', 'is not', null))
    .$if(thing === 'window', (q) => q.where('events.window_id', 'is not', null))
    .$if(thing === 'queue', (q) => q.where(sql<boolean>`events.data like '%"queue%'`))
    .$if(thing === 'setup', (q) => q.where('events.command', 'in', setupCommands))
    .$if(thing === 'person', (q) =>
      q.where((e) =>
        e.or([
          e('events.command', 'in', personCommands),
          sql<boolean>`events.data like '%"username"%'`,
        ]),
      ),
    )
    .$if(from !== undefined, (q) => q.where('events.at', '>=', from!))
    .$if(to !== undefined, (q) => q.where('events.at', '<', to!))
    .orderBy('events.version', newest ? 'desc' : 'asc')
    .limit(filter.limit)
    .execute();
  const lost = rows.filter((row) => row.ticket === null && row.ticket_id !== null);
  const tickets = await elsewhere.numbers(lost.map((row) => row.ticket_id!));
  const steps = await elsewhere.positions(
    rows.flatMap((row) => (row.step === null && row.step_id !== null ? [row.step_id] : [])),
  );
  return rows.map(({ ticket_id: ticketId, step_id: stepId, ...row }) => ({
    ...row,
    ticket: row.ticket ?? tickets.get(ticketId ?? '') ?? null,
    step: row.step ?? steps.get(stepId ?? '') ?? null,
  }));
}

/** Tickets and steps that lines are about and that stand in another file than they. */
class Elsewhere {
  private readonly sources: Sources;

  constructor(sources: Sources) {
    this.sources = sources;
  }

  /** Ids of tickets with a number, of lines of this span whose ticket is not in the file. */
  async named(db: Reader, { hallId, span }: LineWish, number: string): Promise<string[]> {
    if (this.sources.years.length === 0) return [];
    const rows = await db
      .selectFrom('events')
      .leftJoin('tickets', 'tickets.id', 'events.ticket_id')
      .select('events.ticket_id as id')
      .distinct()
      .where('events.hall_id', '=', hallId)
      .where('events.version', '>=', span.first)
      .$if(span.last !== Infinity, (q) => q.where('events.version', '<=', span.last))
      .where('events.ticket_id', 'is not', null)
      .where('tickets.id', 'is', null)
      .execute();
    const numbers = await this.numbers(rows.map(({ id }) => id!));
    return [...numbers].flatMap(([id, found]) => (found === number ? [id] : []));
  }

  numbers(ids: readonly string[]): Promise<Map<string, string>> {
    return this.find(ids, async (db, some) => {
      const rows = await db
        .selectFrom('tickets')
        .select(['id', 'number as value'])
        .where('id', 'in', some)
        .execute();
      return rows;
    });
  }

  positions(ids: readonly string[]): Promise<Map<string, number>> {
    return this.find(ids, (db, some) =>
      db.selectFrom('steps').select(['id', 'position as value']).where('id', 'in', some).execute(),
    );
  }

  /** In the database, then in the archives, the newest first, until all are found. */
  private async find<T>(
    ids: readonly string[],
    read: (db: Reader, ids: readonly string[]) => Promise<{ id: string; value: T }[]>,
  ): Promise<Map<string, T>> {
    const { main, years } = this.sources;
    const found = new Map<string, T>();
    if (years.length === 0) return found;
    const look = async (db: Reader): Promise<void> => {
      const left = [...new Set(ids)].filter((id) => !found.has(id));
      for (let at = 0; at < left.length; at += idsAtOnce)
        for (const { id, value } of await read(db, left.slice(at, at + idsAtOnce)))
          found.set(id, value);
    };
    if (ids.length > 0) await look(main);
    for (const year of [...years].reverse()) {
      if (ids.every((id) => found.has(id))) break;
      // A line of another year is not withheld because this archive is away: it lacks the number only.
      await this.sources.onYear(year, look).catch(unlessMissing);
    }
    return found;
  }
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof Problem) || error.code !== 'archive_missing') throw error;
}
