import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import type { UploadedMedium } from '../../shared/contract/media.ts';
import { png } from '../support/media.ts';
import type { TestHall } from '../support/hall.ts';
import { shot, useChromium } from './chromium.ts';
import { checkAxeNow, openBoard, pass, runUntil } from './display-support.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();

async function hallWith(pictures: readonly Buffer[]): Promise<{ hall: TestHall; files: string[] }> {
  const own = mkdtempSync(join(tmpdir(), 'board-media-'));
  onTestFinished(() => rmSync(own, { recursive: true, force: true }));
  const hall = await startHall({ app: { dataDirs: { bundled: 'data', own } } });
  const files: string[] = [];
  for (const bytes of pictures) {
    const response = await fetch(`${hall.url}/api/halls/district/media`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${hall.admin}`,
        'content-type': 'application/octet-stream',
      },
      body: new Uint8Array(bytes),
    });
    files.push(((await response.json()) as UploadedMedium).file);
  }
  await hall.ok('PATCH', '/api/halls/district', {
    media: files.map((file, i) => ({ file, name: `picture ${i}`, seconds: 5 })),
  });
  return { hall, files };
}
const shown = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.querySelector<HTMLElement>('.media.ready')?.dataset['file'] ?? null);
const shows = (page: Page) => async (): Promise<boolean> => (await shown(page)) !== null;

it('shows pictures in turn while nobody is called, and is the call’s at once', async () => {
  const { hall, files } = await hallWith([png(640, 360, 60), png(360, 640, 200)]);
  const clerk = await hall.openWindow(1);
  const page = await chromium.page({ viewport: { width: 1920, height: 1080 } });
  await openBoard(page, hall, '');
  expect(await shown(page)).toBeNull();
  await pass(page, 15_000);
  expect(await shown(page)).toBeNull();
  await runUntil(page, shows(page), 20);
  expect(await shown(page)).toBe(files[0]);
  await shot(page, 'board-media');
  await checkAxeNow(page);
  await runUntil(page, async () => (await shown(page)) === files[1], 10);
  // After a round the board itself stands for a moment.
  await runUntil(page, async () => (await shown(page)) === null, 10);
  await runUntil(page, shows(page), 20);

  const { number } = await hall.take({ queue: 'one-life' });
  await hall.window(1, 'call-next', {}, clerk);
  await page.locator('.banner', { hasText: number }).waitFor();
  expect(await page.locator('.media').count()).toBe(0);
  expect(
    await page.locator('.calls').evaluate((calls) => calls.classList.contains('pictured')),
  ).toBe(false);
  // As long as it is called the screen is the call's.
  await pass(page, 30_000);
  expect(await page.locator('.media').count()).toBe(0);
  await hall.window(1, 'start', {}, clerk);
  await runUntil(page, shows(page), 60);
});

/** Two seconds of a WebM film of a bar that runs over a green ground, as the browser's own recorder makes it. */
async function film(): Promise<Buffer> {
  const page = await chromium.page();
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 360;
    const pen = canvas.getContext('2d')!;
    let at = 0;
    const paint = setInterval(() => {
      pen.fillStyle = '#0b6b3a';
      pen.fillRect(0, 0, 640, 360);
      pen.fillStyle = '#ffd24a';
      pen.fillRect((at += 8) % 640, 120, 120, 120);
    }, 40);
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const ended = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    recorder.stop();
    await ended;
    clearInterval(paint);
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return Buffer.from(base64, 'base64');
}

it('plays a film where nobody is called, without a sound, and has none of it left at a call', async () => {
  const { hall, files } = await hallWith([await film(), png(64, 64, 10)]);
  expect(files[0]).toMatch(/\.webm$/);
  const clerk = await hall.openWindow(1);
  const page = await chromium.page({ viewport: { width: 1920, height: 1080 } });
  await openBoard(page, hall, '');
  const plays = async (): Promise<boolean> => (await shown(page)) === files[0];
  // How fast a film begins is the machine's business: passed over once, it comes round again.
  await runUntil(page, plays);
  const video = page.locator('.media video');
  expect(await video.evaluate((one: HTMLVideoElement) => one.muted && one.videoWidth)).toBe(640);
  await shot(page, 'board-film');
  // A film runs by its own time, not by the page's: its end is its turn's end, and the picture follows.
  await expect.poll(() => shown(page), { timeout: 20_000 }).toBe(files[1]);
  await runUntil(page, plays);

  const { number } = await hall.take({ queue: 'one-life' });
  await hall.window(1, 'call-next', {}, clerk);
  await page.locator('.banner', { hasText: number }).waitFor();
  expect(await page.locator('.media, video').count()).toBe(0);
  await shot(page, 'board-film-called');
});

it('passes over what does not load, and shows the board where nothing does', async () => {
  const { hall, files } = await hallWith([png(64, 64, 10), png(64, 64, 20)]);
  await hall.openWindow(1);
  const page = await chromium.page({
    viewport: { width: 1920, height: 1080 },
    expectErrors: [/Failed to load/],
  });
  const gone = new Set([files[0]]);
  await page.route('**/media/*', (route) =>
    gone.has(route.request().url().split('/').at(-1))
      ? route.fulfill({ status: 404 })
      : route.continue(),
  );
  await openBoard(page, hall, '');
  await runUntil(page, shows(page), 60);
  expect(await shown(page)).toBe(files[1]);
  gone.add(files[1]);
  await page.reload();
  await page.locator('.board:not(.wait)').waitFor();
  await pass(page, 60_000);
  expect(await shown(page)).toBeNull();
  expect(await page.getByText('请留意屏幕叫号').first().isVisible()).toBe(true);
});

it.each([
  ['4k', 3840, 2160],
  ['portrait', 1080, 1920],
] as const)('looks right on a %s screen', async (name, width, height) => {
  const { hall } = await hallWith([png(1600, 900, 90)]);
  await hall.openWindow(1);
  const page = await chromium.page({ viewport: { width, height } });
  await openBoard(page, hall, 'lang=en');
  await runUntil(page, shows(page), 60);
  const box = (await page.locator('.media').boundingBox())!;
  const strip = (await page.locator('.board').boundingBox())!;
  // The strip and the caption bar stay.
  expect(box.height).toBeLessThan(strip.height * 0.95);
  await shot(page, `board-media-${name}`);
});

it('a board follows when it is moved to a window, without a reload by hand, and asks for a code when removed', async () => {
  const { hall } = await hallWith([]);
  await hall.openWindow(1);
  await hall.openWindow(3);
  const page = await chromium.page({
    viewport: { width: 1920, height: 1080 },
    expectErrors: [/401/],
  });
  await openBoard(page, hall, 'zone=A', { device: { zone: 'A' } });
  await page.locator('.board').waitFor();
  const [{ id }] = (await hall.ok<{ id: string }[]>('GET', '/api/halls/district/devices')) as [
    { id: string },
  ];
  await hall.ok('PATCH', `/api/devices/${id}`, { window: 3, zone: null });
  await runUntil(page, () => page.locator('.sign .window', { hasText: '3' }).isVisible(), 30);
  await page.reload();
  await page.locator('.sign .window', { hasText: '3' }).waitFor();
  await hall.ok('DELETE', `/api/devices/${id}`);
  await runUntil(page, () => page.getByRole('heading', { name: '设备配对' }).isVisible(), 30);
});

it('starts by its start address, each time with an empty profile (faults W3)', async () => {
  const { hall } = await hallWith([]);
  await hall.device('kiosk');
  const [{ id }] = (await hall.ok<{ id: string }[]>('GET', '/api/halls/district/devices')) as [
    { id: string },
  ];
  const { start } = await hall.ok<{ start: string }>('POST', `/api/devices/${id}/start`);
  const first = await chromium.page({
    viewport: { width: 1080, height: 1920 },
    expectErrors: [/401/],
  });
  await first.goto(`${hall.url}/kiosk/#device=${start}`);
  await first.locator('div.home').waitFor();
  expect(first.url()).not.toContain(start);
  const second = await chromium.page({ viewport: { width: 1080, height: 1920 } });
  await second.goto(`${hall.url}/kiosk/#device=${start}`);
  await second.locator('div.home').waitFor();
  // The first one is out, and does not take the device back.
  await first.getByRole('heading', { name: '设备配对' }).waitFor();
  expect(await second.locator('div.home').isVisible()).toBe(true);
});
