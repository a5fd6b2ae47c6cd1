import { Problem } from '../../errors.ts';
import { beginVisit, unblockSteps } from '../begin-waiting.ts';
import { callLater, changeVisit, moveStep, openHere } from '../change-visit.ts';
import { type Instant, plus } from '../instants.ts';
import { blankStep } from '../new-step.ts';
import { chooseNext, type Head, type OrderSettings, ranksBefore } from '../order.ts';
import { queueAtWindow } from '../serving.ts';
import { busyStep, isEnded, type Step, type Visit } from '../visit.ts';
import * as acts from '../visit-acts.ts';
import type { Fate, RecordedAct, RecordedTicket, RecordedWindow } from './recorded.ts';

/** Who is called, of whom. */
export interface Choice {
  readonly ticket: string;
  readonly step: string;
}

/** A window as the floor has it. */
export interface Post extends RecordedWindow {
  open: boolean;
  hand: Choice | null;
}

interface Standing {
  readonly id: string;
  readonly seq: number;
  visit: Visit;
}

type Waiting = Omit<Head, 'handicap_seconds'> & Choice & { readonly queue: string };

/** The standard plays no part in who is called when. */
const noStandard = (): number => 0;
/** In place of its matters, of which the log has the last only: what tells a step from the others. */
const markOf = (position: number): string[] => [`#${position}`];
const iso = (ms: number): Instant => new Date(ms).toISOString();

/**
 * A hall's waiting room and windows in memory, moved by the product's own acts: what a window calls is
 * chosen by the one rule (`chooseNext`) over the heads of its queues. Instants in milliseconds.
 */
export class Floor {
  readonly posts: ReadonlyMap<string, Post>;
  private readonly order: OrderSettings;
  private readonly standings = new Map<string, Standing>();
  /** Those whom a window may call, by queue; and those meant for one window alone. */
  private readonly lines = new Map<string, Map<string, Waiting>>();
  private readonly bound = new Map<string, Map<string, Waiting>>();

  constructor(order: OrderSettings, windows: readonly RecordedWindow[]) {
    this.order = order;
    this.posts = new Map(windows.map((w) => [w.id, { ...w, open: false, hand: null }]));
  }

  visitOf(ticket: string): Visit | null {
    return this.standings.get(ticket)?.visit ?? null;
  }

  /** Every visit that was begun. */
  *visits(): Iterable<readonly [string, Visit]> {
    for (const { id, visit } of this.standings.values()) yield [id, visit];
  }

  /** Whether somebody waits whom this window could call. */
  hasWork({ id, serves }: Post): boolean {
    return (
      serves.some(({ queueId }) => (this.lines.get(queueId)?.size ?? 0) > 0) ||
      (this.bound.get(id)?.size ?? 0) > 0
    );
  }

  /**
   * Whom a window calls next by the rule; null: nobody waits for it.
   *
   * @param except a ticket that it puts back with the same press
   */
  chosenBy({ id, serves }: Post, except: string | null = null): Choice | null {
    const heads: (Waiting & Head)[] = [];
    const may = (w: Waiting): boolean => w.ticket !== except;
    for (const { queueId, handicapSeconds } of serves) {
      const first = firstOf([...(this.lines.get(queueId)?.values() ?? [])].filter(may));
      if (first !== null) heads.push({ ...first, handicap_seconds: handicapSeconds });
    }
    for (const own of this.bound.get(id)?.values() ?? []) {
      const handicap_seconds = serves.find((s) => s.queueId === own.queue)?.handicapSeconds ?? 0;
      if (may(own)) heads.push({ ...own, handicap_seconds });
    }
    return chooseNext(heads);
  }

  /** A ticket is taken; it counts from `entry`. */
  take(ticket: RecordedTicket, at: number): void {
    const steps = ticket.steps.map((step, i) =>
      blankStep(step.id, i, { ...step, matters: markOf(i) }, ticket.creditSeconds, iso(at)),
    );
    const visit = beginVisit(
      steps,
      { entry_reference: iso(ticket.entry), credit_seconds: ticket.creditSeconds },
      ticket.booked ? 'appointment' : 'walk-in',
      noStandard,
      iso(at),
    );
    this.standings.set(ticket.id, { id: ticket.id, seq: ticket.seq, visit });
    this.put(ticket.id, visit, at);
  }

