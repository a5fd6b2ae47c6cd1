import { type Selectable, sql } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import type { EventsTable } from '../db/schema.ts';
import { bareReason, everyReasonCode } from '../../shared/reasons.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { withoutTexts } from './texts.ts';

/** Before when something is too old to be kept: by service day, and by instant. */
export interface Before {
  readonly day: string;
  readonly instant: Instant;
}
export interface Limit {
  readonly hall: string;
  readonly details: Before;
  readonly texts: Before;
  /** The first day whose reasons were not looked through yet. */
  readonly textsSince: string;
  /** Rows of each kind, so that no command waits long behind it. */
  readonly atOnce: number;
}
/** Lines of the log that are looked through at once. */
const linesAtOnce = 1000;

/** Every hall, with the first day whose reasons were not looked through yet. */
export function halls(db: Reader): Promise<{ id: string; texts_erased_to: string }[]> {
  return db.selectFrom('halls').select(['id', 'texts_erased_to']).orderBy('id').execute();
}

function oldAppointments(db: Reader, { hall, details, atOnce }: Limit) {
  return (
    db
      .selectFrom('appointments')
      .select('id')
      .where('hall_id', '=', hall)
      .where('service_day', '<', details.day)
      // Sealed for as long as anything is known of the person.
      .where('code_sealed', 'is not', null)
      .limit(atOnce)
  );
}

/** Who is still waited for at home keeps name and address, however long ago it was asked for. */
function oldHomeVisits(db: Reader, { hall, details, atOnce }: Limit) {
  return db
    .selectFrom('home_visits')
    .select('id')
    .where('hall_id', '=', hall)
    .where('changed_at', '<', details.instant)
    .where('status', 'in', ['done', 'declined', 'cancelled'])
    .where('name', 'is not', null)
    .limit(atOnce);
}

function oldNotes(db: Reader, { hall, details, atOnce }: Limit) {
  return db
    .selectFrom('tickets')
    .select('id')
    .where('hall_id', '=', hall)
    .where('service_day', '<', details.day)
    .where('note', 'is not', null)
    .limit(atOnce);
}

function oldPersons(db: Reader, { hall, details, atOnce }: Limit) {
  return db
    .selectFrom('steps')
    .select('id')
    .where('hall_id', '=', hall)
    .where('service_day', '<', details.day)
    .where('person_hash', 'is not', null)
    .limit(atOnce);
}

/** A comment stays for as long as somebody has to see to it. */
function oldComments(db: Reader, { hall, texts, atOnce }: Limit) {
  return db
    .selectFrom('ratings')
    .select('ratings.id')
    .where('hall_id', '=', hall)
    .where('service_day', '<', texts.day)
    .where('comment', 'is not', null)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('rating_cases')
            .select('rating_cases.id')
            .whereRef('rating_cases.rating_id', '=', 'ratings.id')
            .where('rating_cases.status', '=', 'open'),
        ),
      ),
    )
    .limit(atOnce);
}

function oldResolutions(db: Reader, { hall, texts, atOnce }: Limit) {
  return db
    .selectFrom('rating_cases')
    .select('id')
    .where('hall_id', '=', hall)
    .where('status', '=', 'closed')
    .where('closed_at', '<', texts.instant)
    .where('resolution', '<>', '')
    .limit(atOnce);
}

/** Columns in which a reason stands, chosen from a list or in somebody's own words. */
const reasonColumns = {
  calls: 'reason',
  window_intervals: 'reason',
  steps: 'outcome',
} as const;
const withReasons = Object.keys(reasonColumns) as (keyof typeof reasonColumns)[];

/** Reasons that say more than was chosen, of the days that were not looked through yet. */
function oldReasons(
  db: Reader,
  table: keyof typeof reasonColumns,
  { hall, texts, textsSince, atOnce }: Limit,
): Promise<{ id: string; reason: string }[]> {
  const column = reasonColumns[table];
  return db
    .selectFrom(table as 'calls')
    .select(['id', sql.ref<string>(column).as('reason')])
    .where('hall_id', '=', hall)
    .where('service_day', '>=', textsSince)
    .where('service_day', '<', texts.day)
    .where(sql<boolean>`${sql.ref(column)} is not null`)
    .where(sql.ref<string>(column), 'not in', everyReasonCode)
    .limit(atOnce)
    .execute();
}

async function eraseReasons(tx: Tx, limit: Limit): Promise<number> {
  let count = 0;
  for (const table of withReasons)
    for (const { id, reason } of await oldReasons(tx, table, limit)) {
      await tx
        .updateTable(table as 'calls')
        .set({ [reasonColumns[table]]: bareReason(reason) } as { reason: string | null })
        .where('id', '=', id)
        .execute();
      count += 1;
    }
  return count;
}

/** What could be undone at a window, long ago: it holds tickets with their notes. */
async function oldUndos(db: Reader, { hall, details }: Limit): Promise<string[]> {
  const rows = await db
    .selectFrom('windows')
    .select(['id', 'undo'])
    .where('hall_id', '=', hall)
    .where('undo', 'is not', null)
    .execute();
  return rows.flatMap(({ id, undo }) =>
    (JSON.parse(undo!) as { at: Instant }).at < details.instant ? [id] : [],
  );
}

/** Whether anything but the log has what is too old to be kept. */
export async function anyDue(db: Reader, limits: Limit): Promise<boolean> {
  const limit = { ...limits, atOnce: 1 };
  for (const due of [
    oldAppointments(db, limit),
    oldHomeVisits(db, limit),
    oldNotes(db, limit),
    oldPersons(db, limit),
    oldComments(db, limit),
    oldResolutions(db, limit),
  ])
    if ((await due.executeTakeFirst()) !== undefined) return true;
  for (const table of withReasons) if ((await oldReasons(db, table, limit)).length > 0) return true;
  return (await oldUndos(db, limit)).length > 0;
}

