import type { Selectable } from 'kysely';
import type { Reader } from '../db/open.ts';
import type { ApplicationsTable, CasesTable } from '../db/tables/after.ts';
import type {
  AppointmentsTable,
  ClientsTable,
  HomeVisitsTable,
} from '../db/tables/appointments.ts';
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
