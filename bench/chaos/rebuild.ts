import { endedStatuses, type StepStatus, type WindowStatus } from '../../shared/transitions.ts';

export interface Logged {
  readonly version: number;
  readonly command: string;
  readonly ticket_id: string | null;
  readonly step_id: string | null;
  readonly window_id: string | null;
  readonly data: Record<string, unknown>;
}
export interface Planned {
  readonly id: string;
  readonly ticket: string;
  readonly position: number;
  readonly after: readonly number[];
  /** It went before it began: by a change of what somebody had come for, or with an opened ticket. */
  readonly dropped: boolean;
}
interface Snapshot {
  readonly steps: readonly (readonly [string, StepStatus | undefined, number])[];
  readonly hand: string | undefined;
  /** The ticket that the command opened: taken back, it is as if it had never been. */
  readonly opened?: string;
}

/** What a window does with tickets: the last of these can be undone. */
const undoable: ReadonlySet<string> = new Set([
  ...['call-next', 'call', 'take-up', 'start', 'finish', 'no-show', 'put-back', 'transfer'],
  'hold',
  'open-ticket',
]);
/** So many misses are too many to come back from (rules.md, "Which ticket next"). */
const lastMiss = 3;

/**
 * The state of every step and window as the log alone tells it, by every command that changes one.
 * Written anew here, from the rules and not from the server's code, so that the two can be compared.
 */
export class Rebuilt {
  readonly windows = new Map<string, WindowStatus>();
  /** What was said of a step; one of which nothing was said is waiting or blocked. */
  private readonly said = new Map<string, StepStatus>();
  private readonly misses = new Map<string, number>();
  private readonly hand = new Map<string, string>();
  private readonly undo = new Map<string, Snapshot>();
  private readonly steps = new Map<string, Planned>();
  private readonly ofTicket = new Map<string, Planned[]>();

  constructor(log: readonly Logged[], steps: readonly Planned[]) {
    for (const step of steps) {
      this.steps.set(step.id, step);
      this.ofTicket.set(step.ticket, [...(this.ofTicket.get(step.ticket) ?? []), step]);
    }
    for (const event of log) this.apply(event);
  }

  /** What the log says of a step. */
  status(step: Planned): StepStatus {
    const said = this.said.get(step.id);
    if (said !== undefined) return said;
    const others = this.ofTicket.get(step.ticket)!;
    const free = step.after.every((position) =>
      others.some((other) => other.position === position && this.said.get(other.id) === 'done'),
    );
    return free ? 'waiting' : 'blocked';
  }

  inHand(window: string): string | undefined {
    return this.hand.get(window);
  }

  private apply(event: Logged): void {
    const { command, window_id: window, step_id: step } = event;
    if (command === 'refer') {
      // The window that had it is free, and has nothing to take back.
      this.endAll(event.ticket_id!, 'referred');
      if (window !== null) {
        this.hand.delete(window);
        this.undo.delete(window);
      }
    } else if (window !== null) this.atWindow(command, window, step, event);
    else if (command === 'return') this.comeBack(step!);
    else if (command === 'cancel') this.endAll(event.ticket_id!, 'cancelled');
    else if (command === 'change-visit') this.drop(event.ticket_id!);
    else if (command === 'wake') this.said.set(step!, 'waiting');
    else if (command === 'close-day') this.closeDay();
  }

