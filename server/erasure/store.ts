import type { Reader, Tx } from '../db/open.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/** Before when details are too old to be kept: by service day, and by instant. */
export interface Limit {
  readonly hall: string;
  readonly day: string;
  readonly instant: Instant;
}

export function halls(db: Reader): Promise<{ id: string }[]> {
  return db.selectFrom('halls').select('id').orderBy('id').execute();
}

function oldAppointments(db: Reader, { hall, day }: Limit) {
  return db
    .selectFrom('appointments')
    .select('id')
    .where('hall_id', '=', hall)
    .where('service_day', '<', day)
    .where((e) =>
      e.or([
        e('name', 'is not', null),
        e('phone', 'is not', null),
        e('phone_hash', 'is not', null),
        e('person_hash', 'is not', null),
      ]),
    );
}

function oldHomeVisits(db: Reader, { hall, instant }: Limit) {
  return db
    .selectFrom('home_visits')
    .select('id')
    .where('hall_id', '=', hall)
    .where('changed_at', '<', instant)
    .where('name', 'is not', null);
}

function oldNotes(db: Reader, { hall, day }: Limit) {
  return db
    .selectFrom('tickets')
    .select('id')
    .where('hall_id', '=', hall)
    .where('service_day', '<', day)
    .where('note', 'is not', null);
}

function oldPersons(db: Reader, { hall, day }: Limit) {
  return db
    .selectFrom('steps')
    .select('id')
    .where('hall_id', '=', hall)
    .where('service_day', '<', day)
    .where('person_hash', 'is not', null);
}

/** Whether anything is too old to be kept. */
export async function anyDue(db: Reader, limit: Limit): Promise<boolean> {
  const found = [
    await oldAppointments(db, limit).limit(1).executeTakeFirst(),
    await oldHomeVisits(db, limit).limit(1).executeTakeFirst(),
    await oldNotes(db, limit).limit(1).executeTakeFirst(),
    await oldPersons(db, limit).limit(1).executeTakeFirst(),
  ];
  return found.some((row) => row !== undefined);
}

/** Erases the details; what is counted in reports stays. @returns how many rows lost theirs */
export async function erase(tx: Tx, limit: Limit): Promise<Record<string, number>> {
  const appointments = await tx
    .updateTable('appointments')
    .set({ name: null, phone: null, phone_hash: null, person_hash: null })
    .where('id', 'in', oldAppointments(tx, limit))
    .executeTakeFirst();
  const homeVisits = await tx
    .updateTable('home_visits')
    .set({ name: null, phone: null, address: null, wish: null, answer: null })
    .where('id', 'in', oldHomeVisits(tx, limit))
    .executeTakeFirst();
  const notes = await tx
    .updateTable('tickets')
    .set({ note: null })
    .where('id', 'in', oldNotes(tx, limit))
    .executeTakeFirst();
  const persons = await tx
    .updateTable('steps')
    .set({ person_hash: null })
    .where('id', 'in', oldPersons(tx, limit))
    .executeTakeFirst();
  return {
    appointments: Number(appointments.numUpdatedRows),
    homeVisits: Number(homeVisits.numUpdatedRows),
    notes: Number(notes.numUpdatedRows),
    persons: Number(persons.numUpdatedRows),
  };
}
