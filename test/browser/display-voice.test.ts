import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { shortText, spokenNumber, spokenText } from '../../shared/spoken.ts';
import { TestHall } from '../support/hall.ts';
import { shot, useChromium } from './chromium.ts';
import {
  clipsOf,
  clipsSpoken,
  heard,
  openBoard,
  pass,
  runUntil,
  sentences,
  shortClipsOf,
  webDir,
} from './display-support.ts';
import { atNine, useHalls } from './halls.ts';

const startHall = useHalls(atNine);
const chromium = useChromium();
let hall: TestHall;
beforeAll(async () => {
  hall = await TestHall.start({ webDir });
});
afterAll(() => hall.stop());
// What one test called is too old to be announced in the next.
afterEach(() => hall.clock.pass(600));

const screen = { viewport: { width: 1920, height: 1080 } };
/** Chromium logs each answer of 4xx; what it means is asserted. */
const notFound = [/404/];

async function unspoken(zone: string, of: TestHall = hall): Promise<string[]> {
  const state = await of.ok<{ announcements: { speech: { number: string } }[] }>(
    'GET',
    `/api/halls/district/board?zone=${zone}`,
  );
  return state.announcements.map(({ speech }) => speech.number);
}

/** The alarm that the console shows of a board's sound. */
async function audioAlarm(board: string): Promise<string | null> {
  const watching = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
  const alarm = watching.last.alarms.find(
    ({ code, subject }) => code === 'audio' && subject === board,
  );
  return alarm?.detail ?? null;
}

/** What a board last said of its sound. */
async function audioHealth(board: string): Promise<string> {
  const devices = hall.db.read.selectFrom('devices').select('health');
  const row = await devices.where('name', '=', board).executeTakeFirst();
  return row?.health ?? '';
}

/** Takes a ticket and calls it at a window that is open. */
async function callOne(queue: string, window: number, clerk: string): Promise<string> {
  const { number } = await hall.take({ queue });
  await hall.window(window, 'call-next', {}, clerk);
  return number;
}

it('lesson 6: 12 calls within one tick are all shown, and all spoken in order, in short forms', async () => {
  const page = await chromium.page(screen);
  await openBoard(page, hall, 'zone=B&distance=5');
  const windows = Array.from({ length: 12 }, (_, i) => 9 + i);
  const clerks = await Promise.all(windows.map((window) => hall.openWindow(window)));
  for (const window of windows) await hall.take({ queue: window < 15 ? 'realty' : 'tax' });

  await Promise.all(windows.map((window, i) => hall.window(window, 'call-next', {}, clerks[i])));

  const board = await hall.ok<{
    calls: { number: string; window: number }[];
    announcements: { speech: { number: string; window: number } }[];
  }>('GET', '/api/halls/district/board?zone=B');
  const called = board.calls.map(({ number, window }) => ({ number, window })).reverse();
  expect(new Set(called.map(({ number }) => number)).size).toBe(12);
  for (const { number } of called) {
    await page.locator('.cell', { hasText: number }).waitFor();
  }
  await runUntil(page, async () => (await unspoken('B')).length === 0);
  await runUntil(page, async () => (await page.locator('.said').count()) === 0, 60);

  // The first was alone when it began, and is said as a sentence; the others follow in short
  // forms, four in one breath, and only the last few twice.
  const said = await clipsSpoken(page);
  const firsts = said.filter((clips, i) => said.findIndex((c) => c.join() === clips.join()) === i);
  const [{ number: first, window: at }, ...others] = called as [(typeof called)[0]];
  expect(firsts).toEqual([
    ...(said[0]?.length === clipsOf(first, at).length ? [clipsOf(first, at)] : []),
    ...called
      .slice(said[0]?.length === clipsOf(first, at).length ? 1 : 0)
      .map(({ number, window }) => shortClipsOf(number, window)),
  ]);
  expect(others).toHaveLength(11);
  const times = (number: string): number =>
    said.filter((clips) => clips.some((_, i) => clips.slice(i, i + 4).join() === digits(number)))
      .length;
  expect(called.slice(1, 6).map(({ number }) => times(number))).toEqual([1, 1, 1, 1, 1]);
  expect(times(called[11]!.number)).toBe(2);
  for (const sentence of await sentences(page)) {
    const { clip, caption, numbers } = sentence.at(-1)!;
    expect(clip).not.toBe('chime');
    const call = called.find(({ number, window }) => {
      const speech = { number, window, recall: false };
      return [spokenText(speech, 'zh-Hans'), shortText(speech, 'zh-Hans')].some((text) =>
        caption.startsWith(text),
      );
    });
    // What is heard stands in the caption and on the screen.
    expect(numbers).toContain(call!.number);
    expect(sentence.map((each) => each.clip).join()).toContain(digits(call!.number));
  }
});

