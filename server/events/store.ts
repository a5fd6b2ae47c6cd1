import { sql } from 'kysely';
import type { EventEntry } from '../../shared/contract/events.ts';
import type { Reader } from '../db/open.ts';
import type { Instant } from '../../shared/rules/instants.ts';

export interface EntryFilter {
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
  readonly command?: string | undefined;
  readonly actor?: string | undefined;
  readonly ticket?: string | undefined;
  readonly window?: number | undefined;
  /** [from, to) */
  readonly from?: Instant;
  readonly to?: Instant;
}

/** Lines of a log, and how far it was looked at. */
export interface Found {
  readonly entries: EventEntry[];
  /**
   * The version up to which, or back to which, lines were looked at where there are more and fewer
   * were found than asked for: a search goes on from there. Null: nothing is left, or as many were
   * found as asked for.
   */
  readonly searchedTo: number | null;
}

/** A search that no day bounds looks at so many lines: some days of a large hall, a year of a small one. */
export const linesASearch = 100_000;

/** Lines of a log, ordered by version: the first ones after `after`, or the last ones before `before`. */
export async function entries(
  db: Reader,
  hallId: string,
  filter: EntryFilter,
  most = linesASearch,
): Promise<Found> {
  const { after, before, command, actor, ticket, window, from, to } = filter;
  const newest = before !== undefined;
  const bounds = await boundsOf(db, hallId, filter, most);
  const rows = await db
    .selectFrom('events')
    .leftJoin('tickets', 'tickets.id', 'events.ticket_id')
    .leftJoin('steps', 'steps.id', 'events.step_id')
    .leftJoin('windows', 'windows.id', 'events.window_id')
    .select([
      'events.version',
      'events.at',
      'events.command',
      'events.actor',
      'tickets.number as ticket',
      'steps.position as step',
      'windows.number as window',
      'events.data',
    ])
    .where('events.hall_id', '=', hallId)
    .$if(after !== undefined, (q) => q.where('events.version', '>', after!))
    .$if(newest, (q) => q.where('events.version', '<', before!))
    .where('events.version', '>=', bounds.first)
    .where('events.version', '<=', bounds.last)
    .$if(command !== undefined, (q) => q.where('events.command', '=', command!))
    .$if(actor !== undefined, (q) => q.where('events.actor', '=', actor!))
    .$if(ticket !== undefined, (q) => q.where('tickets.number', '=', ticket!))
    .$if(window !== undefined, (q) => q.where('windows.number', '=', window!))
    .$if(from !== undefined, (q) => q.where('events.at', '>=', from!))
    .$if(to !== undefined, (q) => q.where('events.at', '<', to!))
    .orderBy('events.version', newest ? 'desc' : 'asc')
    .limit(filter.limit)
    .execute();
  if (newest) rows.reverse();
  const lines = rows.map((row) => ({
    ...row,
    data: JSON.parse(row.data) as Record<string, unknown>,
  }));
  const names = await namesOf(db, [...new Set(lines.flatMap(peopleIn))]);
  return {
    searchedTo: rows.length < filter.limit ? bounds.searchedTo : null,
    entries: lines.map((line) => ({
      ...line,
      people: Object.fromEntries(
        peopleIn(line).flatMap((username) => {
          const name = names.get(username);
          return name === undefined ? [] : [[username, name]];
        }),
      ),
    })),
  };
}

/** Which lines are looked at: of a day its own, else at most so many from where the search begins. */
async function boundsOf(
  db: Reader,
  hallId: string,
  { after = 0, before, from, to }: EntryFilter,
  most: number,
): Promise<{ first: number; last: number; searchedTo: number | null }> {
  const newest = await newestVersion(db, hallId);
  if (from !== undefined || to !== undefined) {
    const around = (await timeWentBack(db, hallId)) ? outOfOrder : 0;
    const first = from === undefined ? 0 : await versionAt(db, hallId, from, newest);
    const last = to === undefined ? newest : await versionAt(db, hallId, to, newest);
    return { first: first - around, last: last + around, searchedTo: null };
  }
  if (before === undefined) {
    const last = after + most;
    return { first: after, last, searchedTo: last < newest ? last : null };
  }
  const first = Math.min(before, newest + 1) - most;
  return { first, last: newest, searchedTo: first > Math.max(after + 1, 1) ? first : null };
}

/**
 * So many lines may stand out of the order of time: those of a day that a wrong clock brought, until
 * it was taken back (days/reopening.ts).
 */
const outOfOrder = 10_000;

/** Only what takes a hall back to its day makes lines that are older than those before them. */
async function timeWentBack(db: Reader, hallId: string): Promise<boolean> {
  const row = await db
    .selectFrom('events')
    .select('version')
    .where('hall_id', '=', hallId)
    // As it stands: the index of these few lines is of this command only.
    .where('command', '=', sql.lit('reopen-day'))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function newestVersion(db: Reader, hallId: string): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select('version')
    .where('hall_id', '=', hallId)
    .orderBy('events.version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version ?? 0;
}

/** The first version at or after an instant, or one beyond the newest: found by halving the log. */
async function versionAt(db: Reader, hallId: string, at: Instant, newest: number): Promise<number> {
  const middle = sql`(halving.low + halving.high) / 2`;
  const isBefore = sql`coalesce((select events.at from events where events.hall_id = ${hallId}
    and events.version >= ${middle} order by events.version limit 1) < ${at}, false)`;
  const { rows } = await sql<{ version: number }>`
    with recursive halving (low, high) as (
      select cast(0 as bigint), cast(${newest + 1} as bigint)
      union all
      select case when ${isBefore} then ${middle} + 1 else halving.low end,
             case when ${isBefore} then halving.high else ${middle} end
      from halving where halving.low < halving.high
    )
    select max(low) as version from halving`.execute(db);
  return Number(rows[0]!.version);
}

/** Where the data of a line names a person by the user name. */
const personKeys = ['clerk', 'takenOverFrom', 'owner', 'username', 'companion', 'by'] as const;

function peopleIn({ actor, data }: Pick<EventEntry, 'actor' | 'data'>): string[] {
  const [kind, username] = actor.split(/:(.*)/);
  return [kind === 'staff' ? username : null, ...personKeys.map((key) => data[key])].filter(
    (each) => typeof each === 'string',
  );
}

async function namesOf(db: Reader, usernames: readonly string[]): Promise<Map<string, string>> {
  if (usernames.length === 0) return new Map();
  const rows = await db
    .selectFrom('staff')
    .select(['username', 'name'])
    .where('username', 'in', usernames)
    .execute();
  return new Map(rows.map(({ username, name }) => [username, name]));
}
