import { type Selectable, sql } from 'kysely';
import { atAWindow } from '../db/at-a-window.ts';
import type { Tx } from '../db/open.ts';
import type { WindowsTable } from '../db/tables/setup.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { StoredTicket } from '../tickets/service.ts';

export type Window = Selectable<WindowsTable>;

const rowsAtOnce = 100;

export async function keep(
  tx: Tx,
  at: { hall: string; version: number; day: string; now: Instant },
  kept: readonly { kind: 'ticket' | 'window'; id: string; kept: StoredTicket | Window }[],
): Promise<void> {
  const rows = kept.map((one) => ({
    hall_id: at.hall,
    version: at.version,
    kind: one.kind,
    id: one.id,
    service_day: at.day,
    at: at.now,
    before: JSON.stringify(one.kept),
  }));
  for (let i = 0; i < rows.length; i += rowsAtOnce) {
    await tx
      .insertInto('day_close_undo')
      .values(rows.slice(i, i + rowsAtOnce))
      .execute();
  }
}

/** A close of a day: its event. */
export interface Close {
  readonly version: number;
  readonly at: Instant;
}

/** Closes and reopenings that are looked through for one of today. */
const newestOnly = 50;

/** The newest close of a day that can be taken back, whether it changed anything or not; null: there is none. */
export async function newestClose(tx: Tx, hall: string, day: string): Promise<Close | null> {
  const thatChanged = await tx
    .selectFrom('day_close_undo')
    .select(['version', 'at'])
    .where('hall_id', '=', hall)
    .where('service_day', '=', day)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (thatChanged !== undefined) return thatChanged;
  const logged = await tx
    .selectFrom('events')
    .select(['version', 'at', 'command', 'data'])
    .where('hall_id', '=', hall)
    .where('command', 'in', ['close-day', 'reopen-day'])
    .orderBy('version', 'desc')
    .limit(newestOnly)
    .execute();
  const taken = logged.findIndex(({ command }) => command === 'reopen-day');
  const open = taken < 0 ? logged : logged.slice(0, taken);
  const close = open.find(({ data }) => (JSON.parse(data) as { day: string }).day === day);
  return close === undefined ? null : { version: close.version, at: close.at };
}

/** What a close changed, as it was before. */
export async function kept(
  tx: Tx,
  hall: string,
  version: number,
): Promise<{ tickets: StoredTicket[]; windows: Window[] }> {
  const rows = await tx
    .selectFrom('day_close_undo')
    .select(['kind', 'before'])
    .where('hall_id', '=', hall)
    .where('version', '=', version)
    .execute();
  const of = <T>(kind: 'ticket' | 'window'): T[] =>
    rows.filter((row) => row.kind === kind).map((row) => JSON.parse(row.before) as T);
  return { tickets: of<StoredTicket>('ticket'), windows: of<Window>('window') };
}

/** When the last thing happened before the newest close of a day; the earliest instant where there is none. */
export async function newestInstant(tx: Tx, hall: string, day: string): Promise<Instant> {
  const close = await newestClose(tx, hall, day);
  if (close === null) return '';
  const row = await tx
    .selectFrom('events')
    .select('at')
    .where('hall_id', '=', hall)
    .where('version', '<', close.version)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? '';
}

export async function anyTakenSince(
  tx: Tx,
  hall: string,
  since: { day: string; version: number },
): Promise<boolean> {
  const row = await tx
    .selectFrom('tickets')
    .select('id')
    .where('hall_id', '=', hall)
    .where('service_day', '>=', since.day)
    .where('seq', '>', since.version)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives a window back to its clerk, unless it has one again or the clerk has another. */
export async function reopenWindow(tx: Tx, before: Window): Promise<boolean> {
  const { id, status, clerk_id, since, pause_reason } = before;
  const { numUpdatedRows } = await tx
    .updateTable('windows')
    .set({ status, clerk_id, since, pause_reason })
    .where('id', '=', id)
    .where('status', '=', 'closed')
    .where((e) =>
      e.not(
        e.exists(e.selectFrom('windows as w').select('w.id').where('w.clerk_id', '=', clerk_id)),
      ),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Closes the windows that were opened in a time that has not come yet. */
export async function closeUnbegun(tx: Tx, hall: string, now: Instant): Promise<void> {
  await tx
    .updateTable('windows')
    .set({ status: 'closed', clerk_id: null, pause_reason: null, since: now, undo: null })
    .where('hall_id', '=', hall)
    .where('status', '<>', 'closed')
    .where('since', '>', now)
    .execute();
}

/** Whether a window has a ticket in hand. */
export async function isAtWork(tx: Tx, windowId: string): Promise<boolean> {
  const step = await tx
    .selectFrom('steps')
    .select('id')
    .where('window_id', '=', windowId)
    // As the partial index has it: parameters would not match it.
    .where('status', 'in', atAWindow)
    .executeTakeFirst();
  return step !== undefined;
}

/** What the close ended goes on: it ended nothing. Days after it have not been. */
export async function voidIntervals(
  tx: Tx,
  hall: string,
  { day, version }: { day: string; version: number },
): Promise<void> {
  for (const table of ['intervals', 'window_intervals'] as const) {
    await tx
      .updateTable(table)
      .set({ voided: 1 })
      .where('hall_id', '=', hall)
      .where((e) =>
        e.or([
          e.and([e('service_day', '=', day), e('version', '=', version)]),
          e('service_day', '>', day),
        ]),
      )
      .execute();
  }
}

/**
 * Whom the close, or one of a day after it, put on the no-show list too early can still come, unless
 * booked again since.
 */
export async function bookAgain(
  tx: Tx,
  hall: string,
  { day, since, now }: { day: string; since: Instant; now: Instant },
): Promise<void> {
  await tx
    .updateTable('appointments')
    .set({ status: 'booked', changed_at: now })
    .where('hall_id', '=', hall)
    .where('service_day', '>=', day)
    .where('status', '=', 'missed')
    .where('changed_at', '>=', since)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('appointments as other')
            .select('other.id')
            .where('other.hall_id', '=', hall)
            .where('other.service_day', '=', sql.ref<string>('appointments.service_day'))
            .where((o) =>
              o.or([
                o('other.status', '=', 'booked'),
                o.and([
                  o('other.status', '=', 'missed'),
                  o('other.changed_at', '>', sql.ref<string>('appointments.changed_at')),
                ]),
              ]),
            )
            .where((o) =>
              o.or([
                o('other.phone_hash', '=', sql.ref<string>('appointments.phone_hash')),
                o('other.person_hash', '=', sql.ref<string>('appointments.person_hash')),
              ]),
            ),
        ),
      ),
    )
    .execute();
}

export async function forget(tx: Tx, hall: string, version: number): Promise<void> {
  await tx
    .deleteFrom('day_close_undo')
    .where('hall_id', '=', hall)
    .where('version', '=', version)
    .execute();
}
