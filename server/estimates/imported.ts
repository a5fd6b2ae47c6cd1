import type { Reader } from '../db/open.ts';
import { ticketsOfDay } from '../hall/past-ticket-store.ts';
import type { StepOfDay } from './store.ts';

/**
 * Past tickets of another system as steps that waited, by queue: what is learnt of waits is learnt of them
 * as well. Of windows they say nothing, nor of what was told to whoever waited.
 */
export async function importedSteps(
  db: Reader,
  hallId: string,
  days: readonly string[],
): Promise<Map<string, StepOfDay[]>> {
  const steps = new Map<string, StepOfDay[]>();
  for (const day of days)
    for (const { queue_id, taken_at, called_at, ended_at, seq } of await ticketsOfDay(
      db,
      hallId,
      day,
    )) {
      // Nobody knows when one who was never called has left.
      if (called_at === null) continue;
      const list = steps.get(queue_id) ?? [];
      steps.set(queue_id, list);
      list.push({
        service_day: day,
        status: ended_at === null ? 'missed' : 'done',
        status_since: ended_at ?? called_at,
        ...{ callable: 0, order_key: taken_at, seq, position: 0, weight: 1, window_id: null },
        waits_from: taken_at,
        waited_ms: Date.parse(called_at) - Date.parse(taken_at),
        ...{ first_called_at: called_at, last_called_at: called_at, ended_at },
        ...{ estimate_ahead: null, estimate_p50: null, estimate_p90: null, estimate_base: null },
      });
    }
  return steps;
}