  /** A ticket that was just taken begins at the window, where its visitor stands. */
  openHere(post: Post, { ticket, step }: Choice, at: number): void {
    const visit = this.visitOf(ticket)!;
    const own = visit.steps.find(({ id }) => id === step)!;
    this.put(ticket, openHere(visit, own, { window_id: post.id, staff_id: null }, iso(at)), at);
    post.hand = { ticket, step };
  }

  /** @param chosen by name, not by the rule. @throws Problem `not_allowed` where it cannot be called */
  call(post: Post, { ticket, step }: Choice, at: number, chosen: boolean): void {
    this.atWindow(post, { ticket, step }, at, (visit, own) =>
      acts.call(visit, own, { window_id: post.id, staff_id: null }, iso(at), chosen),
    );
  }

  /** One who was held is served on. @throws Problem `not_allowed` */
  takeUp(post: Post, choice: Choice, at: number): void {
    this.atWindow(post, choice, at, (visit, own) =>
      acts.takeUp(visit, own, { window_id: post.id, staff_id: null }, iso(at)),
    );
  }

  /** What the window has in hand leaves it. @throws Problem `not_allowed` */
  leave(post: Post, fate: Fate, at: number): void {
    const { ticket, step } = post.hand!;
    const visit = this.visitOf(ticket)!;
    const own = visit.steps.find(({ id }) => id === step)!;
    this.put(ticket, this.left(visit, own, fate, iso(at)), at);
    post.hand = null;
  }

  private left(visit: Visit, step: Step, fate: Fate, now: Instant): Visit {
    switch (fate.kind) {
      case 'finish':
        return acts.finish(visit, step, null, null, now);
      case 'refer':
        return acts.refer(visit, now);
      case 'no-show':
        return acts.noShow(visit, step, now);
      case 'put-back':
        return acts.putBack(visit, step, now);
      case 'hold':
        return acts.hold(visit, step, fate.hold, fate.until === null ? null : iso(fate.until), now);
      case 'transfer': {
        const only = fate.only === null ? undefined : this.posts.get(fate.only);
        const queueId =
          fate.queue ?? (only === undefined ? step.queue_id : queueAtWindow(only, step.queue_id));
        const headKey = firstOf([...(this.lines.get(queueId)?.values() ?? [])])?.order_key;
        const frontOf = fate.front ? { headKey: headKey ?? null } : null;
        const target = { queueId, onlyWindowId: fate.only, frontOf };
        return acts.transfer(visit, step, target, now);
      }
    }
  }

  /** What happens to a ticket by itself or by others than windows; what is not possible any more is not done. */
  happen(act: RecordedAct, at: number): boolean {
    if (!('ticket' in act)) return false;
    const visit = this.visitOf(act.ticket);
    if (visit === null || visit.ended_at !== null) return false;
    const next = this.after(act, visit, at);
    if (next === null) return false;
    this.put(act.ticket, next, at);
    return true;
  }

  private after(act: RecordedAct, visit: Visit, at: number): Visit | null {
    const busy = busyStep(visit);
    const now = iso(at);
    switch (act.kind) {
      case 'return':
        if (busy?.status !== 'missed' && busy?.status !== 'held') return null;
        return acts.comeBack(visit, busy, now, this.order);
      case 'wake':
        return busy?.status === 'held' ? acts.wake(visit, busy, now) : null;
      case 'cancel':
        if (busy?.status === 'called' || busy?.status === 'serving') return null;
        return acts.cancel(visit, now);
      case 'refer':
        if (busy?.status === 'called' || busy?.status === 'serving') return null;
        return acts.refer(visit, now);
      case 'credit':
        return acts.changeCredit(visit, act.creditSeconds);
      case 'move': {
        const step = visit.steps.find((s) => s.status === 'waiting' && s.queue_id === act.from);
        return step === undefined || busy !== undefined
          ? null
          : moveStep(visit, step, act.queue, now);
      }
      case 'later':
        if (busy !== undefined) return null;
        return callLater(visit, (step) => this.laterKey(act, step));
      case 'change':
        return this.changed(act, visit, now);
      default:
        return null;
    }
  }

