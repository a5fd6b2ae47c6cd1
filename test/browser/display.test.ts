import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { capitalMillimetres } from '../../display/layout.ts';
import { languages } from '../../shared/languages.ts';
import { shortText } from '../../shared/spoken.ts';
import { TestHall } from '../support/hall.ts';
import { shot, useChromium } from './chromium.ts';
import {
  checkAxeNow,
  heard,
  Line,
  newDisplay,
  openBoard,
  pass,
  runUntil,
  webDir,
} from './display-support.ts';
import { atNine, useHalls } from './halls.ts';

const startHall = useHalls(atNine);
const chromium = useChromium();
let hall: TestHall;
let clerks: Map<number, string>;
const lines: Line[] = [];
beforeAll(async () => {
  hall = await TestHall.start({ webDir });
  clerks = new Map();
  for (const window of [1, 2, 3, 5, 6, 7]) clerks.set(window, await hall.openWindow(window));
  await hall.window(7, 'pause', { reason: '午休' }, clerks.get(7));
});
afterAll(() => hall.stop());
afterEach(async () => {
  for (const line of lines.splice(0)) await line.close();
  hall.clock.pass(600);
});

const screen = { viewport: { width: 1920, height: 1080 } };
/** What Chromium writes to the console when a line is cut. */
const lineErrors = [/WebSocket|ERR_|Failed to load/];

/** The hall's version after the newest call. */
let called = 0;
async function callAt(window: number): Promise<string> {
  const { number } = await hall.take({ queue: window < 5 ? 'one-life' : 'one-enterprise' });
  const { version } = await hall.window(window, 'call-next', {}, clerks.get(window));
  called = version;
  return number;
}

/** The numbers that a board shows in its rows, newest first. */
const rowsOf = (page: Page): Promise<string[]> => page.locator('.row .number').allInnerTexts();
const numbers = '.banner strong, .row strong';

/** Elements whose text is cut off or that stand outside of the screen. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const pen = document.createElement('canvas').getContext('2d')!;
    for (const element of document.querySelectorAll<HTMLElement>('main *')) {
      const own = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      );
      if (!own || element.closest('.visually-hidden') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(element);
      const line = range.getBoundingClientRect();
      // What counts are the glyphs: a line of text is higher than what is written in it.
      const { fontFamily, fontSize, fontWeight } = getComputedStyle(element);
      pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
      const ink = pen.measureText(element.textContent.trim());
      const ascent = ink.fontBoundingBoxAscent;
      const single = line.height < 2 * (ascent + ink.fontBoundingBoxDescent);
      const baseline = line.top + (line.height * ascent) / (ascent + ink.fontBoundingBoxDescent);
      const box = {
        left: line.left,
        right: line.right,
        top: single ? baseline - ink.actualBoundingBoxAscent : line.top,
        bottom: single ? baseline + ink.actualBoundingBoxDescent : line.bottom,
      };
      const what = `${element.className}: ${element.textContent}`;
      if (box.left < -1 || box.right > innerWidth + 1) faults.push(`outside ${what}`);
      if (box.top < -1 || box.bottom > innerHeight + 1) faults.push(`outside ${what}`);
      for (let holder = element.parentElement; holder; holder = holder.parentElement) {
        if (getComputedStyle(holder).overflow !== 'hidden') continue;
        const edge = holder.getBoundingClientRect();
        if (box.right > edge.right + 1 || box.left < edge.left - 1) faults.push(`cut ${what}`);
        if (box.bottom > edge.bottom + 1 || box.top < edge.top - 1) faults.push(`cut ${what}`);
      }
    }
    return faults;
  });
}

/** Height of the capitals that are really written, in millimetres of the screen. */
function capitals(
  page: Page,
  selector: string,
  diagonal: number,
  whole = page.viewportSize()!,
): Promise<number[]> {
  const perMillimetre = Math.hypot(whole.width, whole.height) / (diagonal * 25.4);
  return page.locator(selector).evaluateAll((elements, perMillimetre) => {
    const context = document.createElement('canvas').getContext('2d')!;
    return elements.map((element) => {
      const { fontFamily, fontSize, fontWeight } = getComputedStyle(element);
      context.font = `${fontWeight} ${fontSize} ${fontFamily}`;
      const heights = [...element.textContent.trim()].map(
        (letter) => context.measureText(letter).actualBoundingBoxAscent,
      );
      return Math.min(...heights) / perMillimetre;
    });
  }, perMillimetre);
}

