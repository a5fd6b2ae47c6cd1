/**
 * Just enough of a server to hang a board on: pages, one hall, one paired display, and states that
 * the benchmark makes up and pushes as fast as the page takes them.
 */
import { EventEmitter, once } from 'node:events';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { Server, type Socket } from 'socket.io';
import type { BoardState } from '../shared/contract/board.ts';
import { root } from '../scripts/lib.mjs';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
};

const paired = {
  token: 'token',
  device: {
    id: 'device',
    hall: 'district',
    kind: 'display',
    name: 'board',
    window: null,
    zone: null,
    paired: true,
    lastSeenAt: null,
  },
};

export interface BoardStub {
  readonly url: string;
  /** Pushes a state to every board that watches. */
  push(state: BoardState): void;
  /** Pushes a ticket to every phone that watches one of the called queue. */
  pushTicket(state: object): void;
  /** How many different announcements a board said it had spoken. */
  spoken(): number;
  /** Waits until that many are. @throws Error where the next one takes longer than half a minute */
  untilSpoken(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Serves the built pages under `web` and the bundled voices; `first` is what a board gets at once. */
export async function startBoardStub(
  web: string,
  first: BoardState,
  bare: { readonly call: () => void; readonly terminal: string } = {
    call: () => undefined,
    terminal: '',
  },
): Promise<BoardStub> {
  const spoken = new Set<string>();
  const told = new EventEmitter();
  let newest = first;
  const hall = hallOf(readFileSync(join(root, 'data', 'hall.json'), 'utf8'));

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    if (request.method === 'POST') {
      request.resume();
      if (path.endsWith('/spoken')) {
        spoken.add(path);
        told.emit('spoken');
      }
      if (path === '/call') bare.call();
      if (path === '/api/devices/pair') json(response, paired);
      else response.writeHead(204).end();
    } else if (path.startsWith('/api/halls/')) json(response, hall);
    else if (path.startsWith('/voices/'))
      file(response, join(root, 'data'), path.replace('/bundled/', '/'));
    else if (path === '/terminal') response.end(bare.terminal);
    else file(response, web, path);
  });
  // The page's clock runs ahead of the pings: they must not count as missed.
  const io = new Server(server, { pingTimeout: 2_000_000_000 });
  io.on('connection', (socket: Socket) => {
    socket.on(
      'watch',
      (asked: { topic: string; queue?: string }, acknowledge: (answer: object) => void) => {
        // Phones of other queues are connected and hear nothing.
        void socket.join(asked.topic === 'ticket' ? `ticket:${asked.queue ?? ''}` : 'board');
        acknowledge({ ok: true, key: 'board', state: newest });
      },
    );
    socket.on('beat', (acknowledge: () => void) => {
      acknowledge();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    push: (state) => {
      newest = state;
      io.to('board').emit('state', { topic: 'board', key: 'board', state });
    },
    pushTicket: (state) => {
      io.to('ticket:called').emit('state', { topic: 'ticket', key: 'ticket', state });
    },
    spoken: () => spoken.size,
    untilSpoken: async (count) => {
      while (spoken.size < count)
        await once(told, 'spoken', { signal: AbortSignal.timeout(30_000) });
    },
    close: () => io.close(),
  };
}

/** The hall's file as the API answers it: a few members more. */
function hallOf(text: string): object {
  const hall = JSON.parse(text) as { windows: object[] };
  const windows = hall.windows.map((window) => ({ ...window, status: 'open' }));
  return { settings: {}, ...hall, windows, version: 1, day: '2026-01-05', open: true };
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function file(response: ServerResponse, folder: string, path: string): void {
  const wanted = join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path));
  if (!wanted.startsWith(folder) || !existsSync(wanted) || !statSync(wanted).isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': types[extname(wanted)] ?? 'application/octet-stream' });
  createReadStream(wanted).pipe(response);
}
