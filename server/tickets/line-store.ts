import { sql } from 'kysely';
import type { Reader } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

const yes = sql.lit<1>(1);

const queueDay = prepared<{ queue: string; day: string }, { waiting: number; taken: number }>(
  (db, p) =>
    db
      .selectFrom('queue_days')
      .select(['waiting', 'taken'])
      .where('queue_id', '=', p('queue'))
      .where('service_day', '=', p('day')),
);

/** How many wait in a queue, and how many were taken for it that day. */
export async function queueCounts(
  db: Reader,
  queue: string,
  day: string,
): Promise<{ waiting: number; taken: number }> {
  return (await queueDay(db, { queue, day }))[0] ?? { waiting: 0, taken: 0 };
}

const behind = prepared<
  { queue: string; day: string; key: string; seq: number },
  { count: number }
>((db, p) =>
  db
    .selectFrom('steps')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('queue_id', '=', p('queue'))
    .where('service_day', '=', p('day'))
    .where('callable', '=', yes)
    .where('order_key', '>=', p('key'))
    .where((e) => e.or([e('order_key', '>', p('key')), e('seq', '>', p('seq'))])),
);

/**
 * How many are called before a place in a queue. Counted from the end of the line, where new
 * tickets stand: its cost does not grow with the queue.
 */
export async function countAhead(
  db: Reader,
  step: { queue_id: string; order_key: string | null; callable: 0 | 1 },
  seq: number,
  day: string,
): Promise<number> {
  const { waiting } = await queueCounts(db, step.queue_id, day);
  const [row] = await behind(db, { queue: step.queue_id, day, key: step.order_key!, seq });
  return Math.max(0, waiting - row!.count - step.callable);
}
/** A queue's line, in the order in which it is called. */
export type Line = readonly { readonly order_key: string; readonly seq: number }[];

const wholeLine = prepared<{ queue: string; day: string }, { order_key: string; seq: number }>(
  (db, p) =>
    db
      .selectFrom('steps')
      .select(['order_key', 'seq'])
      .where('queue_id', '=', p('queue'))
      .where('service_day', '=', p('day'))
      .where('callable', '=', yes)
      .orderBy('order_key')
      .orderBy('seq')
      .$narrowType<{ order_key: string }>(),
);

export async function readLine(db: Reader, queue: string, day: string): Promise<Line> {
  return wholeLine(db, { queue, day });
}

/** How many of a line are called before a place. */
export function placeIn(line: Line, key: string, seq: number): number {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = line[middle]!;
    if (at.order_key < key || (at.order_key === key && at.seq < seq)) low = middle + 1;
    else high = middle;
  }
  return low;
}
