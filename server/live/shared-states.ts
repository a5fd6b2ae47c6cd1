import type { Clock } from '../clock.ts';
import { secondsBetween } from '../../shared/rules/instants.ts';
import type { Topic, TopicStates } from '../../shared/contract/live.ts';
import type { Topics } from './topics.ts';
import type { Watched } from './watched.ts';

interface Kept {
  readonly version: number;
  readonly at: string;
  readonly state: Promise<TopicStates[Topic]>;
}

/** Whoever asks for the same topic within this time gets the same state, where nothing changed. */
const sharedSeconds = 1;

/**
 * The states of topics for those who begin to watch. However many ask at once, each is built once a
 * version; what depends on the time alone is a second old at most.
 */
export class SharedStates {
  private readonly kept = new Map<string, Kept>();
  private readonly topics: Topics;
  private readonly clock: Clock;

  constructor(topics: Topics, clock: Clock) {
    this.topics = topics;
    this.clock = clock;
  }

  async of(watched: Watched): Promise<TopicStates[Topic]> {
    const version = await this.topics.version(watched.hallId);
    const at = this.clock.now(watched.hallId);
    const kept = this.kept.get(watched.key);
    const state =
      kept !== undefined && kept.version === version && isFresh(kept, at)
        ? await kept.state
        : await this.build(watched, version, at);
    // A screen sets its clock by this.
    return 'at' in state ? { ...state, at } : state;
  }

  get size(): number {
    return this.kept.size;
  }

  /** Nobody watches it any more. */
  forget(key: string): void {
    this.kept.delete(key);
  }

  private build(watched: Watched, version: number, at: string): Promise<TopicStates[Topic]> {
    const state = this.topics.build(watched);
    const kept: Kept = { version, at, state };
    this.kept.set(watched.key, kept);
    state.catch(() => {
      if (this.kept.get(watched.key) === kept) this.kept.delete(watched.key);
    });
    return state;
  }
}

function isFresh(kept: Kept, now: string): boolean {
  return Math.abs(secondsBetween(kept.at, now)) < sharedSeconds;
}
