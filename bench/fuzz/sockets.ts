import { once } from 'node:events';
import { connect } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import type { BoardState } from '../../shared/contract/board.ts';
import type { Pushed } from '../../shared/contract/live.ts';
import { topics } from '../../shared/contract/live.ts';
import { Seeded } from '../../shared/rules/simulation/chance.ts';
import type { FuzzSite } from './site.ts';
import type { Json, Schema } from './values.ts';
import { Values } from './values.ts';
import { Words } from './words.ts';

const watch: Schema = {
  type: 'object',
  required: ['topic'],
  properties: {
    topic: { enum: topics },
    hall: { type: 'string' },
    zone: { type: 'string' },
    window: { type: 'integer', minimum: 1, maximum: 60 },
    token: { type: 'string', maxLength: 128 },
    lean: { type: 'boolean' },
  },
};
const events = [
  'watch',
  'unwatch',
  'state',
  'build',
  'message',
  'connection',
  'xyz',
  '',
  '__proto__',
];
/** A server that answers nothing within so long has lost the message; it may: it is not counted. */
const ackMs = 400;
const messagesASocket = 25;
/** What Engine.IO's and HTTP's own parsers have to put up with. */
const frames = [
  '',
  'x',
  '40',
  '40{"token":1}',
  '42',
  '42[',
  '42["watch"]',
  '451-["watch",{}]',
  '9',
];
const lines = [
  'GET /api/halls/%zz HTTP/1.1\r\nHost: x\r\n\r\n',
  'TRACE /api/halls HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET //evil/../api/halls HTTP/1.1\r\nHost: x\r\n\r\n',
  'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
  'POST /api/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
  'GET /socket.io/?EIO=9&transport=nothing HTTP/1.1\r\nHost: x\r\n\r\n',
  '\u0000\u0001\u0002\r\n\r\n',
];

export interface SocketReport {
  messages: number;
  answered: number;
  cut: number;
  faults: string[];
}

/**
 * Sends so many messages over live connections: wrong names, payloads that are nearly right or no
 * payload at all, missing acknowledgements, binary; and frames and requests that are none.
 */
export async function fuzzSockets(
  site: FuzzSite,
  seed: number,
  messages: number,
): Promise<SocketReport> {
  const chance = new Seeded(seed);
  const words = new Words(() => site.now);
  for (const hall of ['district', 'town']) words.add('hall', hall);
  for (const zone of ['A', 'B']) words.add('zone', zone);
  for (const asker of site.everybody) if (asker.token !== null) words.add('token', asker.token);
  const values = new Values(chance, words, {});
  const report: SocketReport = { messages: 0, answered: 0, cut: 0, faults: [] };
  const good = await goodBoard(site);
  while (report.messages < messages) {
    const { token } = chance.pick(site.everybody);
    const socket = io(site.url, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false },
      auth: chance.chance(0.9) ? { token } : (values.garbage() as object),
    });
    let open = await Promise.race([
      once(socket as never, 'connect').then(() => true),
      once(socket as never, 'connect_error').then(() => false),
      // Turned away before it was greeted.
      once(socket.io as never, 'close').then(() => false),
    ]);
    socket.on('disconnect', () => {
      open = false;
      report.cut += 1;
    });
    const asked: Promise<unknown>[] = [];
    for (let i = 0; i < messagesASocket && open; i += 1) {
      asked.push(say(socket, chance, values, report));
      if (i % 10 === 9) await Promise.all(asked.splice(0));
    }
    report.messages += open ? 0 : 1;
    await Promise.all(asked);
    socket.disconnect();
    if (chance.chance(0.2)) await polled(site.url, chance);
    if (chance.chance(0.2)) await raw(site.url, chance.pick(lines));
    report.faults.push(...site.errors.splice(0).map((line) => `a socket: ${line}`));
  }
  if (!(await good.stillHears())) report.faults.push('an honest board hears nothing any more');
  return report;
}

