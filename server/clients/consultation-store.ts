import type { Insertable, Selectable } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import type { ConsultationsTable } from '../db/tables/appointments.ts';

export async function insert(tx: Tx, row: Insertable<ConsultationsTable>): Promise<void> {
  await tx.insertInto('consultations').values(row).execute();
}

export async function byId(
  db: Reader,
  hall: string,
  id: string,
): Promise<Selectable<ConsultationsTable> | null> {
  const row = await db
    .selectFrom('consultations')
    .selectAll()
    .where('id', '=', id)
    .where('hall_id', '=', hall)
    .executeTakeFirst();
  return row ?? null;
}

export async function undo(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('consultations').set({ undone: 1 }).where('id', '=', id).execute();
}

/** How many questions somebody has answered on a day. */
export async function countOf(
  db: Reader,
  hall: string,
  day: string,
  staff: string,
): Promise<number> {
  const { count } = await db
    .selectFrom('consultations')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('hall_id', '=', hall)
    .where('service_day', '=', day)
    .where('staff_id', '=', staff)
    .where('undone', '=', 0)
    .executeTakeFirstOrThrow();
  return count;
}