/** The clips of a number, one after the other. */
const digits = (number: string): string =>
  [...number].map((letter) => `zh-Hans/${letter}.mp3`).join();

it('lesson 7: the voice says what the screen shows, one after the other, and a recall of a waiting call is merged with it', async () => {
  const page = await chromium.page(screen);
  await openBoard(page, hall, 'zone=A');
  const [one, two] = [await hall.openWindow(1), await hall.openWindow(2)];
  const first = await callOne('one-life', 1, one);
  await runUntil(page, async () => (await sentences(page)).length >= 1);
  const second = await callOne('one-life', 2, two);
  await hall.window(2, 'recall', {}, two);
  await page.locator('.row', { hasText: second }).waitFor();
  await runUntil(page, async () => (await unspoken('A')).length === 0);
  await runUntil(page, async () => (await page.locator('.said').count()) === 0, 20);

  const clips = (await sentences(page)).map((s) => s.filter(({ clip }) => clip !== 'chime'));
  expect(clips.map((sentence) => sentence.map(({ clip }) => clip))).toEqual([
    clipsOf(first, 1),
    clipsOf(first, 1),
    clipsOf(second, 2),
    clipsOf(second, 2),
  ]);
  for (const { caption, numbers } of clips.flat()) {
    const [number, window] = caption.includes(spokenNumber(first)) ? [first, 1] : [second, 2];
    expect(caption).toBe(spokenText({ number, window, recall: false }, 'zh-Hans'));
    expect(numbers).toContain(number);
  }
});

it('lesson 12: a reload does not ring again, a recall does', async () => {
  const page = await chromium.page(screen);
  await openBoard(page, hall, 'zone=A');
  const clerk = await hall.openWindow(3);
  const number = await callOne('one-life', 3, clerk);
  // In the middle of the first sentence: the server has not heard of it yet.
  await runUntil(page, async () => (await sentences(page)).length >= 1);
  expect(await unspoken('A')).toEqual([number]);
  await page.reload();
  await page.getByText(number).first().waitFor();
  await pass(page, 20_000);
  expect(await page.evaluate(() => globalThis.played)).toEqual([]);

  await hall.window(3, 'recall', {}, clerk);
  await page.locator('.again').waitFor();
  await runUntil(page, async () => (await sentences(page)).length >= 2);
  const [chimed] = await sentences(page);
  expect(chimed?.map(({ clip }) => clip)).toEqual(['chime', ...clipsOf(number, 3, true)]);
  expect(chimed?.at(-1)?.caption).toBe(spokenText({ number, window: 3, recall: true }, 'zh-Hans'));
});

