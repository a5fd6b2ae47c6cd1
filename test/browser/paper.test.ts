import { expect, it } from 'vitest';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { openBoard, runUntil } from './display-support.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();

it('a board without its server says after the hall’s time what visitors should do, and is right again', async () => {
  const hall = await startHall();
  await hall.ok('PATCH', '/api/halls/district', { settings: { paperAfterSeconds: 10 } });
  const { number } = await hall.take({ queue: 'one-life' });
  const clerk = await hall.openWindow(1);
  await hall.window(1, 'call-next', {}, clerk);
  const page = await chromium.page({
    viewport: { width: 1920, height: 1080 },
    expectErrors: [/ERR_|WebSocket/],
  });
  let away = false;
  const sockets = new Set<{ close: () => Promise<void> }>();
  await page.routeWebSocket(/socket\.io/, (socket) => {
    if (away) {
      void socket.close();
      return;
    }
    sockets.add(socket);
    socket.connectToServer();
  });
  await page.route(/\/(api|socket\.io)\//, (route) =>
    away ? route.abort('connectionrefused') : route.fallback(),
  );
  await openBoard(page, hall, 'voice=0');
  const calls = page.locator('.calls', { hasText: number });
  await runUntil(page, () => calls.isVisible(), 20);

  away = true;
  await Promise.all([...sockets].map((socket) => socket.close()));
  await runUntil(page, () => page.getByText(/连接中断 自/).isVisible(), 20);
  expect(await calls.isVisible()).toBe(true);
  const wait = page.getByText('系统暂时中断，请按纸号等候叫号');
  await runUntil(page, () => wait.first().isVisible(), 40);
  expect(await page.getByText('Please wait by paper numbers').isVisible()).toBe(true);
  expect(await page.locator('.calls').count()).toBe(0);
  await checkAxe(page);
  await shot(page, 'board-paper');

  away = false;
  await runUntil(page, () => calls.isVisible(), 40);
  expect(await page.getByText('请按纸号').count()).toBe(0);
});

it('the console prints ten numbers a sheet, for the queues chosen', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'paper');
  await page.getByRole('heading', { name: '备用纸号' }).waitFor();
  await checkAxe(page);
  await page.locator('[name=to]').fill('12');
  const printed = page.locator('.paper-number');
  const { queues } = await hall.ok<{ queues: { prefix: string }[] }>('GET', '/api/halls/district');
  await expect.poll(() => printed.count()).toBe(queues.length * 12);
  expect(await page.locator('.paper-sheet').count()).toBe(queues.length * 2);
  expect(await printed.first().textContent()).toBe(`P-${queues[0]!.prefix}001`);
  await shot(page, 'admin-paper', { fullPage: true });
  await page.emulateMedia({ media: 'print' });
  await page.locator('.paper-slip').first().waitFor({ state: 'visible' });
  await shot(page, 'admin-paper-print');
});