  private atWindow(command: string, window: string, step: string | null, { data }: Logged): void {
    const before = this.hand.get(window);
    switch (command) {
      case 'open':
        // Whoever has it already finds it as it is, paused or not.
        if (data['again'] !== true) this.windows.set(window, 'open');
        return;
      case 'resume':
        this.windows.set(window, 'open');
        return;
      case 'close':
        this.windows.set(window, 'closed');
        return;
      case 'pause':
        this.windows.set(window, 'paused');
        return;
      case 'recall':
        this.undo.delete(window);
        return;
      case 'undo':
        this.takeBack(window);
        return;
    }
    // What else the log has of a window, as a rating, changes nothing there.
    if (!undoable.has(command)) return;
    const opened = command === 'open-ticket' ? { opened: this.steps.get(step!)!.ticket } : {};
    this.undo.set(window, {
      ...this.snapshot(window, [before, step ?? undefined]),
      ...opened,
    });
    switch (command) {
      case 'call-next':
        if (before !== undefined) this.leave(window, before, data);
        this.into(window, step!, 'called');
        return;
      case 'call':
        this.into(window, step!, 'called');
        return;
      case 'open-ticket':
      case 'take-up':
        this.into(window, step!, 'serving');
        return;
      case 'start':
        this.said.set(step!, 'serving');
        return;
      case 'finish':
        this.out(window, step!, 'done');
        return;
      case 'no-show':
        this.missed(step!);
        this.out(window, step!, 'missed');
        return;
      case 'put-back':
      case 'transfer':
        this.out(window, step!, 'waiting');
        return;
      case 'hold':
        this.out(window, step!, 'held');
        return;
    }
  }

  private leave(window: string, step: string, data: Logged['data']): void {
    if (data['missed'] !== undefined) this.missed(step);
    const to =
      data['missed'] !== undefined ? 'missed' : data['putBack'] !== undefined ? 'waiting' : 'done';
    this.out(window, step, to);
  }

  private into(window: string, step: string, status: StepStatus): void {
    this.said.set(step, status);
    this.hand.set(window, step);
  }

  private out(window: string, step: string, status: StepStatus): void {
    this.said.set(step, status);
    this.hand.delete(window);
  }

  private missed(step: string): void {
    this.misses.set(step, (this.misses.get(step) ?? 0) + 1);
  }

  private comeBack(step: string): void {
    const tooOften = this.said.get(step) === 'missed' && this.misses.get(step)! >= lastMiss;
    if (tooOften) this.endAll(this.steps.get(step)!.ticket, 'cancelled');
    else this.said.set(step, 'waiting');
  }

  private endAll(ticket: string, status: StepStatus): void {
    for (const step of this.ofTicket.get(ticket) ?? [])
      if (!isEnded(this.said.get(step.id))) this.said.set(step.id, status);
  }

  /** What is wanted no more and has not begun. */
  private drop(ticket: string): void {
    for (const step of this.ofTicket.get(ticket) ?? []) {
      const said = this.said.get(step.id);
      if (step.dropped && (said === undefined || said === 'waiting'))
        this.said.set(step.id, 'cancelled');
    }
  }

  private closeDay(): void {
    for (const step of this.steps.values()) {
      const status = this.said.get(step.id);
      if (!isEnded(status) && status !== 'missed') this.said.set(step.id, 'expired');
    }
    this.hand.clear();
    for (const window of this.windows.keys()) this.windows.set(window, 'closed');
  }

  private snapshot(window: string, touched: readonly (string | undefined)[]): Snapshot {
    const tickets = new Set(
      touched.flatMap((id) => (id === undefined ? [] : this.steps.get(id)!.ticket)),
    );
    const steps = [...tickets].flatMap((ticket) => this.ofTicket.get(ticket)!);
    return {
      steps: steps.map(({ id }) => [id, this.said.get(id), this.misses.get(id) ?? 0] as const),
      hand: this.hand.get(window),
    };
  }

  private takeBack(window: string): void {
    const snapshot = this.undo.get(window);
    if (snapshot === undefined) return;
    for (const [id, status, misses] of snapshot.steps) {
      if (status === undefined) this.said.delete(id);
      else this.said.set(id, status);
      this.misses.set(id, misses);
    }
    if (snapshot.hand === undefined) this.hand.delete(window);
    else this.hand.set(window, snapshot.hand);
    if (snapshot.opened !== undefined) this.endAll(snapshot.opened, 'cancelled');
    this.undo.delete(window);
  }
}

function isEnded(status: StepStatus | undefined): boolean {
  return status !== undefined && (endedStatuses as readonly string[]).includes(status);
}
