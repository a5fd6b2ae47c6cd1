import { type Selectable, sql } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import type { WindowsTable } from '../db/tables/setup.ts';
import { type Instant, latest } from '../../shared/rules/instants.ts';

export function openDays(db: Reader) {
  return db.selectFrom('halls').select(['id', 'timezone', 'open_day', 'last_at']).execute();
}

/** What of some kinds is said to be wrong in a hall, and by whom. */
export function openAlarms(
  db: Reader,
  hall: string,
  codes: readonly string[],
): Promise<{ code: string; subject: string }[]> {
  return db
    .selectFrom('alarms')
    .select(['code', 'subject'])
    .where('hall_id', '=', hall)
    .where('code', 'in', codes)
    .where('cleared_at', 'is', null)
    .execute();
}

export type DueHold = Awaited<ReturnType<typeof dueHolds>>[number];

/** Holds whose time has come. */
export function dueHolds(db: Reader, now: Instant) {
  return (
    db
      .selectFrom('steps')
      .select(['id', 'ticket_id', 'hall_id', 'window_id', 'hold_until'])
      // As written, so that the index of open holds serves it.
      .where('status', '=', sql.lit<'held'>('held'))
      .where('hold_until', 'is not', null)
      .where('hold_until', '<=', now)
      .orderBy('hold_until')
      .execute()
  );
}

/** Closes every window of a hall; how long each was open or paused is kept. @returns them as they were */
export async function closeWindows(
  tx: Tx,
  at: { hall: string; day: string; now: Instant; version: number; newId: () => string },
): Promise<Selectable<WindowsTable>[]> {
  const open = await tx
    .selectFrom('windows')
    .selectAll()
    .where('hall_id', '=', at.hall)
    .where('status', '<>', 'closed')
    .execute();
  for (const window of open) {
    await tx
      .insertInto('window_intervals')
      .values({
        id: at.newId(),
        hall_id: at.hall,
        service_day: at.day,
        window_id: window.id,
        staff_id: window.clerk_id!,
        status: window.status === 'paused' ? 'paused' : 'open',
        reason: window.pause_reason,
        began_at: window.since!,
        // One opened by a clock that was ahead has a beginning that is still to come.
        ended_at: latest(window.since!, at.now),
        version: at.version,
      })
      .execute();
  }
  await tx
    .updateTable('windows')
    .set({ status: 'closed', clerk_id: null, pause_reason: null, since: at.now, undo: null })
    .where('hall_id', '=', at.hall)
    .where('status', '<>', 'closed')
    .execute();
  return open;
}

/**
 * Who booked and did not come is on the no-show list: of the day that closes, and of those before
 * today that the server did not see.
 */
export async function missAppointments(
  tx: Tx,
  hall: string,
  { day, today }: { day: string; today: string },
  now: Instant,
): Promise<void> {
  await tx
    .updateTable('appointments')
    .set({ status: 'missed', changed_at: now })
    .where('hall_id', '=', hall)
    .where((e) => e.or([e('service_day', '<=', day), e('service_day', '<', today)]))
    .where('status', '=', sql.lit<'booked'>('booked'))
    .execute();
}
