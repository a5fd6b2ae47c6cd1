import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { ListedDevice } from '../../shared/contract/people.ts';
import type { BoardState } from '../../shared/contract/board.ts';
import { png } from '../support/media.ts';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();

it('moves a board, makes a start address that is told once, and removes the board', async () => {
  const hall = await startHall();
  const token = await hall.device('display', { zone: 'A' });
  await hall.ok(
    'POST',
    '/api/devices/health',
    { audio: 'blocked', screen: { build: 'old', width: 1920, height: 1080 } },
    { token },
  );
  const page = await openPage(chromium, hall, 'devices');
  const row = page.getByRole('row', { name: /display/ });
  await row.getByText('在线').waitFor();
  await row.getByText('声音异常').waitFor();
  await row.getByText(/1920×1080/).waitFor();
  await checkAxe(page);
  await shot(page, 'admin-devices');
  await row.getByRole('button', { name: /^修改/ }).click();
  await page.getByLabel('位置').selectOption('window 3');
  await page.getByRole('button', { name: '保存' }).click();
  await row.getByText('3 号窗口').waitFor();

  await row.getByRole('button', { name: /更多操作/ }).click();
  await page.getByRole('button', { name: '生成启动地址' }).click();
  const link = page.locator('dialog .link, [role=dialog] .link');
  await link.waitFor();
  expect(await link.textContent()).toMatch(/\/display\/\?window=3#device=[\w-]{43}$/);
  await page.getByRole('button', { name: '重新载入' }).click();
  await page.getByText('已通知设备').waitFor();
  await checkAxe(page);
  await shot(page, 'admin-device-more');
  await page.getByRole('button', { name: '移除……' }).click();
  await page.getByRole('button', { name: /^确认移除/ }).click();
  await row.waitFor({ state: 'detached' });
  expect(await hall.ok<ListedDevice[]>('GET', '/api/halls/district/devices')).toEqual([]);
});

it('gives a notice its time and zone, and says whether it is shown', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'texts');
  await page.getByRole('button', { name: '新增公告' }).click();
  await page.getByLabel('简体', { exact: true }).fill('中午不休息');
  await page.getByLabel('开始显示').fill('2026-11-24');
  await page.getByLabel('开始时间').fill('12:00');
  await page.getByLabel('结束显示').fill('2026-11-25');
  await page.getByText('未到时间').waitFor();
  await page.getByRole('checkbox', { name: /A区/ }).check();
  await checkAxe(page);
  await shot(page, 'admin-notices');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存').waitFor();
  const at = async (instant: string): Promise<number> => {
    hall.clock.set(instant);
    return (await hall.ok<BoardState>('GET', '/api/halls/district/board?zone=A')).notices.length;
  };
  expect(await at('2026-11-24T03:59:59.000Z')).toBe(0);
  expect(await at('2026-11-24T04:00:00.000Z')).toBe(1);
  // A day without a time ends with the day, in the hall.
  expect(await at('2026-11-25T15:59:59.000Z')).toBe(1);
  expect(await at('2026-11-25T16:00:00.000Z')).toBe(0);
});

it('uploads a picture, shows it, and refuses what is none before it is sent', async () => {
  const own = mkdtempSync(join(tmpdir(), 'admin-media-'));
  onTestFinished(() => rmSync(own, { recursive: true, force: true }));
  const hall = await startHall({ app: { dataDirs: { bundled: 'data', own } } });
  const page = await openPage(chromium, hall, 'texts?tab=media');
  const choose = page.locator('input[type=file]');
  await choose.setInputFiles({
    name: 'page.html',
    mimeType: 'text/html',
    buffer: Buffer.from('x'),
  });
  await page.getByText('只能上传').waitFor();
  await choose.setInputFiles({
    name: '办事大厅.png',
    mimeType: 'image/png',
    buffer: png(1280, 720, 120),
  });
  await page.getByRole('img', { name: /办事大厅/ }).waitFor();
  await page.getByLabel('显示秒数').fill('8');
  await checkAxe(page);
  await shot(page, 'admin-media');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存').waitFor();
  const { media } = await hall.ok<BoardState>('GET', '/api/halls/district/board');
  expect(media.map(({ seconds }) => seconds)).toEqual([8]);
});
