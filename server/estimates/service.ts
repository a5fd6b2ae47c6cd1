import type { Estimate } from '../../shared/contract/primitives.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Unit } from '../db/unit.ts';
import {
  estimateWait,
  type OpenWindows,
  type Pace,
  turnSeconds,
} from '../../shared/rules/estimate.ts';
import { type Instant, secondsBetween } from '../../shared/rules/instants.ts';
import { historyPaces, openWindows, recentPaces } from './store.ts';

/** The wait of one who has `ahead` people before it in a queue; null where nothing is known. */
export interface WaitTable {
  readonly wait: (queueId: string, ahead: number) => Estimate | null;
  readonly openWindows: (queueId: string) => number;
  readonly isOpen: (windowId: string) => boolean;
}

interface Paces {
  readonly at: Instant;
  readonly day: string;
  readonly turn: ReadonlyMap<string, number | null>;
  readonly history: ReadonlyMap<string, Pace>;
}

const keptSeconds = 15;
const nothing: Pace = { calls: 0, seconds: 0 };

/** Position and wait estimates (rules.md, "Wait estimates"). Paces are kept for a few seconds. */
export class Estimates {
  private readonly kept = new Map<string, Paces>();

  /** Everything that estimates of a hall need at this moment: one query while the paces are fresh. */
  *at(hall: HallConfig, day: string, now: Instant): Unit<WaitTable> {
    const atWindows = yield* openWindows(hall.id);
    const { turn } = yield* this.paces(hall, day, now);
    const windowsOf = new Map<string, OpenWindows>();
    for (const queue of hall.queues) {
      const serving = hall.windows.filter(
        (w) => atWindows.has(w.id) && w.serves.some((s) => s.queueId === queue.id),
      );
      windowsOf.set(queue.id, {
        open: serving.length,
        idle: serving.filter((w) => atWindows.get(w.id) === 'idle').length,
      });
    }
    const none: OpenWindows = { open: 0, idle: 0 };
    return {
      openWindows: (queueId) => (windowsOf.get(queueId) ?? none).open,
      isOpen: (windowId) => atWindows.has(windowId),
      wait: (queueId, ahead) =>
        estimateWait(ahead, windowsOf.get(queueId) ?? none, turn.get(queueId) ?? null),
    };
  }

  private *paces(hall: HallConfig, day: string, now: Instant): Unit<Paces> {
    const kept = this.kept.get(hall.id);
    const isOfDay = kept?.day === day;
    if (isOfDay && Math.abs(secondsBetween(kept.at, now)) < keptSeconds) return kept;
    const recent = yield* recentPaces(hall, day);
    // The days before do not change while this one goes on.
    const history = isOfDay ? kept.history : yield* historyPaces(hall, day);
    const turn = new Map(
      hall.queues.map((q) => [
        q.id,
        turnSeconds(recent.get(q.id) ?? nothing, history.get(q.id) ?? nothing),
      ]),
    );
    const paces = { at: now, day, turn, history };
    this.kept.set(hall.id, paces);
    return paces;
  }
}
