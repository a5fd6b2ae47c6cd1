import { sql, type Selectable } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { IntervalsTable, WindowsTable } from '../db/schema.ts';
import { type Instant, latest } from '../rules/instants.ts';

export type WindowRow = Selectable<WindowsTable>;

const windowById = prepared<
  { id: string },
  WindowRow & { clerk: string | null; clerk_name: string | null }
>((db, p) =>
  db
    .selectFrom('windows')
    .leftJoin('staff', 'staff.id', 'windows.clerk_id')
    .selectAll('windows')
    .select(['staff.username as clerk', 'staff.name as clerk_name'])
    .where('windows.id', '=', p('id')),
);

export type WindowWithClerk = WindowRow & { clerk: string | null; clerk_name: string | null };

export async function windowRow(db: Reader, id: string): Promise<WindowWithClerk> {
  return (await windowById(db, { id }))[0]!;
}

export async function windowOfClerk(
  db: Reader,
  staffId: string,
): Promise<{ id: string; number: number } | null> {
  return (
    (await db
      .selectFrom('windows')
      .select(['id', 'number'])
      .where('clerk_id', '=', staffId)
      .executeTakeFirst()) ?? null
  );
}

const inHand = prepared<{ window: string }, { ticket_id: string }>((db, p) =>
  db
    .selectFrom('steps')
    .select('ticket_id')
    .where('window_id', '=', p('window'))
    .where('status', 'in', sql<'called'[]>`('called', 'serving')` as never),
);

/** The ticket in hand; a window has one at most. */
export async function ticketInHand(db: Reader, windowId: string): Promise<string | null> {
  return (await inHand(db, { window: windowId }))[0]?.ticket_id ?? null;
}

const insertCallRow = prepared<
  {
    id: string;
    hall: string;
    day: string;
    step: string;
    number: string;
    queue: string;
    window: string;
    zone: string;
    staff: string | null;
    language: string;
    at: Instant;
    recall: 0 | 1;
    reason: string | null;
    version: number;
  },
  never
>((db, p) =>
  db.insertInto('calls').values({
    id: p('id'),
    hall_id: p('hall'),
    service_day: p('day'),
    step_id: p('step'),
    number: p('number'),
    queue_id: p('queue'),
    window_id: p('window'),
    zone_id: p('zone'),
    staff_id: p('staff'),
    language: p('language'),
    at: p('at'),
    recall: p('recall'),
    reason: p('reason'),
    version: p('version'),
  }),
);
export type CallRow = Parameters<typeof insertCallRow>[1];

export async function insertCall(tx: Tx, call: CallRow): Promise<void> {
  await insertCallRow(tx, call);
}

const setUndoText = prepared<{ id: string; undo: string | null }, never>((db, p) =>
  db
    .updateTable('windows')
    .set({ undo: p('undo') })
    .where('id', '=', p('id')),
);

export async function setUndo(tx: Tx, windowId: string, undo: string | null): Promise<void> {
  await setUndoText(tx, { id: windowId, undo });
}

export async function setWindow(
  tx: Tx,
  windowId: string,
  state: {
    status: 'closed' | 'open' | 'paused';
    clerk_id: string | null;
    since: Instant;
    pause_reason: string | null;
  },
): Promise<void> {
  await tx
    .updateTable('windows')
    .set({ ...state, undo: null })
    .where('id', '=', windowId)
    .execute();
}

/** The state that a window was in until now, for good: open or paused, by whom, why. */
export async function insertWindowInterval(
  tx: Tx,
  row: {
    id: string;
    hall: string;
    day: string;
    window: WindowRow;
    ended_at: Instant;
    version: number;
  },
): Promise<void> {
  const { window } = row;
  if (window.status === 'closed' || window.clerk_id === null || window.since === null) return;
  await tx
    .insertInto('window_intervals')
    .values({
      id: row.id,
      hall_id: row.hall,
      service_day: row.day,
      window_id: window.id,
      staff_id: window.clerk_id,
      status: window.status,
      reason: window.pause_reason,
      began_at: window.since,
      ended_at: latest(window.since, row.ended_at),
      version: row.version,
    })
    .execute();
}

/** Marks what one event wrote as undone: the intervals that it ended, the calls that it made. */
export async function voidEvent(
  tx: Tx,
  hallId: string,
  { day, version }: { day: string; version: number },
): Promise<void> {
  await tx
    .updateTable('intervals')
    .set({ voided: 1 })
    .where('hall_id', '=', hallId)
    .where('version', '=', version)
    .execute();
  await tx
    .updateTable('calls')
    .set({ withdrawn: 1 })
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .where('version', '=', version)
    .execute();
}

const handlingStates = sql<'held'[]>`('serving', 'held')` as never;
const handledOf = prepared<{ step: string }, HandledRow>((db, p) =>
  db
    .selectFrom('intervals')
    .select(['step_id', 'status', 'hold_kind', 'began_at', 'ended_at'])
    .where('step_id', '=', p('step'))
    .where('status', 'in', handlingStates)
    .where('voided', '=', sql.lit<0>(0)),
);
type HandledRow = Pick<
  Selectable<IntervalsTable>,
  'step_id' | 'status' | 'hold_kind' | 'began_at' | 'ended_at'
>;

/** The states of a step that were served, or held, and ended. */
export async function handledIntervals(db: Reader, stepId: string): Promise<HandledRow[]> {
  return handledOf(db, { step: stepId });
}

/** A person's own of all steps that they finished on a day: what others did before stays theirs. */
export async function servedBy(
  db: Reader,
  staffId: string,
  hallId: string,
  day: string,
): Promise<HandledRow[]> {
  return db
    .selectFrom('steps')
    .innerJoin('intervals', 'intervals.step_id', 'steps.id')
    .select([
      'intervals.step_id',
      'intervals.status',
      'intervals.hold_kind',
      'intervals.began_at',
      'intervals.ended_at',
    ])
    .where('steps.staff_id', '=', staffId)
    .where('steps.service_day', '=', day)
    .where('steps.status', '=', sql.lit<'done'>('done'))
    .where('steps.hall_id', '=', hallId)
    .where('intervals.staff_id', '=', staffId)
    .where('intervals.status', 'in', handlingStates)
    .where('intervals.voided', '=', sql.lit<0>(0))
    .execute();
}

const version = prepared<{ id: string }, { version: number }>((db, p) =>
  db.selectFrom('halls').select('version').where('id', '=', p('id')),
);

export async function hallVersion(db: Reader, hallId: string): Promise<number> {
  return (await version(db, { id: hallId }))[0]!.version;
}

export async function setNote(tx: Tx, ticketId: string, note: string): Promise<void> {
  await tx.updateTable('tickets').set({ note }).where('id', '=', ticketId).execute();
}
