import type { Estimate } from '../../shared/contract/primitives.ts';
import { markPassed } from '../../shared/rules/foresight/moments.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Db } from '../db/open.ts';
import { keepLater, type LaterRow } from './later-store.ts';

/** A step's place in its line, and what is said of its wait. Seconds. */
interface PlaceTold {
  readonly ahead: number | null;
  readonly estimate: Estimate | null;
}

/** So many are kept until they are written: with more, the newest are lost, which nobody waits for. */
const mostKept = 5000;
/** Written together, so many at a time. */
const atOnce = 500;

/**
 * What phones are told as their visitors' turn comes near (ten, five and two ahead): each once a step,
 * written beside the commands, so that it can be judged as what was said at issue is.
 */
export class LaterEstimates {
  private readonly db: Db;
  private readonly kept = new Map<string, LaterRow[]>();
  private count = 0;

  constructor(db: Db) {
    this.db = db;
  }

  /** A phone that showed one place of a step shows another now. */
  note(
    {
      hallId,
      stepId,
      at,
    }: { readonly hallId: string; readonly stepId: string; readonly at: Instant },
    before: PlaceTold,
    now: PlaceTold,
  ): void {
    if (before.ahead === null || now.ahead === null || now.estimate === null) return;
    const mark = markPassed(before.ahead, now.ahead);
    if (mark === null || this.count >= mostKept) return;
    const { p50, p90 } = now.estimate;
    const row = { step_id: stepId, mark, given_at: at, ahead: now.ahead, p50, p90 };
    const rows = this.kept.get(hallId) ?? [];
    this.kept.set(hallId, rows);
    rows.push(row);
    this.count += 1;
  }

  /** Writes what was noted. */
  async tick(): Promise<void> {
    for (const [hallId, rows] of [...this.kept]) {
      this.kept.delete(hallId);
      this.count -= rows.length;
      for (let from = 0; from < rows.length; from += atOnce)
        await this.db.lanes.run(hallId, {
          run: (tx) => keepLater(tx, rows.slice(from, from + atOnce)),
        });
    }
  }
}
