import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import type { AppointmentsTable } from '../db/tables/appointments.ts';
import { type Bound, rows, runUnit, type Unit, write, writes } from '../db/unit.ts';
import type { Instant } from '../../shared/rules/instants.ts';

export type AppointmentRow = Selectable<AppointmentsTable>;
/** An appointment with the ticket that it became. */
export type WithTicket = AppointmentRow & { number: string | null; ticket_id: string | null };

/** Appointments with the tickets that they became. */
export function withTicket(db: Kysely<Database>) {
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

/** Somebody's place in a queue. */
export type TakenPlace = Pick<
  AppointmentRow,
  'id' | 'queue_id' | 'slot_from' | 'slot_to' | 'created_by'
>;

/** When those come who have a place in some queues between two instants. */
export function takenPlaces(
  queues: readonly string[],
  from: Instant,
  to: Instant,
): Unit<TakenPlace[]> {
  return rows((db) =>
    db
      .selectFrom('appointments')
      .select(['id', 'queue_id', 'slot_from', 'slot_to', 'created_by'])
      .where('queue_id', 'in', queues)
      .where('slot_from', '<', to)
      .where('slot_to', '>', from)
      .where('status', 'in', ['booked', 'checked-in']),
  );
}

/** What a telephone or a person has booked for a day, whatever became of it, beside `except`. */
export async function bookingsOf(
  db: Reader,
  at: { hall: string; day: string; except: string | null },
  hashes: { phone_hash: string | null; person_hash: string | null },
): Promise<Pick<AppointmentRow, 'id' | 'status'>[]> {
  const found = new Map<string, Pick<AppointmentRow, 'id' | 'status'>>();
  for (const [column, hash] of Object.entries(hashes)) {
    if (hash === null) continue;
    const rows = await db
      .selectFrom('appointments')
      .select(['id', 'status'])
      .where('hall_id', '=', at.hall)
      .where('service_day', '=', at.day)
      .where(column === 'phone_hash' ? 'phone_hash' : 'person_hash', '=', hash)
      .where('id', '<>', at.except ?? '')
      .execute();
    for (const row of rows) found.set(row.id, row);
  }
  return [...found.values()];
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
    | 'moves'
    | 'told_at'
    | 'told_by'
  >
> & { changed_at: Instant };

/** A change of an appointment, for a unit's list of writes. */
export function updated(id: string, change: Changed): Bound {
  return write((db) => db.updateTable('appointments').set(change).where('id', '=', id));
}

export async function update(tx: Tx, id: string, change: Changed): Promise<void> {
  await runUnit(tx, writes([updated(id, change)]));
}
