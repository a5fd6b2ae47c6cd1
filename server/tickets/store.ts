import type { Reader, Tx } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { TicketRow } from './kept-store.ts';

export async function openNumberOfPerson(
  tx: Tx,
  hall: string,
  day: string,
  personHash: string,
  queue: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom('steps')
    .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
    .select('tickets.number')
    .where('steps.hall_id', '=', hall)
    .where('steps.service_day', '=', day)
    .where('steps.person_hash', '=', personHash)
    .where('steps.queue_id', '=', queue)
    .where('steps.status', 'in', ['blocked', 'waiting', 'called', 'serving', 'held', 'missed'])
    .executeTakeFirst();
  return row?.number ?? null;
}

export async function ratedSteps(db: Reader, stepIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('ratings')
    .select('step_id')
    .where('step_id', 'in', stepIds)
    .execute();
  return new Set(rows.map((row) => row.step_id));
}

export async function appointmentsOf(
  db: Reader,
  ids: readonly string[],
): Promise<Map<string, { code: string; from: string }>> {
  const rows = await db
    .selectFrom('appointments')
    .select(['id', 'code', 'slot_from'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, { code: row.code, from: row.slot_from }]));
}

export async function setCategory(
  tx: Tx,
  ticketId: string,
  category: Pick<TicketRow, 'category_id' | 'credit_seconds'>,
): Promise<void> {
  await tx.updateTable('tickets').set(category).where('id', '=', ticketId).execute();
}

export async function setCompanion(
  tx: Tx,
  ticketId: string,
  staffId: string | null,
): Promise<void> {
  await tx
    .updateTable('tickets')
    .set({ companion_id: staffId })
    .where('id', '=', ticketId)
    .execute();
}

const version = prepared<{ hall: string }, { version: number }>((db, p) =>
  db.selectFrom('halls').select('version').where('id', '=', p('hall')),
);

export async function hallVersion(db: Reader, hall: string): Promise<number> {
  return (await version(db, { hall }))[0]!.version;
}

export async function staffName(db: Reader, id: string): Promise<string> {
  return (
    await db.selectFrom('staff').select('name').where('id', '=', id).executeTakeFirstOrThrow()
  ).name;
}
