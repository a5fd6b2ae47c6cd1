import { Problem } from '../../shared/errors.ts';
import { may, requireMay } from '../../shared/rights.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type {
  ClerkDay,
  CommandInputs,
  WaitingTicket,
  WindowState,
} from '../../shared/contract/window.ts';
import type { WindowCommand } from '../../shared/transitions.ts';
import type { HallConfig, WindowConfig } from '../hall/config.ts';
import type { Clock } from '../clock.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest, Deciding, CommandOutcome } from '../command/types.ts';
import type { Reader } from '../db/open.ts';
import { type Bound, runUnit, type Unit } from '../db/unit.ts';
import type { Ids } from '../ids.ts';
import type { Offers } from '../offers/service.ts';
import { type Instant, plus, secondsBetween } from '../../shared/rules/instants.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { handledSeconds } from '../../shared/rules/times.ts';
import { busyStep } from '../../shared/rules/visit.ts';
import type { Change, Tickets } from '../tickets/service.ts';
import { actOnTicket, handOver } from './commands.ts';
import type { AtWork, Done } from './hand.ts';
import { requireAllowed, requireAtWindow, whoHas, windowOf } from './checks.ts';
import * as lines from './line-store.ts';
import * as store from './store.ts';
import { type Undoable, undoLast } from './undo.ts';
import { windowFor, windowState } from './view.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly tickets: Tickets;
  readonly offers: Offers;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
}

export type BoxKey = 'next' | 'recall' | 'start' | 'finish' | 'no-show' | 'pause';
type Input<C extends WindowCommand> = CommandInputs[C];
/** How many of those who wait a terminal lists. */
const listed = 50;

