import { sql, type Selectable } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { IntervalsTable, WindowsTable } from '../db/schema.ts';
import type { Instant } from '../rules/instants.ts';
import type { Head } from '../rules/order.ts';

export type WindowRow = Selectable<WindowsTable>;

const yes = sql.lit<1>(1);

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

export type QueueHead = Head & { readonly step_id: string; readonly ticket_id: string };
type HeadRow = {
  id: string;
  ticket_id: string;
  order_key: string;
  seq: number;
  position: number;
};

const headOfQueue = prepared<{ queue: string; day: string }, HeadRow>((db, p) =>
  db
    .selectFrom('steps')
    .select(['id', 'ticket_id', 'order_key', 'seq', 'position'])
    .where('queue_id', '=', p('queue'))
    .where('service_day', '=', p('day'))
    .where('callable', '=', yes)
    .where('only_window_id', 'is', null)
    .orderBy('order_key')
    .orderBy('seq')
    .orderBy('position')
    .limit(yes)
    .$narrowType<{ order_key: string }>(),
);
const headOfWindow = prepared<{ window: string; day: string }, HeadRow & { queue_id: string }>(
  (db, p) =>
    db
      .selectFrom('steps')
      .select(['id', 'ticket_id', 'order_key', 'seq', 'position', 'queue_id'])
      .where('only_window_id', '=', p('window'))
      .where('service_day', '=', p('day'))
      .where('callable', '=', yes)
      .orderBy('order_key')
      .orderBy('seq')
      .orderBy('position')
      .$narrowType<{ order_key: string }>(),
);

/** The first in line of each queue that a window serves, and those meant for this window alone. */
export async function heads(
  tx: Reader,
  window: { id: string; serves: readonly { queueId: string; handicapSeconds: number }[] },
  day: string,
): Promise<QueueHead[]> {
  const found: QueueHead[] = [];
  const handicap = (queueId: string): number =>
    window.serves.find((s) => s.queueId === queueId)?.handicapSeconds ?? 0;
  for (const { queueId, handicapSeconds } of window.serves) {
    const [row] = await headOfQueue(tx, { queue: queueId, day });
    if (row !== undefined) found.push(headOf(row, handicapSeconds));
  }
  for (const row of await headOfWindow(tx, { window: window.id, day }))
    found.push(headOf(row, handicap(row.queue_id)));
  return found;
}

function headOf(row: HeadRow, handicap: number): QueueHead {
  return {
    step_id: row.id,
    ticket_id: row.ticket_id,
    order_key: row.order_key,
    seq: row.seq,
    position: row.position,
    handicap_seconds: handicap,
  };
}

/** The key of the first in line of a queue, or null. */
export async function headKey(tx: Reader, queueId: string, day: string): Promise<Instant | null> {
  return (await headOfQueue(tx, { queue: queueId, day }))[0]?.order_key ?? null;
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
      ended_at: row.ended_at,
      version: row.version,
    })
    .execute();
}

/** Marks what one event wrote as undone: the intervals that it ended, the calls that it made. */
export async function voidEvent(tx: Tx, hallId: string, version: number): Promise<void> {
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
    .where('version', '=', version)
    .execute();
}

const longest = prepared<{ queue: string; day: string }, { waiting_since: string | null }>(
  (db, p) =>
    db
      .selectFrom('steps')
      .select('waiting_since')
      .where('queue_id', '=', p('queue'))
      .where('service_day', '=', p('day'))
      .where('callable', '=', yes)
      .orderBy('waiting_since')
      .limit(yes),
);
const waiting = prepared<{ queue: string; day: string }, { waiting: number }>((db, p) =>
  db
    .selectFrom('queue_days')
    .select('waiting')
    .where('queue_id', '=', p('queue'))
    .where('service_day', '=', p('day')),
);

/** How many wait in a queue, and since when the one who waits longest. */
export async function queueLine(
  db: Reader,
  queueId: string,
  day: string,
): Promise<{ count: number; since: Instant | null }> {
  const count = (await waiting(db, { queue: queueId, day }))[0]?.waiting ?? 0;
  if (count === 0) return { count, since: null };
  return { count, since: (await longest(db, { queue: queueId, day }))[0]?.waiting_since ?? null };
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

/** Those of all steps that a person finished on a day. */
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
    .where('intervals.status', 'in', handlingStates)
    .where('intervals.voided', '=', sql.lit<0>(0))
    .execute();
}

/** Held and missed tickets of a day in some queues, or of one window. */
export async function parked(
  db: Reader,
  hallId: string,
  day: string,
  queueIds: readonly string[],
  windowId: string,
) {
  if (queueIds.length === 0) return [];
  return db
    .selectFrom('steps')
    .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
    .select([
      'tickets.number',
      'steps.queue_id',
      'steps.status',
      'steps.hold_kind',
      'steps.hold_until',
      'steps.status_since',
      'steps.window_id',
    ])
    .where('steps.hall_id', '=', hallId)
    .where('steps.service_day', '=', day)
    .where('steps.status', 'in', sql<'held'[]>`('held', 'missed')` as never)
    .where((e) => e.or([e('steps.queue_id', 'in', queueIds), e('steps.window_id', '=', windowId)]))
    .orderBy('steps.status_since')
    .execute();
}

const lineColumns = [
  'tickets.number',
  'categories.code as category',
  'steps.queue_id',
  'steps.order_key',
  'steps.seq',
  'steps.position',
  'steps.waiting_since',
  'steps.order_reason',
] as const;

/** The first `limit` of each of a window's queues, and those meant for this window alone. */
export async function line(
  db: Reader,
  window: { id: string; serves: readonly { queueId: string }[] },
  day: string,
  limit: number,
) {
  const callable = () =>
    db
      .selectFrom('steps')
      .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
      .innerJoin('categories', 'categories.id', 'tickets.category_id')
      .select(lineColumns)
      .where('steps.service_day', '=', day)
      .where('steps.callable', '=', yes)
      .orderBy('steps.order_key')
      .orderBy('steps.seq')
      .orderBy('steps.position')
      .limit(limit);
  const rows = await callable().where('steps.only_window_id', '=', window.id).execute();
  for (const { queueId } of window.serves) {
    rows.push(
      ...(await callable()
        .where('steps.queue_id', '=', queueId)
        .where('steps.only_window_id', 'is', null)
        .execute()),
    );
  }
  return rows;
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