  private laterKey(
    { ticket, minutes, places }: RecordedAct & { readonly kind: 'later' },
    step: Step,
  ): Instant | null {
    const key = step.order_key!;
    if (minutes !== null) return plus(key, minutes * 60);
    const { seq } = this.standings.get(ticket)!;
    const inLine = [...this.lines.values(), ...this.bound.values()].flatMap((line) => [
      ...line.values(),
    ]);
    const behind = inLine
      .filter((w) => w.queue === step.queue_id && w.step !== step.id)
      .filter((w) => w.order_key > key || (w.order_key === key && w.seq > seq))
      .sort((a, b) => (isBefore(a, b) ? -1 : 1));
    const last = behind.slice(0, places ?? 0).at(-1);
    return last === undefined ? null : plus(last.order_key, 0.001);
  }

  private changed(
    { steps, gone, creditSeconds }: RecordedAct & { readonly kind: 'change' },
    visit: Visit,
    now: Instant,
  ): Visit {
    const kept = steps.flatMap((_, position) => {
      const own = visit.steps[position];
      return gone.includes(position) || (own !== undefined && isEnded(own)) ? [] : [position];
    });
    const wanted = kept.map((position) => {
      const { queue, after } = steps[position]!;
      const own = visit.steps[position];
      // Who waits already waits for nothing: what a later change made of it is not known yet.
      const before = own?.status === 'waiting' ? [] : after;
      return {
        queue: own?.queue_id ?? queue,
        matters: markOf(position),
        after: before.map((at) => kept.indexOf(at)).filter((at) => at !== -1),
      };
    });
    const credited =
      creditSeconds === visit.credit_seconds ? visit : acts.changeCredit(visit, creditSeconds);
    return changeVisit(credited, wanted, {
      now,
      settings: this.order,
      standardOf: noStandard,
      makeStep: (position, planned) =>
        blankStep(steps[position]?.id ?? `+${position}`, position, planned, creditSeconds, now),
    });
  }

  private atWindow(
    post: Post,
    { ticket, step }: Choice,
    at: number,
    act: (visit: Visit, step: Step) => Visit,
  ): void {
    const visit = this.visitOf(ticket)!;
    this.put(
      ticket,
      act(
        visit,
        visit.steps.find(({ id }) => id === step)!,
      ),
      at,
    );
    post.hand = { ticket, step };
  }

  /** A visit as it is from here on, with the steps that are set free, and who of them can be called. */
  private put(ticket: string, visit: Visit, at: number): void {
    const standing = this.standings.get(ticket)!;
    for (const { id, queue_id, only_window_id } of standing.visit.steps)
      this.lineOf(queue_id, only_window_id).delete(id);
    // What is over is of no use any more here.
    const next = { ...unblockSteps(visit, iso(at), this.order, noStandard), intervals: [] };
    standing.visit = next;
    for (const step of next.steps) {
      if (step.callable === 0) continue;
      this.lineOf(step.queue_id, step.only_window_id).set(step.id, {
        ticket,
        step: step.id,
        queue: step.queue_id,
        order_key: step.order_key!,
        seq: standing.seq,
        position: step.position,
      });
    }
  }

  private lineOf(queue: string, only: string | null): Map<string, Waiting> {
    const [lines, key] = only === null ? [this.lines, queue] : [this.bound, only];
    let line = lines.get(key);
    if (line === undefined) lines.set(key, (line = new Map<string, Waiting>()));
    return line;
  }
}

/** The first of a line: as the rule has it, which between equal handicaps goes by key, ticket and step. */
function firstOf(line: readonly Waiting[]): Waiting | null {
  let first: Waiting | null = null;
  for (const each of line) if (first === null || isBefore(each, first)) first = each;
  return first;
}

function isBefore(a: Waiting, b: Waiting): boolean {
  return ranksBefore(a.order_key, a, b.order_key, b);
}

/** What the rules refuse is not done, nor what there is no step for. */
export function attempt(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof Problem || error instanceof NoStep) return false;
    throw error;
  }
}

class NoStep extends Error {}
