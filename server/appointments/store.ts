import type { Insertable, Kysely, Selectable } from 'kysely';
import type { AppointmentStatus } from '../../shared/contract/appointment.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { AppointmentsTable, Database } from '../db/schema.ts';
import { type Bound, rows, runUnit, type Unit, write, writes } from '../db/unit.ts';
import type { Instant } from '../../shared/rules/instants.ts';

export type AppointmentRow = Selectable<AppointmentsTable>;
/** An appointment with the ticket that it became. */
export type WithTicket = AppointmentRow & { number: string | null; ticket_id: string | null };

function withTicket(db: Kysely<Database>) {
  return db
    .selectFrom('appointments')
    .leftJoin('tickets', 'tickets.appointment_id', 'appointments.id')
    .selectAll('appointments')
    .select(['tickets.number', 'tickets.id as ticket_id']);
}

export function* byCode(hall: string, hash: string): Unit<WithTicket | null> {
  const [row] = yield* rows((db) =>
    withTicket(db)
      .where('appointments.hall_id', '=', hall)
      .where('appointments.code_hash', '=', hash),
  );
  return row ?? null;
}

export function ofDay(
  db: Reader,
  hall: string,
  day: string,
  status: AppointmentStatus | undefined,
): Promise<WithTicket[]> {
  const all = withTicket(db)
    .where('appointments.hall_id', '=', hall)
    .where('appointments.service_day', '=', day)
    .orderBy('appointments.slot_from')
    .orderBy('appointments.created_at');
  return (status === undefined ? all : all.where('appointments.status', '=', status)).execute();
}

/** Whoever is booked from a day on. */
export function bookedFrom(db: Reader, hall: string, day: string): Promise<WithTicket[]> {
  return withTicket(db)
    .where('appointments.hall_id', '=', hall)
    .where('appointments.service_day', '>=', day)
    .where('appointments.status', '=', 'booked')
    .orderBy('appointments.slot_from')
    .orderBy('appointments.created_at')
    .execute();
}

/** By its id. */
export function* byId(hall: string, id: string): Unit<WithTicket | null> {
  const [row] = yield* rows((db) =>
    withTicket(db).where('appointments.hall_id', '=', hall).where('appointments.id', '=', id),
  );
  return row ?? null;
}

/** Those of some queues and a day that are not held at the window, in order. */
export function remoteOf(
  db: Reader,
  queues: readonly string[],
  day: string,
): Promise<WithTicket[]> {
  if (queues.length === 0) return Promise.resolve([]);
  return withTicket(db)
    .where('appointments.queue_id', 'in', queues)
    .where('appointments.service_day', '=', day)
    .where('appointments.kind', '<>', 'window')
    .where('appointments.status', '<>', 'cancelled')
    .orderBy('appointments.slot_from')
    .orderBy('appointments.created_at')
    .execute();
}

/** When those come who have a place in a queue between two instants. */
export function takenPlaces(
  queue: string,
  from: Instant,
  to: Instant,
): Unit<{ id: string; slot_from: string; slot_to: string; created_by: string }[]> {
  return rows((db) =>
    db
      .selectFrom('appointments')
      .select(['id', 'slot_from', 'slot_to', 'created_by'])
      .where('queue_id', '=', queue)
      .where('slot_from', '<', to)
      .where('slot_to', '>', from)
      .where('status', 'in', ['booked', 'checked-in']),
  );
}

/** Whether a telephone or a person has an open booking on a day, beside `except`. */
export async function hasBooking(
  db: Reader,
  at: { hall: string; day: string; except: string | null },
  hashes: { phone_hash: string | null; person_hash: string | null },
): Promise<boolean> {
  for (const [column, hash] of Object.entries(hashes)) {
    if (hash === null) continue;
    const found = await db
      .selectFrom('appointments')
      .select('id')
      .where('hall_id', '=', at.hall)
      .where('service_day', '=', at.day)
      .where('status', '=', 'booked')
      .where(column === 'phone_hash' ? 'phone_hash' : 'person_hash', '=', hash)
      .where('id', '<>', at.except ?? '')
      .executeTakeFirst();
    if (found !== undefined) return true;
  }
  return false;
}

export async function insert(tx: Tx, row: Insertable<AppointmentsTable>): Promise<void> {
  await tx.insertInto('appointments').values(row).execute();
}

/** What of an appointment changes. */
type Changed = Partial<
  Pick<
    AppointmentRow,
    | 'status'
    | 'service_day'
    | 'slot_from'
    | 'slot_to'
    | 'package_id'
    | 'language'
    | 'link'
    | 'started_at'
    | 'ended_at'
    | 'outcome'
  >
> & { changed_at: Instant };

/** A change of an appointment, for a unit's list of writes. */
export function updated(id: string, change: Changed): Bound {
  return write((db) => db.updateTable('appointments').set(change).where('id', '=', id));
}

export async function update(tx: Tx, id: string, change: Changed): Promise<void> {
  await runUnit(tx, writes([updated(id, change)]));
}
