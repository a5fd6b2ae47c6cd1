import { busyStep, type Visit } from '../visit.ts';
import { Coming } from './coming.ts';
import { attempt, type Choice, Floor, type Post } from './floor.ts';
import type { RecordedAct, RecordedTicket, RecordedWindow } from './recorded.ts';
import { afterAll, type CallMade, type FreeEnd, type Round, type Script } from './script.ts';

/** What is different when a day is run again. Instants in milliseconds. */
export interface Variation {
  readonly windows: readonly RecordedWindow[];
  /** Times in which windows are open, or are not, whatever the log says: half-open. */
  readonly spells: readonly Spell[];
  readonly tickets: readonly RecordedTicket[];
  /** What a category's head start is, where it is not that of the log. */
  readonly creditOf: ReadonlyMap<string, number>;
  /** Calls against the rule are made by the rule instead. */
  readonly byRuleOnly: boolean;
}

export interface Spell {
  readonly window: string;
  readonly from: number;
  readonly to: number;
  readonly open: boolean;
}

export interface Replayed {
  readonly calls: readonly CallMade[];
  /** Each visit as it is at the end of the day. */
  readonly visits: ReadonlyMap<string, Visit>;
}

/** The day as it was. */
export function unvaried({ day }: Script): Variation {
  return {
    windows: day.windows,
    spells: [],
    tickets: day.tickets,
    creditOf: new Map(),
    byRuleOnly: false,
  };
}

/** A visit that the log knows no end of is in hand this long where its queue has no visits at all (ms). */
const usualHand = 8 * 60_000;
/**
 * Runs a recorded day again by the product's calling rule. Without a variation it makes the recorded
 * calls, to the millisecond; with one, visits take as long as they did, wherever they are served.
 *
 * @param progress told now and then how much of the day is over, 0 … 1; may throw to end it
 */
export function replay(
  script: Script,
  variation: Variation = unvaried(script),
  progress: (done: number) => void = () => undefined,
): Replayed {
  return new Replaying(script, variation, progress).run();
}

/** A window while the day runs. */
interface Clerk {
  readonly post: Post;
  readonly ends: readonly FreeEnd[];
  /** How many of its `ends` have come. */
  past: number;
  /** What the log says of it, beside what the variation does. */
  logged: boolean;
  freeAt: number;
  /** Milliseconds that it has been free with somebody to call, and since when it is again. */
  gap: number;
  since: number | null;
  /** What was planned for it before is void once this has grown. */
  turn: number;
  readonly usualGap: number;
}

type Happening =
  | { readonly kind: 'act'; readonly act: RecordedAct }
  | { readonly kind: 'spells' }
  | { readonly kind: 'call'; readonly clerk: Clerk; readonly turn: number; readonly extra: boolean }
  | { readonly kind: 'leave'; readonly clerk: Clerk; readonly round: Round; readonly hand: Choice }
  | {
      readonly kind: 'back';
      readonly choice: Choice;
      readonly round: Round;
      /** How often its step had been in hand by then. */
      readonly times: number;
    };

class Replaying {
  private readonly script: Script;
  private readonly variation: Variation;
  private readonly progress: (done: number) => void;
  private readonly floor: Floor;
  private readonly coming = new Coming<Happening>();
  private readonly clerks: ReadonlyMap<string, Clerk>;
  private readonly tickets: ReadonlyMap<string, RecordedTicket>;
  private readonly used = new Map<string, number>();
  private readonly usual: ReadonlyMap<string, number>;
  private readonly calls: CallMade[] = [];

  constructor(script: Script, variation: Variation, progress: (done: number) => void) {
    this.script = script;
    this.variation = variation;
    this.progress = progress;
    this.floor = new Floor(script.day.order, variation.windows);
    this.tickets = new Map(variation.tickets.map((t) => [t.id, this.credited(t)]));
    this.usual = usualHands(script);
    this.clerks = new Map(
      [...this.floor.posts.values()].map((post) => [post.id, clerkOf(post, script)]),
    );
  }

  run(): Replayed {
    const { coming, script, variation, tickets } = this;
    const recorded = new Map(script.day.tickets.map((t) => [t.id, t.takenAt]));
    for (const act of script.happened) {
      const shift =
        'ticket' in act
          ? (tickets.get(act.ticket)?.takenAt ?? 0) - (recorded.get(act.ticket) ?? 0)
          : 0;
      coming.plan(act.at + shift, act.version, { kind: 'act', act });
    }
    for (const { from, to } of variation.spells) {
      coming.plan(from, 0, { kind: 'spells' });
      coming.plan(to, 0, { kind: 'spells' });
    }
    const begin = script.day.acts[0]?.at ?? script.day.end;
    const length = Math.max(1, script.day.end - begin);
    let count = 0;
    for (let next = coming.next(); next !== null; next = coming.next()) {
      if (next.at > script.day.end) break;
      this.happen(next.what, next.at);
      for (const clerk of this.clerks.values()) this.watch(clerk, next.at);
      count += 1;
      if (count % 500 === 0) this.progress(Math.min(1, (next.at - begin) / length));
    }
    return { calls: this.calls, visits: new Map(this.floor.visits()) };
  }

