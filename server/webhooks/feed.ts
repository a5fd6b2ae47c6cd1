import type { Feed, FeedQuery } from '../../shared/contract/webhooks.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import type { Reader } from '../db/open.ts';
import { runUnit } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { HallConfig } from '../hall/config.ts';
import { linesAfter, versionOf } from './log-store.ts';
import { noRatings, tellingsOf } from './telling.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
}

/** So many answers are held back at once; beyond that they come at once, empty. */
const mostWaiting = 200;
/** What another process did is seen after so long (ms). */
const lookEveryMs = 500;
/** Of a log that was not read for long so many lines are looked at for one answer. */
const linesAtOnce = 500;
/** Reads for one answer. */
const mostReads = 20;

/** What happened, for whoever asks instead of being told: made from the log, so that it can be read again. */
export class EventFeed {
  private readonly d: Dependencies;
  private readonly waiting = new Set<{ hall: string; wake: () => void }>();
  private ended = false;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Something was done in a hall by this process. */
  readonly touched = (hallId: string): void => {
    for (const one of this.waiting) if (one.hall === hallId) one.wake();
  };

  /** Whoever waits is answered. */
  close(): void {
    this.ended = true;
    for (const { wake } of this.waiting) wake();
  }

  /**
   * What happened after a version.
   *
   * @param left ends the wait: who asked is gone
   * @throws Problem `forbidden`, `hall_not_found`; `bad_input` where `after` is beyond the newest: the
   *   data are older than what was read
   */
  async of(code: string, query: FeedQuery, who: Actor, left: AbortSignal): Promise<Feed> {
    requireMay(who, 'read-events', code);
    const hall = await this.d.commands.hall(code);
    const newest = await this.version(hall.id);
    const { after = newest, limit, wait } = query;
    if (after > newest)
      throw new Problem('bad_input', 'The log does not reach that far: data of before came back', {
        issues: [{ path: 'after', message: `at most ${newest}` }],
      });
    const until = performance.now() + wait * 1000;
    let reads = 0;
    for (let next = after; ;) {
      const feed = await this.read(hall, next, limit);
      next = feed.next;
      if (feed.items.length > 0 || (!feed.more && performance.now() >= until)) return feed;
      // A long stretch of which nobody is told is read in pieces: who asks goes on from `next`.
      if (feed.more && (reads += 1) >= mostReads) return feed;
      if (feed.more) continue;
      if (this.ended || left.aborted || this.waiting.size >= mostWaiting) return feed;
      await this.change(hall.id, left, until);
    }
  }

  private async read(hall: HallConfig, after: number, limit: number): Promise<Feed> {
    const lines = await runUnit(
      this.d.read,
      linesAfter(hall.id, after, Math.min(limit, linesAtOnce)),
    );
    const tellings = await runUnit(this.d.read, tellingsOf(hall, lines, noRatings));
    // A version is told whole, so that whoever goes on after it misses nothing.
    // No key opens what visitors said.
    const items = tellings.flatMap(({ event }) => (event.type === 'rating.given' ? [] : [event]));
    const next = lines.at(-1)?.version ?? after;
    return { items, next, more: next < (await this.version(hall.id)) };
  }

  private async version(hallId: string): Promise<number> {
    return runUnit(this.d.read, versionOf(hallId));
  }

  /** Resolves when something may have happened, or the time is over. */
  private change(hall: string, left: AbortSignal, until: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiting.delete(one);
        left.removeEventListener('abort', wake);
        resolve();
      };
      const one = { hall, wake };
      const timer = setTimeout(wake, Math.max(0, Math.min(lookEveryMs, until - performance.now())));
      this.waiting.add(one);
      left.addEventListener('abort', wake, { once: true });
    });
  }
}
