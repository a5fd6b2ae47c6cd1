import { sql } from 'kysely';
import type { EventEntry } from '../../shared/contract/events.ts';
import type { Segment, Sources } from '../archives/sources.ts';
import type { Reader } from '../db/open.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { type EntryFilter, type Line, linesIn, personKeys, windowsOf } from './lines-store.ts';

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

/**
 * Lines of a log, ordered by version: the first ones after `after`, or the last ones before `before`.
 * A log that reaches into archived years is one log: each part is read where it stands.
 *
 * @throws Problem `archive_missing`
 */
export async function entries(
  sources: Sources,
  hallId: string,
  filter: EntryFilter,
  most = linesASearch,
): Promise<Found> {
  const segments = sources.segmentsOf(hallId);
  const bounds = await boundsOf(segments, hallId, filter, most);
  const newest = filter.before !== undefined;
  const windows = await windowsOf(sources.main, hallId);
  const rows: Line[] = [];
  for (const segment of newest ? [...segments].reverse() : segments) {
    const span = {
      first: Math.max(bounds.first, segment.first, (filter.after ?? -1) + 1),
      last: Math.min(bounds.last, segment.last, (filter.before ?? Infinity) - 1),
    };
    if (span.first > span.last || rows.length >= filter.limit) continue;
    const limit = filter.limit - rows.length;
    const wish = { hallId, filter: { ...filter, limit }, span, windows, newest };
    rows.push(...(await segment.read((db) => linesIn(db, sources, wish))));
  }
  if (newest) rows.reverse();
  const lines = rows.map(({ window_id: window, data, ...row }) => ({
    ...row,
    window: window === null ? null : (windows.get(window) ?? null),
    data: JSON.parse(data) as Record<string, unknown>,
  }));
  const names = await namesOf(sources.main, [...new Set(lines.flatMap(peopleIn))]);
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
  segments: readonly Segment[],
  hallId: string,
  { after = 0, before, from, to }: EntryFilter,
  most: number,
): Promise<{ first: number; last: number; searchedTo: number | null }> {
  const newest = await newestVersion(segments, hallId);
  if (from !== undefined || to !== undefined) {
    const first = from === undefined ? null : await placeOf(segments, hallId, from, newest);
    const last = to === undefined ? null : await placeOf(segments, hallId, to, newest);
    const around = first?.wentBack === true || last?.wentBack === true ? outOfOrder : 0;
    return {
      first: (first?.version ?? 0) - around,
      last: (last?.version ?? newest) + around,
      searchedTo: null,
    };
  }
  if (before === undefined) {
    const last = after + most;
    return { first: after, last, searchedTo: last < newest ? last : null };
  }
  const first = Math.min(before, newest + 1) - most;
  return { first, last: newest, searchedTo: first > Math.max(after + 1, 1) ? first : null };
}

/**
 * The first version at or after an instant, or one beyond the newest, and whether time went back in
 * the part of the log around it.
 */
async function placeOf(
  segments: readonly Segment[],
  hallId: string,
  at: Instant,
  newest: number,
): Promise<{ version: number; wentBack: boolean }> {
  // The newest part that begins before the instant; all that ended before it need not be opened.
  for (const [back, segment] of [...segments].reverse().entries()) {
    const isOldest = back === segments.length - 1;
    if (segment.until !== null && segment.until <= at)
      return { version: segment.last + 1, wentBack: false };
    const found = await segment.read(async (db) => {
      const began = isOldest ? null : await firstAt(db, hallId, segment.first);
      if (!isOldest && (began === null || began >= at)) return null;
      const last = Math.min(newest, segment.last);
      const version = await versionAt(db, hallId, at, last);
      return { version, wentBack: await timeWentBack(db, hallId) };
    });
    if (found !== null) return found;
  }
  return { version: 0, wentBack: false };
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

async function newestVersion(segments: readonly Segment[], hallId: string): Promise<number> {
  const row = await segments
    .at(-1)!
    .read((db) =>
      db
        .selectFrom('events')
        .select('version')
        .where('hall_id', '=', hallId)
        .orderBy('events.version', 'desc')
        .limit(1)
        .executeTakeFirst(),
    );
  return row?.version ?? segments.at(-2)?.last ?? 0;
}

/** When the first line at or after a version was written. */
async function firstAt(db: Reader, hallId: string, version: number): Promise<Instant | null> {
  const row = await db
    .selectFrom('events')
    .select('at')
    .where('hall_id', '=', hallId)
    .where('version', '>=', version)
    .orderBy('events.version')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
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

function peopleIn({ actor, data }: Pick<EventEntry, 'actor' | 'data'>): string[] {
  const [kind, username] = actor.split(/:(.*)/);
  const before = (data['before'] ?? {}) as Record<string, unknown>;
  return [
    kind === 'staff' ? username : null,
    ...[...personKeys, 'members'].flatMap((key) => [data[key], before[key]].flat()),
  ].filter((each) => typeof each === 'string');
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