it('writes capitals of at least 122 mm on a 55" screen at 1080p set for 10 m, in four rows', async () => {
  for (const window of [1, 2, 3, 5, 6]) {
    await callAt(window);
    hall.clock.pass(20);
  }
  const page = await chromium.page(screen);
  await openBoard(page, hall, 'zone=A');
  await page.locator('.row').nth(2).waitFor();
  const heights = await capitals(page, numbers, 55);
  expect(heights).toHaveLength(8);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(122);
  expect(capitalMillimetres(10)).toBeCloseTo(122.2, 1);
  expect(await cutOff(page)).toEqual([]);
  await shot(page, 'board-1920x1080-dark');
});

interface Look {
  readonly size: readonly [number, number];
  readonly address: string;
  /** What the calls' capitals must have, by the distance. */
  readonly mm: number;
  readonly diagonal?: number;
  /** Two halves share one screen. */
  readonly whole?: { width: number; height: number };
  readonly mode: string;
  readonly name: string;
}

/** Faults S4 to S7: each board, at its size, with one call among others and with a burst of six. */
it.each<Look>([
  {
    size: [1920, 1080],
    address: 'zone=A&theme=light&distance=5',
    mm: 61,
    mode: 'places',
    name: 'zone-light',
  },
  { size: [1920, 1080], address: '', mm: 122, mode: 'usual', name: 'hall' },
  {
    size: [3840, 2160],
    address: 'diagonal=85&arrows=A:left,B:right',
    mm: 122,
    diagonal: 85,
    mode: 'usual',
    name: 'hall-4k',
  },
  { size: [1080, 1920], address: 'lang=zh-Hant', mm: 122, mode: 'usual', name: 'hall-portrait' },
  {
    size: [1080, 1920],
    address: 'zone=A&lang=en&distance=5',
    mm: 61,
    mode: 'places',
    name: 'zone-portrait-en',
  },
  {
    size: [960, 1080],
    address: 'zone=A&half=1&distance=5',
    whole: { width: 1920, height: 1080 },
    mm: 61,
    mode: 'places',
    name: 'zone-half',
  },
  {
    size: [1366, 768],
    address: 'zone=A&diagonal=32',
    mm: 122,
    diagonal: 32,
    mode: 'usual',
    name: '32-inch',
  },
])(
  'fits $name with nothing cut off, never below its type size, and axe finds nothing',
  async ({ size: [width, height], address, mm, diagonal = 55, whole, mode, name }) => {
    await callAt(1);
    hall.clock.pass(15);
    // There by now: two who are called share a screen that has room for one.
    await hall.window(1, 'start', {}, clerks.get(1));
    const newest = await callAt(2);
    hall.clock.pass(10);
    const viewport = { width, height };
    const page = await chromium.page({ viewport, context: { screen: whole ?? viewport } });
    await openBoard(page, hall, `${address}&voice=0`);
    await runUntil(page, () => page.locator(`.board.${mode}`).isVisible(), 60);
    await page.locator('.banner .number', { hasText: newest }).waitFor();
    const check = async (): Promise<void> => {
      const heights = await capitals(page, `${numbers}, .cell .number`, diagonal, whole);
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(mm);
      expect(await cutOff(page)).toEqual([]);
    };
    await check();
    await shot(page, `board-${name}`);

    const burst: string[] = [];
    for (const window of [1, 2, 3, 5, 6]) burst.push(await callAt(window));
    await heard(page, called);
    await runUntil(page, () => page.getByText(burst[4]!).first().isVisible(), 15);
    if (mode !== 'places') await page.locator('.board.burst').waitFor();
    await pass(page, 1500);
    await check();
    await shot(page, `board-${name}-burst`);
    // The caption names several in a row, as many as stand whole in it.
    const language = languages.find((each) => address.includes(`lang=${each}`)) ?? 'zh-Hans';
    const speech = { number: burst[0]!, window: 1, recall: false };
    const first = page.locator('.said .part').first();
    const chain = shortText(speech, language);
    await runUntil(page, async () => (await first.allInnerTexts()).includes(chain), 30);
    await check();
    await checkAxeNow(page);
  },
);

