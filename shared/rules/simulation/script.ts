import { busyStep } from '../visit.ts';
import { attempt, type Choice, Floor, type Post } from './floor.ts';
import type { Fate, RecordedAct, RecordedDay } from './recorded.ts';

/**
 * What a recorded day says of the people in it, apart from who was called when: how long each window,
 * free while somebody waited, took to press "next"; how long each visit was in hand and how it ended; who
 * came back after how long. With this the day can be run again, by the rule alone.
 */
export interface Script {
  readonly day: RecordedDay;
  /** By window, in order: how each time that it was free came to an end. */
  readonly ends: ReadonlyMap<string, readonly FreeEnd[]>;
  /** By step, in order: each time that it was in hand. */
  readonly rounds: ReadonlyMap<string, readonly Round[]>;
  /** What happened to tickets at its hour, whoever was called. */
  readonly happened: readonly RecordedAct[];
  /** The recorded calls, in order. */
  readonly calls: readonly CallMade[];
  /** Calls by "next" that the rule, as it is run here, would have made otherwise: of whom, or of nobody. */
  readonly deviations: readonly (CallMade & { readonly instead: string | null })[];
  /** Of the log, what the rules would not have: it is left out. */
  readonly lost: number;
}

export interface CallMade extends Choice {
  readonly at: number;
  readonly window: string;
}

/** How a window's free time ended. */
export type FreeEnd = {
  /** Since when it was free, and which line of the log ended it. */
  readonly freeAt: number;
  readonly version: number;
} & (
  | (ByRule & {
      /** Milliseconds, of those in which somebody waited whom it could have called. */
      readonly gap: number;
    })
  | (NotAtAll & {
      /** Milliseconds in which somebody waited, and was not called. */
      readonly gap: number;
    })
  | ByName
);
/** It was closed or paused, or the day was over. */
interface NotAtAll {
  readonly kind: 'none';
}
interface ByRule {
  readonly kind: 'next';
  /** Was put back by the same press. */
  readonly except: string | null;
}
type ByName = Choice & {
  readonly kind: 'named';
  readonly what: 'call' | 'take-up' | 'open-here' | 'against-rule';
  readonly at: number;
};
type How = ByRule | NotAtAll | ByName;

/** Once in hand at a window. Lengths in milliseconds. */
export interface Round {
  readonly beganAt: number;
  /** Until it left the hand; null: it was in hand to the last. */
  readonly length: number | null;
  readonly fate: Fate;
  readonly version: number;
  /** When its visitor was back, held or missed; null: never, or taken up by name. */
  readonly back: {
    readonly after: number;
    readonly version: number;
    readonly wakes: boolean;
  } | null;
  /** When a window called or took it up by name, after that. */
  readonly named: number | null;
}

/** A version after all that the log has. */
export const afterAll = 1e15;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A window while a recorded day is gone through. */
interface Free {
  freeAt: number;
  /** Milliseconds of its free time with somebody to call, and since when there is now. */
  gap: number;
  since: number | null;
}

/** Goes through a recorded day once and takes its script from it. */
export function scriptOf(day: RecordedDay): Script {
  return new Recording(day).run();
}

class Recording {
  private readonly day: RecordedDay;
  private readonly floor: Floor;
  private readonly free = new Map<string, Free>();
  private readonly ends = new Map<string, FreeEnd[]>();
  private readonly rounds = new Map<string, Mutable<Round>[]>();
  private readonly calls: CallMade[] = [];
  private readonly happened: RecordedAct[] = [];
  private readonly taken: ReadonlyMap<string, RecordedDay['tickets'][number]>;
  private lost = 0;
  private readonly deviations: Script['deviations'][number][] = [];

  constructor(day: RecordedDay) {
    this.day = day;
    this.floor = new Floor(day.order, day.windows);
    this.taken = new Map(day.tickets.map((ticket) => [ticket.id, ticket]));
  }

  run(): Script {
    for (const act of this.day.acts) {
      this.perform(act);
      for (const post of this.floor.posts.values()) this.watch(post, act.at);
    }
    const over = { at: this.day.end, version: afterAll };
    for (const post of this.floor.posts.values())
      if (this.free.has(post.id)) this.ended(post, over, { kind: 'none' });
    const { day, ends, rounds, happened, calls, deviations, lost } = this;
    return { day, ends, rounds, happened, calls, deviations, lost };
  }

  /** Adds up for how long a free window had somebody to call. */
  private watch(post: Post, at: number): void {
    const free = this.free.get(post.id);
    if (free === undefined) return;
    const has = post.open && post.hand === null && this.floor.hasWork(post);
    if (free.since !== null && !has) {
      free.gap += at - free.since;
      free.since = null;
    } else if (free.since === null && has) free.since = at;
  }

