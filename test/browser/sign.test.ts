import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Catalogue } from '../../shared/contract/catalogue.ts';
import { TestHall } from '../support/hall.ts';
import { shot, useChromium } from './chromium.ts';
import { checkAxeNow, openBoard, pass, webDir } from './display-support.ts';

const chromium = useChromium();
let hall: TestHall;
let clerk: string;
beforeAll(async () => {
  const catalogue = JSON.parse(readFileSync('data/catalogue.json', 'utf8')) as Catalogue;
  const step = catalogue.packages
    .flatMap(({ steps }) => steps)
    .find(({ queue }) => queue === 'one-enterprise')!;
  catalogue.matters.find(({ code }) => code === step.matters[0])!.regions = true;
  const change = (file: Record<string, unknown>): void => {
    file['regions'] = [{ code: 'fujian', name: { 'zh-Hans': '福建省内' } }];
  };
  hall = await TestHall.start({ webDir, catalogue, change });
  clerk = await hall.openWindow(5);
});
afterAll(() => hall.stop());

it('shows number, state, work and the number in hand of its window, and nothing of another', async () => {
  await hall.ok('PATCH', '/api/staff/clerk5', { number: '0805' });
  const page = await chromium.page({ viewport: { width: 1920, height: 360 } });
  await openBoard(page, hall, 'window=5');
  await page.getByText('空闲').waitFor();
  expect(await page.locator('h1').innerText()).toContain('5');
  await page.getByText('一件事综合窗口（企业）').waitFor();
  await page.getByText('工号 0805').waitFor();
  // What its work is for, as set up: of who stands there nothing is said.
  await page.getByText('跨省通办').waitFor();
  // The badge of the team (先锋队) that has the window; of one without a badge nothing is said.
  const team = { name: '红色先锋队', windows: [5], zone: null, leader: null, members: [] };
  const { id } = await hall.ok<{ id: string }>('POST', '/api/halls/district/teams', team);
  await hall.ok('PATCH', `/api/halls/district/teams/${id}`, { badge: true });
  await page.locator('.badge', { hasText: '红色先锋队' }).waitFor();

  const { number } = await hall.take({ queue: 'one-enterprise' });
  await hall.window(5, 'call-next', {}, clerk);
  await page.locator('.calling .number', { hasText: number }).waitFor();
  await page.getByText('正在叫号').waitFor();
  await shot(page, 'sign-1920x360-called');
  // Faults S3: loud for the way to the window, not for the whole visit.
  await hall.window(5, 'start', {}, clerk);
  await page.locator('.serving .number', { hasText: number }).waitFor();
  await page.getByText('服务中').waitFor();
  await checkAxeNow(page);
  await shot(page, 'sign-1920x360');

  const other = await hall.openWindow(6);
  const { number: elsewhere } = await hall.take({ queue: 'one-enterprise' });
  await hall.window(6, 'call-next', {}, other);
  await hall.window(5, 'finish', {}, clerk);
  await page.getByText('空闲').waitFor();
  expect(await page.locator('body').innerText()).not.toContain(elsewhere);
  await hall.window(5, 'pause', { reason: '午休' }, clerk);
  await page.getByText('暂停服务').waitFor();
  await hall.window(5, 'resume', {}, clerk);
});

it.each([
  [1280, 240, 'dark'],
  [640, 128, 'light'],
  [800, 480, 'light'],
  [1024, 600, 'dark'],
])('fits %i × %i (%s) with nothing cut off', async (width, height, theme) => {
  const { number } = await hall.take({ queue: 'one-enterprise' });
  await hall.window(5, 'call-next', {}, clerk);
  const page = await chromium.page({ viewport: { width, height } });
  await openBoard(page, hall, `window=5&theme=${theme}`);
  await page.locator('.number', { hasText: number }).waitFor();
  await page.getByText('一件事综合窗口（企业）').waitFor();
  await pass(page, 20_000);
  const box = await page.locator('.number').boundingBox();
  expect(box!.x).toBeGreaterThanOrEqual(0);
  expect(box!.x + box!.width).toBeLessThanOrEqual(width);
  const outside = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.sign > *, .sign .work, .sign .head')]
      .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 2)
      .map(
        (e) =>
          `${e.className} ${e.scrollWidth}>${e.clientWidth} ${e.scrollHeight}>${e.clientHeight}`,
      ),
  );
  expect(outside).toEqual([]);
  await checkAxeNow(page);
  await shot(page, `sign-${width}x${height}-${theme}`);
});

it.each([
  [1920, 360],
  [960, 240],
])(
  'faults S22: asks for its pairing code at %i × %i with nothing cut off',
  async (width, height) => {
    const page = await chromium.page({
      viewport: { width, height },
      expectErrors: [/status of 4\d\d/],
    });
    await page.goto(`${hall.url}/display/?window=5`);
    await page.locator('input[name=pairingCode]').fill('NO-SUCH-CODE');
    const inside = async (selector: string): Promise<void> => {
      for (const each of await page.locator(selector).all()) {
        const box = (await each.boundingBox())!;
        expect(box.y).toBeGreaterThanOrEqual(0);
        expect(box.y + box.height).toBeLessThanOrEqual(height);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
      }
    };
    await inside('.sheet, .sheet > *, input');
    await shot(page, `sign-pairing-${width}x${height}`);
    await page.locator('button[type=submit]').click();
    await page.getByRole('alert').waitFor();
    await inside('.sheet, .sheet > *, input');
  },
);

it('lesson 20: a window that is not set up is said, and a sign of its device needs no address', async () => {
  const page = await chromium.page({ viewport: { width: 1920, height: 360 } });
  await openBoard(page, hall, 'window=99');
  await page.getByText('没有这个窗口的设置').waitFor();

  const own = await chromium.page({ viewport: { width: 1920, height: 360 } });
  await openBoard(own, hall, '', { device: { window: 6 } });
  expect(await own.locator('h1').innerText()).toContain('6');
});
