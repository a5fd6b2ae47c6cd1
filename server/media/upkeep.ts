import type { Reader } from '../db/open.ts';
import { type Instant, plus, secondsBetween } from '../../shared/rules/instants.ts';
import type { SiteClock } from '../site-clock.ts';
import type { MediaFolder } from './folder.ts';
import * as store from './store.ts';

const everySeconds = 6 * 60 * 60;
/** A revision of the set-up can be taken up again with its pictures for so long. */
const keptSeconds = 30 * 24 * 60 * 60;
/** The clock must have gone without a jump for so long. */
const steadyMs = 60 * 60 * 1000;
/** What was uploaded and stands in no set-up yet: somebody still writes at it. */
const restMs = 24 * 60 * 60 * 1000;

const named = /[0-9a-f]{32}\.(?:png|jpg|webp|mp4|webm)/g;

/** Removes pictures and films that neither a set-up nor a revision of the last 30 days names. */
export class MediaUpkeep {
  private readonly d: {
    readonly read: Reader;
    readonly clock: SiteClock;
    readonly folder: MediaFolder;
  };
  private done: Instant | null = null;

  constructor(dependencies: MediaUpkeep['d']) {
    this.d = dependencies;
  }

  async tick(): Promise<void> {
    const { read, clock, folder } = this.d;
    const now = clock.now();
    if (this.done !== null && Math.abs(secondsBetween(this.done, now)) < everySeconds) return;
    // By a clock that somebody has just set nothing is removed.
    if (clock.state().steadyForMs < steadyMs) return;
    this.done = now;
    const names = new Set<string>();
    const note = (text: string): void => {
      for (const [name] of text.matchAll(named)) names.add(name);
    };
    for (const revision of await store.revisionsSince(read, plus(now, -keptSeconds)))
      note(await store.documentOf(read, revision));
    // Last: what is named by now was named before the files are looked at.
    for (const text of await store.shown(read)) note(text);
    await folder.sweep(names, Date.parse(now), restMs);
  }
}
