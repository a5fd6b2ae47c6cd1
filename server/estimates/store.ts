import { sql } from 'kysely';
import type { HallConfig } from '../hall/config.ts';
import type { Reader } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { rows, type Unit } from '../db/unit.ts';
import type { Pace } from '../../shared/rules/estimate.ts';
import { type Instant, secondsBetween } from '../../shared/rules/instants.ts';

const open = prepared<{ hall: string }, { id: string; hand: string | null }>((db, p) =>
  db
    .selectFrom('windows')
    .leftJoin('steps', (join) =>
      join
        .onRef('steps.window_id', '=', 'windows.id')
        .on('steps.status', 'in', sql<'called'[]>`('called', 'serving')` as never),
    )
    .select(['windows.id', 'steps.id as hand'])
    .where('windows.hall_id', '=', p('hall'))
    .where('windows.status', '=', sql.lit('open')),
);

/** The open windows of a hall, and whether each has a ticket in hand. */
export function* openWindows(hall: string): Unit<Map<string, 'idle' | 'busy'>> {
  const found = yield* open.rows({ hall });
  return new Map(found.map((row) => [row.id, row.hand === null ? 'idle' : 'busy']));
}

const recentTurns = 20;
const historyTurns = 200;

/** The last turns of each queue today: from the last call to the end, less the time on hold. */
export function recentPaces(hall: HallConfig, day: string): Unit<Map<string, Pace>> {
  return paces(hall, (db, queueId) =>
    turns(db, queueId)
      .where('service_day', '=', day)
      .orderBy('ended_at', 'desc')
      .limit(recentTurns),
  );
}

/** The last turns of each queue on the days before. */
export function historyPaces(hall: HallConfig, day: string): Unit<Map<string, Pace>> {
  return paces(hall, (db, queueId) =>
    turns(db, queueId)
      .where('service_day', '<', day)
      .orderBy('service_day', 'desc')
      .orderBy('ended_at', 'desc')
      .limit(historyTurns),
  );
}

type LastTurns = ReturnType<typeof turns>;

function turns(db: Reader, queueId: string) {
  return (
    db
      .selectFrom('steps')
      .select(['id', 'last_called_at', 'ended_at'])
      .where('queue_id', '=', queueId)
      .where('status', '=', sql.lit('done'))
      .where('last_called_at', 'is not', null)
      // Times written down by hand are no measure of the pace.
      .where('entered_later', '=', sql.lit<0>(0))
  );
}

/** A window that puts a ticket on hold calls the next one meanwhile: that time is no part of its turn. */
function* paces(
  hall: HallConfig,
  read: (db: Reader, queueId: string) => LastTurns,
): Unit<Map<string, Pace>> {
  const result = new Map<string, Pace>();
  for (const queue of hall.queues) {
    const found = yield* rows((db) =>
      db
        .selectFrom(read(db, queue.id).as('turn'))
        .leftJoin('intervals', (join) =>
          join
            .onRef('intervals.step_id', '=', 'turn.id')
            .on('intervals.status', '=', sql.lit('held'))
            // As its index says it.
            .on('intervals.status', 'in', sql<'held'[]>`('serving', 'held')` as never)
            .on('intervals.voided', '=', sql.lit<0>(0))
            .onRef('intervals.began_at', '>=', 'turn.last_called_at'),
        )
        .select(['turn.id', 'turn.last_called_at', 'turn.ended_at'])
        .select(['intervals.began_at as hold', 'intervals.ended_at as hold_end']),
    );
    const lasted = new Map(found.map((r) => [r.id, between(r.last_called_at, r.ended_at)]));
    let seconds = [...lasted.values()].reduce((sum, each) => sum + each, 0);
    for (const { hold, hold_end } of found) seconds -= between(hold, hold_end);
    result.set(queue.id, { calls: lasted.size, seconds });
  }
  return result;
}

/** Seconds; 0 where there was none. */
function between(from: Instant | null, to: Instant | null): number {
  return from === null || to === null ? 0 : secondsBetween(from, to);
}
