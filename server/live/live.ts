import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { Problem } from '../../shared/errors.ts';
import {
  type Topic,
  type TopicStates,
  Watch,
  type WatchAnswer,
} from '../../shared/contract/live.ts';
import type { Clock } from '../clock.ts';
import type { Touched } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Limits } from '../limits.ts';
import type { Ended, Sessions } from '../sessions/service.ts';
import { Clients } from './clients.ts';
import { Heard } from './heard.ts';
import { Outbox } from './outbox.ts';
import type { Phones } from './phones.ts';
import { type LivePace, Publisher } from './publisher.ts';
import type { Carrier } from './redis.ts';
import { SharedStates } from './shared-states.ts';
import type { Topics } from './topics.ts';
import { type Watched, WatchedHall } from './watched.ts';

export interface LiveLog {
  readonly error: (facts: object, message: string) => void;
}

/** Of one command: its hall, the version that it made, and what changed. */
type Committed = readonly [hallId: string, version: number, touched: Touched];

/** A fault of the site that each poll of each screen repeats is said once in so long. */
const sayAgainMs = 60_000;
/** engine.io's code of a request for a connection that this process does not have. */
const unknownConnection = 1;
/** How long a change that this process did not hear of can stay unseen. */
const healMs = 2000;
/** What is on its way from another process gets there in this time. */
const onTheWayMs = 250;

/**
 * The one place that emits. After a commit the topics that it touched are built once for all who
 * watch, and sent whole, the most urgent first (`publisher.ts`). Several server processes tell each
 * other what was touched, and each compares the hall's version every few seconds to heal what it
 * missed.
 */
export class Live {
  readonly io: Server;
  private readonly carrier: Carrier | undefined;
  private readonly topicsASocket: number;
  private readonly topics: Topics;
  private readonly clients: Clients;
  private readonly states: SharedStates;
  private readonly log: LiveLog & { readonly warn: LiveLog['error'] };
  private readonly outbox: Outbox;
  private readonly pace: LivePace;
  private readonly phones: Phones;
  /** Per topic's key, and per hall: what is watched goes with its last watcher. */
  private readonly watched = new Map<string, Watched>();
  private readonly halls = new Map<string, { hall: WatchedHall; publisher: Publisher }>();
  private readonly heard = new Heard();
  /** What was committed in this turn of the event loop, for the other processes. */
  private readonly committed: Committed[] = [];
  /** Counts what was touched: what was read before is not kept after. */
  private touches = 0;
  private readonly heal: NodeJS.Timeout;

  constructor(
    server: HttpServer,
    d: {
      topics: Topics;
      phones: Phones;
      pace: LivePace;
      log: LiveLog & { readonly warn: LiveLog['error'] };
      sessions: Sessions;
      limits: Limits;
      clock: Clock;
      /** Where a request comes from, behind the proxies that are trusted. */
      addressOf: (request: IncomingMessage) => string;
      cookieToken: (header: string | undefined) => string | null;
      /** Whether it is a page of this server that asks for a line, or no page at all. */
      mayConnect: (request: IncomingMessage) => boolean;
      /** The build of the pages; every screen is told on connecting, to follow when it is idle. */
      build: string | null;
      /** Carries what was touched to the other server processes; absent: this one is alone. */
      carrier?: Carrier | undefined;
    },
  ) {
    this.carrier = d.carrier;
    this.topicsASocket = d.limits.topicsASocket;
    this.topics = d.topics;
    this.log = d.log;
    this.io = new Server(server, {
      pingInterval: 10_000,
      pingTimeout: 5000,
      serveClient: false,
      maxHttpBufferSize: 16_384,
      allowRequest: (request, decide) =>
        d.mayConnect(request) ? decide(null, true) : decide('wrong_origin', false),
    });
    this.clients = new Clients(this.io, d);
    this.states = new SharedStates(d.topics, d.clock);
    this.phones = d.phones;
    this.pace = d.pace;
    this.outbox = new Outbox(this.io);
    this.io.sockets.adapter.on('delete-room', (key: string) => this.forget(key));
    this.io.on('connection', (socket) => {
      if (d.build !== null) socket.emit('build', d.build);
      this.clients.sayWhoItIs(socket);
      this.connected(socket);
    });
    if (this.carrier !== undefined) this.sayStrayRequests();
    d.carrier?.hear('committed', (...all: readonly Committed[]) => {
      for (const one of all) this.mark(...one);
    });
    d.carrier?.hear('reload', (device: string) => this.clients.reload(device));
    d.carrier?.hear('ended', (who: Ended) => this.clients.end(who));
    d.carrier?.onBack(() => void this.healMissed());
    this.heal = setInterval(() => void this.healMissed(), healMs);
    this.heal.unref();
  }

