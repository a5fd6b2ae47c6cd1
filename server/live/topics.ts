import { Problem } from '../../shared/errors.ts';
import { requireMay, requireStaffMay } from '../../shared/rights.ts';
import type { Announcement, BoardState } from '../../shared/contract/board.ts';
import type { StewardState } from '../../shared/contract/client.ts';
import type { HallState } from '../../shared/contract/hall.ts';
import type { Topic, TopicStates, Watch } from '../../shared/contract/live.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { PadState } from '../../shared/contract/rating.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { Touched } from '../command/types.ts';
import type { HallConfig, WindowConfig } from '../hall/config.ts';
import type { Board, HallNow } from '../board/service.ts';
import type { Clients } from '../clients/service.ts';
import type { Overview } from '../overview/service.ts';
import type { Ratings } from '../ratings/service.ts';
import type { Tickets } from '../tickets/service.ts';
import type { Windows } from '../windows/service.ts';
import type { Phones } from './phones.ts';
import type { Watched } from './watched.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly board: Board;
  readonly windows: Windows;
  readonly tickets: Tickets;
  readonly overview: Overview;
  readonly ratings: Ratings;
  readonly phones: Phones;
  readonly clients: Clients;
  readonly read: Reader;
}

/** How soon a change is to be seen in a place; null: it shows nothing of it. */
export type Urgency = 'now' | 'soon' | 'seldom' | null;

