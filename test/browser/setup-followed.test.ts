import { expect, it } from 'vitest';
import type { Setup } from '../../shared/contract/setup.ts';
import { shot, useChromium } from './chromium.ts';
import { useHalls } from './halls.ts';
import { openKiosk } from './kiosk-hall.ts';
import { atWork } from './window-desk.ts';
import type { TestHall } from '../support/hall.ts';

const startHall = useHalls();
const chromium = useChromium();

const path = '/api/halls/district/setup';
async function publish(hall: TestHall, change: (document: Setup) => void): Promise<void> {
  const setup = await hall.ok<Setup>('GET', path);
  change(setup);
  const { next: _, ...document } = setup;
  await hall.ok('PUT', path, { ...document, from: 'now' });
}

it('shows a publication on a kiosk, a board and a terminal that stand open', async () => {
  const hall = await startHall();
  const kiosk = await openKiosk(chromium, hall);
  const board = await chromium.page({ viewport: { width: 1920, height: 1080 } });
  const { pairingCode } = await hall.ok<{ pairingCode: string }>('POST', '/api/devices', {
    ...{ hall: 'district', kind: 'display', name: '大厅综合屏' },
  });
  await board.goto(`${hall.url}/display/?pairingCode=${pairingCode}`);
  await board.locator('.board:not(.wait)').waitFor();
  const terminal = await atWork(chromium, hall, 1);
  for (const page of [kiosk, board, terminal])
    await page.evaluate(() => Object.assign(globalThis, { loadedOnce: true }));
  const stage = kiosk.getByRole('button', { name: /^新的出生阶段/ });
  expect(await stage.count()).toBe(0);
  await publish(hall, ({ hall: file, catalogue }) => {
    file.name = { 'zh-Hans': '新区政务大厅' };
    const served = file.windows.find(({ number }) => number === 1)!.serves[0]!.queue;
    file.queues.find(({ code }) => code === served)!.name = { 'zh-Hans': '改名后的队列' };
    catalogue.directions[0]!.stages[0]!.name = { 'zh-Hans': '新的出生阶段' };
  });
  await stage.waitFor();
  await board.locator('h1', { hasText: '新区政务大厅' }).waitFor({ state: 'attached' });
  await terminal.getByText('改名后的队列').first().waitFor();
  for (const page of [kiosk, board, terminal])
    expect(await page.evaluate(() => 'loadedOnce' in globalThis)).toBe(true);
});

it('says at a terminal that its window was retired, and goes on when it is back', async () => {
  const hall = await startHall();
  const terminal = await atWork(chromium, hall, 1);
  await terminal.keyboard.press('Shift+F2');
  await terminal.getByRole('dialog').getByRole('button', { name: '关闭窗口' }).click();
  await terminal
    .locator('.pill', { hasText: '未开' })
    .or(terminal.locator('.pill.closed'))
    .first()
    .waitFor();
  let gone: Setup['hall']['windows'] = [];
  await publish(hall, ({ hall: file }) => {
    gone = file.windows.filter(({ number }) => number === 1);
    file.windows = file.windows.filter(({ number }) => number !== 1);
  });
  await terminal.getByRole('heading', { name: '1 号窗口已停用' }).waitFor();
  await shot(terminal, 'terminal-retired');
  expect(await terminal.locator('[data-command="open"]').count()).toBe(0);
  await publish(hall, ({ hall: file }) => {
    file.windows.unshift(...gone);
  });
  await terminal.locator('[data-command="open"]').waitFor();
});