async function say(
  socket: Socket,
  chance: Seeded,
  values: Values,
  report: SocketReport,
): Promise<void> {
  report.messages += 1;
  const event = chance.chance(0.7)
    ? chance.pick(['watch', 'watch', 'unwatch'])
    : chance.pick(events);
  const payload = args(chance, values);
  // The client itself keeps some names.
  if (['connection', 'connect', ''].includes(event) && chance.chance(0.5)) return;
  if (chance.chance(0.2)) {
    socket.emit(event, ...payload);
    return;
  }
  const answer = await new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ackMs);
    socket.emit(event, ...payload, (given: unknown) => {
      clearTimeout(timer);
      resolve(given);
    });
    socket.once('disconnect', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
  if (answer === undefined) return;
  report.answered += 1;
  const { ok, code } = answer as { ok?: boolean; code?: string };
  if (ok === false && (code === 'internal' || code === undefined))
    report.faults.push(
      `${event} ${JSON.stringify(payload).slice(0, 300)}: ${JSON.stringify(answer)}`,
    );
}

function args(chance: Seeded, values: Values): unknown[] {
  const valid = values.valid(watch, 'watch');
  switch (chance.below(8)) {
    case 0:
      return [];
    case 1:
      return [Buffer.from('watch'), valid];
    case 2:
      return [{ topic: Buffer.alloc(chance.below(2000)) }];
    case 3:
      return Array.from({ length: chance.below(40) }, (): Json => values.hostile());
    case 4:
      return [values.garbage()];
    case 5:
      return [values.broken(valid)];
    default:
      return [valid];
  }
}

/** A board that asks for nothing strange; it has to go on hearing. */
async function goodBoard(site: FuzzSite): Promise<{ stillHears: () => Promise<boolean> }> {
  const socket = io(site.url, { transports: ['websocket'], forceNew: true });
  const wish = { topic: 'board', hall: 'district' };
  let version = 0;
  let tell = (): void => undefined;
  const show = ({ version: v }: BoardState): void => {
    version = Math.max(version, v);
    tell();
  };
  socket.on('state', ({ state }: Pushed<'board'>) => show(state));
  const { state } = (await socket.emitWithAck('watch', wish)) as { state: BoardState };
  show(state);
  return {
    stillHears: async () => {
      const admin = site.everybody.find((asker) => asker.name === 'admin of all')!;
      const answer = await site.hall.app.inject({
        ...{ method: 'PATCH', url: '/api/halls/district' },
        headers: { authorization: `Bearer ${admin.token}` },
        payload: { notices: [{ 'zh-Hans': `seed ${version}` }] },
      });
      if (answer.statusCode !== 200) {
        socket.disconnect();
        return false;
      }
      const { body } = await site.hall.app.inject('/api/halls/district/board');
      const newest = (JSON.parse(body) as BoardState).version;
      const heard = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), 5000);
        tell = () => {
          if (version < newest) return;
          clearTimeout(timer);
          resolve(true);
        };
        tell();
      });
      socket.disconnect();
      return heard;
    },
  };
}

/** A connection by plain requests, with frames that are none. */
async function polled(url: string, chance: Seeded): Promise<void> {
  const path = `${url}/socket.io/?EIO=4&transport=polling`;
  const opened = await (await fetch(path)).text();
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
  const body = [chance.pick(frames), chance.pick(frames)].join('\u001e');
  for (const each of [body, '40', '42["watch",{"topic":"board","hall":"district"}]'])
    await fetch(`${path}&sid=${sid}`, { method: 'POST', body: each }).then((r) => r.text());
}

/** Bytes that are no request, or a strange one; the answer is not looked at. */
async function raw(url: string, text: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const line = connect(Number(port), hostname);
  line.on('error', () => undefined);
  line.resume();
  line.end(text);
  setTimeout(() => line.destroy(), 300);
  await once(line, 'close');
}
