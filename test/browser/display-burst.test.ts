import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BoardState } from '../../shared/contract/board.ts';
import { shortText, spokenText } from '../../shared/spoken.ts';
import { TestHall } from '../support/hall.ts';
import { shot, useChromium } from './chromium.ts';
import {
  clipsOf,
  clipsSpoken,
  heard,
  Line,
  openBoard,
  pass,
  runUntil,
  sentences,
  shortClipsOf,
  webDir,
} from './display-support.ts';

const chromium = useChromium();
let hall: TestHall;
/** The clerks of the windows, and the queue that each is best filled from. */
const clerks = new Map<number, string>();
const queueOf = new Map<number, string>();
const zoneOf = new Map<number, string>();
beforeAll(async () => {
  hall = await TestHall.start({ webDir });
  const { windows } = await hall.ok<{
    windows: { number: number; zone: string; serves: { queue: string }[] }[];
  }>('GET', '/api/halls/district');
  for (const { number, zone, serves } of windows) {
    queueOf.set(number, serves[0]!.queue);
    zoneOf.set(number, zone);
    clerks.set(number, await hall.openWindow(number));
  }
});
afterAll(() => hall.stop());

const screen = { viewport: { width: 1920, height: 1080 } };

interface Made {
  readonly number: string;
  readonly window: number;
  /** On the test's clock, in seconds. */
  readonly at: number;
  seen?: number;
}

async function callAt(window: number): Promise<{ number: string; version: number }> {
  await hall.take({ queue: queueOf.get(window)! });
  const state = await hall.window(window, 'call-next', {}, clerks.get(window));
  return { number: state.ticket!.number, version: state.version };
}

/** The numbers that can be read: whole, inside of the screen, at their computed size. */
function readable(page: Page, least: number): Promise<string[]> {
  return page.evaluate((size) => {
    const found = document.querySelectorAll<HTMLElement>('.banner .number, .row .number');
    return [...found]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        const cell = element.closest('.banner, .row')!.getBoundingClientRect();
        return (
          Number.parseFloat(getComputedStyle(element).fontSize) >= size &&
          box.left >= cell.left &&
          box.right <= cell.right &&
          cell.top >= 0 &&
          cell.bottom <= innerHeight
        );
      })
      .map((element) => element.textContent.trim());
  }, least);
}

it('faults S4: 14 calls at once, then two a second for a minute, on a board with 44 windows: each is readable within 10 s, nothing untrue is begun, and the board catches up', async () => {
  const page = await chromium.page(screen);
  await openBoard(page, hall, '');
  const made: Made[] = [];
  /** Who is called to a window and not there yet, as the server has it. */
  const standing = new Map<number, Made>();
  const sentenceOf = new Map<string, Made>();
  let passed = 0;
  let version = 0;
  const call = async (window: number): Promise<void> => {
    const { number, version: newest } = await callAt(window);
    version = Math.max(version, newest);
    const one: Made = { number, window, at: passed };
    made.push(one);
    standing.set(window, one);
    const speech = { number, window, recall: false };
    sentenceOf.set(spokenText(speech, 'zh-Hans', `${zoneOf.get(window)}区`), one);
    sentenceOf.set(shortText(speech, 'zh-Hans'), one);
  };
  const start = async (window: number): Promise<void> => {
    if (!standing.delete(window)) return;
    version = (await hall.window(window, 'start', {}, clerks.get(window))).version;
  };

  let begun = 0;
  const untrue: string[] = [];
  const spoken = new Set<Made>();
  const step = async (milliseconds: number): Promise<void> => {
    await heard(page, version);
    passed += milliseconds / 1000;
    hall.clock.pass(milliseconds / 1000);
    await pass(page, milliseconds);
    // The least size at 10 m on 55 inches, in pixels of the font (faults S4: never below it).
    for (const number of await readable(page, 250)) {
      const one = made.find((each) => each.number === number);
      if (one !== undefined) one.seen ??= passed;
    }
    const played = await page.evaluate(() => globalThis.played.length);
    for (const sentence of await sentences(page, begun, played)) {
      const { caption } = sentence.find(({ clip }) => clip !== 'chime')!;
      const text = [...sentenceOf.keys()].find((each) => caption.startsWith(each));
      const one = sentenceOf.get(text ?? '');
      if (one === undefined || standing.get(one.window) !== one) untrue.push(caption);
      else spoken.add(one);
    }
    begun = played;
  };

  // Windows in an order in which zones mix, as in life.
  const order = [...clerks.keys()].map((_, i) => ((i * 17) % 44) + 1);
  await Promise.all(order.slice(0, 14).map(call));
  await step(500);
  await shot(page, 'board-hall-burst');
  for (let i = 0; i < 120; i += 2) {
    for (const n of [i, i + 1]) {
      await call(order[(14 + n) % 44]!);
      // Every third visitor arrives twelve seconds later; the others are still on their way.
      if (n % 3 === 0) await start(order[(34 + n) % 44]!);
    }
    await step(1000);
  }
  for (let i = 0; i < 10; i += 1) await step(1000);
  const late = made.filter(({ at, seen }) => seen === undefined || seen - at > 10);
  expect(late).toEqual([]);
  expect(made).toHaveLength(134);

  const silent = (): Made[] => [...standing.values()].filter((one) => !spoken.has(one));
  for (let i = 0; i < 75 && silent().length > 0; i += 1) await step(2000);
  expect(silent()).toEqual([]);
  expect(untrue).toEqual([]);
  // The last sentence ends, and the server is told.
  await step(20_000);
  const board = (): Promise<BoardState> => hall.ok('GET', '/api/halls/district/board');
  await expect.poll(async () => (await board()).announcements).toEqual([]);
  expect(await page.locator('.said').count()).toBe(0);
  // At 90 seconds nobody is on the way any more.
  await step(60_000);
  await page.locator('.board.quiet').waitFor();
}, 240_000);

