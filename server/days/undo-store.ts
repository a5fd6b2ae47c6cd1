import { type Selectable, sql } from 'kysely';
import type { Tx } from '../db/open.ts';
import type { WindowsTable } from '../db/schema.ts';
import type { Instant } from '../rules/instants.ts';
import type { Kept } from '../tickets/service.ts';

export type Window = Selectable<WindowsTable>;

const rowsAtOnce = 100;

export async function keep(
  tx: Tx,
  at: { hall: string; version: number; day: string; now: Instant },
  kept: readonly { kind: 'ticket' | 'window'; id: string; kept: Kept | Window }[],
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

/** The newest close of a day that can be taken back, with all that it changed; null: there is none. */
export async function newest(
  tx: Tx,
  hall: string,
  day: string,
): Promise<{ version: number; at: Instant; tickets: Kept[]; windows: Window[] } | null> {
  const last = await tx
    .selectFrom('day_close_undo')
    .select(['version', 'at'])
    .where('hall_id', '=', hall)
    .where('service_day', '=', day)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return null;
  const rows = await tx
    .selectFrom('day_close_undo')
    .select(['kind', 'before'])
    .where('hall_id', '=', hall)
    .where('version', '=', last.version)
    .execute();
  const of = <T>(kind: 'ticket' | 'window'): T[] =>
    rows.filter((row) => row.kind === kind).map((row) => JSON.parse(row.before) as T);
  return { ...last, tickets: of<Kept>('ticket'), windows: of<Window>('window') };
}

/** When the last thing happened before the newest close of a day; the earliest instant where there is none. */
export async function newestInstant(tx: Tx, hall: string, day: string): Promise<Instant> {
  const row = await tx
    .selectFrom('events')
    .select('at')
    .where('hall_id', '=', hall)
    .where('version', '<', (e) =>
      e
        .selectFrom('day_close_undo')
        .select((u) => u.fn.max('version').as('version'))
        .where('hall_id', '=', hall)
        .where('service_day', '=', day),
    )
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
    .where('version', '>', since.version)
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

/** What the close ended goes on: it ended nothing. */
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
      .where('service_day', '=', day)
      .where('version', '=', version)
      .execute();
  }
}

/** Whom the close put on the no-show list can still come, unless booked again since. */
export async function bookAgain(
  tx: Tx,
  hall: string,
  { day, at }: { day: string; at: Instant },
): Promise<void> {
  await tx
    .updateTable('appointments')
    .set({ status: 'booked' })
    .where('hall_id', '=', hall)
    .where('service_day', '=', day)
    .where('status', '=', 'missed')
    .where('changed_at', '=', at)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('appointments as other')
            .select('other.id')
            .where('other.hall_id', '=', hall)
            .where('other.service_day', '=', day)
            .where('other.status', '=', 'booked')
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