it('fits the first call of the day alone on a board, in each language, and its sentence in whole parts', async () => {
  const early = await startHall({ webDir });
  const clerk = await early.openWindow(21);
  const { windows } = await early.ok<{
    windows: { number: number; serves: { queue: string }[] }[];
  }>('GET', '/api/halls/district');
  const { serves } = windows.find(({ number }) => number === 21)!;
  const { number } = await early.take({ queue: serves[0]!.queue });
  await early.window(21, 'call-next', {}, clerk);
  const pages: Page[] = [];
  for (const lang of languages) {
    for (const [width, height] of [
      [1080, 1920],
      [1920, 1080],
    ] as const) {
      const page = await chromium.page({ viewport: { width, height } });
      await openBoard(page, early, `lang=${lang}`);
      await page.locator('.banner .number', { hasText: number }).waitFor();
      expect(Math.min(...(await capitals(page, numbers, 55)))).toBeGreaterThanOrEqual(122);
      await shot(page, `board-alone-${lang}-${width}`);
      expect.soft(await cutOff(page), `${lang} ${width}`).toEqual([]);
      pages.push(page);
    }
  }
  // Others follow while the first is still said as a sentence.
  const others = windows.filter(({ number }) => number >= 15 && number < 21);
  let version = 0;
  for (const { number, serves } of others) {
    const other = await early.openWindow(number);
    await early.take({ queue: serves[0]!.queue });
    ({ version } = await early.window(number, 'call-next', {}, other));
  }
  for (const page of pages) {
    await heard(page, version);
    await page.locator('.board.burst').waitFor();
    expect(await page.locator('.said .part').count()).toBe(0);
    const name = await page.evaluate(() => `${document.documentElement.lang}-${innerWidth}`);
    await shot(page, `board-alone-${name}-burst`);
    expect.soft(await cutOff(page), name).toEqual([]);
  }
}, 60_000);

it('faults S5: shows the newest call, each window in its place, who waits as letters and counts, and the clock', async () => {
  const first = await callAt(1);
  const second = await callAt(2);
  await hall.take({ queue: 'one-life' });
  const page = await chromium.page(screen);
  await openBoard(page, hall, 'zone=A&voice=0&distance=5');
  await page.locator('.cell', { hasText: '7号' }).getByText('暂停服务').waitFor();
  await page.locator('.cell', { hasText: '8号' }).getByText('未开放').waitFor();
  expect(await page.locator('.cell').count()).toBe(10);
  expect(await page.locator('.cell', { hasText: '1号' }).first().innerText()).toContain(first);
  expect(await page.locator('.strip').innerText()).toMatch(/区行政服务中心\s*A区/);
  expect((await page.locator('.each').first().innerText()).replace(/\s/g, '')).toBe('A1人');
  expect(await page.locator('time').innerText()).toMatch(/^\d\d:\d\d$/);
  expect(await page.locator('.banner .number').innerText()).toBe(second);
  await hall.window(3, 'call-next', {}, clerks.get(3));
});

