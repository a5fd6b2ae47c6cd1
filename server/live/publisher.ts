import type { Topic, TopicStates } from '../../shared/contract/live.ts';
import type { Touched } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import { Lane } from './lane.ts';
import { isAsBefore, type Phones } from './phones.ts';
import type { StoredTicket } from '../tickets/service.ts';
import type { Topics } from './topics.ts';
import type { Watched, WatchedHall } from './watched.ts';

/** Milliseconds between two states of a screen while the hall is busy. */
export interface LivePace {
  /** Boards, and what else a call is for: its window, its visitor, those who are next. */
  readonly now: number;
  /** Windows and boards whose lines alone have moved. */
  readonly soon: number;
  /** The console. */
  readonly seldom: number;
  /** Phones of those who have many before them. */
  readonly far: number;
  /**
   * The same, for each of those many, where it comes to more: of 200 before somebody, one more or less
   * says little.
   */
  readonly eachAhead: number;
}
export const usualPace: LivePace = {
  now: 5,
  soon: 300,
  seldom: 1000,
  far: 4000,
  eachAhead: 50,
};

/** What can wait begins after the answer to the call has gone, and after its boards are painted. */
const letOthersFirstMs = 10;
const letPaintMs = 250;
/** So many tickets are read at once, and so long (ms) they are sent without a turn of the loop. */
const ticketsASlice = 50;
const sliceMs = 5;
/** Those who have time leave as much to all others, and are at most so many a second, whatever the crowd. */
const farRestMs = 5;
const farASecond = 600;
/** Whoever waits hears after so long (ms) at the latest, however many are before them. */
const mostMs = 30_000;

/** No queue's name: there are tickets to be told of something. */
const anyway = '';

interface Dependencies {
  readonly hallId: string;
  readonly hall: WatchedHall;
  readonly topics: Topics;
  readonly phones: Phones;
  readonly pace: LivePace;
  /** Something could not be shown; it is tried again. */
  readonly failed: (error: unknown) => void;
  readonly send: (watched: Watched, state: TopicStates[Topic]) => void;
  /** Its window was retired. */
  readonly gone: (watched: Watched) => void;
}

/**
 * Sends the screens of one hall what is new: boards and who is called first, in the turn of the
 * commit while it is quiet; then who is next; windows, console and phones that can wait, seldom.
 */
export class Publisher {
  private readonly d: Dependencies;
  private readonly now: Lane<Watched>;
  private readonly soon: Lane<Watched>;
  private readonly seldom: Lane<Watched>;
  /** Tickets that were touched, and queues whose first ones hear of it. */
  private readonly phones: Lane<Watched | string>;
  /** Queues whose other tickets hear of it; those still to be told. */
  private readonly far: Lane<string>;
  private readonly farLeft = new Set<Watched>();
  /** Those of them who have so many before them that they heard lately enough. */
  private readonly later = new Set<Watched>();
  /** As it was when something was sent last. */
  private config: HallConfig;
  /** Counts what was touched: what was read before is not kept after. */
  private touches = 0;
  private closed = false;

  constructor(config: HallConfig, dependencies: Dependencies) {
    this.config = config;
    this.d = dependencies;
    const { pace } = dependencies;
    const places = (everyMs: number, afterMs?: number): Lane<Watched> =>
      new Lane({ everyMs, afterMs, run: (due) => this.sendPlaces(due) });
    this.now = places(pace.now);
    this.soon = places(pace.soon, letOthersFirstMs);
    this.seldom = places(pace.seldom, letOthersFirstMs);
    this.phones = new Lane({
      everyMs: pace.now,
      afterMs: 0,
      run: (due) => this.sendPhones(due),
    });
    this.far = new Lane({
      everyMs: pace.far,
      afterMs: letPaintMs,
      run: (due) => this.sendFar(due),
    });
  }

  close(): void {
    this.closed = true;
    for (const lane of [this.now, this.soon, this.seldom, this.phones, this.far]) lane.close();
    this.farLeft.clear();
    this.later.clear();
  }

  /** Nobody watches it any more. */
  forget(watched: Watched): void {
    for (const lane of [this.now, this.soon, this.seldom, this.phones]) lane.drop(watched);
    this.farLeft.delete(watched);
    this.later.delete(watched);
  }

  mark(touched: Touched): void {
    this.touches += 1;
    const { hall } = this.d;
    for (const id of touched.tickets ?? []) {
      const watched = hall.tickets.get(id);
      if (watched === undefined) continue;
      touch(watched);
      this.phones.add(watched);
    }
    if (touched.all === true) {
      for (const watched of hall.tickets.values()) {
        touch(watched);
        this.farLeft.add(watched);
      }
      this.far.add(anyway);
    }
    if (hall.tickets.size > 0) {
      for (const queue of touched.queues ?? []) {
        this.phones.add(queue);
        this.far.add(queue);
      }
    }
    const places = { now: [] as Watched[], soon: [] as Watched[], seldom: [] as Watched[] };
    for (const watched of hall.places.values()) {
      const urgency = this.d.topics.urgencyOf(watched, this.config, touched);
      if (urgency !== null) places[urgency].push(watched);
    }
    this.now.add(...places.now);
    this.soon.add(...places.soon);
    this.seldom.add(...places.seldom);
  }

