import { expect, it } from 'vitest';
import { aDay, windowsOfDay } from '../support/full-day.ts';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls({ start: '2026-03-02T03:00:00.000Z' });
const chromium = useChromium();

it('works out the windows of a day, takes the duty over, and runs the day again', async () => {
  const hall = await startHall();
  const tokens = new Map<number, string>();
  for (const n of windowsOfDay) tokens.set(n, await hall.person(`clerk${n}`, 'clerk'));
  await aDay(hall, tokens);

  const page = await openPage(chromium, hall, 'foresight');
  await page.getByLabel('从', { exact: true }).fill('2026-03-02');
  await page.getByLabel('到', { exact: true }).fill('2026-03-02');
  await page.getByRole('button', { name: '开始测算' }).click();
  await page.getByRole('heading', { name: '窗口不足的后果' }).waitFor();
  await checkAxe(page);
  await shot(page, 'foresight-staffing', { fullPage: true });
  await page.getByLabel('业务队列').selectOption('0');
  await page.getByRole('columnheader', { name: /埃尔朗/ }).waitFor();
  await shot(page, 'foresight-staffing-queue', { fullPage: true });
  await page.setViewportSize({ width: 1024, height: 768 });
  await shot(page, 'foresight-staffing-small', { fullPage: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(1024);
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.getByRole('button', { name: '采用到设置草稿' }).click();
  await page.getByRole('link', { name: '查看草稿' }).click();
  await page
    .getByRole('checkbox', { name: /中午值班.*只|午间.*只/ })
    .first()
    .waitFor();
  await shot(page, 'foresight-draft', { fullPage: true });

  await page.goto(`${hall.url}/admin/foresight?tab=whatIf`);
  await page.getByLabel('重演哪一天').fill('2026-03-02');
  await page.getByLabel('改一个条件').selectOption('close');
  await page.getByLabel('从', { exact: true }).fill('12:00');
  await page.getByRole('button', { name: '重演这一天' }).click();
  await page.getByText(/逐秒一致/).waitFor();
  await checkAxe(page);
  await shot(page, 'foresight-what-if', { fullPage: true });
  await page.setViewportSize({ width: 1024, height: 768 });
  await shot(page, 'foresight-what-if-small', { fullPage: true });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1024);
  await page
    .getByRole('button', { name: /EN|English/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Run the day again' }).waitFor();
  await shot(page, 'foresight-what-if-en', { fullPage: true });
});
