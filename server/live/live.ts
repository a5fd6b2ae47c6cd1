import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { Problem } from '../../shared/errors.ts';
import { Watch, type WatchAnswer } from '../../shared/contract/live.ts';
import type { Clock } from '../clock.ts';
import type { Touched } from '../hall/command.ts';
import type { Limits } from '../limits.ts';
import type { Ended, Sessions } from '../sessions/service.ts';
import { Clients } from './clients.ts';
import { Heard } from './heard.ts';
import type { Carrier } from './redis.ts';
import { SharedStates } from './shared-states.ts';
import type { Topics, Watched } from './topics.ts';

export interface LiveLog {
  readonly error: (facts: object, message: string) => void;
}

interface Pending {
  all: boolean;
  readonly queues: Set<string>;
  readonly windows: Set<string>;
  readonly tickets: Set<string>;
}

/** In a burst the screens get the newest state at most this often. */
const burstMs = 20;
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
 * watch, and sent whole: at once when it is quiet, at most every 20 ms in a burst. Several server
 * processes tell each other what was touched, and each compares the hall's version every few
 * seconds to heal what it missed.
 */
export class Live {
  readonly io: Server;
  private readonly carrier: Carrier | undefined;
  private readonly topicsASocket: number;
  private readonly topics: Topics;
  private readonly clients: Clients;
  private readonly states: SharedStates;
  private readonly log: LiveLog & { readonly warn: LiveLog['error'] };
  private readonly watched = new Map<string, Watched>();
  private readonly pending = new Map<string, Pending>();
  private readonly flushing = new Set<string>();
  private readonly flushedAt = new Map<string, number>();
  private readonly heard = new Heard();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly heal: NodeJS.Timeout;

  constructor(
    server: HttpServer,
    d: {
      topics: Topics;
      log: LiveLog & { readonly warn: LiveLog['error'] };
      sessions: Sessions;
      limits: Limits;
      clock: Clock;
      /** Where a request comes from, behind the proxies that are trusted. */
      addressOf: (request: IncomingMessage) => string;
      cookieToken: (header: string | undefined) => string | null;
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
    });
    this.clients = new Clients(this.io, d);
    this.states = new SharedStates(d.topics, d.clock);
    this.io.on('connection', (socket) => {
      if (d.build !== null) socket.emit('build', d.build);
      this.connected(socket);
    });
    if (this.carrier !== undefined) this.sayStrayRequests();
    d.carrier?.hear('touched', (hallId: string, version: number, touched: Touched) =>
      this.mark(hallId, version, touched),
    );
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
    this.carrier?.tell('touched', hallId, version, touched);
  };

  /** A sign-in has ended, or its rights changed: what is open for it ends, on every process. */
  readonly end = (who: Ended): void => {
    this.clients.end(who);
    this.carrier?.tell('ended', who);
  };

  /** Screens connected to this process. */
  readonly connections = (): number => this.io.engine.clientsCount;

  async close(): Promise<void> {
    clearInterval(this.heal);
    this.clients.close();
    for (const timer of this.timers) clearTimeout(timer);
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
      if (key !== null) void socket.leave(key);
      if (typeof answer === 'function') (answer as (a: { ok: true }) => void)({ ok: true });
    });
    // A terminal asks every second, so that its clerk knows within two that the line is dead.
    socket.on('beat', (answer: unknown) => {
      if (typeof answer === 'function') (answer as () => void)();
    });
    socket.on('disconnect', () => this.forgetUnwatched());
  }

  private async watch(socket: Socket, wish: unknown): Promise<WatchAnswer> {
    try {
      const parsed = Watch.safeParse(wish);
      if (!parsed.success) return { ok: false, code: 'bad_input' };
      if (!(await this.clients.isStanding(socket))) return { ok: false, code: 'unauthorized' };
      const actor = this.clients.actorOf(socket);
      const watched = await this.topics.open(parsed.data, actor);
      // One room is the connection's own.
      if (!socket.rooms.has(watched.key) && socket.rooms.size > this.topicsASocket)
        return { ok: false, code: 'too_many_requests' };
      // In the room before the state is built: nothing that is committed in between is missed. Who
      // left meanwhile would stay in it for ever.
      if (!socket.connected) return { ok: false, code: 'unauthorized' };
      await socket.join(watched.key);
      this.watched.set(watched.key, watched);
      if (!this.heard.isFollowed(watched.hallId))
        this.heard.follow(watched.hallId, await this.topics.version(watched.hallId));
      const state = await this.states.of(watched);
      return { ok: true, key: watched.key, state: this.topics.forEyesOf(actor, watched, state) };
    } catch (error) {
      if (error instanceof Problem) return { ok: false, code: error.code };
      this.log.error({ err: error }, 'watch failed');
      return { ok: false, code: 'internal' };
    }
  }

  private mark(hallId: string, version: number, touched: Touched): void {
    this.heard.add(hallId, version);
    if (this.watched.size === 0) return;
    const pending = this.pending.get(hallId) ?? {
      all: false,
      queues: new Set<string>(),
      windows: new Set<string>(),
      tickets: new Set<string>(),
    };
    if (touched.all === true) pending.all = true;
    for (const id of touched.queues ?? []) pending.queues.add(id);
    for (const id of touched.windows ?? []) pending.windows.add(id);
    for (const id of touched.tickets ?? []) pending.tickets.add(id);
    if (this.pending.has(hallId)) return;
    this.pending.set(hallId, pending);
    if (!this.flushing.has(hallId)) this.schedule(hallId);
  }

  private schedule(hallId: string): void {
    const since = performance.now() - (this.flushedAt.get(hallId) ?? -Infinity);
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        void this.flush(hallId);
      },
      Math.max(0, burstMs - since),
    );
    this.timers.add(timer);
  }

  private async flush(hallId: string): Promise<void> {
    const pending = this.pending.get(hallId);
    if (pending === undefined) return;
    this.pending.delete(hallId);
    this.flushing.add(hallId);
    this.flushedAt.set(hallId, performance.now());
    this.forgetUnwatched();
    const concerned = [...this.watched.values()].filter(
      (w) => w.hallId === hallId && (pending.all || this.topics.concerns(w, pending)),
    );
    try {
      for await (const [watched, state] of this.topics.buildAll(hallId, concerned))
        this.send(watched, state);
    } catch (error) {
      this.log.error({ err: error }, 'publish failed');
      // The next comparison of versions sends it again.
      this.heard.lost(hallId);
    } finally {
      this.flushing.delete(hallId);
      if (this.pending.has(hallId)) this.schedule(hallId);
    }
  }

  private send(watched: Watched, state: object): void {
    if (watched.topic !== 'window') {
      this.io.local
        .to(watched.key)
        .emit('state', { topic: watched.topic, key: watched.key, state });
      return;
    }
    for (const id of this.io.sockets.adapter.rooms.get(watched.key) ?? []) {
      const socket = this.io.sockets.sockets.get(id);
      if (socket === undefined) continue;
      socket.emit('state', {
        topic: watched.topic,
        key: watched.key,
        state: this.topics.forEyesOf(this.clients.actorOf(socket), watched, state),
      });
    }
  }

  private forgetUnwatched(): void {
    const { rooms } = this.io.sockets.adapter;
    for (const key of this.watched.keys()) if (!rooms.has(key)) this.watched.delete(key);
  }

  private async healMissed(): Promise<void> {
    const halls = new Set([...this.watched.values()].map((w) => w.hallId));
    for (const hallId of halls) {
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