  /**
   * A screen that no WebSocket reaches asks by plain requests, which all have to come to the
   * process that it began with. Where a proxy scatters them, the log says so.
   */
  private sayStrayRequests(): void {
    let saidAt = -Infinity;
    this.io.engine.on('connection_error', ({ code }: { code: number }) => {
      if (code !== unknownConnection || performance.now() - saidAt < sayAgainMs) return;
      saidAt = performance.now();
      this.log.warn(
        { path: '/socket.io' },
        'a screen without a WebSocket asked a process that does not know it: let the proxy pass ' +
          'WebSockets, or send all of /socket.io from one browser to one process',
      );
    });
  }

  /** Called after each commit, and only then. */
  readonly publish = (hallId: string, version: number, touched: Touched): void => {
    this.mark(hallId, version, touched);
    const { carrier, committed } = this;
    // What shared a transaction is told in one message: each costs every process about as much.
    if (carrier !== undefined && committed.push([hallId, version, touched]) === 1)
      process.nextTick(() => carrier.tell('committed', ...committed.splice(0)));
  };

  /** A sign-in has ended, or its rights changed: what is open for it ends, on every process. */
  readonly end = (who: Ended): void => {
    this.clients.end(who);
    this.carrier?.tell('ended', who);
  };

  /** The screen of a device is to load anew, on whichever process it is. */
  readonly reload = (device: string): void => {
    this.clients.reload(device);
    this.carrier?.tell('reload', device);
  };

  /** Screens connected to this process. */
  readonly connections = (): number => this.io.engine.clientsCount;

  /** The same by who is at the other end: staff, a kind of device, a stranger. */
  readonly connectionsByKind = (): Readonly<Record<string, number>> => this.clients.byKind();

  /** What is kept for those who watch: nothing once they have gone. */
  readonly kept = (): Readonly<Record<string, number>> => ({
    topics: this.watched.size,
    halls: this.halls.size,
    states: this.states.size,
    waiting: this.outbox.size,
    rooms: this.io.sockets.adapter.rooms.size,
    moments: this.phones.size,
    followed: this.heard.size,
  });

  async close(): Promise<void> {
    clearInterval(this.heal);
    this.clients.close();
    for (const { publisher } of this.halls.values()) publisher.close();
    await this.io.close();
  }

  private connected(socket: Socket): void {
    this.clients.take(socket);
    socket.on('watch', (wish: unknown, answer: unknown) => {
      if (typeof answer !== 'function') return;
      void this.watch(socket, wish).then(answer as (a: WatchAnswer) => void);
    });
    socket.on('unwatch', (wish: unknown, answer: unknown) => {
      const key = this.topics.keyOf(Watch.safeParse(wish).data ?? null);
      if (key !== null) {
        void socket.leave(key);
        this.outbox.forget(socket, key);
      }
      if (typeof answer === 'function') (answer as (a: { ok: true }) => void)({ ok: true });
    });
    // A terminal asks every second, so that its clerk knows within two that the line is dead.
    socket.on('beat', (answer: unknown) => {
      if (typeof answer === 'function') (answer as () => void)();
    });
    socket.on('disconnect', () => this.outbox.end(socket));
  }

