import { sql } from 'kysely';
import type { HallConfig } from '../hall/config.ts';
import type { Reader } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { Pace } from '../rules/estimate.ts';

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
export async function openWindows(db: Reader, hall: string): Promise<Map<string, 'idle' | 'busy'>> {
  const rows = await open(db, { hall });
  return new Map(rows.map((row) => [row.id, row.hand === null ? 'idle' : 'busy']));
}

const recentTurns = 20;
const historyTurns = 200;

/** The last turns of each queue today: from the call to the end at the window. */
export async function recentPaces(
  db: Reader,
  hall: HallConfig,
  day: string,
): Promise<Map<string, Pace>> {
  return paces(db, hall, (queueId) =>
    turns(db, queueId)
      .where('service_day', '=', day)
      .orderBy('ended_at', 'desc')
      .limit(recentTurns)
      .execute(),
  );
}

/** The last turns of each queue on the days before. */
export async function historyPaces(
  db: Reader,
  hall: HallConfig,
  day: string,
): Promise<Map<string, Pace>> {
  return paces(db, hall, (queueId) =>
    turns(db, queueId)
      .where('service_day', '<', day)
      .orderBy('service_day', 'desc')
      .orderBy('ended_at', 'desc')
      .limit(historyTurns)
      .execute(),
  );
}

function turns(db: Reader, queueId: string) {
  return db
    .selectFrom('steps')
    .select(['last_called_at', 'ended_at'])
    .where('queue_id', '=', queueId)
    .where('status', '=', sql.lit('done'))
    .where('last_called_at', 'is not', null);
}

async function paces(
  db: Reader,
  hall: HallConfig,
  read: (queueId: string) => Promise<{ last_called_at: string | null; ended_at: string | null }[]>,
): Promise<Map<string, Pace>> {
  const result = new Map<string, Pace>();
  for (const queue of hall.queues) {
    const rows = await read(queue.id);
    const seconds = rows.reduce(
      (sum, r) => sum + (Date.parse(r.ended_at!) - Date.parse(r.last_called_at!)) / 1000,
      0,
    );
    result.set(queue.id, { calls: rows.length, seconds });
  }
  return result;
}
