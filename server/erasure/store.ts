import { type Selectable, sql } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import type { EventsTable } from '../db/tables/site.ts';
import { bareReason, everyReasonCode } from '../../shared/reasons.ts';
import { type Instant, plus } from '../../shared/rules/instants.ts';
import { eraseLeadingTexts, oldRemarks, oldSheetTexts } from './leading-store.ts';
import type { Limit } from './limit.ts';
import { withoutTexts } from './texts.ts';

/** Lines of the log that are looked through at once. */
const linesAtOnce = 1000;
const forgottenSeconds = 365 * 24 * 60 * 60;

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

/** A client who is looked after stays known; one who is no more, not for longer than other details. */
function oldClients(db: Reader, { hall, details, atOnce }: Limit) {
  return db
    .selectFrom('clients')
    .select('id')
    .where('hall_id', '=', hall)
    .where('active', '=', 0)
    .where('changed_at', '<', details.instant)
    .where('name', '<>', '')
    .limit(atOnce);
}

function oldLifts(db: Reader, { hall, details, atOnce }: Limit) {
  return db
    .selectFrom('person_lifts')
    .select('person_hash')
    .where('hall_id', '=', hall)
    .where('service_day', '<', details.day)
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
            .selectFrom('cases')
            .select('cases.id')
            .whereRef('cases.rating_id', '=', 'ratings.id')
            .where('cases.status', '<>', 'closed'),
        ),
      ),
    )
    .limit(atOnce);
}

/** What was said in a case stays for as long as somebody has to see to it. */
function oldCases(db: Reader, { hall, texts, atOnce }: Limit) {
  return (
    db
      .selectFrom('cases')
      .select('id')
      .where('hall_id', '=', hall)
      // As the index of them has it: asked with parameters, it would not serve.
      .where(sql<boolean>`status = 'closed' and resolution <> ''`)
      .where('closed_at', '<', texts.instant)
      .limit(atOnce)
  );
}

/** A manager's messages, with who read them: rows that no report needs. */
function oldMessages(db: Reader, { hall, texts, atOnce }: Limit) {
  return db
    .selectFrom('messages')
    .select('id')
    .where('hall_id', '=', hall)
    .where('until', '<', texts.instant)
    .limit(atOnce);
}

/** Which alarms stood when, with what devices said of themselves. */
function oldSpells(db: Reader, { hall, texts, atOnce }: Limit) {
  return db
    .selectFrom('alarm_spells')
    .select('id')
    .where('hall_id', '=', hall)
    .where('service_day', '<', texts.day)
    .where('ended_at', 'is not', null)
    .limit(atOnce);
}

/** What was written to people of a list whose days are long over: somebody may be named in it. */
function oldInvitations(db: Reader, { hall, texts, atOnce }: Limit) {
  return db
    .selectFrom('invitations')
    .select('id')
    .where('hall_id', '=', hall)
    .where('last_day', '<', texts.day)
    .where('message', '<>', '')
    .limit(atOnce);
}

async function eraseSpells(tx: Tx, limit: Limit): Promise<number> {
  const erased = await tx
    .deleteFrom('alarm_spells')
    .where('id', 'in', oldSpells(tx, limit))
    .executeTakeFirst();
  return Number(erased.numDeletedRows);
}

async function eraseMessages(tx: Tx, limit: Limit): Promise<number> {
  const ids = (await oldMessages(tx, limit).execute()).map(({ id }) => id);
  if (ids.length === 0) return 0;
  await tx.deleteFrom('message_reads').where('message_id', 'in', ids).execute();
  await tx.deleteFrom('messages').where('id', 'in', ids).execute();
  return ids.length;
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

/**
 * What of applications leads to a person, where nothing more will come of them. Of a decided one that
 * nobody fetches, a year later.
 */
function oldApplications(db: Reader, { hall, details, atOnce }: Limit) {
  const forgotten = plus(details.instant, -forgottenSeconds);
  return db
    .selectFrom('applications')
    .select('id')
    .where('hall_id', '=', hall)
    .where('details', '=', sql.lit<1>(1))
    .where('status_since', '<', details.instant)
    .where((e) =>
      e.or([
        e('status', 'in', ['delivered', 'withdrawn']),
        e.and([e('status', '=', 'decided'), e('status_since', '<', forgotten)]),
      ]),
    )
    .limit(atOnce);
}

/** Receipt, person and notes of some applications are known no more; their figures stay. */
export async function eraseApplications(tx: Tx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  await tx
    .updateTable('application_states')
    .set({ note: null, visitor_note: null })
    .where('application_id', 'in', ids)
    .execute();
  const { numUpdatedRows } = await tx
    .updateTable('applications')
    .set({ receipt: null, person_hash: null, details: 0 })
    .where('id', 'in', ids)
    .executeTakeFirst();
  return Number(numUpdatedRows);
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
    oldClients(db, limit),
    oldLifts(db, limit),
    oldComments(db, limit),
    oldCases(db, limit),
    oldMessages(db, limit),
    oldSpells(db, limit),
    oldInvitations(db, limit),
    oldApplications(db, limit),
    oldSheetTexts(db, limit),
    oldRemarks(db, limit),
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
  done_note: null,
} as const;
const bareCase = { text: null, phone: null, phone_hash: null, appeal: null } as const;

/** What was said in these cases, and by which telephone, is gone; what became of them stays. */
export async function eraseCases(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable('cases').set(bareCase).where('id', 'in', ids).execute();
  await tx
    .updateTable('cases')
    .set({ resolution: '' })
    .where('id', 'in', ids)
    .where('resolution', 'is not', null)
    .execute();
  await tx
    .updateTable('case_steps')
    .set({ note: null })
    .where('case_id', 'in', ids)
    .where('note', 'is not', null)
    .execute();
}

export const bareClient = { name: '', phone: null, phone_hash: null, active: 0 } as const;

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
    clients: tx.updateTable('clients').set(bareClient).where('id', 'in', oldClients(tx, limit)),
    comments: tx
      .updateTable('ratings')
      .set({ comment: null })
      .where('id', 'in', oldComments(tx, limit)),
    invitations: tx
      .updateTable('invitations')
      .set({ message: '' })
      .where('id', 'in', oldInvitations(tx, limit)),
  };
  const counts: Record<string, number> = {};
  for (const [name, erasure] of Object.entries(erasures))
    counts[name] = Number((await erasure.executeTakeFirst()).numUpdatedRows);
  const cases = (await oldCases(tx, limit).execute()).map(({ id }) => id);
  await eraseCases(tx, cases);
  counts['resolutions'] = cases.length;
  counts['reasons'] = await eraseReasons(tx, limit);
  counts['messages'] = await eraseMessages(tx, limit);
  Object.assign(counts, await eraseLeadingTexts(tx, limit));
  counts['alarms'] = await eraseSpells(tx, limit);
  const applications = await oldApplications(tx, limit).execute();
  counts['applications'] = await eraseApplications(
    tx,
    applications.map(({ id }) => id),
  );
  const lifted = await oldLifts(tx, limit).execute();
  if (lifted.length > 0)
    await tx
      .deleteFrom('person_lifts')
      .where('hall_id', '=', limit.hall)
      .where('service_day', '<', limit.details.day)
      .where(
        'person_hash',
        'in',
        lifted.map((row) => row.person_hash),
      )
      .execute();
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
