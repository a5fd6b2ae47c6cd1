/**
 * node scripts/run.mjs bench/board-memory.ts [days]: the memory of a hall board over a month.
 *
 * 250 calls an hour, 8 hours a day, 22 days: 44,000 calls are pushed to a board in the system's
 * Chromium, each a whole state that is painted and announced. The loudspeaker is silent and the
 * page's timers run faster, so that a month takes minutes. After each day the garbage is collected
 * and the heap, the nodes and the listeners are counted. Fails where one of them grows.
 */
import { join } from 'node:path';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { ensureBuilt } from '../scripts/build.mjs';
import { findChromium, root } from '../scripts/lib.mjs';
import type { BoardState } from '../shared/contract/board.ts';
import { spokenText } from '../shared/spoken.ts';
import { type BoardStub, startBoardStub } from './board-stub.ts';

const days = Number(process.argv[2] ?? 22);
const callsAnHour = 250;
const hours = 8;
const windows = [1, 2, 3, 4, 5, 6, 7, 8, 43, 44];
/** So many calls come within a moment; the next ones when all of them were announced. */
const together = 10;
/** How many times faster the page's pauses pass: a caption's 4 seconds take 4 milliseconds. */
const faster = 1000;
/**
 * What a month may add, in bytes: code that the engine compiles, and drops, as it goes. It is some
 * ten bytes a call; whatever were kept of a call or a state would be hundreds.
 */
const mostGrowth = 0.6e6;

