/**
 * From the clerk's key to the painted board, in the system's Chromium: from `keydown` of F2 on the
 * terminal's page to the first frame of the board's page that shows the number, with 100 boards and
 * 5,000 phones connected. Then the same on a bare Socket.IO server with as many clients, states of
 * the same size and the same painting page.
 *
 *   node scripts/run.mjs bench/key-to-board.ts [--calls 100] [--boards 100] [--phones 5000]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureBuilt } from '../scripts/build.mjs';
import { findChromium, root } from '../scripts/lib.mjs';
import type { BoardState } from '../shared/contract/board.ts';
import { HallFile } from '../shared/contract/hall.ts';
import { Client, expectDone } from './measure/client.ts';
import { connectCrowd } from './measure/crowd.ts';
import { type Spread, spreadOf } from './measure/spread.ts';
import { ServerProcess } from './support/server-process.ts';
import { makeSite, type Site } from './support/site.ts';

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '100' },
    boards: { type: 'string', default: '100' },
    phones: { type: 'string', default: '5000' },
  },
});
const [calls, boards, phones] = [values.calls, values.boards, values.phones].map(Number) as [
  number,
  number,
  number,
];
const warmUp = 10;
/** Longer than the terminal takes the same key for the same press. */
const betweenMs = 700;
const processes = 2;
/** Where the clerk of the bench sits, and what is called there. */
const at = { window: 5, queue: 'one-enterprise', zone: 'A' };
const hallPath = '/api/halls/district';

declare global {
  /** When each number was first painted, and each press of F2 came: milliseconds since the epoch. */
  var painted: Record<string, number>;
  var pressed: number[];
}

/** Notes when a number stands on the page: the task after the frame that first has it. */
function notePaints(): void {
  globalThis.painted = {};
  const after = new MessageChannel();
  let fresh: string[] = [];
  after.port1.onmessage = () => {
    const now = performance.timeOrigin + performance.now();
    for (const number of fresh) globalThis.painted[number] = now;
    fresh = [];
  };
  const look = (): void => {
    const shown = [...document.querySelectorAll('.banner .number, .row, .cell')].map(
      (element) => element.textContent,
    );
    for (const number of shown.join(' ').match(/[A-Z]\d{3}/g) ?? [])
      if (!(number in globalThis.painted) && !fresh.includes(number)) fresh.push(number);
    if (fresh.length > 0) after.port2.postMessage(null);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function notePresses(): void {
  globalThis.pressed = [];
  addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'F2') globalThis.pressed.push(performance.timeOrigin + event.timeStamp);
    },
    { capture: true },
  );
}

/** Presses F2 so many times, each for the next number of a prefix, and measures its way to the board. */
async function measure(terminal: Page, board: Page, prefix: string): Promise<Spread> {
  const times: number[] = [];
  for (let n = 1; n <= calls + warmUp; n += 1) {
    const number = `${prefix}${String(n).padStart(3, '0')}`;
    await terminal.keyboard.press('F2');
    await board.waitForFunction((it) => it in globalThis.painted, number, { polling: 50 });
    const paintedAt = await board.evaluate((it) => globalThis.painted[it]!, number);
    const pressedAt = await terminal.evaluate(() => globalThis.pressed.at(-1)!);
    if (n > warmUp) times.push(paintedAt - pressedAt);
    await terminal.waitForTimeout(betweenMs);
  }
  return spreadOf(times);
}

/** Each page in a browser of its own: one behind another paints once a second. */
interface Browsers {
  readonly terminal: Browser;
  readonly board: Browser;
}

async function pagesOf(browsers: Browsers, terminalUrl: string, boardUrl: string, token?: string) {
  const contexts = {
    terminal: await browsers.terminal.newContext({ locale: 'zh-CN' }),
    board: await browsers.board.newContext({ locale: 'zh-CN' }),
  };
  if (token !== undefined)
    await contexts.terminal.addCookies([
      { name: 'session', value: token, url: new URL('/', terminalUrl).href },
    ]);
  // The runner gives functions their names by a helper that the page does not have.
  for (const context of Object.values(contexts))
    await context.addInitScript('globalThis.__name = (it) => it');
  const board = await contexts.board.newPage();
  await board.setViewportSize({ width: 1920, height: 1080 });
  await board.addInitScript(notePaints);
  await board.goto(boardUrl);
  await board.locator('.board:not(.wait)').waitFor();
  const terminal = await contexts.terminal.newPage();
  await terminal.setViewportSize({ width: 480, height: 720 });
  await terminal.addInitScript(notePresses);
  await terminal.goto(terminalUrl);
  const close = async (): Promise<void> => {
    for (const context of Object.values(contexts)) await context.close();
  };
  return { close, board, terminal };
}

