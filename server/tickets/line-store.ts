import { sql } from 'kysely';
import type { Reader } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { rows, type Unit } from '../db/unit.ts';
import type { Instant } from '../../shared/rules/instants.ts';

const yes = sql.lit<1>(1);

const queueDay = prepared<{ queue: string; day: string }, { taken: number }>((db, p) =>
  db
    .selectFrom('queue_days')
    .select('taken')
    .where('queue_id', '=', p('queue'))
    .where('service_day', '=', p('day')),
);

/** How many were taken for a queue on a day. */
export function* takenFor(queue: string, day: string): Unit<number> {
  return (yield* queueDay.rows({ queue, day }))[0]?.taken ?? 0;
}

/** How many walked in for a queue between two instants of a day: who had booked is in no quota. */
export const walkedIn = prepared<
  { hall: string; queue: string; day: string; from: Instant; to: Instant },
  { count: number }
>((db, p) =>
  db
    .selectFrom('steps')
    .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('steps.hall_id', '=', p('hall'))
    .where('steps.first_queue_id', '=', p('queue'))
    .where('steps.service_day', '=', p('day'))
    .where('tickets.appointment_id', 'is', null)
    .where('tickets.taken_at', '>=', p('from'))
    .where('tickets.taken_at', '<', p('to')),
);

/** The same of several queues in one statement, each between instants of its own. */
export function* walkedInOf(
  hall: string,
  day: string,
  parts: readonly { queue: string; begins: Instant; ends: Instant }[],
): Unit<ReadonlyMap<string, number>> {
  if (parts.length === 0) return new Map();
  const counts = yield* rows((db) =>
    db
      .selectFrom('steps')
      .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
      .select('steps.first_queue_id')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('steps.hall_id', '=', hall)
      .where(
        'steps.first_queue_id',
        'in',
        parts.map(({ queue }) => queue),
      )
      .where('steps.service_day', '=', day)
      .where('tickets.appointment_id', 'is', null)
      .where((e) =>
        e.or(
          parts.map(({ queue, begins, ends }) =>
            e.and([
              e('steps.first_queue_id', '=', queue),
              e('tickets.taken_at', '>=', begins),
              e('tickets.taken_at', '<', ends),
            ]),
          ),
        ),
      )
      .groupBy('steps.first_queue_id'),
  );
  return new Map(counts.map((row) => [row.first_queue_id, row.count]));
}

const standing = prepared<
  { queue: string; day: string; key: string; seq: number },
  { waiting: number; behind: number; more: number }
>((db, p) =>
  db
    .selectFrom('queue_days')
    .select('waiting')
    .select((e) =>
      e
        .selectFrom('steps')
        .select((s) => s.fn.countAll<number>().as('count'))
        .where('queue_id', '=', p('queue'))
        .where('service_day', '=', p('day'))
        .where('callable', '=', yes)
        .where('order_key', '>=', p('key'))
        .where((s) => s.or([s('order_key', '>', p('key')), s('seq', '>', p('seq'))]))
        .$asScalar()
        .$notNull()
        .as('behind'),
    )
    .select((e) =>
      e
        .selectFrom('steps')
        .select(sql<number>`coalesce(sum(weight - 1), 0)`.as('more'))
        .where('queue_id', '=', p('queue'))
        .where('service_day', '=', p('day'))
        .where('callable', '=', yes)
        .where('weight', '>', sql.lit(1))
        .where('order_key', '<=', p('key'))
        .where((s) => s.or([s('order_key', '<', p('key')), s('seq', '<', p('seq'))]))
        .$asScalar()
        .$notNull()
        .as('more'),
    )
    .where('queue_id', '=', p('queue'))
    .where('service_day', '=', p('day')),
);

/** Who is called before a place in a queue: people, and the turns that their files take. */
export interface Ahead {
  readonly people: number;
  readonly turns: number;
}
export const nobody: Ahead = { people: 0, turns: 0 };

/**
 * Who is called before a place in a queue. Counted from the end of the line, where new
 * tickets stand: its cost does not grow with the queue.
 */
export function* countAhead(
  step: { queue_id: string; order_key: string | null; callable: 0 | 1 },
  seq: number,
  day: string,
): Unit<Ahead> {
  const [row] = yield* standing.rows({ queue: step.queue_id, day, key: step.order_key!, seq });
  if (row === undefined) return nobody;
  const people = Math.max(0, row.waiting - row.behind - step.callable);
  return { people, turns: people + Number(row.more) };
}

/** A queue's line, in the order in which it is called, with the turns that each takes. */
export type Line = readonly {
  readonly order_key: string;
  readonly seq: number;
  readonly weight: number;
}[];

const lineOf = (db: Reader, queue: string, day: string) =>
  db
    .selectFrom('steps')
    .select(['order_key', 'seq', 'weight'])
    .where('queue_id', '=', queue)
    .where('service_day', '=', day)
    .where('callable', '=', yes)
    .orderBy('order_key')
    .orderBy('seq')
    .$narrowType<{ order_key: string }>();
const wholeLine = prepared<{ queue: string; day: string }, Line[number]>((db, p) =>
  lineOf(db, p('queue'), p('day')),
);
const headOfLine = prepared<{ queue: string; day: string; count: number }, Line[number]>((db, p) =>
  lineOf(db, p('queue'), p('day')).limit(p('count')),
);

/** A line, in the order in which it is called. @param count only so many of its first */
export async function readLine(
  db: Reader,
  queue: string,
  day: string,
  count?: number,
): Promise<Line> {
  return count === undefined
    ? wholeLine(db, { queue, day })
    : headOfLine(db, { queue, day, count });
}

/** Who of a line is called before a place. */
export function placeIn(line: Line, key: string, seq: number): Ahead {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = line[middle]!;
    if (at.order_key < key || (at.order_key === key && at.seq < seq)) low = middle + 1;
    else high = middle;
  }
  return { people: low, turns: turnsBefore(line)[low]! };
}

/** By line, since all its phones ask for it: the turns before each place. */
const turnsOf = new WeakMap<Line, readonly number[]>();
function turnsBefore(line: Line): readonly number[] {
  let turns = turnsOf.get(line);
  if (turns === undefined) {
    let sum = 0;
    turns = [0, ...line.map(({ weight }) => (sum += weight))];
    turnsOf.set(line, turns);
  }
  return turns;
}
