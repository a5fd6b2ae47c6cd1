import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import type { ApplicationsTable, CasesTable } from '../db/tables/after.ts';
import type {
  AppointmentsTable,
  ClientsTable,
  HomeVisitsTable,
} from '../db/tables/appointments.ts';
import { bareAppointment, bareClient, bareHomeVisit, eraseCases } from './store.ts';
import { withoutTexts } from './texts.ts';
import { bareReason } from '../../shared/reasons.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/** By which hash a person is looked for. */
export interface Known {
  readonly hall: string;
  readonly by: 'phone_hash' | 'person_hash';
  readonly hash: string;
  /** The clients who have that telephone: archives know of their visits, and not of them. */
  readonly clients: readonly string[];
}

export type AppointmentRow = Selectable<AppointmentsTable>;
export type HomeVisitRow = Selectable<HomeVisitsTable>;
export type ClientRow = Selectable<ClientsTable> & { readonly steward: string };

export function appointmentsOf(tx: Reader, { hall, by, hash }: Known): Promise<AppointmentRow[]> {
  return tx
    .selectFrom('appointments')
    .selectAll()
    .where('hall_id', '=', hall)
    .where(by, '=', hash)
    .orderBy('slot_from')
    .orderBy('id')
    .execute();
}

/** Home visits are asked for with a telephone; no paper is shown. */
export async function homeVisitsOf(tx: Reader, { hall, by, hash }: Known): Promise<HomeVisitRow[]> {
  if (by !== 'phone_hash') return [];
  return tx
    .selectFrom('home_visits')
    .selectAll()
    .where('hall_id', '=', hall)
    .where('phone_hash', '=', hash)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Whom a steward looks after is known by a telephone; no paper is shown. */
export async function clientsOf(
  tx: Reader,
  { hall, by, hash }: Omit<Known, 'clients'>,
): Promise<ClientRow[]> {
  if (by !== 'phone_hash') return [];
  return tx
    .selectFrom('clients')
    .innerJoin('staff', 'staff.id', 'clients.steward_id')
    .selectAll('clients')
    .select('staff.name as steward')
    .where('clients.hall_id', '=', hall)
    .where('clients.phone_hash', '=', hash)
    .orderBy('clients.code')
    .execute();
}

/** Tickets of these clients. */
export async function ticketsOfClients(tx: Reader, { hall, clients }: Known): Promise<string[]> {
  if (clients.length === 0) return [];
  const rows = await tx
    .selectFrom('tickets')
    .select('id')
    .where('hall_id', '=', hall)
    .where('client_id', 'in', clients)
    .execute();
  return rows.map(({ id }) => id);
}

/** Nobody is looked after by that name any more: the code opens nothing, the visits stay counted. */
export async function eraseClients(tx: Tx, ids: readonly string[], now: Instant): Promise<void> {
  if (ids.length > 0)
    await tx
      .updateTable('clients')
      .set({ ...bareClient, changed_at: now })
      .where('id', 'in', ids)
      .execute();
}

/** Nobody is let take more for a paper that is known no more. */
export async function eraseLifts(tx: Tx, { hall, by, hash }: Known): Promise<void> {
  if (by === 'person_hash')
    await tx
      .deleteFrom('person_lifts')
      .where('hall_id', '=', hall)
      .where('person_hash', '=', hash)
      .execute();
}

export type CaseRow = Pick<
  Selectable<CasesTable>,
  'id' | 'status' | 'ticket_id' | 'text' | 'phone' | 'resolution' | 'opened_at'
>;

/** What could not be done, told with a telephone or of these tickets. */
export async function casesOf(
  tx: Reader,
  { hall, by, hash }: Known,
  tickets: readonly string[],
): Promise<CaseRow[]> {
  const rows = tx
    .selectFrom('cases')
    .select(['id', 'status', 'ticket_id', 'text', 'phone', 'resolution', 'opened_at'])
    .where('hall_id', '=', hall)
    .orderBy('opened_at')
    .orderBy('id');
  const told =
    by === 'phone_hash' ? await rows.where('phone_hash', '=', hash).execute() : ([] as CaseRow[]);
  const ofTickets =
    tickets.length === 0 ? [] : await rows.where('ticket_id', 'in', tickets).execute();
  return [...new Map([...told, ...ofTickets].map((row) => [row.id, row])).values()];
}

/** Tickets that were taken with the paper, or came of these bookings. */
export async function ticketsOf(
  tx: Reader,
  { hall, by, hash }: Known,
  appointments: readonly string[],
): Promise<string[]> {
  const taken =
    by === 'person_hash'
      ? await tx
          .selectFrom('steps')
          .select('ticket_id as id')
          .distinct()
          .where('hall_id', '=', hall)
          .where('person_hash', '=', hash)
          .execute()
      : [];
  const booked =
    appointments.length === 0
      ? []
      : await tx
          .selectFrom('tickets')
          .select('id')
          .where('appointment_id', 'in', appointments)
          .execute();
  return [...new Set([...taken, ...booked].map(({ id }) => id))].sort();
}

export type ApplicationRow = Selectable<ApplicationsTable>;

/** What was handed in with the paper, or on these tickets: wherever those are by now. */
export async function applicationsOf(
  tx: Reader,
  { hall, by, hash }: Known,
  tickets: readonly string[],
): Promise<ApplicationRow[]> {
  if (by !== 'person_hash' && tickets.length === 0) return [];
  return tx
    .selectFrom('applications')
    .selectAll()
    .where('hall_id', '=', hall)
    .where((e) =>
      e.or([
        ...(by === 'person_hash' ? [e('person_hash', '=', hash)] : []),
        ...(tickets.length === 0 ? [] : [e('ticket_id', 'in', tickets)]),
      ]),
    )
    .orderBy('accepted_at')
    .orderBy('id')
    .execute();
}

/** What was written about some applications. */
export async function notesOf(
  tx: Reader,
  ids: readonly string[],
): Promise<
  { application_id: string; status: string; note: string | null; visitor_note: string | null }[]
> {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('application_states')
    .select(['application_id', 'status', 'note', 'visitor_note'])
    .where('application_id', 'in', ids)
    .where((e) => e.or([e('note', 'is not', null), e('visitor_note', 'is not', null)]))
    .orderBy('application_id')
    .orderBy('seq')
    .execute();
}

export interface RatingRow {
  readonly step_id: string;
  readonly level: number;
  readonly reasons: string;
  readonly comment: string | null;
  readonly at: Instant;
  readonly resolution: string | null;
}

export async function ratingsOf(
  tx: Reader,
  stepIds: readonly string[],
): Promise<ReadonlyMap<string, RatingRow>> {
  if (stepIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('ratings')
    .leftJoin('cases', 'cases.rating_id', 'ratings.id')
    .select([
      'ratings.step_id',
      'ratings.level',
      'ratings.reasons',
      'ratings.comment',
      'ratings.at',
      'cases.resolution',
    ])
    .where('ratings.step_id', 'in', stepIds)
    .execute();
  return new Map(rows.map((row) => [row.step_id, row]));
}

/** Of some tickets those that were taken with a paper. */
export async function withPaper(
  tx: Reader,
  ticketIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ticketIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom('steps')
    .select('ticket_id')
    .distinct()
    .where('ticket_id', 'in', ticketIds)
    .where('person_hash', 'is not', null)
    .execute();
  return new Set(rows.map((row) => row.ticket_id));
}

export interface EventRow {
  readonly version: number;
  readonly at: Instant;
  readonly command: string;
  readonly actor: string;
  readonly ticket_id: string | null;
  readonly data: string;
}

export async function eventsOf(tx: Reader, ticketIds: readonly string[]): Promise<EventRow[]> {
  if (ticketIds.length === 0) return [];
  return tx
    .selectFrom('events')
    .select(['version', 'at', 'command', 'actor', 'ticket_id', 'data'])
    .where('ticket_id', 'in', ticketIds)
    .orderBy('version')
    .execute();
}

/** Nothing is known any more of who booked these; those that were open are cancelled. */
export async function eraseAppointments(
  tx: Tx,
  ids: readonly string[],
  cancelled: readonly string[],
  now: Instant,
): Promise<void> {
  if (cancelled.length > 0)
    await tx
      .updateTable('appointments')
      .set({ status: 'cancelled', changed_at: now })
      .where('id', 'in', cancelled)
      .execute();
  if (ids.length > 0)
    await tx.updateTable('appointments').set(bareAppointment).where('id', 'in', ids).execute();
}

/** Places in line that were taken from afar, also one that is open: it names nobody else. */
export async function eraseRemote(tx: Tx, { hall, by, hash }: Known): Promise<void> {
  if (by !== 'phone_hash') return;
  await tx
    .deleteFrom('remote_tickets')
    .where('hall_id', '=', hall)
    .where('phone_hash', '=', hash)
    .execute();
}

/** The same of requests for a visit at home. */
export async function eraseHomeVisits(
  tx: Tx,
  ids: readonly string[],
  cancelled: readonly string[],
  now: Instant,
): Promise<void> {
  if (cancelled.length > 0)
    await tx
      .updateTable('home_visits')
      .set({ status: 'cancelled', changed_at: now })
      .where('id', 'in', cancelled)
      .execute();
  if (ids.length > 0)
    await tx.updateTable('home_visits').set(bareHomeVisit).where('id', 'in', ids).execute();
}

/** The tickets of a person, with what is needed to find all that hangs on them. */
export interface Visits {
  readonly hall: string;
  readonly tickets: readonly string[];
  readonly steps: readonly string[];
  readonly days: readonly string[];
}

/** Whom these tickets were for is known no more, and what was written about them is gone. */
export async function eraseVisits(tx: Tx, { hall, tickets, steps, days }: Visits): Promise<void> {
  if (tickets.length === 0) return;
  await tx.updateTable('tickets').set({ note: null }).where('id', 'in', tickets).execute();
  await tx.updateTable('steps').set({ person_hash: null }).where('id', 'in', steps).execute();
  await tx.updateTable('ratings').set({ comment: null }).where('step_id', 'in', steps).execute();
  // What was said of them to other systems, and their cars.
  await tx.deleteFrom('webhook_deliveries').where('line', 'in', tickets).execute();
  await tx.deleteFrom('plates').where('ticket_id', 'in', tickets).execute();
  const cases = await tx
    .selectFrom('cases')
    .select('id')
    .where('ticket_id', 'in', tickets)
    .execute();
  await eraseCases(
    tx,
    cases.map(({ id }) => id),
  );
  await eraseReasons(tx, { hall, tickets, steps, days });
  for (const { version, data } of await eventsOf(tx, tickets)) {
    const without = withoutTexts(data);
    if (without === null) continue;
    await tx
      .updateTable('events')
      .set({ data: without })
      .where('hall_id', '=', hall)
      .where('version', '=', version)
      .execute();
  }
  await eraseKeptBefore(tx, { hall, tickets });
}

/** Of what a clerk wrote beside a reason that was chosen, the reason stays. */
async function eraseReasons(tx: Tx, { hall, steps, days }: Visits): Promise<void> {
  const outcomes = await tx
    .selectFrom('steps')
    .select(['id', 'outcome'])
    .where('id', 'in', steps)
    .where('outcome', 'is not', null)
    .execute();
  for (const { id, outcome } of outcomes)
    await tx
      .updateTable('steps')
      .set({ outcome: bareReason(outcome!) })
      .where('id', '=', id)
      .execute();
  const calls = await tx
    .selectFrom('calls')
    .select(['id', 'reason'])
    .where('hall_id', '=', hall)
    .where('service_day', 'in', days)
    .where('step_id', 'in', steps)
    .where('reason', 'is not', null)
    .execute();
  for (const { id, reason } of calls)
    await tx
      .updateTable('calls')
      .set({ reason: bareReason(reason!) })
      .where('id', '=', id)
      .execute();
}

/** What an undo or a day that goes on would bring back. */
async function eraseKeptBefore(
  tx: Tx,
  { hall, tickets }: Pick<Visits, 'hall' | 'tickets'>,
): Promise<void> {
  const windows = await tx
    .selectFrom('windows')
    .select(['id', 'undo'])
    .where('hall_id', '=', hall)
    .where('undo', 'is not', null)
    .execute();
  const held = windows.filter(({ undo }) => tickets.some((id) => undo!.includes(id)));
  if (held.length > 0)
    await tx
      .updateTable('windows')
      .set({ undo: null })
      .where(
        'id',
        'in',
        held.map(({ id }) => id),
      )
      .execute();
  const closes = await tx
    .selectFrom('day_close_undo')
    .select(['version', 'id', 'before'])
    .where('hall_id', '=', hall)
    .where('kind', '=', 'ticket')
    .where('id', 'in', tickets)
    .execute();
  for (const { version, id, before } of closes) {
    const kept = JSON.parse(before) as { ticket: object };
    await tx
      .updateTable('day_close_undo')
      .set({ before: JSON.stringify({ ...kept, ticket: { ...kept.ticket, note: null } }) })
      .where('hall_id', '=', hall)
      .where('version', '=', version)
      .where('kind', '=', 'ticket')
      .where('id', '=', id)
      .execute();
  }
}
