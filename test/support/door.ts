import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../bench/support/server-process.ts';
import { findProgram, listens } from './services.ts';

/** One address with several servers behind it, as the proxies of `ops` are set up. */
export interface Door {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * The door of `ops/nginx.conf` for two servers: all of one address at one of them, and of the other
 * where that one is gone. Where nginx is not on the machine, a proxy of Node.js that does the same.
 */
export async function openDoor(ports: readonly [number, number]): Promise<Door> {
  const nginx = findProgram('nginx');
  return nginx === undefined ? nodeDoor(ports) : nginxDoor(nginx, await severalServers(ports));
}

/** What `ops/nginx.conf` says to change for several processes, on ports of the test's own. */
async function severalServers([one, other]: readonly [number, number]): Promise<string> {
  const text = await readFile('ops/nginx.conf', 'utf8');
  return text
    .replace('server 127.0.0.1:3000;', `server 127.0.0.1:${one};`)
    .replace('# ip_hash;', 'ip_hash;')
    .replace(/# (server 127\.0\.0\.1):3000 /, `$1:${one} `)
    .replace(/# (server 127\.0\.0\.1):3001 /, `$1:${other} `)
    .replace(`server 127.0.0.1:${one};`, '');
}

/** nginx with a file of `ops`, without its certificate. @param text what stands in the file */
export async function nginxDoor(program: string, text: string): Promise<Door> {
  const folder = await mkdtemp(join(tmpdir(), 'yihaotong-nginx-'));
  const port = await freePort();
  const site = text
    .replace(/server \{\n {4}listen 80;[^}]*\}\n/, '')
    .replace(/listen 443 ssl http2;/, `listen 127.0.0.1:${port};`)
    .replace(/ *(listen \[::\]:443|ssl_)[^;]*;\n/g, '');
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder};`)
    .join(' ');
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; master_process on; worker_processes 1; ${user}
pid ${folder}/pid; error_log stderr error;
events {} http { access_log off; ${places}\n${site}\n}\n`,
  );
  const child: ChildProcess = spawn(program, ['-e', 'stderr', '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr!.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-4000)));
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error(`nginx ended:\n${said}`);
    await new Promise((again) => setTimeout(again, 10));
  }
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** After a server did not answer it is not asked for so long, in milliseconds, as in `ops/nginx.conf`. */
const leftForMs = 2000;

async function nodeDoor(ports: readonly [number, number]): Promise<Door> {
  const goneUntil = new Map<number, number>();
  const lines = new Set<Socket>();
  const gone = (port: number): void => void goneUntil.set(port, performance.now() + leftForMs);
  /** By the first three parts of the address, as `ip_hash` does; the other where that one is gone. */
  const choose = ({ socket }: IncomingMessage): number => {
    const parts = (socket.remoteAddress ?? '').replace('::ffff:', '').split('.').slice(0, 3);
    const first = parts.reduce((sum, part) => sum + Number(part), 0) % ports.length;
    const inTurn = [ports[first]!, ports[1 - first]!];
    return inTurn.find((p) => (goneUntil.get(p) ?? 0) < performance.now()) ?? inTurn[0]!;
  };
  const heads = (asked: IncomingMessage): Record<string, string | string[] | undefined> => ({
    ...asked.headers,
    'x-forwarded-for': asked.socket.remoteAddress!,
    'x-forwarded-proto': 'http',
  });
  const server = createServer((asked, answer) => {
    const port = choose(asked);
    const parts: Buffer[] = [];
    asked.on('data', (part: Buffer) => parts.push(part));
    asked.on('end', () => {
      const send = (to: number, mayGoOn: boolean): void => {
        const { method, url } = asked;
        const options = { host: '127.0.0.1', port: to, method, path: url, headers: heads(asked) };
        const passed = request(options, (reply) => {
          answer.writeHead(reply.statusCode ?? 502, reply.headers);
          reply.on('error', () => answer.destroy());
          reply.pipe(answer);
        });
        passed.on('error', (error: NodeJS.ErrnoException) => {
          gone(to);
          // It was not sent: another may be asked.
          if (mayGoOn && error.code === 'ECONNREFUSED')
            send(
              ports.find((p) => p !== to)!,
              false,
            );
          else if (answer.headersSent) answer.destroy();
          else answer.writeHead(502).end();
        });
        passed.end(Buffer.concat(parts));
      };
      send(port, true);
    });
    asked.on('error', () => answer.destroy());
  });
  server.on('upgrade', (asked, line: Socket) => {
    const port = choose(asked);
    const far = connect(port, '127.0.0.1', () => {
      const told = Object.entries(heads(asked)).map(([name, value]) => `${name}: ${String(value)}`);
      far.write([`GET ${asked.url} HTTP/1.1`, ...told, '', ''].join('\r\n'));
      far.pipe(line).pipe(far);
    });
    far.on('error', () => {
      gone(port);
      line.destroy();
    });
    far.on('close', () => line.destroy());
    line.on('error', () => far.destroy());
    line.on('close', () => far.destroy());
  });
  server.on('connection', (line) => {
    lines.add(line);
    line.once('close', () => lines.delete(line));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const ended = once(server, 'close');
      server.close();
      for (const line of lines) line.destroy();
      await ended;
    },
  };
}
