import type { StepStatus } from '../../shared/transitions.ts';

/**
 * A small hall, written anew from rules.md and as naively as can be: it scans every ticket, keeps
 * no index and knows no database. What the product does is compared with it.
 */
export interface ModelStep {
  queue: string;
  matters: string[];
  after: number[];
  status: StepStatus;
  reference: number;
  credit: number;
  key: number;
  onlyWindow: number | null;
  window: number | null;
  hold: { kind: 'any-window' | 'this-window' | 'until'; until: number | null } | null;
  misses: number;
  outOfOrder: boolean;
  dropped: boolean;
  /** When it was done. */
  ended: number;
}
export interface ModelTicket {
  number: string;
  seq: number;
  entry: number;
  credit: number;
  steps: ModelStep[];
  /** Which change was its last one. */
  change: number;
  /** How often it was put off. */
  later: number;
}
/** A window's last change, with the steps that it found. */
interface Undoable {
  change: number;
  at: number;
  before: [ModelTicket, ModelStep[]][];
  /** It was opened for who stands there: taken back, it never was. */
  opened?: ModelTicket;
}
export interface ModelWindow {
  number: number;
  serves: { queue: string; handicap: number }[];
  status: 'closed' | 'open' | 'paused';
  hand: ModelTicket | null;
  undo: Undoable | null;
}
export const minutes = (n: number): number => n * 60_000;
const R = minutes(10);
const comeback = minutes(5);
const penalty = minutes(10);
const grace = minutes(10);
const undoMs = 30_000;

const busy = (t: ModelTicket): ModelStep | undefined =>
  t.steps.find((s) => ['called', 'serving', 'held', 'missed'].includes(s.status));
const copied = (steps: ModelStep[]): ModelStep[] => structuredClone(steps);
const open = (s: ModelStep): boolean =>
  !['done', 'cancelled', 'expired', 'referred'].includes(s.status);

function newModelStep(queue: string, matters: string[], credit: number): ModelStep {
  return {
    ...{ queue, matters, credit, after: [], status: 'blocked', reference: 0, key: 0 },
    ...{ onlyWindow: null, window: null, hold: null, misses: 0, outOfOrder: false, ended: 0 },
    dropped: false,
  };
}

/** Of a window's queues the present one, else the one with the smallest handicap. */
function mainQueue(w: ModelWindow, present: string): string {
  const serves = [...w.serves].sort(
    (a, b) => a.handicap - b.handicap || (a.queue < b.queue ? -1 : 1),
  );
  return serves.some((s) => s.queue === present) ? present : serves[0]!.queue;
}

export class Model {
  now: number;
  readonly windows: ModelWindow[];
  readonly tickets = new Map<string, ModelTicket>();
  private changes = 0;

  constructor(now: number, windows: Pick<ModelWindow, 'number' | 'serves'>[]) {
    this.now = now;
    this.windows = windows.map((w) => ({ ...w, status: 'closed', hand: null, undo: null }));
  }

  take(
    number: string,
    seq: number,
    credit: number,
    plan: { queue: string; after: number[]; matters?: string[] }[],
    slot: number | null = null,
    came: number | null = null,
  ): void {
    // An appointment that is kept, also early, counts from its slot.
    const entry = came ?? (slot !== null && this.now <= slot + grace ? slot : this.now);
    const steps = plan.map(({ queue, after, matters = [] }): ModelStep => ({
      ...newModelStep(queue, matters, credit),
      after,
      status: after.length === 0 ? 'waiting' : 'blocked',
      reference: entry,
      key: entry - credit,
    }));
    this.tickets.set(number, {
      number,
      seq,
      entry,
      credit,
      steps,
      change: this.nextChange(),
      later: 0,
    });
  }

  /** Whether a window can open a ticket; and the queue of one that says nothing. */
  mayOpen = (w: ModelWindow): boolean => w.status === 'open' && w.hand === null;
  queueOf = (w: ModelWindow): string => mainQueue(w, '');

  /** A ticket for who stands at a window, in hand at once. */
  open(
    w: ModelWindow,
    number: string,
    credit: number,
    plan: { queue: string; after: number[]; matters?: string[] }[],
  ): void {
    this.take(number, this.tickets.size, credit, plan);
    const ticket = this.tickets.get(number)!;
    Object.assign(this.own(w, ticket)!, { status: 'serving', window: w.number });
    w.hand = ticket;
    w.undo = { change: ticket.change, at: this.now, before: [], opened: ticket };
  }