it.each([
  { sound: 'rejects', queue: 'police', windows: [21, 22], second: '二十二' },
  { sound: 'hangs', queue: 'medical', windows: [25, 26], second: '二十六' },
] as const)(
  'lesson 8: audio that $sound is passed; the next calls are shown, the board warns, the console has an alarm',
  async ({ sound, queue, windows: [left, right], second: spokenSecond }) => {
    const page = await chromium.page(screen);
    const name = await openBoard(page, hall, 'zone=C', { sound });
    const [one, two] = [await hall.openWindow(left), await hall.openWindow(right)];
    const first = await callOne(queue, left, one);
    await page
      .locator('.said', {
        hasText: spokenText({ number: first, window: left, recall: false }, 'zh-Hans'),
      })
      .waitFor();
    const second = await callOne(queue, right, two);
    await runUntil(page, () => page.getByText('语音播报故障，请留意屏幕叫号').isVisible(), 60);
    await runUntil(
      page,
      () => page.locator('.said', { hasText: `到 ${spokenSecond} 号窗口` }).isVisible(),
      60,
    );
    expect(await page.locator('.calls').innerText()).toContain(second);
    await expect.poll(() => audioAlarm(name)).toMatch(/^failed/);

    // The sound comes back: the next call is heard, and the warning goes.
    await page.evaluate(() => {
      globalThis.sound = 'well';
    });
    const third = await callOne(queue, left, one);
    await runUntil(page, async () => {
      const spoken = await sentences(page);
      return spoken.some((s) =>
        s
          .map(({ clip }) => clip)
          .join()
          .endsWith(clipsOf(third, left).join()),
      );
    });
    await runUntil(page, async () => (await audioAlarm(name)) === null, 60);
    expect(await page.getByText('语音播报故障').count()).toBe(0);
  },
);

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

it('lesson 9: sound that the browser blocks is said on the board and at the console, until the screen is touched', async () => {
  const page = await chromium.page(screen);
  const name = await openBoard(page, hall, 'zone=D', { sound: 'blocked' });
  await runUntil(page, () => page.getByText('声音未启用，请点击屏幕').isVisible(), 10);
  await expect.poll(() => audioAlarm(name)).toMatch(/^blocked/);
  const clerk = await hall.openWindow(30);
  const number = await callOne('utility', 30, clerk);
  await page.locator('.said').waitFor();
  expect(await page.locator('.banner').innerText()).toContain(number);
  // Faults W15: where there is no voice, the number is all there is: nothing lies over it.
  const warning = (await page.locator('.touch').boundingBox())!;
  for (const covered of ['.banner', '.row', '.said', '.clock'])
    for (const box of await page.locator(covered).all())
      expect(overlap(warning, (await box.boundingBox())!), covered).toBe(false);
  await shot(page, 'board-sound-blocked');

  await page.getByText('声音未启用，请点击屏幕').click();
  await runUntil(page, async () => !(await page.getByText('声音未启用').isVisible()), 10);
  await expect.poll(() => audioAlarm(name)).toBeNull();
});

it('lesson 10: a pack that misses a clip is named, and the bundled one speaks in its place', async () => {
  const page = await chromium.page(screen);
  const name = await openBoard(page, hall, 'zone=D', {
    manifests: {
      '/voices/zh-Hans/manifest.json': {
        pack: 'zh-Hans',
        language: 'zh-Hans',
        name: '本厅录音',
        synthetic: false,
        clips: { please: 'please.mp3', J: 'J.mp3' },
      },
    },
  });
  await expect.poll(() => audioHealth(name)).toMatch(/"ok".*zh-Hans has no clip A, B/);
  const clerk = await hall.openWindow(31);
  const number = await callOne('utility', 31, clerk);
  await runUntil(page, async () => (await sentences(page)).length >= 2);
  const [first] = await sentences(page);
  expect(first?.map(({ clip }) => clip)).toEqual([
    'chime',
    ...clipsOf(number, 31).map((clip) => `bundled/${clip}`),
  ]);
});

