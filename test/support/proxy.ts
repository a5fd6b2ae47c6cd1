import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** What the proxy does with a request to become a WebSocket. */
type Upgrades = 'passes' | 'refuses' | 'swallows';

/**
 * A real HTTP proxy before a hall, with the faults of those in halls: it refuses or swallows every
 * `Upgrade`, is away for a while, or finds another server behind the same address.
 */
export class Proxy {
  readonly url: string;
  upgrades: Upgrades = 'passes';
  /** How often a page tried to open its live line. */
  tries = 0;
  private away = false;
  private far: string;
  private readonly server: Server;
  private readonly lines = new Set<Socket>();

  private constructor(server: Server, far: string) {
    this.server = server;
    this.far = far;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** @param below the folder that it takes off each address, without `/` at its end */
  static async to(far: string, upgrades: Upgrades = 'passes', below = ''): Promise<Proxy> {
    const inside = (path = ''): string =>
      below !== '' && path.startsWith(`${below}/`) ? path.slice(below.length) : path;
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new Proxy(server, far);
    proxy.upgrades = upgrades;
    server.on('connection', (line) => {
      proxy.lines.add(line);
      line.once('close', () => proxy.lines.delete(line));
      line.on('error', () => undefined);
    });
    server.on('request', (asked, answer) => {
      if (proxy.isTry(asked.url)) proxy.tries += 1;
      if (proxy.away) {
        asked.socket.destroy();
        return;
      }
      const passed = request(
        `${proxy.far}${inside(asked.url)}`,
        { method: asked.method, headers: asked.headers },
        (reply) => {
          answer.writeHead(reply.statusCode ?? 502, reply.headers);
          reply.pipe(answer);
        },
      );
      passed.on('error', () => answer.destroy());
      answer.on('close', () => passed.destroy());
      asked.pipe(passed);
    });
    server.on('upgrade', (asked, line: Socket) => {
      proxy.tries += 1;
      if (proxy.away) line.destroy();
      else if (proxy.upgrades === 'refuses') line.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      else if (proxy.upgrades === 'passes') {
        const end = connect(Number(new URL(proxy.far).port), '127.0.0.1', () => {
          const heads = Object.entries(asked.headers).map(
            ([name, value]) => `${name}: ${String(value)}`,
          );
          end.write([`GET ${inside(asked.url)} HTTP/1.1`, ...heads, '', ''].join('\r\n'));
          end.pipe(line).pipe(end);
        });
        for (const [one, other] of [
          [end, line],
          [line, end],
        ] as const) {
          one.on('error', () => other.destroy());
          one.on('close', () => other.destroy());
        }
      }
    });
    return proxy;
  }

  private isTry(path = ''): boolean {
    return path.startsWith('/socket.io') && !path.includes('sid=');
  }

  /** Cuts every line, and lets none through until it is back. */
  leave(): void {
    this.away = true;
    for (const line of this.lines) line.destroy();
  }

  /** Is there again, before the same server or another. */
  comeBack(far = this.far): void {
    this.far = far;
    this.away = false;
  }

  async close(): Promise<void> {
    this.leave();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
