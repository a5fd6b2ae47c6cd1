import { sql } from 'kysely';
import type { Reader } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { Instant } from '../rules/instants.ts';
import type { Head } from '../rules/order.ts';

const yes = sql.lit<1>(1);

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

const longest = prepared<{ queue: string; day: string }, { waits_from: string | null }>((db, p) =>
  db
    .selectFrom('steps')
    .select('waits_from')
    .where('queue_id', '=', p('queue'))
    .where('service_day', '=', p('day'))
    .where('callable', '=', yes)
    .orderBy('waits_from')
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
  return { count, since: (await longest(db, { queue: queueId, day }))[0]?.waits_from ?? null };
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
  'steps.waits_from',
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
