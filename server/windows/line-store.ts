import { type Selectable, sql } from 'kysely';
import type { Reader } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { StepsTable } from '../db/tables/visits.ts';
import { together, type Unit } from '../db/unit.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Head } from '../../shared/rules/order.ts';
import type { StoredTicket } from '../tickets/service.ts';

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
export function* heads(window: Serving, day: string): Unit<QueueHead[]> {
  const [ofQueues, own] = yield* together(
    together(...window.serves.map(({ queueId }) => headOfQueue.rows({ queue: queueId, day }))),
    headOfWindow.rows({ window: window.id, day }),
  );
  return [
    ...ofQueues.flatMap((rows, i) =>
      rows.map((row) => headOf(row, window.serves[i]!.handicapSeconds)),
    ),
    ...own.map((row) => headOf(row, handicapAt(window, row.queue_id))),
  ];
}

/** What a window serves. */
interface Serving {
  readonly id: string;
  readonly serves: readonly { readonly queueId: string; readonly handicapSeconds: number }[];
}

function handicapAt(window: Serving, queueId: string): number {
  return window.serves.find((s) => s.queueId === queueId)?.handicapSeconds ?? 0;
}

/** Those steps of one ticket that wait for a window, as they would stand among its heads. */
export function headsOf(window: Serving, { ticket, visit }: StoredTicket): QueueHead[] {
  return visit.steps
    .filter(
      (step) =>
        step.callable === 1 &&
        (step.only_window_id === null
          ? window.serves.some((s) => s.queueId === step.queue_id)
          : step.only_window_id === window.id),
    )
    .map((step) =>
      headOf(
        {
          id: step.id,
          ticket_id: ticket.id,
          order_key: step.order_key!,
          seq: ticket.seq,
          position: step.position,
        },
        handicapAt(window, step.queue_id),
      ),
    );
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
export function* headKey(queueId: string, day: string): Unit<Instant | null> {
  return (yield* headOfQueue.rows({ queue: queueId, day }))[0]?.order_key ?? null;
}

type QueueLine = { count: number; since: Instant | null };

const lineOf = prepared<{ queue: string; day: string }, QueueLine>((db, p) =>
  db
    .selectFrom('queue_days')
    .select('waiting as count')
    .select((e) =>
      e
        .selectFrom('steps')
        .select('waits_from')
        .where('queue_id', '=', p('queue'))
        .where('service_day', '=', p('day'))
        .where('callable', '=', yes)
        .orderBy('waits_from')
        .limit(yes)
        .as('since'),
    )
    .where('queue_id', '=', p('queue'))
    .where('service_day', '=', p('day')),
);

/** How many wait in a queue, and since when the one who waits longest. */
export function* queueLine(queue: string, day: string): Unit<QueueLine> {
  return (yield* lineOf.rows({ queue, day }))[0] ?? { count: 0, since: null };
}

/** Held and missed tickets of a day in some queues, or of one window. */
export function* parked(hall: string, day: string, window: Serving): Unit<ParkedRow[]> {
  const all = yield* parkedOfDay.rows({ hall, day });
  return all.filter(
    (row) => row.window_id === window.id || window.serves.some((s) => s.queueId === row.queue_id),
  );
}

type ParkedRow = Pick<
  Selectable<StepsTable>,
  'queue_id' | 'status' | 'hold_kind' | 'hold_until' | 'status_since' | 'window_id'
> & { number: string };

const parkedOfDay = prepared<{ hall: string; day: string }, ParkedRow>((db, p) =>
  db
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
    .where('steps.hall_id', '=', p('hall'))
    .where('steps.service_day', '=', p('day'))
    .where('steps.status', 'in', sql<'held'[]>`('held', 'missed')` as never)
    // A paper number that was missed is over: nobody can call it here.
    .where('tickets.ended_at', 'is', null)
    .orderBy('steps.status_since'),
);

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