it('faults S3: a call is loud while its visitor is on the way, for 90 seconds at the most; a miss is said for a minute', async () => {
  hall.clock.pass(200);
  const page = await chromium.page(screen);
  await openBoard(page, hall, 'zone=A&voice=0');
  const number = await callAt(1);
  await page.locator('.banner:not(.calm) .number', { hasText: number }).waitFor();
  await hall.window(1, 'start', {}, clerks.get(1));
  await page.locator('.row.past', { hasText: number }).waitFor();
  expect(await page.locator('.banner').count()).toBe(0);

  await hall.window(1, 'finish', {}, clerks.get(1));
  const late = await callAt(2);
  await page.locator('.banner .number', { hasText: late }).waitFor();
  hall.clock.pass(85);
  await pass(page, 85_000);
  expect(await page.locator('.banner .number').innerText()).toBe(late);
  hall.clock.pass(7);
  await pass(page, 7000);
  await page.locator('.row.late', { hasText: late }).waitFor();
  expect(await page.locator('.banner').count()).toBe(0);

  await hall.window(2, 'recall', {}, clerks.get(2));
  await page.locator('.banner .again').waitFor();
  hall.clock.pass(30);
  await hall.window(2, 'no-show', {}, clerks.get(2));
  await page.locator('.row.missed', { hasText: late }).getByText('已过号').waitFor();
  hall.clock.pass(62);
  await pass(page, 62_000);
  expect(await page.locator('.row', { hasText: late }).count()).toBe(0);
});

it('leaves a row where it stands when others are served; nothing of it needs to be kept', async () => {
  hall.clock.pass(200);
  const page = await chromium.page(screen);
  await openBoard(page, hall, 'zone=A&voice=0', { noStorage: true });
  const numbers: string[] = [];
  for (const window of [1, 2, 3]) {
    numbers.push(await callAt(window));
    await heard(page, called);
    hall.clock.pass(10);
    await pass(page, 10_000);
  }
  const rows = (): Promise<string[]> => page.locator('.row .number').allInnerTexts();
  const before = await rows();
  expect(before).toEqual(expect.arrayContaining(numbers.slice(0, 2)));
  await hall.window(2, 'start', {}, clerks.get(2));
  await page.locator('.row.past', { hasText: numbers[1]! }).waitFor();
  expect(await rows()).toEqual(before);
  await hall.window(2, 'finish', {}, clerks.get(2));
});

it('says when the hall opens where no window is open, and to take a number where nobody was called', async () => {
  const early = await startHall({ webDir, start: '2026-03-01T23:30:00.000Z' });
  const page = await chromium.page(screen);
  await openBoard(page, early, 'zone=D&voice=0');
  await page.getByText('窗口未开放').waitFor();
  await page.getByText(/今天 \d\d:\d\d 开始办理/).waitFor();
  await shot(page, 'board-closed');
  const clerk = await early.openWindow(40);
  await page.getByText('请先取号，叫到号后到窗口办理').waitFor();
  await early.window(40, 'pause', { reason: '午休' }, clerk);
  await page.getByText('暂停服务，请稍候').waitFor();
});

it('lesson 11 and 20: one of three boards loses the network: it says so after five seconds over its last state, and is right again by itself', async () => {
  const boards: Page[] = [];
  for (let i = 0; i < 3; i += 1) {
    const line = await Line.to(hall);
    lines.push(line);
    const page = await chromium.page({ ...screen, expectErrors: lineErrors });
    await openBoard(page, hall, 'zone=A&voice=0&distance=5', { url: line.url });
    boards.push(page);
  }
  const [lost, second, third] = boards as [Page, Page, Page];
  const before = await callAt(1);
  for (const page of boards) await page.locator('.cell', { hasText: before }).waitFor();

  lines[0]!.cut();
  await pass(lost, 3000);
  expect(await lost.getByText('连接中断').count()).toBe(0);
  await runUntil(lost, () => lost.getByText(/连接中断 自 \d\d:\d\d:\d\d/).isVisible(), 20);
  expect(await lost.locator('.cell', { hasText: before }).count()).toBe(1);
  await shot(lost, 'board-disconnected');

  const missed = [await callAt(2), await callAt(3), await callAt(2)];
  for (const page of [second, third]) {
    await page.locator('.cell', { hasText: missed[2]! }).waitFor();
    expect(await page.getByText('连接中断').count()).toBe(0);
  }
  expect(await lost.getByText(missed[2]!).count()).toBe(0);

  lines[0]!.mend();
  await runUntil(lost, async () => !(await lost.getByText('连接中断').isVisible()), 30);
  await lost.locator('.cell', { hasText: missed[2]! }).waitFor();
  expect(await lost.locator('.cell', { hasText: missed[1]! }).count()).toBe(1);
  expect(await lost.locator('.banner .number').innerText()).toBe(missed[2]);
});