  /** Every waiting step that a window could call, by a scan of all tickets; the first goes first. */
  line(w: ModelWindow): { ticket: ModelTicket; step: ModelStep; at: number }[] {
    const found = [];
    for (const ticket of this.tickets.values()) {
      if (busy(ticket) !== undefined) continue;
      for (const step of ticket.steps) {
        if (step.status !== 'waiting') continue;
        const binding = w.serves.find((s) => s.queue === step.queue);
        if (step.onlyWindow === null ? binding === undefined : step.onlyWindow !== w.number)
          continue;
        found.push({ ticket, step, at: step.key + (binding?.handicap ?? 0) });
      }
    }
    return found.sort((a, b) => a.at - b.at || a.ticket.seq - b.ticket.seq);
  }

  /** A window's command; answers the error code that is due, or null. */
  command(w: ModelWindow, name: string, input: Record<string, unknown>): string | null {
    if (name === 'undo') return this.undo(w);
    const was = [...this.tickets.values()].map(
      (t) => [t, copied(t.steps)] as [ModelTicket, ModelStep[]],
    );
    const status = w.status;
    const refused = this.act(w, name, input);
    if (refused !== null) return refused;
    if (['open', 'close', 'pause', 'resume'].includes(name)) {
      if (w.status !== status) w.undo = null;
      return null;
    }
    const before = was.filter(([t, steps]) => JSON.stringify(t.steps) !== JSON.stringify(steps));
    const change = this.nextChange();
    for (const [t] of before) t.change = change;
    // A call that was spoken cannot be taken back.
    w.undo = name === 'recall' ? null : { change, at: this.now, before };
    return null;
  }

  /** Every ticket of the window's last change is as it was, unless one has changed since. */
  private undo(w: ModelWindow): string | null {
    if (w.status !== 'open') return 'not_allowed';
    const { undo } = w;
    const over = undo === null || this.now > undo.at + undoMs;
    if (over || undo.before.some(([t]) => t.change !== undo.change)) return 'undo_too_late';
    if (undo.opened !== undefined && undo.opened.change !== undo.change) return 'undo_too_late';
    const change = this.nextChange();
    for (const step of undo.opened?.steps ?? []) step.status = 'cancelled';
    for (const [t, steps] of undo.before) Object.assign(t, { steps, change });
    w.undo = null;
    w.hand =
      [...this.tickets.values()].find((t) => {
        const step = busy(t);
        return step?.window === w.number && ['called', 'serving'].includes(step.status);
      }) ?? null;
    return null;
  }

  private nextChange(): number {
    return (this.changes += 1);
  }

