import { sql } from 'kysely';
import type { Reader } from '../db/open.ts';
import { type Instant, plus } from '../../shared/rules/instants.ts';
import { aged, idsOf } from './aged.ts';
import { bareAppointment, bareClient, bareHomeVisit, eraseApplications } from './bare-store.ts';
import type { Limit } from './limit.ts';

const forgottenSeconds = 365 * 24 * 60 * 60;

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
      .execute()
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
    .limit(atOnce)
    .execute();
}

function oldNotes(db: Reader, { hall, details, atOnce }: Limit) {
  return db
    .selectFrom('tickets')
    .select('id')
    .where('hall_id', '=', hall)
    .where('service_day', '<', details.day)
    .where('note', 'is not', null)
    .limit(atOnce)
    .execute();
}

function oldPersons(db: Reader, { hall, details, atOnce }: Limit) {
  return db
    .selectFrom('steps')
    .select('id')
    .where('hall_id', '=', hall)
    .where('service_day', '<', details.day)
    .where('person_hash', 'is not', null)
    .limit(atOnce)
    .execute();
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
    .limit(atOnce)
    .execute();
}

function oldLifts(db: Reader, { hall, details, atOnce }: Limit) {
  return db
    .selectFrom('person_lifts')
    .select('person_hash')
    .where('hall_id', '=', hall)
    .where('service_day', '<', details.day)
    .limit(atOnce)
    .execute();
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
    .limit(atOnce)
    .execute();
}

/** What could be undone at a window, long ago: it holds tickets with their notes. */
async function oldUndos(db: Reader, { hall, details }: Limit): Promise<{ id: string }[]> {
  const rows = await db
    .selectFrom('windows')
    .select(['id', 'undo'])
    .where('hall_id', '=', hall)
    .where('undo', 'is not', null)
    .execute();
  return rows.filter(({ undo }) => (JSON.parse(undo!) as { at: Instant }).at < details.instant);
}

/** What leads to a person (rules.md, "Privacy"). */
export const agedDetails = [
  aged('appointments', oldAppointments, (tx, rows) =>
    tx.updateTable('appointments').set(bareAppointment).where('id', 'in', idsOf(rows)).execute(),
  ),
  aged('homeVisits', oldHomeVisits, (tx, rows) =>
    tx.updateTable('home_visits').set(bareHomeVisit).where('id', 'in', idsOf(rows)).execute(),
  ),
  aged('notes', oldNotes, (tx, rows) =>
    tx.updateTable('tickets').set({ note: null }).where('id', 'in', idsOf(rows)).execute(),
  ),
  aged('persons', oldPersons, (tx, rows) =>
    tx.updateTable('steps').set({ person_hash: null }).where('id', 'in', idsOf(rows)).execute(),
  ),
  aged('clients', oldClients, (tx, rows) =>
    tx.updateTable('clients').set(bareClient).where('id', 'in', idsOf(rows)).execute(),
  ),
  aged('lifts', oldLifts, (tx, rows, { hall, details }) =>
    tx
      .deleteFrom('person_lifts')
      .where('hall_id', '=', hall)
      .where('service_day', '<', details.day)
      .where(
        'person_hash',
        'in',
        rows.map((row) => row.person_hash),
      )
      .execute(),
  ),
  aged('applications', oldApplications, (tx, rows) => eraseApplications(tx, idsOf(rows))),
  aged('undos', oldUndos, (tx, rows) =>
    tx.updateTable('windows').set({ undo: null }).where('id', 'in', idsOf(rows)).execute(),
  ),
];