/** What each topic is made of, who may watch it, and which changes concern it. */
export class Topics {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @throws Problem where the topic does not exist or is not for this actor */
  async open(wish: Watch, actor: Actor | null): Promise<Watched> {
    if (wish.topic === 'ticket') {
      if (wish.token === undefined) throw new Problem('bad_input');
      const kept = await this.d.tickets.keptByToken(wish.token);
      const { id, hall_id: hallId } = kept.ticket;
      return { topic: 'ticket', key: `ticket:${wish.token}`, hallId, ticketId: id, kept };
    }
    if (wish.hall === undefined) throw new Problem('bad_input');
    const hall = await this.d.commands.hall(wish.hall);
    switch (wish.topic) {
      case 'board': {
        const zone = wish.zone ?? null;
        if (zone !== null && !hall.zones.some((z) => z.code === zone))
          throw new Problem('unknown_zone');
        const key = boardKey(hall.code, zone, wish.lean);
        return { topic: 'board', key, hallId: hall.id, zone, lean: wish.lean === true };
      }
      case 'window': {
        if (wish.window === undefined) throw new Problem('bad_input');
        await this.d.windows.requireSeen(hall, wish.window, actor);
        const key = `window:${hall.code}:${wish.window}`;
        return { topic: 'window', key, hallId: hall.id, hall: hall.code, window: wish.window };
      }
      case 'pad': {
        if (wish.window === undefined) throw new Problem('bad_input');
        this.d.ratings.requirePad(actor, hall, wish.window);
        const key = `pad:${hall.code}:${wish.window}`;
        return { topic: 'pad', key, hallId: hall.id, window: wish.window };
      }
      case 'clients': {
        const { username } = requireStaffMay(actor, 'see-own-clients', hall.code);
        if (wish.steward !== undefined && wish.steward !== username) throw new Problem('forbidden');
        const key = clientsKey(hall.code, username);
        return { topic: 'clients', key, hallId: hall.id, steward: username };
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
        return boardKey(wish.hall ?? '', wish.zone ?? null, wish.lean);
      case 'window':
        return `window:${wish.hall ?? ''}:${wish.window ?? ''}`;
      case 'pad':
        return `pad:${wish.hall ?? ''}:${wish.window ?? ''}`;
      case 'clients':
        return clientsKey(wish.hall ?? '', wish.steward ?? '');
      case 'hall':
        return `hall:${wish.hall ?? ''}`;
      case undefined:
        return null;
    }
  }

  /** How soon a screen other than a phone is to show what was touched, in the set-up as it is. */
  urgencyOf(watched: Watched, hall: HallConfig, touched: Touched): Urgency {
    if (watched.topic === 'hall') return 'seldom';
    // What becomes of their tickets afterwards is no news for a steward's eyes at once.
    if (watched.topic === 'clients')
      return touched.stewards?.includes(watched.steward!) === true ? 'now' : null;
    if (touched.all === true) return 'now';
    const { queues = [], windows = [], tickets = [] } = touched;
    if (watched.topic === 'board') {
      const here =
        watched.zone === null
          ? hall.windows
          : hall.windows.filter((w) => w.zone.code === watched.zone);
      const called =
        tickets.some((id) => watched.shows?.has(id) !== false) ||
        here.some((w) => windows.includes(w.id));
      if (called) return 'now';
      // How many wait, which nobody waits for.
      return here.some((w) => servesSome(w, queues)) ? 'soon' : null;
    }
    const window = hall.windowByNumber.get(watched.window!);
    if (window === undefined) return null;
    if (windows.includes(window.id)) return 'now';
    return watched.topic === 'window' && servesSome(window, queues) ? 'soon' : null;
  }

  /** The states of several boards of a hall, each as soon as it is read. */
  async *boards(
    hall: HallConfig,
    list: readonly Watched[],
  ): AsyncGenerator<readonly [Watched, BoardState]> {
    if (list.length === 0) return;
    const now = await this.d.board.hallNow(hall);
    for (const watched of list) yield [watched, await this.board(now, watched)];
  }

  private async board(now: HallNow, watched: Watched): Promise<BoardState> {
    const { state, tickets } = await this.d.board.shown(now, watched.zone ?? null);
    watched.shows = tickets;
    return watched.lean === true ? withoutSentences(state) : state;
  }

  /** The state of a screen that is neither board nor phone; null: its window is there no more. */
  async place(
    hall: HallConfig,
    watched: Watched,
  ): Promise<HallState | PadState | StewardState | WindowState | null> {
    if (watched.topic === 'hall') return this.d.overview.state(hall);
    if (watched.topic === 'clients') return this.d.clients.stateOf(hall, watched.steward!);
    const window = hall.windowByNumber.get(watched.window!);
    if (window === undefined) return null;
    if (watched.topic === 'pad')
      return this.d.ratings.padState(hall, window, await this.version(hall.id));
    const state = await this.d.windows.stateOf(this.d.read, hall, window);
    return { ...state, setup: hall.configVersion };
  }

  /** One topic, for who begins to watch it. @throws Problem where it is not there any more */
  async build(watched: Watched): Promise<TopicStates[Topic]> {
    const hall = await this.hall(watched.hallId);
    if (watched.topic === 'board') return this.board(await this.d.board.hallNow(hall), watched);
    if (watched.topic === 'ticket') {
      const { phones } = this.d;
      const moment = await phones.moment(hall);
      const kept = watched.kept ?? (await phones.read([watched])).get(watched.ticketId!);
      if (kept === undefined) throw new Problem('ticket_not_found');
      return phones.stateOf(watched, kept, moment);
    }
    const state = await this.place(hall, watched);
    if (state === null) throw new Problem('window_not_found');
    return state;
  }

  hall(hallId: string): Promise<HallConfig> {
    return this.d.commands.hallById(hallId);
  }

  version(hallId: string): Promise<number> {
    return this.d.windows.hallVersion(this.d.read, hallId);
  }

  /** What of a state somebody may see. */
  forEyesOf(actor: Actor | null, watched: Watched, state: TopicStates[Topic]): TopicStates[Topic] {
    if (watched.topic !== 'window') return state;
    return this.d.windows.seenBy(watched.hall!, actor, state as WindowState);
  }
}

function boardKey(hall: string, zone: string | null, lean: boolean | undefined): string {
  return `board:${hall}:${zone ?? ''}${lean === true ? ':lean' : ''}`;
}

const clientsKey = (hall: string, steward: string): string => `clients:${hall}:${steward}`;

/** Whoever asks for it so makes the sentences itself. */
function withoutSentences(state: BoardState): BoardState {
  const announcements = state.announcements.map(({ text: _, ...rest }) => rest as Announcement);
  return { ...state, announcements };
}

function servesSome(window: WindowConfig, queues: readonly string[]): boolean {
  return queues.length > 0 && window.serves.some((s) => queues.includes(s.queueId));
}
