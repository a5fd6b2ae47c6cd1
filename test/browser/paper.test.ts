import { expect, it } from 'vitest';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();

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
