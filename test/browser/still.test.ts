import { expect, it } from 'vitest';
import { useChromium } from './chromium.ts';
import { useHalls } from './halls.ts';
import { openKiosk } from './kiosk-hall.ts';

// A system with its animations turned off, as on many a small machine, tells every page to move nothing.
const startHall = useHalls();
const chromium = useChromium();
const still = { context: { reducedMotion: 'reduce' } } as const;

it('finds as much on a kiosk that is to move nothing as on any other', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall, still);
  await page.getByRole('button', { name: /输入想办的事/ }).click();
  await page.getByRole('searchbox').fill('gjj');
  // Lists are paged by what fits; measured on its way from one size to another, one did.
  await page.getByRole('button', { name: '公积金购房一件事' }).waitFor();
});

it.each([
  'kiosk/',
  'display/',
  'display/recorder.html',
  'phone/',
  'window/',
  'window/pad.html',
  'window/village.html',
  'admin/',
  'region/',
  'home/',
])('has nothing on its way in %s where nothing is to move', async (address) => {
  const hall = await startHall();
  const page = await chromium.page(still);
  await page.goto(`${hall.url}/${address}?hall=district`);
  // Painted by its program, not only loaded.
  await page.locator('h1:visible, main:visible, form:visible').first().waitFor();
  const onTheWay = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .map((element) => getComputedStyle(element).transitionDuration)
      .filter((duration) => !/^0s(, 0s)*$/.test(duration)),
  );
  expect(onTheWay).toEqual([]);
});