it('lesson 20: an unknown zone, and a hall whose names cannot be read, leave the rest on the screen', async () => {
  const number = await callAt(1);
  const page = await chromium.page(screen);
  await openBoard(page, hall, 'zone=Z');
  await page.getByText('没有“Z”这个区域').waitFor();
  await page.locator('.calls', { hasText: number }).waitFor();

  const other = await chromium.page({ ...screen, expectErrors: lineErrors });
  await other.route('**/api/halls/district', (route) => route.fulfill({ status: 500, body: '' }));
  await openBoard(other, hall, 'zone=A&voice=0&distance=5');
  await other.locator('.cell', { hasText: number }).waitFor();
  await other.getByText('one-life').waitFor();
});

it('lesson 21: shows number and window, nothing else of a visit', async () => {
  const { packages } = await hall.ok<{
    packages: { code: string; name: Record<string, string> }[];
  }>('GET', '/api/halls/district/catalogue');
  const newborn = packages[0]!;
  const ticket = await hall.take({ package: newborn.code, category: 'senior' });
  const window = ticket.number.startsWith('A') ? 1 : 5;
  await hall.window(window, 'call-next', {}, clerks.get(window));
  const page = await chromium.page(screen);
  const heard: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => heard.push(String(payload)));
  });
  await openBoard(page, hall, 'zone=A');
  await page.locator('.calls', { hasText: ticket.number }).waitFor();
  const all = heard.join('\n') + (await page.locator('body').innerText());
  expect(all).toContain(ticket.number);
  for (const secret of [newborn.name['zh-Hans']!, newborn.code, 'senior', ticket.token, ticket.id])
    expect(all).not.toContain(secret);
});

it('stays paired over a reload, and is one of two halves where it is told so', async () => {
  for (const window of [1, 2, 3, 5, 6]) {
    await callAt(window);
    hall.clock.pass(20);
  }
  const page = await chromium.page(screen);
  await openBoard(page, hall, 'zone=A&voice=0&half=1', { device: { zone: 'A' } });
  await pass(page, 60_000);
  await page.locator('.row').nth(2).waitFor();
  const first = await rowsOf(page);
  await page.reload();
  await page.locator('.row').nth(2).waitFor();
  const right = await chromium.page(screen);
  await openBoard(right, hall, 'zone=A&half=2');
  await pass(right, 60_000);
  await right.locator('.row').first().waitFor();
  const second = await rowsOf(right);
  expect(second.length).toBeGreaterThan(0);
  expect(first.filter((number) => second.includes(number)).length).toBeLessThanOrEqual(1);

  const windowsOf = (each: Page): Promise<string[]> =>
    each.locator('.cell .window').allInnerTexts();
  const both: string[] = [];
  for (const half of [1, 2]) {
    const near = await chromium.page(screen);
    await openBoard(near, hall, `zone=A&voice=0&distance=5&half=${half}`);
    await near.locator('.cell').first().waitFor();
    both.push(...(await windowsOf(near)));
  }
  expect(both.map((text) => text.replace(/\s/g, '')).sort()).toEqual(
    ['1号', '2号', '3号', '4号', '43号', '44号', '5号', '6号', '7号', '8号'].sort(),
  );
});

it('asks for a pairing code without one, and refuses the code of a kiosk', async () => {
  const { pairingCode } = await hall.ok<{ pairingCode: string }>('POST', '/api/devices', {
    hall: 'district',
    kind: 'kiosk',
    name: 'kiosk',
  });
  const page = await chromium.page(screen);
  await page.goto(`${hall.url}/display/?zone=A&pairingCode=${pairingCode}`);
  await page.getByText('这个配对码是给取号机用的。').waitFor();
  const board = await newDisplay(hall);
  await page.getByLabel('配对码').fill(board.pairingCode);
  await page.getByRole('button', { name: '配对' }).click();
  await page.locator('.board:not(.wait)').waitFor();
});