  private act(w: ModelWindow, name: string, input: Record<string, unknown>): string | null {
    const step = w.hand === null ? undefined : busy(w.hand)!;
    const state = w.hand === null ? 'none' : step!.status;
    const can = (status: string[], hands: string[]): boolean =>
      status.includes(w.status) && hands.includes(state);
    switch (name) {
      case 'open':
        if (w.status === 'paused') return null;
        w.status = 'open';
        return null;
      case 'close':
        if (!can(['open', 'paused'], ['none'])) return 'not_allowed';
        w.status = 'closed';
        return null;
      case 'pause':
        if (!can(['open'], ['none'])) return 'not_allowed';
        w.status = 'paused';
        return null;
      case 'resume':
        if (!can(['paused'], ['none'])) return 'not_allowed';
        w.status = 'open';
        return null;
      case 'call-next': {
        if (!can(['open'], ['none', 'called', 'serving'])) return 'not_allowed';
        const hand = w.hand;
        const kept = hand?.steps.map((s) => ({ ...s }));
        if (hand !== null) this.end(hand, step!);
        const first = this.line(w)[0];
        if (first === undefined) {
          // A refusal changes nothing: the ticket stays in hand.
          if (hand !== null) hand.steps = kept!;
          return 'queue_empty';
        }
        this.atWindow(w, first.ticket, first.step, 'called');
        return null;
      }
      case 'call': {
        if (!can(['open'], ['none'])) return 'not_allowed';
        const ticket = this.tickets.get(input['number'] as string)!;
        const chosen = busy(ticket) ?? this.own(w, ticket);
        if (chosen === undefined || !['waiting', 'held', 'missed'].includes(chosen.status))
          return 'not_allowed';
        chosen.outOfOrder = true;
        this.atWindow(w, ticket, chosen, 'called');
        return null;
      }
      case 'recall':
        return can(['open'], ['called']) ? null : 'not_allowed';
      case 'start':
        if (!can(['open'], ['called'])) return 'not_allowed';
        step!.status = 'serving';
        return null;
      case 'finish':
        if (!can(['open'], ['called', 'serving'])) return 'not_allowed';
        this.end(w.hand!, step!);
        w.hand = null;
        return null;
      case 'no-show':
        if (!can(['open'], ['called'])) return 'not_allowed';
        step!.status = 'missed';
        step!.misses += 1;
        w.hand = null;
        return null;
      case 'put-back':
        if (!can(['open'], ['called'])) return 'not_allowed';
        Object.assign(step!, { status: 'waiting', window: null });
        w.hand = null;
        return null;
      case 'hold': {
        if (!can(['open'], ['called', 'serving'])) return 'not_allowed';
        const kind = input['kind'] as 'any-window' | 'this-window' | 'until';
        step!.status = 'held';
        step!.hold = {
          kind,
          until: kind === 'until' ? Date.parse(input['until'] as string) : null,
        };
        w.hand = null;
        return null;
      }
      case 'take-up': {
        if (!can(['open'], ['none'])) return 'not_allowed';
        const ticket = this.tickets.get(input['number'] as string)!;
        const held = busy(ticket);
        if (held?.status !== 'held') return 'not_allowed';
        const here =
          held.window === w.number ||
          (held.hold!.kind !== 'this-window' && w.serves.some((s) => s.queue === held.queue));
        if (!here) return 'not_allowed';
        this.atWindow(w, ticket, held, 'serving');
        return null;
      }
      case 'transfer': {
        if (!can(['open'], ['called', 'serving'])) return 'not_allowed';
        const to = this.windows.find((x) => x.number === input['window']);
        const queue = (input['queue'] as string | undefined) ?? mainQueue(to!, step!.queue);
        if (input['place'] === 'front') {
          const others = this.heads(queue);
          step!.outOfOrder = true;
          if (others !== null && step!.key >= others) {
            step!.key = others - 1;
            step!.reference = step!.key + step!.credit;
          }
        }
        Object.assign(step!, {
          status: 'waiting',
          window: null,
          queue,
          onlyWindow: to?.number ?? null,
        });
        w.hand = null;
        return null;
      }
      default:
        throw new Error(name);
    }
  }

  /** Another credit, and with it another place in line; who missed twice has none any more. */
  changeCredit(ticket: ModelTicket, credit: number): string | null {
    if (!ticket.steps.some(open)) return 'not_allowed';
    ticket.change = this.nextChange();
    ticket.credit = credit;
    for (const step of ticket.steps) {
      if (step.status === 'blocked') step.credit = credit;
      if (step.status === 'waiting' && step.misses < 2)
        Object.assign(step, { credit, key: step.reference - credit });
    }
    return null;
  }

