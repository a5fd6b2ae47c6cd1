import { connect, type Socket as Line } from 'node:net';
import { io, type Socket } from 'socket.io-client';

/** What strangers do to a server, until they are told to stop; run by `bench/hostile.ts`. */
const [url] = process.argv.slice(2) as [string];
const { hostname, port } = new URL(url);
if (hostname !== '127.0.0.1') throw new Error('Only a server on this machine is tried');

const hall = '/api/halls/district';
const done: Record<string, number> = {};
const count = (what: string): void => void (done[what] = (done[what] ?? 0) + 1);
const timers: NodeJS.Timeout[] = [];
const sockets: Socket[] = [];
const lines: Line[] = [];
const every = (ms: number, what: () => void): void => void timers.push(setInterval(what, ms));

function ask(what: string, path: string, body?: unknown): void {
  count(what);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  fetch(url + path, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: text }),
    signal: AbortSignal.timeout(30_000),
  })
    .then((answer) => answer.arrayBuffer())
    .catch(() => undefined);
}

const wish = { topic: 'board', hall: 'district', zone: null };
function stranger(): Socket {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnectionDelay: 500 });
  // Cut off by the server it comes again.
  socket.on('disconnect', () => setTimeout(() => socket.connect(), 500));
  sockets.push(socket);
  return socket;
}

// T1: days that never end.
every(250, () => {
  ask('days', `${hall}/slots?queue=tax&day=9999-12-31`);
  ask('days', `${hall}/appointments`, { queue: 'tax', slot: '9999-12-31T01:00:00Z' });
});
// T2: 1,500 watches a second by a hundred, and 1,500 at once by one.
const many = Array.from({ length: 100 }, stranger);
every(1000 / 15, () => {
  for (const socket of many) {
    if (!socket.connected) continue;
    count('watches');
    socket.emit('watch', wish, () => undefined);
  }
});
const one = stranger();
every(2000, () => {
  for (let i = 0; i < 1500 && one.connected; i += 1) {
    count('watches');
    one.emit('watch', wish, () => undefined);
  }
});
// T3: 8 MB that are nested without end.
const deep = '['.repeat(8_000_000);
every(1000, () => ask('bodies of 8 MB', `${hall}/catalogue/check`, deep));
// T4: guesses, many at once.
every(5000, () => {
  for (let i = 0; i < 400; i += 1)
    ask('pairing codes', '/api/devices/pair', { pairingCode: `WRONG${i}` });
});
every(2000, () => {
  for (let i = 0; i < 24; i += 1)
    ask('passwords', '/api/session', { username: 'nobody', password: `wrong ${i}` });
});
// T17: bodies that do not come.
const slow = (): void => {
  count('slow bodies');
  const line = connect(Number(port), hostname, () =>
    line.write(
      'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{',
    ),
  );
  line.on('error', () => undefined);
  line.on('close', () => lines.splice(lines.indexOf(line), 1));
  lines.push(line);
};
every(100, () => {
  if (lines.length < 200) slow();
  for (const line of lines) if (Math.random() < 0.02) line.write(' ');
});

setTimeout(() => process.send!('ready'), 1000);
process.once('disconnect', () => process.exit(1));
process.once('message', () => {
  for (const timer of timers) clearInterval(timer);
  for (const socket of sockets) socket.off('disconnect').disconnect();
  for (const line of [...lines]) line.destroy();
  process.send!(done, () => process.exit(0));
});
