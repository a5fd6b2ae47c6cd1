import { expect, it } from 'vitest';
import type { Staff } from '../../shared/contract/people.ts';
import { png } from '../support/media.ts';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { openBoard, runUntil } from './display-support.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();

it('shows every screen of the hall with a small picture of it, and reloads them', async () => {
  const hall = await startHall();
  const token = await hall.device('display', { zone: 'A' });
  await hall.device('kiosk');
  const screen = { build: 'old', width: 1920, height: 1080 };
  await hall.ok('POST', '/api/devices/health', { audio: 'blocked', screen }, { token });
  const clerk = await hall.openWindow(1);
  const { number } = await hall.take({ queue: 'one-life' });
  await hall.window(1, 'call-next', {}, clerk);
  const page = await openPage(chromium, hall, 'screens');
  await page.getByText('旧版本').waitFor();
  await page.getByText('1920×1080').waitFor();
  await page.getByText('未启用').waitFor();
  await page.frameLocator('iframe').getByText(number).first().waitFor();
  await checkAxe(page);
  await shot(page, 'admin-screens');
  await page.getByRole('button', { name: '全部重新载入' }).click();
  await page.getByText('已通知 2 台').waitFor();
});

it('rests outside its times, and wakes by itself for the hall and for a call', async () => {
  const hall = await startHall({ start: '2026-11-24T15:00:00.000Z' });
  await hall.ok('PATCH', '/api/halls/district', {
    hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '17:00' }],
    settings: { screenTimes: { by: 'hours', before: 60, after: 30 } },
  });
  const page = await chromium.page({ viewport: { width: 1920, height: 1080 } });
  await openBoard(page, hall, '');
  const dark = page.locator('.dark');
  await runUntil(page, () => dark.isVisible(), 30);
  await shot(page, 'board-dark');
  const clerk = await hall.openWindow(1);
  await hall.ok('PATCH', '/api/halls/district', { enforceHours: false });
  await hall.take({ queue: 'one-life' });
  await hall.window(1, 'call-next', {}, clerk);
  await runUntil(page, async () => (await dark.count()) === 0, 30);
});

it('cuts a portrait to a square in the browser, and takes it away', async () => {
  const hall = await startHall();
  await hall.person('li.na', 'clerk');
  const page = await openPage(chromium, hall, 'staff');
  await page.getByRole('button', { name: '修改 li.na' }).click();
  const choose = page.locator('input[type=file]');
  await choose.setInputFiles({
    name: 'x.html',
    mimeType: 'text/html',
    buffer: Buffer.from('x'),
  });
  await page.getByText('请选择不超过 2 MB').waitFor();
  await choose.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: png(600, 900) });
  const face = page.getByRole('img', { name: /的照片/ });
  await face.waitFor();
  await expect
    .poll(() =>
      face.evaluate((img) => {
        const { naturalWidth, naturalHeight } = img as HTMLImageElement;
        return [naturalWidth, naturalHeight];
      }),
    )
    .toEqual([400, 400]);
  await checkAxe(page);
  await shot(page, 'admin-portrait');
  await page.getByRole('button', { name: '删除照片' }).click();
  await face.waitFor({ state: 'detached' });
  const people = await hall.ok<Staff[]>('GET', '/api/staff');
  expect(people.find(({ username }) => username === 'li.na')!.photo).toBeNull();
});
