import { afterEach, expect, it } from 'vitest';
import { shot, useChromium } from './chromium.ts';
import { Line, openBoard, runUntil } from './display-support.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();
const lines: Line[] = [];
afterEach(() => {
  for (const line of lines.splice(0)) line.cut();
});

it('a board without its server says after the hall’s time what visitors should do, and is right again', async () => {
  const hall = await startHall();
  await hall.ok('PATCH', '/api/halls/district', { settings: { paperAfterSeconds: 10 } });
  const { number } = await hall.take({ queue: 'one-life' });
  await hall.window(1, 'call-next', {}, await hall.openWindow(1));
  const page = await chromium.page({
    viewport: { width: 1920, height: 1080 },
    expectErrors: [/WebSocket|ERR_|Failed to load/],
  });
  const line = await Line.to(hall);
  lines.push(line);
  await openBoard(page, hall, 'voice=0', { url: line.url });
  const calls = page.locator('.calls', { hasText: number });
  await calls.waitFor();
  line.cut();
  const wait = page.getByText('系统暂时中断，请按纸号等候叫号').first();
  await runUntil(page, () => wait.isVisible(), 40);
  expect(await calls.count()).toBe(0);
  await shot(page, 'board-paper');
  line.mend();
  await runUntil(page, () => calls.isVisible(), 40);
  expect(await page.getByText('请按纸号').count()).toBe(0);
});
