import type { Server, Socket } from 'socket.io';
import type { Gone, Pushed } from '../../shared/contract/live.ts';

/**
 * Sends states. A line that does not take what it was sent gets no queue: the newest state of each
 * of its topics waits, and goes when the line is free again.
 */
export class Outbox {
  private readonly held = new Map<Socket, Map<string, Pushed>>();
  private readonly io: Server;

  constructor(io: Server) {
    this.io = io;
  }

  /** How many lines have something waiting. */
  get size(): number {
    return this.held.size;
  }

  /**
   * Sends a state to all who watch its topic.
   *
   * @param forEyesOf what of it a connection may see; absent: all see the same
   */
  send(pushed: Pushed, forEyesOf?: (socket: Socket) => Pushed['state']): void {
    const watching = this.io.sockets.adapter.rooms.get(pushed.key);
    if (watching === undefined) return;
    const slow: string[] = [];
    for (const id of watching) {
      const socket = this.io.sockets.sockets.get(id);
      if (socket === undefined) continue;
      const its = forEyesOf === undefined ? pushed : { ...pushed, state: forEyesOf(socket) };
      if (!isFree(socket)) {
        this.hold(socket, its);
        slow.push(id);
      } else if (forEyesOf !== undefined || watching.size === 1) {
        socket.emit('state', its);
      }
    }
    // Written once for all of them.
    if (forEyesOf === undefined && watching.size > 1)
      this.io.local.to(pushed.key).except(slow).emit('state', pushed);
  }

  /** What is watched is there no more: what still waits to be sent of it is old. */
  tellGone(gone: Gone): void {
    for (const states of this.held.values()) states.delete(gone.key);
    this.io.local.to(gone.key).emit('gone', gone);
  }

  /** It watches this no more. */
  forget(socket: Socket, key: string): void {
    this.held.get(socket)?.delete(key);
  }

  /** It has gone. */
  end(socket: Socket): void {
    this.held.delete(socket);
  }

  private hold(socket: Socket, pushed: Pushed): void {
    const states = this.held.get(socket);
    if (states !== undefined) {
      states.set(pushed.key, pushed);
      return;
    }
    this.held.set(socket, new Map([[pushed.key, pushed]]));
    this.whenFree(socket);
  }

  private whenFree(socket: Socket): void {
    const { conn } = socket;
    const { transport } = conn;
    const look = (): void => {
      conn.off('upgrade', look);
      transport.off('ready', look);
      const states = this.held.get(socket);
      if (states === undefined) return;
      if (!isFree(socket)) {
        this.whenFree(socket);
        return;
      }
      this.held.delete(socket);
      for (const pushed of states.values()) socket.emit('state', pushed);
    };
    conn.on('upgrade', look);
    transport.on('ready', look);
  }
}

/** Else the transport still has what it was given before. */
function isFree({ conn }: Socket): boolean {
  return conn.transport.writable;
}
