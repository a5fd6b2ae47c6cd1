import { groupBy } from '../../shared/rules/groups.ts';
import { type Instant, plus } from '../../shared/rules/instants.ts';
import type { Unit } from '../db/unit.ts';
import { type StepOfDay, stepsSince } from './store.ts';

/** What of a hall's day is over and read already. */
interface Over {
  readonly day: string;
  /** Everything was read at this instant. */
  readonly wholeAt: Instant;
  /** Steps that ended before this instant are those in `steps`. */
  readonly to: Instant;
  readonly steps: ReadonlyMap<string, readonly StepOfDay[]>;
}

/** What ended so long ago (s) is read no more: by then it cannot be taken back by a key. */
const settledSeconds = 15 * 60;
/** Every so many seconds all is read anew: a day that was opened again has steps that go on. */
const wholeSeconds = 10 * 60;

/** The steps of a hall's day by queue, without reading again what is over for long. */
export class StepsToday {
  private readonly over = new Map<string, Over>();

  *read(
    hallId: string,
    queues: readonly { readonly id: string }[],
    { day, now }: { readonly day: string; readonly now: Instant },
  ): Unit<Map<string, readonly StepOfDay[]>> {
    const kept = this.over.get(hallId);
    const before =
      kept !== undefined &&
      kept.day === day &&
      kept.wholeAt <= now &&
      plus(kept.wholeAt, wholeSeconds) > now
        ? kept
        : null;
    const to = plus(now, -settledSeconds);
    const steps = new Map<string, readonly StepOfDay[]>();
    const over = new Map<string, readonly StepOfDay[]>();
    const read = yield* stepsSince.rows({ hall: hallId, day, since: before?.to ?? '' });
    const byQueue = groupBy(read, (step) => step.queue_id);
    for (const { id: queue } of queues) {
      const fresh = byQueue.get(queue) ?? [];
      const known = new Set(fresh.map(keyOf));
      const old = (before?.steps.get(queue) ?? []).filter((step) => !known.has(keyOf(step)));
      steps.set(queue, [...old, ...fresh]);
      over.set(queue, [...old, ...fresh.filter((s) => s.ended_at !== null && s.ended_at < to)]);
    }
    this.over.set(hallId, { day, wholeAt: before?.wholeAt ?? now, to, steps: over });
    return steps;
  }
}

const keyOf = ({ seq, position }: StepOfDay): number => seq * 1000 + position;