interface Sample {
  readonly day: number;
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

const start = Date.parse('2026-03-02T00:30:00.000Z');
const languages = ['zh-Hans', 'zh-Hant', 'en'] as const;

/** The board's state after the call `n`, with the calls since `from` still to be announced. */
function stateAfter(n: number, from: number): BoardState {
  const at = new Date(start + n * (3_600_000 / callsAnHour)).toISOString();
  const numberOf = (i: number): string => `A${String((i % 999) + 1).padStart(3, '0')}`;
  const windowOf = (i: number): number => windows[i % windows.length] ?? 1;
  const latest = Array.from({ length: Math.min(20, n + 1) }, (_, i) => n - i);
  return {
    version: n + 2,
    at,
    setup: 1,
    hall: 'district',
    zone: 'A',
    calls: latest.map((i) => {
      return {
        id: `call-${i}`,
        number: numberOf(i),
        window: windowOf(i),
        zone: 'A',
        at,
        recall: i % 9 === 0,
        status: i >= from ? 'called' : 'over',
      };
    }),
    windows: windows.map((window, i) => {
      const last = latest.find((call) => windowOf(call) === window);
      const number = last === undefined ? null : numberOf(last);
      return { window, zone: 'A', status: (n + i) % 7 === 0 ? 'paused' : 'open', number };
    }),
    queues: [
      { queue: 'one-life', waiting: n % 37 },
      { queue: 'one-enterprise', waiting: n % 11 },
    ],
    notices: [{ 'zh-Hans': `通知 ${n % 13}` }],
    media: [],
    announcements: Array.from({ length: n - from + 1 }, (_, i) => from + i).map((i) => {
      const speech = { number: numberOf(i), window: windowOf(i), recall: i % 9 === 0 };
      return {
        id: `call-${i}`,
        zone: 'A',
        at,
        text: Object.fromEntries(
          languages.map((language) => [language, spokenText(speech, language)]),
        ) as Record<(typeof languages)[number], string>,
        speech: { ...speech, languages: ['zh-Hans', 'en'] },
      };
    }),
  };
}

/** A loudspeaker that is done at once, so that a month fits into minutes. */
function silentLoudspeaker(): void {
  class Ending {
    onended: (() => void) | null = null;
    buffer: unknown = null;
    frequency = { value: 0 };
    connect = <T>(to: T): T => to;
    disconnect = (): null => null;
    start(): void {
      queueMicrotask(() => queueMicrotask(() => this.onended?.()));
    }
    stop = (): null => null;
  }
  const ramps = { setValueAtTime: () => null, exponentialRampToValueAtTime: () => null };
  Object.assign(globalThis, {
    AudioContext: class {
      state = 'running';
      currentTime = 0;
      createBufferSource = (): Ending => new Ending();
      createOscillator = (): Ending => new Ending();
      createGain = (): object => ({ gain: ramps, connect: <T>(to: T): T => to });
      decodeAudioData = (): Promise<object> =>
        Promise.resolve({
          duration: 0.3,
          sampleRate: 1000,
          getChannelData: () => new Float32Array(300).fill(0.5),
        });
    },
  });
}

/**
 * Lets the page's pauses pass as many times faster as `timersFaster` says; 1 until it is told.
 * What is longer than any pause is a time-out, and stays: the machine is no faster than it is.
 */
function fastTimers(): void {
  const longestPause = 4000;
  const page = globalThis as unknown as { timersFaster: number };
  page.timersFaster = 1;
  const { setTimeout: later, setInterval: often } = globalThis;
  const faster =
    (real: (act: TimerHandler, ms: number, ...rest: unknown[]) => number) =>
    (act: TimerHandler, ms = 0, ...rest: unknown[]): number =>
      real(act, ms > longestPause ? ms : ms / page.timersFaster, ...rest);
  Object.assign(globalThis, {
    setTimeout: faster(later as never),
    setInterval: faster(often as never),
  });
}

async function measure(session: CDPSession, day: number): Promise<Sample> {
  for (let i = 0; i < 3; i += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { day, heap: usedSize, nodes, listeners: jsEventListeners };
}

/** Bytes a day by least squares. */
function slope(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [day, heap] = [mean((s) => s.day), mean((s) => s.heap)];
  const across = samples.reduce((sum, s) => sum + (s.day - day) * (s.heap - heap), 0);
  return across / samples.reduce((sum, s) => sum + (s.day - day) ** 2, 0);
}

async function pushed(page: Page, stub: BoardStub): Promise<Sample[]> {
  const session = await page.context().newCDPSession(page);
  const samples = [await measure(session, 0)];
  const callsADay = callsAnHour * hours;
  for (let n = 0; n < days * callsADay; n += together) {
    for (let i = 0; i < together; i += 1) stub.push(stateAfter(n + i, n));
    await stub.untilSpoken(n + together);
    if ((n + together) % callsADay !== 0) continue;
    samples.push(await measure(session, (n + together) / callsADay));
    const { day, heap, nodes, listeners } = samples.at(-1)!;
    console.log(
      `day ${day}: ${(heap / 1e6).toFixed(2)} MB, ${nodes} nodes, ${listeners} listeners`,
    );
  }
  return samples;
}

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('Chromium is missing: set CHROMIUM to its path');
const web = process.env['WEB_DIR'] ?? join(root, 'dist', 'web');
if (process.env['WEB_DIR'] === undefined) ensureBuilt();
const stub = await startBoardStub(web, stateAfter(0, 1));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({
  viewport: { width: 1920, height: 1080 },
  deviceScaleFactor: 0.25,
});
// The runner gives functions their names by a helper that the page does not have.
await page.addInitScript('globalThis.__name = (it) => it');
await page.addInitScript(silentLoudspeaker);
await page.addInitScript(fastTimers);
await page.goto(`${stub.url}/display/?zone=A&pairingCode=code`);
await page.locator('.board[data-mode=usual]').waitFor();
await page.evaluate((factor) => Object.assign(globalThis, { timersFaster: factor }), faster);
const samples = await pushed(page, stub);
const shown = await page.locator('.banner .number, .row .number').first().innerText();
await browser.close();
await stub.close();

// The first day fills the caches.
const settled = samples.slice(1);
const grown = settled.length > 1 ? slope(settled) * 22 : 0;
const [first, last] = [settled[0]!, settled.at(-1)!];
console.log(
  `${days * callsAnHour * hours} calls, ${stub.spoken()} announced; last number shown ${shown}.\n` +
    `Heap after day ${first.day}: ${(first.heap / 1e6).toFixed(2)} MB, after day ${last.day}: ` +
    `${(last.heap / 1e6).toFixed(2)} MB; trend ${(grown / 1e6).toFixed(2)} MB a month of 22 days.`,
);
if (grown > mostGrowth || last.nodes > first.nodes + 200 || last.listeners > first.listeners + 20) {
  console.log('The page grows.');
  process.exitCode = 1;
}
