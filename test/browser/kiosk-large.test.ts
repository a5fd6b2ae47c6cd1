import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { shot, useChromium } from './chromium.ts';
import { breathe, landscape, openKiosk, portrait, take } from './kiosk-hall.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();

/** Height of type, in pixels. */
const sizeOf = (page: Page, selector: string): Promise<number> =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
/** How much of the page's height lies between its head and its bar without anything in it, at the most. */
const gapIn = (page: Page, selector: string): Promise<number> =>
  page.evaluate((parts) => {
    const boxes = ['.top', parts, '.actions > *', '.bar']
      .flatMap((each) => [...document.querySelectorAll(each)])
      .map((element) => element.getBoundingClientRect())
      .filter(({ height }) => height > 0)
      .sort((a, b) => a.top - b.top);
    let [end, widest] = [0, 0];
    for (const { top, bottom } of boxes) {
      widest = Math.max(widest, top - end);
      end = Math.max(end, bottom);
    }
    return widest / innerHeight;
  }, selector);

// faults S11
it.each([
  ['portrait', portrait],
  ['landscape', landscape],
] as const)('fills the page with one question in large type, %s', async (shape, viewport) => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall, { viewport });
  const tap = async (name: string): Promise<void> => {
    await page.getByRole('button', { name, exact: true }).click();
    await breathe(page);
  };
  await tap('大字版');
  await page.getByRole('heading', { level: 1, name: '您要办什么事？' }).waitFor();
  expect(await page.getByRole('radio', { name: '个人的事' }).getAttribute('aria-checked')).toBe(
    'true',
  );
  for (const way of ['搜一搜', '有预约', '按部门办', '请人帮忙', '普通字'])
    expect(await page.getByRole('button', { name: way }).isVisible(), way).toBe(true);
  expect(await sizeOf(page, 'h1')).toBeGreaterThanOrEqual(72);
  expect(await sizeOf(page, '.tile .name')).toBeGreaterThanOrEqual(64);
  expect(await sizeOf(page, '.tabs .key')).toBeGreaterThanOrEqual(60);
  expect(await gapIn(page, '.tabs .key, .tile, .way')).toBeLessThan(0.04);
  await shot(page, `kiosk-large-${shape}-home`);

  await page.getByRole('radio', { name: '企业的事' }).click();
  await breathe(page);
  await tap('企业开办');
  await page.getByRole('heading', { name: '您要办哪一件？' }).waitFor();
  expect(await sizeOf(page, '.choice .name')).toBeGreaterThanOrEqual(60);
  await page.getByRole('button', { name: '返回' }).click();
  await breathe(page);
  // The way back leads to what was chosen.
  expect(await page.getByRole('radio', { name: '企业的事' }).getAttribute('aria-checked')).toBe(
    'true',
  );
  await page.getByRole('radio', { name: '个人的事' }).click();
  await breathe(page);
  await tap('出生');
  expect(await gapIn(page, '.choice')).toBeLessThan(0.2);
  await page.getByRole('button', { name: /^新生儿出生一件事/ }).click();
  await page.getByRole('heading', { name: '您是下面这些人吗？' }).waitFor();
  // The steps are a page of their own.
  expect(await page.getByRole('checkbox').count()).toBe(0);
  await breathe(page);
  await tap('看环节和材料');
  expect(await page.getByRole('checkbox').count()).toBeGreaterThan(1);
  await page.getByRole('button', { name: '返回' }).click();
  await page.getByRole('radio', { name: /^老年人/ }).click();
  await take(page);
  await page.getByText('请在 A区 等候，叫到号后到 1–4 号窗口').waitFor();
  await page.getByText('已按老年人优先排队，视同 09:32 到达').waitFor();
  const { width } = viewport;
  const number = await page.locator('.ticket .number').boundingBox();
  expect(number!.width).toBeGreaterThan(width * (shape === 'portrait' ? 0.75 : 0.3));
  expect(await sizeOf(page, '.place')).toBeGreaterThanOrEqual(64);
  // All of it without moving anything.
  expect(await page.locator('.around .buttons').count()).toBe(0);
  await shot(page, `kiosk-large-${shape}-result`);
});

// faults S16
it('shows all departments on one page, and opens what is alone at once', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall);
  await page.getByRole('button', { name: /^单个事项/ }).click();
  await page.locator('.paged .tile').first().waitFor();
  await expect.poll(() => page.locator('.pager').count()).toBe(0);
  expect(await page.locator('.paged .tile').count()).toBeGreaterThan(27);
  await breathe(page);
  await page.getByRole('button', { name: /^海关/ }).click();
  await page.locator('.take').waitFor();
  await breathe(page);
  await page.getByRole('button', { name: '首页' }).click();
  await breathe(page);
  await page.getByRole('button', { name: /^员工解聘 ?1 件事/ }).click();
  await page.getByRole('heading', { name: '员工解聘一件事' }).waitFor();
  await page.locator('.take').waitFor();
  await breathe(page);
  await page.getByRole('button', { name: '返回' }).click();
  await page.getByRole('button', { name: /^出生/ }).click();
  // Few choices grow, and stand by the hand.
  expect(await gapIn(page, '.choice')).toBeLessThan(0.2);
  const last = await page.locator('.choice').last().boundingBox();
  expect(last!.y + last!.height).toBeGreaterThan(portrait.height * 0.75);
});

// faults S9, S15, S17, S18
it('says in its words what to do, and why', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall);
  expect(await page.locator('div.home').innerText()).not.toContain('套餐');
  await page.getByRole('button', { name: /^出生 ?\d+ 件事/ }).click();
  const newborn = page.getByRole('button', { name: /^新生儿出生一件事/ });
  expect(await newborn.innerText()).toContain('一件事综合窗口（个人） ＋ 公安户政');
  await breathe(page);
  await page.getByRole('button', { name: '返回' }).click();
  await page.getByRole('button', { name: /^住房出行/ }).click();
  const home = page.getByRole('button', { name: /^二手房转移登记及水电气联动过户/ });
  expect(await home.innerText()).toContain('不动产登记 → 税务 → 水电气网');
  // 水电气 stands in one line, wherever the name breaks.
  const words = await home.locator('.name .word').allInnerTexts();
  expect(words).toContain('水电气');
  await home.click();
  await page.getByRole('radio', { name: '残疾人' }).click();
  await take(page);
  const result = page.locator('.ticket');
  expect(await result.innerText()).not.toContain('先到');
  await result.getByText('请在 B区 等候，叫到号后到 9–14 号窗口').waitFor();
  await result.getByText('已按残疾人优先排队，视同 09:32 到达').waitFor();
  await result.getByText('屏幕和广播会叫您的号').waitFor();
  await shot(page, 'kiosk-result');

  // A quiet hall calls before the page is left.
  const clerk = await hall.openWindow(9);
  await hall.window(9, 'call-next', {}, clerk);
  await result.getByText('已叫到您的号，请现在就到').waitFor();
  await result.getByText('B区 9 号窗口').waitFor();
  // Nobody who is called is told to wait for a call.
  expect(await page.locator('.kiosk').innerText()).not.toMatch(/会叫您的号|留意叫号/);
  await shot(page, 'kiosk-result-called');
});