/** What happens at a window. */
export class Windows {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Runs a command of a window and answers its new state.
   *
   * @throws Problem `window_not_found`, `forbidden`, `not_your_window`, `window_taken`,
   *   `clerk_has_window`, `not_allowed`, `queue_empty`, `reason_required`, `undo_too_late` …
   */
  async command<C extends WindowCommand>(
    hallCode: string,
    number: number,
    name: C,
    input: Input<C>,
    request: CommandRequest & { who: Actor },
  ): Promise<WindowState> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'work-at-window', hall.code);
    return this.commandIn(hall, number, name, input, request);
  }

  private async commandIn<C extends WindowCommand>(
    hall: HallConfig,
    number: number,
    name: C,
    input: Input<C>,
    request: CommandRequest & { who: Actor },
  ): Promise<WindowState> {
    const window = windowOf(hall, number);
    const state = await this.d.commands.press(hall.id, request, (c) =>
      this.run(c, window.number, name, input, request.who),
    );
    return windowFor(hall.code, request.who, state);
  }

  /**
   * A key of a key box: the command that it stands for. `pause` pauses and resumes in turn; `next`
   * never ends the visit of one who has not come. A box has these keys only, and is told nothing of
   * the visitor.
   *
   * @throws Problem `decide_first` for `next` while a called ticket is in hand, and as `command`
   */
  async key(
    hallCode: string,
    number: number,
    key: BoxKey,
    request: CommandRequest & { who: Actor },
  ): Promise<WindowState> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'press-key', hall.code);
    if (key === 'next')
      return this.commandIn(hall, number, 'call-next', { inHand: 'ask' }, request);
    if (key !== 'pause') return this.commandIn(hall, number, key, {}, request);
    const { status } = await runUnit(this.d.read, store.windowNow(windowOf(hall, number).id));
    return status === 'paused'
      ? this.commandIn(hall, number, 'resume', {}, request)
      : this.commandIn(hall, number, 'pause', { reason: 'key' }, request);
  }

  private *run<C extends WindowCommand>(
    c: Deciding,
    number: number,
    name: C,
    input: Input<C>,
    who: Actor,
  ): Unit<CommandOutcome<WindowState>> {
    const { tickets, offers, ids } = this.d;
    const window = windowOf(c.hall, number);
    const row = yield* store.windowNow(window.id);
    const hand = row.hand === null ? null : yield* tickets.withId(row.hand);
    if (name !== 'open') requireAtWindow(c.hall, who, row);
    const takingOver = name === 'open' && row.status !== 'closed';
    if (!takingOver) requireAllowed(name, row, hand === null ? null : busyStep(hand.visit)!.status);
    const work: AtWork = {
      ...{ c, window, row, hand, tickets, ids },
      changes: new Map<string, Change>(),
      writes: [],
      applications: [],
    };
    const { made, ...done } = yield* this.act(work, name, input, who);
    const { writes, queues } = tickets.changes.written([...work.changes.values()]);
    yield [...writes, ...work.writes];
    const { hall, day, now, version } = c;
    const known = new Map([...work.changes].map(([id, { after }]) => [id, after]));
    return {
      answer: yield* windowState({ tickets, offers }, { hall, window, day, now, version }, known),
      event: {
        command: name,
        windowId: window.id,
        ...done,
        data: { window: number, ...done.data },
      },
      touched: {
        queues: isWindowsOwn(name)
          ? window.serves.map((s) => s.queueId)
          : [...queues, ...(made?.queues ?? [])],
        tickets: [...work.changes.keys(), ...(made === undefined ? [] : [made.kept.ticket.id])],
        windows: [window.id],
      },
    };
  }

  private *act<C extends WindowCommand>(
    work: AtWork,
    name: C,
    input: Input<C>,
    who: Actor,
  ): Unit<Done> {
    const { c, window, row } = work;
    switch (name) {
      case 'open':
        return yield* this.open(work, who, input as Input<'open'>);
      case 'close':
        this.setState(work, { status: 'closed', clerk_id: null, pause_reason: null });
        return { data: { ...(input as Input<'close'>) } };
      case 'pause': {
        const { reason } = input as Input<'pause'>;
        this.setState(work, { status: 'paused', clerk_id: row.clerk_id, pause_reason: reason });
        return { data: { reason } };
      }
      case 'resume':
        this.setState(work, { status: 'open', clerk_id: row.clerk_id, pause_reason: null });
        return { data: {} };
      case 'undo': {
        const { command, version, before } = yield* undoLast(work);
        const numbers = before.map(({ ticket }) => ticket.number);
        // The log has one ticket a line: the one that the window had last.
        const ticketId = before.at(-1)?.ticket.id ?? null;
        return { ticketId, data: { undone: command, version, numbers } };
      }
      default: {
        const done = yield* actOnTicket(work, name, input);
        const before = [...work.changes.values()].map((change) => change.before);
        if (done.made !== undefined) before.push(done.made.kept);
        const { applications } = work;
        const undo: Undoable = {
          ...{ version: c.version, at: c.now, command: name, before },
          ...(applications.length === 0 ? {} : { applications }),
        };
        const text = name === 'recall' ? null : JSON.stringify(undo);
        work.writes.push(store.setUndo.with({ id: window.id, undo: text }));
        return done;
      }
    }
  }

  private *open(work: AtWork, who: Actor, input: Input<'open'>): Unit<Done> {
    const { takeOver = false } = input;
    const { row, window } = work;
    if (who.kind !== 'staff') throw new Problem('forbidden');
    const clerk = input.clerk === undefined ? who : yield* this.clerkFor(work, who, input.clerk);
    const elsewhere = yield* store.windowOfClerk(clerk.id);
    if (elsewhere !== null && elsewhere.id !== window.id) {
      throw new Problem('clerk_has_window', `You have window ${elsewhere.number} open`, {
        window: elsewhere.number,
      });
    }
    if (row.status !== 'closed' && row.clerk_id !== clerk.id && !takeOver) {
      throw new Problem(
        'window_taken',
        `${row.clerk_name ?? row.clerk} has window ${window.number} open`,
        whoHas(row),
      );
    }
    if (row.status !== 'closed' && row.clerk_id === clerk.id) return { data: { again: true } };
    handOver(work, clerk.id);
    this.setState(work, { status: 'open', clerk_id: clerk.id, pause_reason: null });
    return { data: { clerk: clerk.username, takenOverFrom: row.clerk } };
  }

  /** Whom a manager opens a window for. @throws Problem `forbidden`, `not_found` */
  private *clerkFor(
    { c }: AtWork,
    who: Actor,
    username: string,
  ): Unit<{ id: string; username: string }> {
    if (who.kind === 'staff' && who.username === username) return who;
    requireMay(who, 'manage-windows', c.hall.code);
    const clerk = yield* store.personNamed(username);
    if (clerk === null || !may({ kind: 'staff', ...clerk }, 'work-at-window', c.hall.code))
      throw new Problem('not_found', `Nobody called "${username}" works at windows here`);
    return clerk;
  }

  private setState(work: AtWork, state: Omit<store.WindowSet, 'since'>): void {
    const { c, window, row } = work;
    work.writes.push(
      ...store.windowInterval({
        id: this.d.ids.id(),
        hall: c.hall.id,
        day: c.day,
        window: row,
        ended_at: c.now,
        version: c.version,
      }),
      store.setWindow(window.id, { ...state, since: c.now }),
    );
  }

  /** @throws Problem `window_not_found`, `forbidden`; `not_your_window` while another clerk works there */
  async state(hallCode: string, number: number, who: Actor): Promise<WindowState> {
    const hall = await this.d.commands.hall(hallCode);
    await this.requireSeen(hall, number, who);
    return this.stateOf(this.d.read, hall, windowOf(hall, number));
  }

  /** @throws Problem as `state` */
  async requireSeen(hall: HallConfig, number: number, who: Actor | null): Promise<void> {
    requireMay(who, 'work-at-window', hall.code);
    const row = await runUnit(this.d.read, store.windowNow(windowOf(hall, number).id));
    if (row.status !== 'closed') requireAtWindow(hall, who!, row);
  }

  /**
   * The window, for its clerk or a manager. In a unit.
   *
   * @throws Problem `window_not_found`; `not_your_window` while another clerk works there
   */
  *requireAt(hall: HallConfig, number: number, who: Actor): Unit<WindowConfig> {
    const window = windowOf(hall, number);
    requireAtWindow(hall, who, yield* store.windowNow(window.id));
    return window;
  }

  /** The ids of the windows of a hall that are open or paused. */
  readonly atWork = store.windowsAtWork;

  /** What the window did last can no more be undone: a row for a command's list of writes. */
  nothingToUndo(windowId: string): Bound {
    return store.setUndo.with({ id: windowId, undo: null });
  }

  /** What of a window's state somebody may see. */
  readonly seenBy = windowFor;

  /** The whole state: what of it somebody may see, `seenBy` says. */
  async stateOf(db: Reader, hall: HallConfig, window: WindowConfig): Promise<WindowState> {
    const now = this.d.clock.now(hall.id);
    const day = serviceDay(now, hall.timezone);
    const version = await store.hallVersion(db, hall.id);
    return runUnit(db, windowState(this.d, { hall, window, day, now, version }));
  }

  readonly hallVersion = (db: Reader, hallId: string): Promise<number> =>
    store.hallVersion(db, hallId);

  /** What this person has served today, and how long it took in the mean. */
  async clerkDay(hallCode: string, who: Actor): Promise<ClerkDay> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'work-at-window', hall.code);
    const day = serviceDay(this.d.clock.now(hall.id), hall.timezone);
    const served = await store.servedBy(this.d.read, who.id, hall.id, day);
    const count = new Set(served.map((row) => row.step_id)).size;
    return { served: count, handlingSeconds: count === 0 ? null : handledSeconds(served) / count };
  }

  /** The first who wait for a window, in the order in which it would call them, each with why. */
  async queue(hallCode: string, number: number, who: Actor): Promise<WaitingTicket[]> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'work-at-window', hall.code);
    const window = windowOf(hall, number);
    const now = this.d.clock.now(hall.id);
    const day = serviceDay(now, hall.timezone);
    const rows = await lines.line(this.d.read, window, day, listed);
    return rows
      .map((row) => ({
        seq: row.seq,
        position: row.position,
        ticket: {
          number: row.number,
          queue: hall.queueById.get(row.queue_id)!.code,
          category: row.category,
          orderedBy: plus(
            row.order_key!,
            window.serves.find((s) => s.queueId === row.queue_id)?.handicapSeconds ?? 0,
          ),
          waitSeconds: Math.max(0, secondsBetween(row.waits_from!, now)),
          reason: row.order_reason as WaitingTicket['reason'],
        },
      }))
      .sort(
        (a, b) =>
          compare(a.ticket.orderedBy, b.ticket.orderedBy) ||
          a.seq - b.seq ||
          a.position - b.position,
      )
      .slice(0, listed)
      .map(({ ticket }) => ticket);
  }
}

function compare(a: Instant, b: Instant): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isWindowsOwn(name: WindowCommand): boolean {
  return name === 'open' || name === 'close' || name === 'pause' || name === 'resume';
}
