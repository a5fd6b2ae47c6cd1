import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import type { Topic, Watch } from '../../shared/contract/live.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../hall/command.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Board } from '../board/service.ts';
import type { Overview } from '../overview/service.ts';
import type { Ratings } from '../ratings/service.ts';
import type { Tickets } from '../tickets/service.ts';
import type { Windows } from '../windows/service.ts';

/** A topic that somebody watches. */
export interface Watched {
  readonly topic: Topic;
  /** The room of those who watch it. */
  readonly key: string;
  readonly hallId: string;
  readonly zone?: string | null;
  readonly window?: number;
  readonly ticketId?: string;
}

interface Dependencies {
  readonly commands: Commands;
  readonly board: Board;
  readonly windows: Windows;
  readonly tickets: Tickets;
  readonly overview: Overview;
  readonly ratings: Ratings;
  readonly read: Reader;
}

type ConcernedBy = {
  readonly queues: ReadonlySet<string>;
  readonly windows: ReadonlySet<string>;
  readonly tickets: ReadonlySet<string>;
};

/** What each topic is made of, who may watch it, and which changes concern it. */
export class Topics {
  private readonly d: Dependencies;
  /** The queues that the last state of a watched ticket waited in. */
  private readonly queuesOfTicket = new Map<string, readonly string[]>();
  private readonly windowIds = new Map<string, { id: string; queues: readonly string[] }>();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @throws Problem where the topic does not exist or is not for this actor */
  async open(wish: Watch, actor: Actor | null): Promise<Watched> {
    if (wish.topic === 'ticket') {
      if (wish.token === undefined) throw new Problem('bad_input');
      const { ticket } = await this.d.tickets.keptByToken(wish.token);
      return {
        topic: 'ticket',
        key: `ticket:${wish.token}`,
        hallId: ticket.hall_id,
        ticketId: ticket.id,
      };
    }
    if (wish.hall === undefined) throw new Problem('bad_input');
    const hall = await this.d.commands.hall(wish.hall);
    switch (wish.topic) {
      case 'board': {
        const zone = wish.zone ?? null;
        if (zone !== null && !hall.zones.some((z) => z.code === zone))
          throw new Problem('unknown_zone');
        return { topic: 'board', key: `board:${hall.code}:${zone ?? ''}`, hallId: hall.id, zone };
      }
      case 'window': {
        if (wish.window === undefined) throw new Problem('bad_input');
        await this.d.windows.requireSeen(hall, wish.window, actor);
        const config = hall.windowByNumber.get(wish.window)!;
        const key = `window:${hall.code}:${wish.window}`;
        this.windowIds.set(key, { id: config.id, queues: config.serves.map((s) => s.queueId) });
        return { topic: 'window', key, hallId: hall.id, window: wish.window };
      }
      case 'pad': {
        if (wish.window === undefined) throw new Problem('bad_input');
        const { id } = this.d.ratings.requirePad(actor, hall, wish.window);
        const key = `pad:${hall.code}:${wish.window}`;
        this.windowIds.set(key, { id, queues: [] });
        return { topic: 'pad', key, hallId: hall.id, window: wish.window };
      }
      case 'hall':
        requireMay(actor, 'see-hall-now', hall.code);
        return { topic: 'hall', key: `hall:${hall.code}`, hallId: hall.id };
    }
  }

  /** The room that a wish belongs to, without asking whether it may be watched. */
  keyOf(wish: Watch | null): string | null {
    switch (wish?.topic) {
      case 'ticket':
        return `ticket:${wish.token ?? ''}`;
      case 'board':
        return `board:${wish.hall ?? ''}:${wish.zone ?? ''}`;
      case 'window':
        return `window:${wish.hall ?? ''}:${wish.window ?? ''}`;
      case 'pad':
        return `pad:${wish.hall ?? ''}:${wish.window ?? ''}`;
      case 'hall':
        return `hall:${wish.hall ?? ''}`;
      case undefined:
        return null;
    }
  }

  concerns(watched: Watched, by: ConcernedBy): boolean {
    const someQueue = (ids: readonly string[] | undefined): boolean =>
      ids?.some((id) => by.queues.has(id)) === true;
    switch (watched.topic) {
      case 'board':
      case 'hall':
        return true;
      case 'pad':
      case 'window': {
        const window = this.windowIds.get(watched.key);
        return window !== undefined && (by.windows.has(window.id) || someQueue(window.queues));
      }
      case 'ticket':
        return (
          by.tickets.has(watched.ticketId!) || someQueue(this.queuesOfTicket.get(watched.ticketId!))
        );
    }
  }

  async build(watched: Watched): Promise<object> {
    const hall = await this.d.commands.hallById(watched.hallId);
    for await (const [, state] of this.statesOf(hall, [watched])) return state;
    throw new Problem('ticket_not_found');
  }

  async *buildAll(hallId: string, list: readonly Watched[]): AsyncGenerator<[Watched, object]> {
    if (list.length > 0) yield* this.statesOf(await this.d.commands.hallById(hallId), list);
  }

  version(hallId: string): Promise<number> {
    return this.d.windows.hallVersion(this.d.read, hallId);
  }

  /** What of a state somebody may see. */
  forEyesOf(actor: Actor | null, watched: Watched, state: object): never {
    if (watched.topic !== 'window') return state as never;
    return this.d.windows.seenBy(actor, state as WindowState) as never;
  }

  private async *statesOf(
    hall: HallConfig,
    list: readonly Watched[],
  ): AsyncGenerator<[Watched, object]> {
    for (const watched of list) {
      if (watched.topic === 'board')
        yield [watched, await this.d.board.stateOf(hall, watched.zone ?? null)];
      if (watched.topic === 'pad') {
        const window = hall.windowByNumber.get(watched.window!);
        if (window !== undefined)
          yield [watched, await this.d.ratings.padState(hall, window, await this.version(hall.id))];
      }
      if (watched.topic === 'hall') yield [watched, await this.d.overview.state(hall)];
      if (watched.topic === 'window') {
        const window = hall.windowByNumber.get(watched.window!);
        if (window !== undefined)
          yield [watched, await this.d.windows.stateOf(this.d.read, hall, window)];
      }
    }
    const byTicket = new Map(
      list.flatMap((w) => (w.ticketId === undefined ? [] : [[w.ticketId, w]])),
    );
    for await (const { kept, view } of this.d.tickets.viewMany(hall, [...byTicket.keys()])) {
      this.queuesOfTicket.set(
        kept.ticket.id,
        kept.visit.steps.filter((s) => s.status === 'waiting').map((s) => s.queue_id),
      );
      yield [byTicket.get(kept.ticket.id)!, view];
    }
  }
}
