/**
 * A hostile minute: strangers do all that faults T1 to T4 and T17 name, at once and without end, and
 * begin 1,500 watches a second, while eight windows take and call. Only against a server of its own
 * on this machine's loopback.
 *
 *   node scripts/run.mjs bench/hostile.ts [--seconds 60]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { io } from 'socket.io-client';
import { ensureBuilt } from '../scripts/build.mjs';
import { root } from '../scripts/lib.mjs';
import type { BoardState } from '../shared/contract/board.ts';
import { HallFile } from '../shared/contract/hall.ts';
import type { Pushed } from '../shared/contract/live.ts';
import type { WindowState } from '../shared/contract/window.ts';
import { Client } from './measure/client.ts';
import { spreadOf } from './measure/spread.ts';
import { ServerProcess } from './support/server-process.ts';
import { makeSite } from './support/site.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seconds = Number(values.seconds);
const windows = [1, 2, 3, 4, 5, 6, 7, 8];
const hallPath = '/api/halls/district';
const mostStallMs = 200;
const betweenMs = 400;

ensureBuilt();
const file = HallFile.parse(JSON.parse(await readFile(join(root, 'data', 'hall.json'), 'utf8')));
const queueOf = (number: number): string =>
  file.windows.find((w) => w.number === number)!.serves[0]!.queue;
const site = await makeSite({ takers: 1, clerks: windows.length });
const stallFile = join(site.dataDir, 'stall');
process.env['STALL_FILE'] = stallFile;
const server = await ServerProcess.start({
  dataDir: site.dataDir,
  nodeArguments: ['--import', 'tsx', '--import', join(root, 'bench', 'hostile', 'stall.ts')],
});
const client = new Client(server.url, 16);
const board = io(server.url, { transports: ['websocket'] });
const shown = new Set<string>();
let cuts = 0;
const show = ({ calls }: BoardState): void => {
  for (const call of calls) shown.add(`${call.number} ${call.window}`);
};
board.on('state', ({ state }: Pushed<'board'>) => show(state));
board.on('disconnect', () => (cuts += 1));
// Like every screen, it asks anew at each connection.
board.on('connect', () => {
  void board
    .emitWithAck('watch', { topic: 'board', hall: 'district' })
    .then(({ state }: { state?: BoardState }) => state !== undefined && show(state));
});
await once(board as never, 'connect');

const called: string[] = [];
const answers: number[] = [];
const unanswered: string[] = [];
let ends = Infinity;

async function post<T>(path: string, body: object, token: string): Promise<T | null> {
  const { status, body: answer, ms } = await client.post<T>(hallPath + path, body, token);
  answers.push(ms);
  if (status < 300) return answer;
  unanswered.push(`${path}: ${status} ${JSON.stringify(answer)}`);
  return null;
}

async function work(window: number): Promise<void> {
  const clerk = site.clerks[window - 1]!;
  await post(`/windows/${window}/open`, {}, clerk);
  while (performance.now() < ends) {
    await post('/tickets', { queue: queueOf(window) }, site.takers[0]!);
    const state = await post<WindowState>(`/windows/${window}/call-next`, {}, clerk);
    if (state !== null) called.push(`${state.ticket!.number} ${window}`);
    await new Promise((later) => setTimeout(later, betweenMs));
  }
}

const strangers = fork(join(root, 'bench', 'hostile', 'strangers.ts'), [server.url], {
  execArgv: ['--import', 'tsx'],
});
await once(strangers, 'message');
process.kill(server.pid, 'SIGCONT');
ends = performance.now() + seconds * 1000;
await Promise.all(windows.map(work));
const told = once(strangers, 'message') as Promise<[Record<string, number>]>;
strangers.send('stop');
const [done] = await told;
await once(strangers, 'exit');
await new Promise((later) => setTimeout(later, 1000));

const stall = Number(await readFile(stallFile, 'utf8').catch(() => '0'));
const response = await fetch(`${server.url}${hallPath}/board`);
const last = ((await response.json()) as BoardState).calls.slice(0, windows.length);
const missing = called.filter((call) => !shown.has(call));
const newest = new Set(called.slice(-windows.length * 2));
const wrong = last.filter((call) => !newest.has(`${call.number} ${call.window}`));
board.disconnect();
client.close();
await server.stop();
await site.remove();

const spread = spreadOf(answers);
const lines = [
  `Strangers, in ${seconds} s: ${Object.entries(done)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ')}`,
  `Longest stall of the server's loop, in its own processor time: ${Math.round(stall)} ms`,
  `Commands of ${windows.length} windows: ${answers.length}, refused ${unanswered.length}; P50 ${Math.round(spread.p50)} ms, P99 ${Math.round(spread.p99)} ms`,
  `Calls: ${called.length}, never on the board ${missing.length} (its line was cut ${cuts} times), wrong there at the end ${wrong.length}`,
];
process.stdout.write(`${lines.join('\n')}\n`);
for (const each of unanswered.slice(0, 5)) process.stdout.write(`  ${each}\n`);
await writeFile(join(root, 'test-output', 'hostile.txt'), lines.join('\n')).catch(() => undefined);
if (stall > mostStallMs || unanswered.length + missing.length + wrong.length > 0)
  process.exitCode = 1;
