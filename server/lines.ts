import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { Counts } from './counts.ts';
import { networkOf } from './network.ts';
import type { Proxies } from './proxies.ts';

/** Milliseconds that requests under way have to come to their end. */
const grace = 5000;

/**
 * The lines of a server, so that it can end. Closed, a server waits for all of them: for one that a
 * browser opened ahead of need and never asked by, for a minute; for a screen that is gone, for half.
 */
export class Lines {
  private readonly open = new Set<Socket>();
  /** They carry the live state, which is asked for anew on every connection. */
  private readonly live = new WeakSet<Duplex>();

  /** @param d `most`: how many one address may have open; a proxy of ours speaks for many */
  constructor(server: Server, d: { readonly proxies: Proxies; readonly most: number }) {
    server.on('upgrade', (_request, line) => this.live.add(line));
    // Over TLS the live state is carried inside the line, not by the line itself.
    server.on('secureConnection', (inside: Socket) => {
      this.open.add(inside);
      inside.once('close', () => this.open.delete(inside));
    });
    const ofAddress = new Counts();
    server.on('connection', (line) => {
      const counted = !d.proxies.trusts(line.remoteAddress ?? '');
      const address = networkOf(line.remoteAddress ?? '');
      if (counted && ofAddress.of(address) >= d.most) {
        line.destroy();
        return;
      }
      if (counted) ofAddress.add(address);
      this.open.add(line);
      line.once('close', () => {
        this.open.delete(line);
        if (counted) ofAddress.takeOff(address);
      });
    });
  }

  /** Waits for what closes the server: cuts what carries no request at once, after the grace the rest. */
  async endWith(closing: Promise<void>): Promise<void> {
    for (const line of this.open)
      if (line.bytesRead === 0 || this.live.has(line)) line.destroySoon();
    const cut = setTimeout(() => {
      for (const line of this.open) line.destroy();
    }, grace);
    await closing.finally(() => clearTimeout(cut));
  }
}
