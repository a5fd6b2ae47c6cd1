import { Problem } from '../../shared/errors.ts';
import type { FastifyBaseLogger } from 'fastify';
import { addDays } from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { type Instant, secondsBetween } from '../../shared/rules/instants.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/open.ts';
import { runUnit } from '../db/unit.ts';
import type { FitWish } from './job.ts';
import { dropFit, fittedLast, hallsWithFits, keepFit, type StoredFit } from './store.ts';

interface Dependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Pick<FastifyBaseLogger, 'error'>;
  /** Reads and fits beside the thread that answers the hall. */
  readonly fit: (wish: FitWish) => Promise<StoredFit | null>;
}

const everySeconds = 300;

/** Fits each hall anew when a day of it is over. */
export class Fitting {
  private readonly d: Dependencies;
  private lookedAt: Instant | null = null;
  /** The day up to which a hall was looked at last. */
  private readonly done = new Map<string, string>();
  /** Halls whose days are not those any more that were fitted. */
  private readonly stale = new Set<string>();
  private working: Promise<void> | null = null;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Begins with what is due and does not wait for it: what was missed is fitted the next time. */
  tick(): Promise<void> {
    const { clock, log } = this.d;
    const now = clock.now();
    const looked =
      this.lookedAt !== null && Math.abs(secondsBetween(this.lookedAt, now)) < everySeconds;
    const isIdle = looked && this.stale.size === 0;
    if (isIdle || this.working !== null) return Promise.resolve();
    this.lookedAt = now;
    this.working = this.fitDue()
      .catch((err: unknown) => {
        // It is done at the next start.
        if (err instanceof Problem && err.code === 'shutting_down') return;
        log.error({ err }, 'the days of a hall could not be fitted');
      })
      .finally(() => (this.working = null));
    return Promise.resolve();
  }

  /** A day of a hall is learnt from no more, or again: it is fitted with the next tick. */
  again(hallId: string): void {
    this.stale.add(hallId);
  }

  /** Resolves when nothing is being fitted. */
  async idle(): Promise<void> {
    await this.working;
  }

  private async fitDue(): Promise<void> {
    const { db, clock } = this.d;
    for (const { id, timezone, fitted_to } of await hallsWithFits(db.read)) {
      const yesterday = addDays(serviceDay(clock.now(id), timezone), -1);
      const isDone = (this.done.get(id) ?? fitted_to) === yesterday;
      const isStale = this.stale.delete(id);
      if (isDone && !isStale) continue;
      await this.fit(id, yesterday);
      this.done.set(id, yesterday);
    }
  }

  /** Fits every hall now. @returns of each the newest day in it; null: it has none */
  async fitAll(): Promise<{ readonly hall: string; readonly to: string | null }[]> {
    const { db, clock } = this.d;
    const fitted: { hall: string; to: string | null }[] = [];
    for (const { id, code, timezone } of await hallsWithFits(db.read)) {
      const yesterday = addDays(serviceDay(clock.now(id), timezone), -1);
      fitted.push({ hall: code, to: await this.fit(id, yesterday) });
    }
    return fitted;
  }

  /** Fits a hall's days up to one. @returns the newest day in it; null: it has none */
  private async fit(hallId: string, to: string): Promise<string | null> {
    const { db, clock, fit } = this.d;
    const before = await runUnit(db.read, fittedLast(hallId));
    const fitted = await fit({ hallId, to, before, now: clock.now(hallId) });
    if (fitted === null) {
      // Every day of it was marked: nothing is known any more.
      if (before !== null) await db.lanes.run(hallId, { run: (tx) => dropFit(tx, hallId) });
      return null;
    }
    await db.lanes.run(hallId, { run: (tx) => keepFit(tx, hallId, fitted) });
    return fitted.fitted_to;
  }
}