it('faults S1: a board that starts shows and speaks nothing of a call that is over', async () => {
  hall.clock.pass(600);
  const [left, right] = [21, 22];
  const over = await callAt(left);
  await hall.window(left, 'start', {}, clerks.get(left));
  await hall.window(left, 'finish', {}, clerks.get(left));
  const stands = await callAt(right);
  await hall.window(right, 'recall', {}, clerks.get(right));
  hall.clock.pass(20);
  const page = await chromium.page(screen);
  await openBoard(page, hall, 'zone=C');
  await page.locator('.banner .number', { hasText: stands.number }).waitFor();
  await runUntil(page, async () => (await page.locator('.said').count()) === 1, 10);
  await runUntil(page, async () => (await page.locator('.said').count()) === 0, 60);
  expect(await clipsSpoken(page)).toEqual([
    clipsOf(stands.number, right),
    clipsOf(stands.number, right),
  ]);
  expect(await page.locator('.banner', { hasText: over.number }).count()).toBe(0);

  // What waits behind another and is answered meanwhile is not begun, nor is its repeat.
  const next = await callAt(left);
  await runUntil(page, async () => (await clipsSpoken(page)).length === 3, 20);
  const { version } = await hall.window(left, 'start', {}, clerks.get(left));
  await heard(page, version);
  await runUntil(page, async () => (await page.locator('.said').count()) === 0, 60);
  expect((await clipsSpoken(page)).slice(2)).toEqual([clipsOf(next.number, left)]);
});

it('faults S2: a board whose line is cut ends the sentence in the air and is silent; back again, it speaks what stands', async () => {
  hall.clock.pass(300);
  const line = await Line.to(hall);
  try {
    const page = await chromium.page({
      ...screen,
      expectErrors: [/WebSocket|ERR_|Failed to load/],
    });
    await openBoard(page, hall, 'zone=A', { url: line.url });
    const calls: { number: string; version: number }[] = [];
    for (const window of [1, 2, 3, 4]) calls.push(await callAt(window));
    await heard(page, calls[3]!.version);
    await runUntil(page, async () => (await sentences(page)).length === 1, 20);
    line.cut();
    await runUntil(page, () => page.getByText(/连接中断 自/).isVisible(), 60);
    await pass(page, 30_000);
    expect(await clipsSpoken(page)).toHaveLength(1);
    expect(await page.locator('.said').count()).toBe(0);
    // The picture stays, greyed.
    expect(await page.locator('.calls.stale').innerText()).toContain(calls[3]!.number);
    await shot(page, 'board-line-lost');

    await hall.window(2, 'start', {}, clerks.get(2));
    line.mend();
    await runUntil(page, async () => !(await page.getByText('连接中断').isVisible()), 30);
    await runUntil(page, async () => (await page.locator('.said').count()) === 1, 10);
    await runUntil(page, async () => (await page.locator('.said').count()) === 0, 90);
    const said = (await clipsSpoken(page)).slice(1).map((clips) => clips.join());
    const formsOf = (i: number): string[] => [
      shortClipsOf(calls[i]!.number, i + 1).join(),
      clipsOf(calls[i]!.number, i + 1).join(),
    ];
    expect(said.some((clips) => formsOf(2).includes(clips))).toBe(true);
    expect(said.some((clips) => formsOf(3).includes(clips))).toBe(true);
    expect(said.some((clips) => formsOf(1).includes(clips))).toBe(false);
  } finally {
    await line.close();
  }
});