  /**
   * The visitor wants something else: `plan` is all of it, each with what tells it from others. What
   * is done and what is busy stays; the rest is kept where it is the same, goes, or comes.
   */
  changeVisit(ticket: ModelTicket, plan: { queue: string; matters: string[]; after: number[] }[]) {
    if (!ticket.steps.some(open)) return 'not_allowed';
    const done = ticket.steps.filter((s) => s.status === 'done');
    const finished = new Set(done.flatMap((s) => s.matters));
    const left = plan.map((p) => ({
      ...p,
      todo: p.matters.filter((m) => !finished.has(m)),
    }));
    const over = left.map((p) => p.matters.length > 0 && p.todo.length === 0);
    const inHand = busy(ticket);
    const live = ticket.steps.filter(open);
    live.sort((a, b) => Number(b === inHand) - Number(a === inHand));
    const home = new Map<ModelStep, number>();
    const free = (i: number): boolean => !over[i] && ![...home.values()].includes(i);
    for (const same of [
      (s: ModelStep, i: number) => s.matters.some((m) => left[i]!.todo.includes(m)),
      (s: ModelStep, i: number) => s.queue === left[i]!.queue,
    ])
      for (const s of live) {
        const i = home.has(s) ? -1 : left.findIndex((_, at) => free(at) && same(s, at));
        if (i >= 0) home.set(s, i);
      }
    const needs = (i: number): number[] => left[i]!.after.filter((a) => !over[a]);
    for (const [s, i] of [...home])
      if (s.status === 'waiting' && needs(i).length > 0) home.delete(s);
    if (inHand !== undefined && !home.has(inHand) && inHand.matters.length > 0)
      return 'not_allowed';
    if (home.size === 0 && over.every(Boolean)) return 'nothing_to_queue';
    ticket.change = this.nextChange();
    const gone = live.filter((s) => s !== inHand && !home.has(s));
    const ends = done.map((s) => s.ended);
    let entry = ticket.entry;
    if (inHand !== undefined) entry = Math.max(entry, this.now - R);
    else if (ends.length > 0) entry = Math.max(entry, Math.max(...ends) - R);
    for (const s of gone) if (s.status === 'waiting') entry = Math.max(entry, s.reference);
    const credit = gone.some((s) => s.misses > 1) ? 0 : ticket.credit;
    const steps: (ModelStep | null)[] = left.map((p, i) => {
      if (over[i]) return null;
      const own = [...home].find(([, at]) => at === i)?.[0];
      if (own !== undefined) return own;
      const made = newModelStep(p.queue, p.todo, ticket.credit);
      ticket.steps.push(made);
      return made;
    });
    for (const s of gone) Object.assign(s, { status: 'cancelled', dropped: true, hold: null });
    steps.forEach((s, i) => {
      if (s === null) return;
      s.matters = left[i]!.todo;
      if (s !== inHand) s.after = needs(i).map((a) => ticket.steps.indexOf(steps[a]!));
      const ready = s.after.every((a) => ticket.steps[a]!.status === 'done');
      if (s.status === 'blocked' && ready)
        Object.assign(s, { status: 'waiting', reference: entry, credit, key: entry - credit });
    });
    return null;
  }

  /** The first step that waits goes to another queue, with its place. */
  move(ticket: ModelTicket, queue: string): string | null {
    const step = ticket.steps.find((s) => s.status === 'waiting');
    if (busy(ticket) !== undefined || step === undefined) return 'not_allowed';
    if (ticket.steps.some((s) => open(s) && s.queue === queue)) return 'already_waiting';
    Object.assign(step, { queue, onlyWindow: null });
    ticket.change = this.nextChange();
    return null;
  }

  /** Back in line by people or minutes: behind the last of so many, by a scan of all tickets. */
  later(ticket: ModelTicket, by: { places?: number; minutes?: number }): string | null {
    const waiting = ticket.steps.filter((s) => s.status === 'waiting');
    if (busy(ticket) !== undefined || waiting.length === 0 || ticket.later === 3)
      return 'not_allowed';
    const to = new Map<ModelStep, number>();
    for (const step of waiting) {
      if (by.minutes !== undefined) to.set(step, step.key + minutes(by.minutes));
      else {
        const behind = [...this.tickets.values()]
          .filter((t) => busy(t) === undefined)
          .flatMap((t) => t.steps.map((s) => ({ s, seq: t.seq })))
          .filter(
            ({ s, seq }) =>
              s !== step &&
              s.status === 'waiting' &&
              s.queue === step.queue &&
              (s.key > step.key || (s.key === step.key && seq > ticket.seq)),
          )
          .sort((a, b) => a.s.key - b.s.key || a.seq - b.seq)
          .slice(0, by.places);
        if (behind.length > 0) to.set(step, behind.at(-1)!.s.key + 1);
      }
    }
    if (to.size === 0) return 'queue_empty';
    ticket.later += 1;
    ticket.change = this.nextChange();
    for (const [step, key] of to) Object.assign(step, { key, reference: key + step.credit });
    return null;
  }