async function ours(browsers: Browsers, queues: readonly string[]) {
  const site = await makeSite({ takers: 1, clerks: 2 });
  const server = await ServerProcess.start({ dataDir: site.dataDir });
  const client = new Client(server.url, 8);
  try {
    return await measureOurs(browsers, queues, site, server.url, client);
  } finally {
    client.close();
    await server.stop();
    await site.remove();
  }
}

async function measureOurs(
  browsers: Browsers,
  queues: readonly string[],
  site: Site,
  url: string,
  client: Client,
) {
  const taker = site.takers[0]!;
  const post = async <T>(path: string, body: object, token: string): Promise<T> => {
    const answer = await client.post<T>(path, body, token);
    expectDone(answer);
    return answer.body;
  };
  const tokens: string[] = [];
  for (let i = 0; i < phones; i += 50) {
    const some = Array.from({ length: Math.min(50, phones - i) }, async (_, k) => {
      const queue = queues[(i + k) % queues.length]!;
      return (await post<{ token: string }>(`${hallPath}/tickets`, { queue }, taker)).token;
    });
    tokens.push(...(await Promise.all(some)));
  }
  const wishes = [
    ...Array.from({ length: boards }, () => ({ topic: 'board', hall: 'district', zone: at.zone })),
    ...tokens.map((token) => ({ topic: 'ticket', token })),
  ];
  const end = await connectCrowd(url, wishes, processes);
  await post(`${hallPath}/windows/${at.window}/open`, {}, site.clerks[0]!);
  const { pairingCode } = await post<{ pairingCode: string }>(
    '/api/devices',
    { hall: 'district', kind: 'display', name: 'board' },
    site.admin,
  );
  const { close, terminal, board } = await pagesOf(
    browsers,
    `${url}/window/?hall=district&window=${at.window}`,
    `${url}/display/?zone=${at.zone}&voice=0&pairingCode=${pairingCode}`,
    site.clerks[0],
  );
  await terminal.locator('[data-command=call-next]').waitFor();
  const spread = await measure(terminal, board, 'B');
  const read = async <T>(path: string): Promise<T> => (await (await fetch(url + path)).json()) as T;
  const states = {
    board: await read<BoardState>(`${hallPath}/board?zone=${at.zone}`),
    ticket: await read<object>(`/api/tickets/${tokens.at(-1)!}`),
  };
  await close();
  await end();
  return {
    spread,
    states,
    reached: tokens.filter((_, i) => queues[i % queues.length] === at.queue).length,
  };
}

async function bare(browsers: Browsers, states: object, reached: number): Promise<Spread> {
  const file = join(root, 'test-output', 'bare-board.json');
  await writeFile(file, JSON.stringify(states));
  const child = fork(
    join(import.meta.dirname, 'measure', 'bare-board-server.ts'),
    [join(root, 'dist', 'web'), file],
    { execArgv: ['--import', 'tsx'] },
  );
  const [url] = (await once(child, 'message')) as [string];
  const wishes = [
    ...Array.from({ length: boards }, () => ({ topic: 'board' })),
    ...Array.from({ length: phones }, (_, i) => ({
      topic: 'ticket',
      queue: i < reached ? 'called' : 'other',
    })),
  ];
  const end = await connectCrowd(url, wishes, processes);
  const { close, terminal, board } = await pagesOf(
    browsers,
    `${url}/terminal`,
    `${url}/display/?zone=${at.zone}&voice=0&pairingCode=code`,
  );
  const spread = await measure(terminal, board, 'Z');
  await close();
  await end();
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  return spread;
}

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('Chromium is missing: set CHROMIUM to its path');
ensureBuilt();
const hallFile = HallFile.parse(
  JSON.parse(await readFile(join(root, 'data', 'hall.json'), 'utf8')),
);
const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const browsers: Browsers = { terminal: await launch(), board: await launch() };
const { spread, states, reached } = await ours(
  browsers,
  hallFile.queues.map(({ code }) => code),
);
const floor = await bare(browsers, states, reached);
await browsers.terminal.close();
await browsers.board.close();
const ms = ({ p50, p99 }: Spread): string => `${p50.toFixed(0)} / ${p99.toFixed(0)}`.padStart(12);
process.stdout.write(
  `From the key to the painted board, ${boards} boards and ${phones} phones connected, ` +
    `${calls} calls, each heard by ${boards + 1} boards and ${reached} phones\n` +
    `                              p50 / p99 ms\n` +
    `  ours                        ${ms(spread)}\n` +
    `  bare Socket.IO              ${ms(floor)}\n` +
    `  ours ÷ bare                  ${(spread.p50 / floor.p50).toFixed(2)} / ${(spread.p99 / floor.p99).toFixed(2)}\n`,
);