it('lesson 10: without any pack the browser speaks, with a voice chosen by its name', async () => {
  const page = await chromium.page({ ...screen, expectErrors: notFound });
  await page.addInitScript(() => {
    globalThis.spokenByBrowser = [];
    const synthesis = {
      getVoices: () => [
        { name: 'English (America)', lang: 'zh-CN' },
        { name: 'Microsoft Xiaoxiao', lang: 'zh-CN' },
      ],
      speak: (said: { text: string; voice: { name: string }; onend: () => void }) => {
        globalThis.spokenByBrowser.push(`${said.voice.name}: ${said.text}`);
        setTimeout(() => said.onend(), 1000);
      },
      cancel: () => null,
    };
    Object.defineProperty(globalThis, 'speechSynthesis', { value: synthesis });
    Object.assign(globalThis, {
      SpeechSynthesisUtterance: class {
        text: string;
        constructor(text: string) {
          this.text = text;
        }
      },
    });
  });
  await openBoard(page, hall, 'zone=D', {
    manifests: {
      '/voices/zh-Hans/manifest.json': null,
      '/voices/bundled/zh-Hans/manifest.json': null,
    },
  });
  const clerk = await hall.openWindow(32);
  const number = await callOne('utility', 32, clerk);
  await runUntil(
    page,
    async () => (await page.evaluate(() => globalThis.spokenByBrowser)).length > 0,
  );
  expect(await page.evaluate(() => globalThis.spokenByBrowser[0])).toBe(
    `Microsoft Xiaoxiao: ${spokenText({ number, window: 32, recall: false }, 'zh-Hans')}`,
  );
});

it('speaks in the languages of the hall, each twice, and leaves repeats and the second language out under a backlog', async () => {
  const two = await startHall({
    webDir,
    change: (file) => {
      file['settings'] = { announceLanguages: ['zh-Hans', 'en'] };
    },
  });
  const page = await chromium.page(screen);
  await openBoard(page, two, 'zone=A');
  const clerks = [];
  for (let window = 1; window <= 8; window += 1) clerks.push(await two.openWindow(window));
  for (let i = 0; i < 8; i += 1) await two.take({ queue: i < 4 ? 'one-life' : 'one-enterprise' });
  // The first is alone when the voice begins; the others come while it rings.
  await two.window(1, 'call-next', {}, clerks[0]);
  await page.locator('.said').waitFor();
  let version = 0;
  for (const [i, clerk] of clerks.entries())
    if (i > 0) ({ version } = await two.window(i + 1, 'call-next', {}, clerk));
  await heard(page, version);
  await runUntil(page, async () => (await unspoken('A', two)).length === 0);
  await runUntil(page, async () => (await page.locator('.said').count()) === 0, 40);
  const languages = new Map<string, string>();
  for (const { clip, caption } of await page.evaluate(() => globalThis.played)) {
    const key = /[A-Z] 零[^，\s]*/.exec(caption)?.[0] ?? '';
    const [language = ''] = clip.split('/');
    const ends = caption.startsWith('请') ? 'zh-Hans/window.mp3' : 'zh-Hans/number.mp3';
    if (clip !== ends && clip !== 'en/go-to-window.mp3') continue;
    languages.set(key, `${languages.get(key) ?? ''} ${language}`.trim());
  }
  const spoken = [...languages.values()];
  // Eight in all: with more than four behind it a call is said once, in the first language; with
  // more than two, once in each; the last ones twice.
  expect(spoken[0]).toBe('zh-Hans');
  expect(spoken).toContain('zh-Hans en');
  expect(spoken.at(-1)).toBe('zh-Hans en zh-Hans en');
});

it('does not speak a call that its window took back while it waited', async () => {
  const page = await chromium.page(screen);
  await openBoard(page, hall, 'zone=D');
  const [one, two] = [await hall.openWindow(33), await hall.openWindow(34)];
  const first = await callOne('social', 33, one);
  await runUntil(page, async () => (await sentences(page)).length >= 1);
  const second = await callOne('social', 34, two);
  await page.locator('.row', { hasText: second }).waitFor();
  await hall.window(34, 'undo', {}, two);
  await page.locator('.row', { hasText: second }).waitFor({ state: 'detached' });
  await runUntil(page, async () => (await page.locator('.said').count()) === 0, 60);
  expect(await clipsSpoken(page)).toEqual([clipsOf(first, 33), clipsOf(first, 33)]);
});
