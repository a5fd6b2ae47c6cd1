import { expect, it } from 'vitest';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();

it('leads to every screen, says what halls there are, in three languages', async () => {
  const hall = await startHall();
  const page = await chromium.page({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${hall.url}/`);
  await page.getByText('区行政服务中心').waitFor();
  await checkAxe(page);
  await shot(page, 'home');
  const links = await page
    .locator('a')
    .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  expect(links).toEqual([
    '/kiosk/',
    '/display/',
    '/region/',
    '/window/',
    '/display/?window=5',
    '/window/pad',
    '/village/',
    '/admin/',
    '/admin/devices',
    '/api/docs',
  ]);
  for (const link of links) {
    const answer = await fetch(hall.url + (link ?? ''));
    expect([link, answer.status]).toEqual([link, 200]);
  }
  for (const [language, name] of [
    ['繁體中文', '窗口叫號終端'],
    ['English', 'Window terminal'],
  ] as const) {
    await page.getByRole('button', { name: language }).click();
    await page.getByText(name).waitFor();
    await checkAxe(page);
  }
});

it('fits a phone', async () => {
  const hall = await startHall();
  const page = await chromium.page({ viewport: { width: 390, height: 844 } });
  await page.goto(`${hall.url}/`);
  await page.getByText('区行政服务中心').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await shot(page, 'home-phone', { fullPage: true });
});
