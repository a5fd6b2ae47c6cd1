import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../shared/errors.ts';
import type { Clock } from './clock.ts';
import { Counts } from './counts.ts';
import { networkOf } from './network.ts';
import type { Tally } from './tally.ts';

/** How often something may be done by strangers; whoever has the secret itself is let in always. */
export class Attempts {
  private readonly used = new Map<string, { count: number; since: number }>();
  private readonly clock: Clock;
  private readonly most: number;
  private readonly windowMs: number;

  /** At most `most` times in `seconds`. */
  constructor(clock: Clock, most: number, seconds: number) {
    this.clock = clock;
    this.most = most;
    this.windowMs = seconds * 1000;
  }

  /**
   * For a secret too long to be hit, such as a ticket's token: whoever has it is let in, whatever
   * others at the same address try. A hall's visitors share one.
   */
  async open<T>(by: string, codes: readonly string[], attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      if (isOneOf(error, codes)) this.use(by);
      throw error;
    }
  }

  /**
   * Counts one use, whatever becomes of it.
   *
   * @param by who does it: an address, or what else they are known by
   * @throws Problem `too_many_requests` after too many
   */
  use(by: string): void {
    const key = networkOf(by);
    const now = this.clock.steadyMs();
    const kept = this.used.get(key);
    const current =
      kept !== undefined && now - kept.since < this.windowMs ? kept : { count: 0, since: now };
    if (current.count >= this.most)
      throw tooMany(Math.ceil((current.since + this.windowMs - now) / 1000));
    if (this.used.size > 10_000) {
      for (const [k, { since }] of this.used) if (now - since >= this.windowMs) this.used.delete(k);
    }
    this.used.set(key, { count: current.count + 1, since: current.since });
  }
}

const daySeconds = 24 * 60 * 60;

/** How often something is done for one in a day. What was refused for another reason does not count. */
export class DailyLimit {
  private readonly tally: Tally;
  private readonly what: string;
  private readonly most: number;

  constructor(tally: Tally, what: string, most: number) {
    this.tally = tally;
    this.what = what;
    this.most = most;
  }

  /** @throws Problem `too_many_requests` after too many */
  async use<T>(by: string, act: () => Promise<T>): Promise<T> {
    const key = `${this.what} ${by}`;
    try {
      if ((await this.tally.add(key, daySeconds)) > this.most)
        throw new Problem('too_many_requests', `At most ${this.most} a day`);
      return await act();
    } catch (error) {
      await this.tally.giveBack(key);
      throw error;
    }
  }
}

/** Who guesses, and how much of it costs nothing. */
export interface Guesser {
  readonly key: string;
  /** Tries that wait for nothing. */
  readonly free: number;
  /** How many may be made to wait at once; absent: any number. */
  readonly atOnce?: number;
  /** How many are taken at all while failures count; absent: any number. */
  readonly most?: number;
}

/** The longest wait, as a multiple of the first. */
const longest = 20;

/**
 * Tries of a secret that is short enough to be hit: a password, a code that is typed. Each is counted
 * when it begins and given back when it was right; those that failed make the next ones wait, twice
 * as long each time, and nothing locks out who knows the secret, except where a guesser has a `most`.
 */
export class Guesses {
  private readonly waiting = new Counts();
  private readonly d: {
    readonly tally: Tally;
    /** Seconds for which a failure counts. */
    readonly seconds: number;
    readonly firstDelayMs: number;
  };

  constructor(dependencies: Guesses['d']) {
    this.d = dependencies;
  }

  /**
   * @param codes what a wrong guess is refused with
   * @throws Problem `too_many_requests` where too many of a guesser wait already, or no more are taken
   */
  async guess<T>(
    guessers: readonly Guesser[],
    codes: readonly string[],
    attempt: () => Promise<T>,
  ): Promise<T> {
    const { tally, seconds, firstDelayMs } = this.d;
    const counts = await Promise.all(guessers.map(({ key }) => tally.add(key, seconds)));
    const waits = guessers.map(({ free }, i) => delay(counts[i]! - free, firstDelayMs));
    if (guessers.some(({ most }, i) => counts[i]! > (most ?? Infinity))) {
      await this.giveBack(guessers);
      throw tooMany(seconds);
    }
    const held = guessers.filter((_, i) => waits[i]! > 0);
    if (held.some((g) => this.waiting.of(g.key) >= (g.atOnce ?? Infinity))) {
      await this.giveBack(guessers);
      throw tooMany(Math.max(1, Math.ceil((firstDelayMs * longest) / 1000)));
    }
    for (const { key } of held) this.waiting.add(key);
    try {
      if (held.length > 0) await sleep(Math.max(...waits), undefined, { ref: false });
      const right = await attempt();
      await this.giveBack(guessers);
      return right;
    } catch (error) {
      if (!isOneOf(error, codes)) await this.giveBack(guessers);
      throw error;
    } finally {
      for (const { key } of held) this.waiting.takeOff(key);
    }
  }

  private async giveBack(guessers: readonly Guesser[]): Promise<void> {
    await Promise.all(guessers.map(({ key }) => this.d.tally.giveBack(key)));
  }
}

function delay(over: number, firstMs: number): number {
  return over <= 0 ? 0 : Math.min(firstMs * 2 ** (over - 1), firstMs * longest);
}

function tooMany(seconds: number): Problem {
  return new Problem('too_many_requests', `Try again in ${seconds} s`, { seconds });
}

function isOneOf(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Problem && codes.includes(error.code);
}

/** Who waits for a turn, and where they come from. */
interface Waiter {
  readonly known: boolean;
  readonly network: string;
  readonly begin: () => void;
  readonly refuse: (problem: Problem) => void;
}

/**
 * Work that takes a processor's time, a few at once: the others wait their turn, and not without end.
 * Where too many wait, the network that most of them come from makes room for one of fewer.
 */
export class Turns {
  private running = 0;
  private readonly waiting: Waiter[] = [];
  private readonly atOnce: number;
  private readonly most: number;

  constructor(atOnce: number, most: number) {
    this.atOnce = atOnce;
    this.most = most;
  }

  /** @param from those who are known go first. @throws Problem `too_busy` where too many wait */
  async run<T>(from: Pick<Waiter, 'known' | 'network'>, work: () => Promise<T>): Promise<T> {
    if (this.running >= this.atOnce) {
      const before = this.waiting.filter((w) => w.known || !from.known);
      if (before.length >= this.most) this.makeRoom(from);
      await new Promise<void>((begin, refuse) => {
        const at = from.known ? this.waiting.findIndex((w) => !w.known) : -1;
        const waiter = { ...from, begin, refuse };
        this.waiting.splice(at < 0 ? this.waiting.length : at, 0, waiter);
      });
    } else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next.begin();
    }
  }

  private makeRoom({ known, network }: Pick<Waiter, 'known' | 'network'>): void {
    const alike = this.waiting.filter((w) => w.known === known);
    const ofNetwork = new Map<string, Waiter[]>();
    for (const w of alike) ofNetwork.set(w.network, [...(ofNetwork.get(w.network) ?? []), w]);
    const mine = ofNetwork.get(network)?.length ?? 0;
    const [largest = []] = [...ofNetwork.values()].sort((a, b) => b.length - a.length);
    const busy = new Problem('too_busy', undefined, { seconds: 2 });
    if (largest.length <= mine + 1) throw busy;
    const last = largest.at(-1)!;
    this.waiting.splice(this.waiting.indexOf(last), 1);
    last.refuse(busy);
  }
}
