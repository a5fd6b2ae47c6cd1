import type { IncomingMessage } from 'node:http';
import type { Server, Socket } from 'socket.io';
import type { Actor } from '../../shared/contract/people.ts';
import { Counts } from '../counts.ts';
import type { Limits } from '../limits.ts';
import type { Ended, Sessions } from '../sessions/service.ts';
import { tokenHash } from '../tokens.ts';
import type { LiveLog } from './live.ts';

interface Client {
  readonly actor: Actor | null;
  /** The hash of the token that it came with; null: a stranger. */
  readonly session: string | null;
  /** It came with a token that is good for nothing (any more). */
  readonly unknown: boolean;
  /** What it may still say now; below zero it was refused. */
  messages: number;
  countedAt: number;
}

/** How soon a connection ends whose session ended where nobody told this process. */
const lookAgainMs = 1000;

/**
 * Who is connected, and for how long: until their sign-in ends, here or at another server process.
 * What a connection may ask for is bounded, and how many strangers one address may have.
 */
export class Clients {
  private readonly strangers = new Counts();
  private readonly lookAgain: NodeJS.Timeout;
  private looking = false;
  private readonly io: Server;
  private readonly d: {
    readonly sessions: Sessions;
    readonly limits: Limits;
    readonly log: LiveLog;
    readonly addressOf: (request: IncomingMessage) => string;
    readonly cookieToken: (header: string | undefined) => string | null;
  };

  constructor(io: Server, dependencies: Clients['d']) {
    this.io = io;
    this.d = dependencies;
    io.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(error instanceof Error ? error : new Error('sign-in failed')),
      );
    });
    this.lookAgain = setInterval(() => void this.endWhatEnded(), lookAgainMs);
    this.lookAgain.unref();
  }

  close(): void {
    clearInterval(this.lookAgain);
  }

  private async admit(socket: Socket): Promise<void> {
    const given: unknown = socket.handshake.auth['token'];
    const token =
      typeof given === 'string' && given !== ''
        ? given
        : this.d.cookieToken(socket.handshake.headers.cookie);
    const actor = token === null ? null : await this.d.sessions.actorByToken(token);
    const address = this.d.addressOf(socket.request);
    if (actor === null && this.strangers.of(address) >= this.d.limits.socketsAnAddress)
      throw new Error('too_many_requests');
    const client: Client = {
      actor,
      session: actor === null ? null : tokenHash(token!),
      unknown: actor === null && token !== null,
      messages: this.d.limits.messagesInABurst,
      countedAt: performance.now(),
    };
    socket.data = client;
  }

  /** Takes a connection up: each message of it is counted before anything is done for it. */
  take(socket: Socket): void {
    const { actor, session } = this.of(socket);
    if (actor?.kind === 'staff' && session !== null) {
      this.d.sessions.lineOpened(session);
      socket.on('disconnect', () => this.d.sessions.lineClosed(session));
    }
    if (actor === null) {
      const address = this.d.addressOf(socket.request);
      this.strangers.add(address);
      socket.on('disconnect', () => this.strangers.takeOff(address));
    }
    socket.use(([, ...said], next) => {
      if (this.maySpeak(socket)) {
        next();
        return;
      }
      const answer: unknown = said.at(-1);
      if (typeof answer === 'function')
        (answer as (a: object) => void)({ ok: false, code: 'too_many_requests' });
    });
  }

  /** Whoever goes on after being refused as often as it was let speak is cut off. */
  private maySpeak(socket: Socket): boolean {
    const client = this.of(socket);
    const { messagesInABurst: burst, messagesASecond } = this.d.limits;
    const now = performance.now();
    const regained = ((now - client.countedAt) / 1000) * messagesASecond;
    client.messages = Math.min(burst, client.messages + regained) - 1;
    client.countedAt = now;
    if (client.messages < -burst) socket.disconnect(true);
    return client.messages >= 0;
  }

  /** How many connections there are of each kind. */
  byKind(): Record<string, number> {
    const counts: Record<string, number> = { stranger: 0, staff: 0 };
    for (const socket of this.io.sockets.sockets.values()) {
      const { actor } = this.of(socket);
      const kind =
        actor === null ? 'stranger' : actor.kind === 'device' ? actor.device : actor.kind;
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return counts;
  }

  actorOf(socket: Socket): Actor | null {
    return this.of(socket).actor;
  }

  /** Tells a device where it stands, so that one that was moved follows; and a stranger that it is one. */
  sayWhoItIs(socket: Socket): void {
    const { actor, unknown } = this.of(socket);
    if (unknown) socket.emit('unknown');
    if (actor?.kind !== 'device') return;
    const { id, name, hall, window, zone } = actor;
    socket.emit('device', { id, name, hall, window, zone });
  }

  /** Tells the screen of a device to load anew. */
  reload(device: string): void {
    for (const socket of this.io.sockets.sockets.values()) {
      const { actor } = this.of(socket);
      if (actor?.kind === 'device' && actor.id === device) socket.emit('reload');
    }
  }

  /** Whether a connection still speaks for whom it came for; ends it where not. */
  async isStanding(socket: Socket): Promise<boolean> {
    const { session } = this.of(socket);
    if (session === null) return true;
    return this.keepOrEnd(socket, await this.d.sessions.standing([session]));
  }

  /** Ends what is open for somebody on this process. */
  readonly end = (who: Ended): void => {
    for (const socket of this.io.sockets.sockets.values()) {
      const { actor, session } = this.of(socket);
      const its =
        'session' in who
          ? session === who.session
          : 'staff' in who
            ? actor?.kind === 'staff' && actor.id === who.staff && session !== who.but
            : 'device' in who
              ? actor?.kind === 'device' && actor.id === who.device
              : actor?.kind === 'key' && actor.id === who.key;
      if (its) socket.disconnect(true);
    }
  };

  /** Ends those whose session expired, or was ended by a process that could not tell this one. */
  private async endWhatEnded(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      const sockets = [...this.io.sockets.sockets.values()];
      const hashes = [...new Set(sockets.flatMap((socket) => this.of(socket).session ?? []))];
      if (hashes.length === 0) return;
      const standing = await this.d.sessions.standing(hashes);
      for (const socket of sockets) this.keepOrEnd(socket, standing);
    } catch (error) {
      this.d.log.error({ err: error }, 'looking after ended sessions failed');
    } finally {
      this.looking = false;
    }
  }

  private keepOrEnd(socket: Socket, standing: ReadonlyMap<string, Actor>): boolean {
    const { session, actor } = this.of(socket);
    if (session === null || isSame(actor, standing.get(session))) return true;
    socket.disconnect(true);
    return false;
  }

  private of(socket: Socket): Client {
    return socket.data as Client;
  }
}

/** The same rights; another name is no other person, nor is who has chosen a better password. */
function isSame(before: Actor | null, now: Actor | undefined): boolean {
  if (now === undefined || before === null) return false;
  const rights = (actor: Actor): string =>
    JSON.stringify({ ...actor, name: '', weakPassword: undefined });
  return rights(before) === rights(now);
}