/** What stands of the log after the lines that were looked through. */
export interface Page {
  readonly from: number;
  /** The last of its lines; `from` where there is none. */
  readonly to: number;
  readonly lines: readonly { readonly version: number; readonly data: string }[];
  readonly isLast: boolean;
}

/** The next lines of a hall's log that are old enough, those with free texts as they are without them. */
export async function pageOf(db: Reader, { hall, texts }: Limit): Promise<Page> {
  const { erased_to: from } = await db
    .selectFrom('halls')
    .select('erased_to')
    .where('id', '=', hall)
    .executeTakeFirstOrThrow();
  return page(db, hall, from, texts.instant, ({ data }) => withoutTexts(data));
}

type Line = Pick<Selectable<EventsTable>, 'version' | 'at' | 'command' | 'data'>;

async function page(
  db: Reader,
  hall: string,
  from: number,
  before: Instant,
  without: (line: Line) => string | null,
): Promise<Page> {
  const rows = await db
    .selectFrom('events')
    .select(['version', 'at', 'command', 'data'])
    .where('hall_id', '=', hall)
    .where('version', '>', from)
    .orderBy('version')
    .limit(linesAtOnce)
    .execute();
  const young = rows.findIndex(({ at }) => at >= before);
  const old = young < 0 ? rows : rows.slice(0, young);
  return {
    from,
    to: old.at(-1)?.version ?? from,
    lines: old.flatMap((row) => {
      const data = without(row);
      return data === null ? [] : [{ version: row.version, data }];
    }),
    isLast: old.length < linesAtOnce,
  };
}

/** All days before this one have been looked through. */
export async function doneBefore(tx: Tx, hall: string, day: string): Promise<void> {
  await tx.updateTable('halls').set({ texts_erased_to: day }).where('id', '=', hall).execute();
}

/** Whether this page is still the next one: another process may have been quicker. */
export async function turnPage(tx: Tx, hall: string, { from, to }: Page): Promise<boolean> {
  if (from === to) return true;
  const { numUpdatedRows } = await tx
    .updateTable('halls')
    .set({ erased_to: to })
    .where('id', '=', hall)
    .where('erased_to', '=', from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function writeLines(tx: Tx, hall: string, lines: Page['lines']): Promise<number> {
  for (const { version, data } of lines)
    await tx
      .updateTable('events')
      .set({ data })
      .where('hall_id', '=', hall)
      .where('version', '=', version)
      .execute();
  return lines.length;
}

/** What an appointment keeps when nothing is known of who booked it. */
export const bareAppointment = {
  code_sealed: null,
  name: null,
  phone: null,
  phone_hash: null,
  person_hash: null,
  link: null,
} as const;
export const bareHomeVisit = {
  name: null,
  phone: null,
  phone_hash: null,
  address: null,
  wish: null,
  answer: null,
} as const;

/** Erases some of what is too old; what is counted in reports stays. @returns how many rows of each lost theirs */
export async function erase(tx: Tx, limit: Limit): Promise<Record<string, number>> {
  const undos = await oldUndos(tx, limit);
  const erasures = {
    appointments: tx
      .updateTable('appointments')
      .set(bareAppointment)
      .where('id', 'in', oldAppointments(tx, limit)),
    homeVisits: tx
      .updateTable('home_visits')
      .set(bareHomeVisit)
      .where('id', 'in', oldHomeVisits(tx, limit)),
    notes: tx.updateTable('tickets').set({ note: null }).where('id', 'in', oldNotes(tx, limit)),
    persons: tx
      .updateTable('steps')
      .set({ person_hash: null })
      .where('id', 'in', oldPersons(tx, limit)),
    comments: tx
      .updateTable('ratings')
      .set({ comment: null })
      .where('id', 'in', oldComments(tx, limit)),
    resolutions: tx
      .updateTable('rating_cases')
      .set({ resolution: '' })
      .where('id', 'in', oldResolutions(tx, limit)),
  };
  const counts: Record<string, number> = {};
  for (const [name, erasure] of Object.entries(erasures))
    counts[name] = Number((await erasure.executeTakeFirst()).numUpdatedRows);
  counts['reasons'] = await eraseReasons(tx, limit);
  if (undos.length > 0)
    await tx.updateTable('windows').set({ undo: null }).where('id', 'in', undos).execute();
  return counts;
}

/** The site's own log: who signed in, or tried to, and from where. */
export async function signInsOf(db: Reader, before: Instant): Promise<Page> {
  const { erased_to: from } = await db
    .selectFrom('site')
    .select('erased_to')
    .executeTakeFirstOrThrow();
  return page(db, 'site', from, before, ({ command, data }) =>
    command.includes('sign-in') && data !== '{}' ? '{}' : null,
  );
}

export async function turnSitePage(tx: Tx, { from, to }: Page): Promise<boolean> {
  if (from === to) return true;
  const { numUpdatedRows } = await tx
    .updateTable('site')
    .set({ erased_to: to })
    .where('erased_to', '=', from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function retention(db: Reader): Promise<string> {
  const row = await db.selectFrom('site').select('retention').executeTakeFirst();
  return row?.retention ?? '{}';
}

export async function setRetention(tx: Tx, text: string): Promise<void> {
  await tx
    .updateTable('site')
    .set({ retention: sql<string>`${text}` })
    .execute();
}