  /** The set-up as it is now, which says what concerns whom. */
  private async setUp(): Promise<HallConfig> {
    return (this.config = await this.d.topics.hall(this.d.hallId));
  }

  private async tried(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.closed) this.d.failed(error);
    }
  }

  private async sendPlaces(due: readonly Watched[]): Promise<void> {
    await this.tried(async () => {
      const { topics, send, gone } = this.d;
      const config = await this.setUp();
      const boards = due.filter(({ topic }) => topic === 'board');
      // What is sent now needs not be sent again for what was touched before.
      for (const watched of boards) this.soon.drop(watched);
      await this.tried(async () => {
        for await (const [watched, state] of topics.boards(config, boards)) send(watched, state);
      });
      for (const watched of due) {
        if (watched.topic === 'board') continue;
        this.soon.drop(watched);
        await this.tried(async () => {
          const state = await topics.place(config, watched);
          if (state !== null) send(watched, state);
          else gone(watched);
        });
      }
    });
  }

  private async sendPhones(due: readonly (Watched | string)[]): Promise<void> {
    await this.now.settled();
    await this.tried(async () => {
      const config = await this.setUp();
      const queues = due.filter((one) => typeof one === 'string');
      const chosen = new Set(due.filter((one) => typeof one !== 'string'));
      for (const id of await this.d.phones.nearTurn(config, queues)) {
        const watched = this.d.hall.tickets.get(id);
        if (watched !== undefined) chosen.add(watched);
      }
      for (const watched of chosen) this.farLeft.delete(watched);
      await this.sendTickets(chosen, config, {
        rest: () => new Promise((next) => setImmediate(next)),
      });
    });
  }

  private async sendFar(queues: readonly string[]): Promise<void> {
    await this.tried(async () => {
      const config = await this.setUp();
      for (const watched of this.d.hall.waitingIn(new Set(queues))) this.later.add(watched);
      for (const watched of this.later) {
        if (this.heardLately(watched)) continue;
        this.later.delete(watched);
        this.farLeft.add(watched);
      }
      if (this.farLeft.size > 0)
        await this.sendTickets(this.farLeft, config, {
          rest: (sent) =>
            new Promise((next) =>
              setTimeout(next, Math.max(farRestMs, (sent * 1000) / farASecond)),
            ),
          onlyNew: true,
        });
      if (this.later.size > 0) this.far.add(anyway);
    });
  }

  /** Who has so many before them that the time between two states of theirs is longer than of others. */
  private heardLately({ sent, sentAt }: Watched): boolean {
    if (sent === undefined || sentAt === undefined) return false;
    const ahead = sent.steps.flatMap((step) =>
      step.status === 'waiting' ? (step.ahead ?? 0) : [],
    );
    if (ahead.length === 0) return false;
    const { far, eachAhead } = this.d.pace;
    const everyMs = Math.min(mostMs, Math.min(...ahead) * eachAhead);
    return everyMs > far && performance.now() - sentAt < everyMs;
  }

  /** Sends tickets in slices, with a rest between, and takes them off the list. */
  private async sendTickets(
    left: Set<Watched>,
    config: HallConfig,
    how: { readonly rest: (sent: number) => Promise<void>; readonly onlyNew?: true },
  ): Promise<void> {
    const { phones, send } = this.d;
    let moment = await phones.moment(config);
    if (this.closed) {
      phones.forget(this.d.hallId);
      return;
    }
    let [began, sent] = [performance.now(), 0];
    const rest = async (): Promise<void> => {
      await how.rest(sent);
      if (!this.closed) moment = await phones.upToDate(moment);
      if (this.closed) phones.forget(this.d.hallId);
      [began, sent] = [performance.now(), 0];
    };
    while (left.size > 0) {
      for (const [watched, kept] of await this.nextSlice(left)) {
        await this.tried(async () => {
          const state = await phones.stateOf(watched, kept, moment);
          if (how.onlyNew === true && isAsBefore(watched.sent, state)) return;
          send(watched, state);
          sent += 1;
          watched.sent = watched.kept === kept ? state : undefined;
          watched.sentAt = performance.now();
        });
        if (performance.now() - began >= sliceMs) await rest();
      }
      if (this.closed) return;
      if (left.size > 0) await rest();
    }
  }

  /** The next tickets of a list; those that were touched since they were read last are read anew. */
  private async nextSlice(left: Set<Watched>): Promise<[Watched, StoredTicket][]> {
    const slice: Watched[] = [];
    for (const watched of left) {
      left.delete(watched);
      slice.push(watched);
      if (slice.length === ticketsASlice) break;
    }
    const anew = slice.filter(({ kept }) => kept === undefined);
    const { touches } = this;
    const read = anew.length === 0 ? null : await this.d.phones.read(anew);
    return slice.flatMap((watched) => {
      const kept = watched.kept ?? read?.get(watched.ticketId!);
      if (touches === this.touches) watched.kept = kept;
      return kept === undefined ? [] : [[watched, kept]];
    });
  }
}

/** What is known of a ticket is true no more. */
function touch(watched: Watched): void {
  watched.kept = undefined;
  watched.view = undefined;
  watched.sent = undefined;
}
