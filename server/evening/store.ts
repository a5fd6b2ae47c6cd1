import { sql } from 'kysely';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Reader, Tx } from '../db/open.ts';

/** The days of a hall that have a row, from one on. */
export async function knownDays(db: Reader, hall: string, from: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('evening_reports')
    .select('service_day')
    .where('hall_id', '=', hall)
    .where('service_day', '>=', from)
    .execute();
  return new Set(rows.map((row) => row.service_day));
}

export async function hasAny(db: Reader, hall: string): Promise<boolean> {
  const row = await db
    .selectFrom('evening_reports')
    .select('service_day')
    .where('hall_id', '=', hall)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Another process may have been quicker: its row stays. */
export async function plan(tx: Tx, hall: string, day: string, at: Instant): Promise<void> {
  await tx
    .insertInto('evening_reports')
    .values({
      hall_id: hall,
      service_day: day,
      state: 'due',
      attempts: 0,
      next_at: at,
      files: '[]',
      error: null,
      made_at: null,
    })
    .onConflict((conflict) => conflict.columns(['hall_id', 'service_day']).doNothing())
    .execute();
}

/** Those whose time has come, of all halls, the oldest first. */
export function due(db: Reader, now: Instant) {
  return (
    db
      .selectFrom('evening_reports')
      .select([
        ...(['hall_id', 'service_day', 'attempts'] as const),
        // Not joined: that would be begun with the halls, and read each one's reports of years.
        sql<string>`(select code from halls where halls.id = evening_reports.hall_id)`.as('code'),
      ])
      // Not as a parameter: the index holds those that are due only.
      .where('state', '=', sql.lit('due' as const))
      .where('next_at', '<=', now)
      .orderBy('next_at')
      .limit(20)
      .execute()
  );
}
export type DueRow = Awaited<ReturnType<typeof due>>[number];

/**
 * Takes one for this process until an instant.
 *
 * @returns false: another one has it
 */
export async function claim(
  tx: Tx,
  { hall_id, service_day, attempts }: DueRow,
  until: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('evening_reports')
    .set({ attempts: attempts + 1, next_at: until })
    .where('hall_id', '=', hall_id)
    .where('service_day', '=', service_day)
    .where('state', '=', 'due')
    .where('attempts', '=', attempts)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function made(
  tx: Tx,
  { hall_id, service_day }: DueRow,
  files: readonly string[],
  at: Instant,
): Promise<void> {
  await tx
    .updateTable('evening_reports')
    .set({ state: 'made', files: JSON.stringify(files), error: null, made_at: at })
    .where('hall_id', '=', hall_id)
    .where('service_day', '=', service_day)
    .execute();
}

export async function failed(
  tx: Tx,
  { hall_id, service_day }: DueRow,
  to: { readonly state: 'due' | 'given-up'; readonly next_at: Instant; readonly error: string },
): Promise<void> {
  await tx
    .updateTable('evening_reports')
    .set(to)
    .where('hall_id', '=', hall_id)
    .where('service_day', '=', service_day)
    .execute();
}