  private async watch(socket: Socket, wish: unknown): Promise<WatchAnswer> {
    try {
      const parsed = Watch.safeParse(wish);
      if (!parsed.success) return { ok: false, code: 'bad_input' };
      if (!(await this.clients.isStanding(socket))) return { ok: false, code: 'unauthorized' };
      const actor = this.clients.actorOf(socket);
      const { touches } = this;
      const opened = await this.topics.open(parsed.data, actor);
      // One room is the connection's own.
      if (!socket.rooms.has(opened.key) && socket.rooms.size > this.topicsASocket)
        return { ok: false, code: 'too_many_requests' };
      const hall = await this.topics.hall(opened.hallId);
      // In the room before the state is built: nothing that is committed in between is missed. Who
      // left meanwhile would stay in it for ever.
      if (!socket.connected) return { ok: false, code: 'unauthorized' };
      void socket.join(opened.key);
      if (touches !== this.touches) opened.kept = undefined;
      const watched = this.enter(opened, hall);
      if (!this.heard.isFollowed(watched.hallId))
        this.heard.follow(watched.hallId, await this.topics.version(watched.hallId));
      const state =
        watched.topic === 'ticket'
          ? await this.topics.build(watched)
          : await this.states.of(watched);
      // All may have left while it was built.
      if (!this.watched.has(watched.key)) this.states.forget(watched.key);
      if (!this.halls.has(watched.hallId)) this.forgetHall(watched.hallId);
      return { ok: true, key: watched.key, state: this.topics.forEyesOf(actor, watched, state) };
    } catch (error) {
      if (error instanceof Problem) return { ok: false, code: error.code };
      this.log.error({ err: error }, 'watch failed');
      return { ok: false, code: 'internal' };
    }
  }

  /** It is watched from now on; in its room already. */
  private enter(opened: Watched, config: HallConfig): Watched {
    const known = this.watched.get(opened.key);
    if (known !== undefined) return known;
    const { hallId } = opened;
    let at = this.halls.get(hallId);
    if (at === undefined) {
      const hall = new WatchedHall();
      const publisher = new Publisher(config, {
        hallId,
        hall,
        topics: this.topics,
        phones: this.phones,
        pace: this.pace,
        failed: (error) => {
          this.log.error({ err: error }, 'publish failed');
          // The next comparison of versions sends it again.
          this.heard.lost(hallId);
        },
        send: this.send,
        gone: (watched) => {
          this.outbox.tellGone({ key: watched.key, code: 'window_not_found' });
        },
      });
      at = { hall, publisher };
      this.halls.set(hallId, at);
    }
    at.hall.add(opened);
    this.watched.set(opened.key, opened);
    return opened;
  }

  /** Nobody watches it any more; what is watched in no hall is not followed there. */
  private forget(key: string): void {
    const watched = this.watched.get(key);
    if (watched === undefined) return;
    this.watched.delete(key);
    this.states.forget(key);
    const { hallId } = watched;
    const { hall, publisher } = this.halls.get(hallId)!;
    hall.take(watched);
    publisher.forget(watched);
    if (!hall.isEmpty) return;
    publisher.close();
    this.halls.delete(hallId);
    this.forgetHall(hallId);
  }

  private forgetHall(hallId: string): void {
    this.phones.forget(hallId);
    this.heard.forget(hallId);
  }

  private mark(hallId: string, version: number, touched: Touched): void {
    this.touches += 1;
    this.heard.add(hallId, version);
    this.halls.get(hallId)?.publisher.mark(touched);
  }

  private readonly send = (watched: Watched, state: TopicStates[Topic]): void => {
    const { topic, key } = watched;
    this.outbox.send(
      { topic, key, state },
      topic === 'window'
        ? (socket) => this.topics.forEyesOf(this.clients.actorOf(socket), watched, state)
        : undefined,
    );
  };

  private async healMissed(): Promise<void> {
    for (const hallId of [...this.halls.keys()]) {
      try {
        const version = await this.topics.version(hallId);
        if (!this.heard.missed(hallId, version)) continue;
        await new Promise((later) => setTimeout(later, onTheWayMs));
        if (!this.heard.missed(hallId, version)) continue;
        this.heard.reached(hallId, version);
        this.mark(hallId, version, { all: true });
      } catch (error) {
        this.log.error({ err: error }, 'comparing versions failed');
      }
    }
  }
}