  private happen(what: Happening, at: number): void {
    switch (what.kind) {
      case 'act':
        this.act(what.act, at);
        return;
      case 'spells':
        for (const clerk of this.clerks.values()) this.setOpen(clerk, at);
        return;
      case 'call':
        if (what.turn === what.clerk.turn) this.callFrom(what.clerk, at, what.extra);
        return;
      case 'leave':
        this.leave(what.clerk, what.round, what.hand, at);
        return;
      case 'back':
        this.back(what, at);
    }
  }

  private act(act: RecordedAct, at: number): void {
    if (act.kind === 'take') {
      this.floor.take(this.tickets.get(act.ticket)!, at);
    } else if (act.kind === 'post') {
      const clerk = this.clerks.get(act.window);
      if (clerk === undefined) return;
      clerk.logged = act.open;
      // What the log had until then is over, whether it has come about or not.
      while (!act.open && (clerk.ends[clerk.past]?.version ?? Infinity) <= act.version)
        clerk.past += 1;
      this.setOpen(clerk, at, true);
    } else {
      const creditSeconds =
        act.kind === 'credit' || act.kind === 'change'
          ? this.variation.creditOf.get(act.category)
          : undefined;
      const varied = creditSeconds === undefined ? act : { ...act, creditSeconds };
      attempt(() => this.floor.happen(varied, at));
    }
  }

  private setOpen(clerk: Clerk, at: number, again = false): void {
    const { post } = clerk;
    const spell = this.variation.spells.findLast(
      (s) => s.window === post.id && s.from <= at && at < s.to,
    );
    const open = spell?.open ?? clerk.logged;
    if (open && post.hand === null && (!post.open || again)) this.nowFree(clerk, at);
    if (!open && post.open) clerk.turn += 1;
    post.open = open;
    if (open && post.hand === null) this.planNamed(clerk, at);
  }

  private nowFree(clerk: Clerk, at: number): void {
    Object.assign(clerk, { freeAt: at, gap: 0, since: null });
    clerk.turn += 1;
  }

  /** A free window has somebody to call, or has no more. */
  private watch(clerk: Clerk, at: number): void {
    const { post } = clerk;
    const has = post.open && post.hand === null && this.floor.hasWork(post);
    if (clerk.since !== null && !has) {
      clerk.gap += at - clerk.since;
      clerk.since = null;
    } else if (clerk.since === null && has) {
      clerk.since = at;
      this.planNext(clerk, at);
    }
  }

  private planNext(clerk: Clerk, at: number): void {
    const { turn, usualGap } = clerk;
    const end = clerk.ends[clerk.past];
    const due = (gap: number): number => at + Math.max(0, gap - clerk.gap);
    const call = (when: number, version: number, extra: boolean): void =>
      this.coming.plan(when, version, { kind: 'call', clerk, turn, extra });
    if (end?.kind === 'next') call(due(end.gap), end.version, false);
    // Free earlier than in the log, or after all of it: there is time for more.
    else if (end === undefined || clerk.freeAt < end.freeAt) {
      const when = due(usualGap);
      if (end?.kind !== 'named' || when < end.at) call(when, afterAll, true);
    } else if (end.kind === 'none') call(due(Math.max(usualGap, end.gap + 1)), afterAll, true);
  }

  /** What a clerk did by name is done at its hour, or as soon as the window is free after it. */
  private planNamed(clerk: Clerk, at: number): void {
    const end = clerk.ends[clerk.past];
    if (end?.kind !== 'named') return;
    this.coming.plan(Math.max(at, end.at), end.version, {
      kind: 'call',
      clerk,
      turn: clerk.turn,
      extra: false,
    });
  }

  private callFrom(clerk: Clerk, at: number, extra: boolean): void {
    const { post } = clerk;
    if (!post.open || post.hand !== null) return;
    const end = extra ? undefined : clerk.ends[clerk.past];
    if (end?.kind === 'named') {
      clerk.past += 1;
      if (!this.byName(clerk, end, at)) this.nowFreeAgain(clerk, at);
      return;
    }
    const free = clerk.gap + (clerk.since === null ? 0 : at - clerk.since);
    // Whoever it waited for has gone meanwhile: its time begins again with the next who comes.
    if (free < (end?.kind === 'next' ? end.gap : clerk.usualGap)) return;
    const choice = this.floor.chosenBy(post, end?.kind === 'next' ? end.except : null);
    if (choice === null) return;
    if (end?.kind === 'next') clerk.past += 1;
    this.floor.call(post, choice, at, false);
    this.calls.push({ ...choice, at, window: post.id });
    this.inHand(clerk, choice, at);
  }

