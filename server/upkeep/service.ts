import type { Db } from '../db/open.ts';
import { minuteOf } from '../command/idempotency.ts';
import { waitForOthers } from '../command/row-store.ts';
import { plus, secondsBetween, type Instant } from '../../shared/rules/instants.ts';
import type { SiteClock } from '../site-clock.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly db: Db;
  readonly clock: SiteClock;
  /** For how long answers are kept for keys. */
  readonly answerHours: () => Promise<number>;
}

/** Ended sign-ins, and what a close of a day could be taken back with. */
const keptSeconds = 48 * 60 * 60;
/** Remote tickets are over with their day; for so long somebody may ask what became of one. */
const remoteKeptSeconds = 30 * 24 * 60 * 60;
/** So that no command waits long behind it. */
const rowsAtOnce = 500;
const everySeconds = 60;

/** Ends what repeats: answers kept for keys, sessions, what a close of a day could be taken back with. */
export class Upkeep {
  private readonly d: Dependencies;
  private done: Instant | null = null;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** One small step; the next follows at once where there is more to do, else after a minute. */
  async tick(): Promise<void> {
    const { db, clock, answerHours } = this.d;
    const now = clock.now();
    if (this.done !== null && Math.abs(secondsBetween(this.done, now)) < everySeconds) return;
    const before = plus(now, -keptSeconds);
    const answersBefore = plus(now, -(await answerHours()) * 60 * 60);
    const counts = await db.lanes.run('site', {
      run: async (tx) => {
        await waitForOthers(tx);
        return [
          await store.deleteAnswers(tx, minuteOf(answersBefore), rowsAtOnce),
          await store.deleteSessions(tx, before, rowsAtOnce),
          await store.deleteCloses(tx, before, rowsAtOnce),
          await store.deleteRemote(tx, plus(now, -remoteKeptSeconds).slice(0, 10), rowsAtOnce),
        ];
      },
    });
    if (counts.every((count) => count < rowsAtOnce)) this.done = now;
  }
}