  /** The visitor is back. */
  comeBack(ticket: ModelTicket): string | null {
    const step = busy(ticket);
    if (step?.status === 'held' || step?.status === 'missed') ticket.change = this.nextChange();
    if (step?.status === 'held') {
      if (step.hold!.kind === 'this-window') {
        Object.assign(step, {
          reference: ticket.entry,
          key: ticket.entry - step.credit,
          onlyWindow: step.window,
        });
      }
      Object.assign(step, { status: 'waiting', hold: null, window: null });
      return null;
    }
    if (step?.status !== 'missed') return 'not_allowed';
    if (step.misses > 2) return this.cancel(ticket);
    const least = step.key + penalty;
    if (step.misses === 1) step.key = Math.max(least, this.now - comeback);
    else {
      step.key = Math.max(least, this.now);
      step.credit = 0;
    }
    step.reference = step.key + step.credit;
    Object.assign(step, { status: 'waiting', window: null });
    return null;
  }

  cancel(ticket: ModelTicket): string | null {
    const at = busy(ticket)?.status;
    if (at === 'called' || at === 'serving' || !ticket.steps.some(open)) return 'not_allowed';
    ticket.change = this.nextChange();
    for (const step of ticket.steps.filter(open))
      Object.assign(step, { status: 'cancelled', hold: null });
    return null;
  }

  /**
   * To another hall: what is open ends, a window that had it is free and has nothing to undo.
   *
   * @returns what goes along: the reference, half an hour back at most, and whether there is still a credit
   */
  refer(ticket: ModelTicket): { reference: number; credited: boolean } | null {
    const left = ticket.steps.filter((s) => open(s) && !s.dropped);
    if (!ticket.steps.some(open)) return null;
    const begun = left.filter((s) => s.status !== 'blocked').map((s) => s.reference);
    const own = Math.max(ticket.entry, begun.length === 0 ? ticket.entry : Math.min(...begun));
    const credited = left.every((s) => s.misses < 2);
    for (const step of ticket.steps.filter(open))
      Object.assign(step, { status: 'referred', hold: null });
    for (const w of this.windows.filter((each) => each.hand === ticket))
      Object.assign(w, { hand: null, undo: null });
    ticket.change = this.nextChange();
    return { reference: Math.max(own, this.now - minutes(30)), credited };
  }

  /** What the clock brings: holds whose time has come. */
  tick(): void {
    for (const ticket of this.tickets.values()) {
      for (const step of ticket.steps) {
        if (step.hold?.kind !== 'until' || step.hold.until! > this.now) continue;
        Object.assign(step, { status: 'waiting', hold: null, window: null });
        ticket.change = this.nextChange();
      }
    }
  }

  closeDay(): void {
    for (const ticket of this.tickets.values()) {
      for (const step of ticket.steps.filter((s) => open(s) && s.status !== 'missed'))
        Object.assign(step, { status: 'expired', hold: null });
    }
    for (const w of this.windows) Object.assign(w, { status: 'closed', hand: null });
  }

  private own(w: ModelWindow, ticket: ModelTicket): ModelStep | undefined {
    const waiting = ticket.steps.filter((s) => s.status === 'waiting');
    return waiting.find((s) => w.serves.some((b) => b.queue === s.queue)) ?? waiting[0];
  }

  private atWindow(
    w: ModelWindow,
    ticket: ModelTicket,
    step: ModelStep,
    status: 'called' | 'serving',
  ): void {
    Object.assign(step, {
      status,
      window: w.number,
      hold: null,
      ...(status === 'called' ? { onlyWindow: null } : {}),
    });
    w.hand = ticket;
  }

  private end(ticket: ModelTicket, step: ModelStep): void {
    step.status = 'done';
    step.ended = this.now;
    for (const next of ticket.steps) {
      if (next.status !== 'blocked' || !next.after.every((p) => ticket.steps[p]!.status === 'done'))
        continue;
      next.status = 'waiting';
      next.reference = Math.max(ticket.entry, this.now - R);
      next.key = next.reference - next.credit;
    }
  }

  private heads(queue: string): number | null {
    const keys = [...this.tickets.values()]
      .filter((t) => busy(t) === undefined)
      .flatMap((t) => t.steps)
      .filter((s) => s.status === 'waiting' && s.queue === queue && s.onlyWindow === null)
      .map((s) => s.key);
    return keys.length === 0 ? null : Math.min(...keys);
  }
}