  private byName(clerk: Clerk, end: Extract<FreeEnd, { kind: 'named' }>, at: number): boolean {
    const { floor, variation } = this;
    const { post } = clerk;
    const { ticket, step, what } = end;
    const ruled = what === 'against-rule' && variation.byRuleOnly;
    const choice = ruled ? (floor.chosenBy(post) ?? { ticket, step }) : { ticket, step };
    if (what === 'open-here') {
      floor.take(this.tickets.get(ticket)!, at);
      floor.openHere(post, choice, at);
    } else if (!this.canCall(choice)) return false;
    else if (what === 'take-up') {
      if (!attempt(() => floor.takeUp(post, choice, at))) return false;
    } else if (!attempt(() => floor.call(post, choice, at, what === 'call'))) return false;
    if (what === 'call' || what === 'against-rule')
      this.calls.push({ ...choice, at, window: post.id });
    this.inHand(clerk, choice, at);
    return true;
  }

  /** Its step is the one that is busy, or its ticket is free. */
  private canCall({ ticket, step }: Choice): boolean {
    const visit = this.floor.visitOf(ticket);
    if (visit === null) return false;
    const busy = busyStep(visit);
    return busy === undefined || busy.id === step;
  }

  private nowFreeAgain(clerk: Clerk, at: number): void {
    this.nowFree(clerk, at);
    this.planNamed(clerk, at);
  }

  private inHand(clerk: Clerk, hand: Choice, at: number): void {
    clerk.since = null;
    clerk.turn += 1;
    const round = this.roundOf(hand);
    const { queue_id } = this.floor.visitOf(hand.ticket)!.steps.find((s) => s.id === hand.step)!;
    // In hand to the last: where it comes to a window at another time, for as long as is usual.
    const length =
      round.length ?? (round.beganAt === at ? Infinity : (this.usual.get(queue_id) ?? usualHand));
    if (length !== Infinity)
      this.coming.plan(at + length, round.version, { kind: 'leave', clerk, round, hand });
  }

  private roundOf({ step }: Choice): Round {
    const n = this.used.get(step) ?? 0;
    this.used.set(step, n + 1);
    return (
      this.script.rounds.get(step)?.[n] ?? {
        beganAt: -1,
        length: null,
        fate: { kind: 'finish' },
        version: afterAll,
        back: null,
        named: null,
      }
    );
  }

  private leave(clerk: Clerk, round: Round, hand: Choice, at: number): void {
    const { post } = clerk;
    if (post.hand?.step !== hand.step) return;
    // A step that cannot end as it did, having changed since, ends.
    if (!attempt(() => this.floor.leave(post, round.fate, at)))
      this.floor.leave(post, { kind: 'finish' }, at);
    const { back, named } = round;
    const times = this.used.get(hand.step) ?? 0;
    const what = { kind: 'back', choice: hand, round, times } as const;
    if (back !== null) this.coming.plan(at + back.after, back.version, what);
    else if (named !== null) this.coming.plan(at + named, afterAll, what);
    if (!post.open) return;
    this.nowFreeAgain(clerk, at);
  }

  private back(
    { choice: { ticket, step }, round, times }: Extract<Happening, { kind: 'back' }>,
    at: number,
  ): void {
    const visit = this.floor.visitOf(ticket);
    // It has been taken up meanwhile.
    if (visit === null || busyStep(visit)?.id !== step || this.used.get(step) !== times) return;
    const kind = round.back?.wakes === true ? 'wake' : 'return';
    attempt(() => this.floor.happen({ kind, ticket, at, version: 0 }, at));
  }

  private credited(ticket: RecordedTicket): RecordedTicket {
    const creditSeconds = this.variation.creditOf.get(ticket.category);
    return creditSeconds === undefined ? ticket : { ...ticket, creditSeconds };
  }
}

function clerkOf(post: Post, script: Script): Clerk {
  const ends = script.ends.get(post.id) ?? [];
  const gaps = ends.flatMap((end) => (end.kind === 'next' ? [end.gap] : []));
  return {
    ...{ post, ends, past: 0, logged: false, freeAt: 0, gap: 0, since: null, turn: 0 },
    usualGap: middleOf(gaps) ?? 0,
  };
}

/** How long a visit of each queue is in hand, in the middle, milliseconds. */
function usualHands({ day, rounds }: Script): Map<string, number> {
  const queueOf = new Map(day.tickets.flatMap((t) => t.steps.map((s) => [s.id, s.queue] as const)));
  const lengths = new Map<string, number[]>();
  for (const [step, list] of rounds) {
    const queue = queueOf.get(step);
    if (queue === undefined) continue;
    const own = lengths.get(queue) ?? [];
    lengths.set(queue, own);
    own.push(...list.flatMap(({ length }) => length ?? []));
  }
  return new Map(
    [...lengths].flatMap(([queue, own]): [string, number][] => {
      const middle = middleOf(own);
      return middle === null ? [] : [[queue, middle]];
    }),
  );
}

function middleOf(values: readonly number[]): number | null {
  const ascending = [...values].sort((a, b) => a - b);
  return ascending[Math.floor((ascending.length - 1) / 2)] ?? null;
}
