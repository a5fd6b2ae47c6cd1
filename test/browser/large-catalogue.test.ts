import { expect, it } from 'vitest';
import { fullStage, largeCatalogue } from '../support/large-catalogue.ts';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { useHalls } from './halls.ts';
import { breathe, landscape, openKiosk, portrait } from './kiosk-hall.ts';

const startHall = useHalls({ catalogue: largeCatalogue() });
const chromium = useChromium();

it.each([
  ['portrait', portrait],
  ['landscape', landscape],
] as const)(
  'leafs through a stage of 40 packages, each of them whole: %s',
  async (shape, viewport) => {
    const hall = await startHall();
    const kiosk = await openKiosk(chromium, hall, { viewport });
    const names = largeCatalogue()
      .packages.filter((p) => p.direction === fullStage.direction && p.stage === fullStage.stage)
      .map(({ name }) => name['zh-Hans']);
    expect(names).toHaveLength(fullStage.count);
    await kiosk.getByRole('button', { name: new RegExp(`${fullStage.count} 件事`) }).click();
    const rows = kiosk.locator('.grid > li');
    await rows.first().waitFor();
    await shot(kiosk, `large-stage-${shape}`);
    const seen: string[] = [];
    const nextKey = kiosk.getByRole('button', { name: '下一页' });
    for (;;) {
      const texts = await rows.evaluateAll((items) =>
        items.map((item) => {
          const cut = [...item.querySelectorAll('*')].some(
            (each) => each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1,
          );
          return { text: item.textContent ?? '', cut };
        }),
      );
      expect(texts.filter(({ cut }) => cut)).toEqual([]);
      seen.push(...texts.map(({ text }) => text));
      if (await nextKey.isDisabled()) break;
      await breathe(kiosk);
      await nextKey.click();
    }
    for (const name of names)
      expect(
        seen.some((text) => text.includes(name)),
        name,
      ).toBe(true);
    expect(seen).toHaveLength(fullStage.count);
    await checkAxe(kiosk, 'AAA');
  },
);

it('finds one of 246 packages by stage, initials and characters, at the kiosk and in the console', async () => {
  const hall = await startHall();
  const kiosk = await openKiosk(chromium, hall);
  await kiosk.getByRole('button', { name: /输入想办的事/ }).click();
  const field = kiosk.getByRole('searchbox');
  for (const [typed, name] of [
    ['kbyyg', '开办游泳馆一件事'],
    ['游泳馆', '变更游泳馆一件事'],
  ] as const) {
    await field.fill(typed);
    await kiosk
      .getByRole('button', { name: new RegExp(name) })
      .first()
      .waitFor();
  }
  await shot(kiosk, 'large-search');

  const page = await openPage(chromium, hall, 'setup?tab=packages');
  await page.getByText('全部 246 个套餐').waitFor({ state: 'attached' });
  const filter = page.getByRole('searchbox');
  for (const [typed, name] of [
    ['kbyyg', '开办游泳馆一件事'],
    ['变更游泳', '变更游泳馆一件事'],
    ['generated-7', '开办电影院一件事'],
  ] as const) {
    await filter.fill(typed);
    await page.getByRole('link', { name }).first().waitFor();
  }
  await filter.fill('');
  await page.getByLabel('方向与阶段').selectOption(`${fullStage.direction}/${fullStage.stage}`);
  await page.getByText(/共 40/).waitFor();
  await checkAxe(page);
  await shot(page, 'large-console');
});