  private perform(act: RecordedAct): void {
    const { floor } = this;
    switch (act.kind) {
      case 'take':
        floor.take(this.taken.get(act.ticket)!, act.at);
        this.happened.push(act);
        return;
      case 'post': {
        const post = floor.posts.get(act.window);
        if (post === undefined) return;
        post.open = act.open;
        if (!act.open && this.free.has(post.id)) this.ended(post, act, { kind: 'none' });
        if (act.open && post.hand === null) this.nowFree(post, act.at);
        this.happened.push(act);
        return;
      }
      case 'next':
        this.next(act);
        return;
      case 'call':
      case 'take-up':
      case 'open-here':
        this.named(act);
        return;
      case 'leave': {
        const post = floor.posts.get(act.window);
        if (post?.hand?.step === act.step) this.leave(post, act.fate, act);
        return;
      }
      case 'return':
      case 'wake':
        this.back(act);
        return;
      default:
        if (!attempt(() => floor.happen(act, act.at))) this.lost += 1;
        this.happened.push(act);
    }
  }

  private next(act: RecordedAct & { readonly kind: 'next' }): void {
    const post = this.floor.posts.get(act.window);
    if (post === undefined) return;
    let except: string | null = null;
    if (post.hand !== null && act.left !== null) {
      if (act.left === 'put-back') except = post.hand.ticket;
      this.leave(post, { kind: act.left }, act);
      this.watch(post, act.at);
    }
    const choice = this.floor.chosenBy(post, except);
    const { ticket, step } = act;
    if (choice?.step === step) this.ended(post, act, { kind: 'next', except });
    else {
      const made = { at: act.at, window: post.id, ticket, step };
      this.deviations.push({ ...made, instead: choice?.ticket ?? null });
      this.ended(post, act, { kind: 'named', what: 'against-rule', at: act.at, ticket, step });
    }
    this.begin(post, act, () => this.floor.call(post, { ticket, step }, act.at, false));
  }

  private named(act: RecordedAct & { readonly kind: 'call' | 'take-up' | 'open-here' }): void {
    const post = this.floor.posts.get(act.window);
    if (post === undefined) return;
    const { kind: what, ticket, step, at } = act;
    this.ended(post, act, { kind: 'named', what, at, ticket, step });
    const visit = this.floor.visitOf(ticket);
    const busy = visit === null ? undefined : busyStep(visit);
    const parked = busy === undefined ? undefined : this.rounds.get(busy.id)?.at(-1);
    if (parked !== undefined) parked.named = at - (parked.beganAt + (parked.length ?? 0));
    this.begin(post, act, () => {
      if (what === 'open-here') {
        this.floor.take(this.taken.get(ticket)!, at);
        this.floor.openHere(post, { ticket, step }, at);
      } else if (what === 'call') this.floor.call(post, { ticket, step }, at, true);
      else this.floor.takeUp(post, { ticket, step }, at);
    });
  }

  /** The window's free time is over. */
  private ended(post: Post, { at, version }: Pick<RecordedAct, 'at' | 'version'>, how: How): void {
    const free = this.free.get(post.id) ?? { freeAt: at, gap: 0, since: null };
    const gap = free.gap + (free.since === null ? 0 : at - free.since);
    const ended = { freeAt: free.freeAt, version };
    listed(this.ends, post.id).push(
      how.kind === 'named' ? { ...how, ...ended } : { ...how, ...ended, gap },
    );
    this.free.delete(post.id);
  }

  private begin(
    post: Post,
    { at, version, kind, step, ticket }: RecordedAct & Choice,
    act: () => void,
  ): void {
    if (!attempt(act)) {
      this.lost += 1;
      return;
    }
    if (kind === 'next' || kind === 'call') this.calls.push({ at, window: post.id, ticket, step });
    listed(this.rounds, step).push({
      beganAt: at,
      length: null,
      fate: { kind: 'finish' },
      version,
      back: null,
      named: null,
    });
  }

  private leave(post: Post, fate: Fate, { at, version }: RecordedAct): void {
    const round = this.rounds.get(post.hand!.step)!.at(-1)!;
    Object.assign(round, { length: at - round.beganAt, fate, version });
    if (!attempt(() => this.floor.leave(post, fate, at))) {
      this.lost += 1;
      this.floor.leave(post, { kind: 'finish' }, at);
    }
    if (post.open) this.nowFree(post, at);
  }

  private nowFree(post: Post, at: number): void {
    this.free.set(post.id, { freeAt: at, gap: 0, since: null });
  }

  private back(act: RecordedAct & { readonly kind: 'return' | 'wake' }): void {
    const visit = this.floor.visitOf(act.ticket);
    const busy = visit === null ? undefined : busyStep(visit);
    const round = busy === undefined ? undefined : this.rounds.get(busy.id)?.at(-1);
    if (round !== undefined && round.length !== null) {
      const after = act.at - (round.beganAt + round.length);
      round.back = { after, version: act.version, wakes: act.kind === 'wake' };
    }
    attempt(() => this.floor.happen(act, act.at));
  }
}

function listed<T>(map: Map<string, T[]>, key: string): T[] {
  let list = map.get(key);
  if (list === undefined) map.set(key, (list = []));
  return list;
}
