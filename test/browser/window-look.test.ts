import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { MonthSheets } from '../../shared/contract/sheet.ts';
import type { TestHall } from '../support/hall.ts';
import { checkAxe, forbidStorage, shot, useChromium } from './chromium.ts';
import {
  atWork,
  compact,
  inHand,
  normal,
  openTerminal,
  pill,
  sheet,
  signIn,
  tabTo,
  usual,
  wide,
} from './window-desk.ts';
import { atNine, useHalls } from './halls.ts';

const startHall = useHalls(atNine);
const chromium = useChromium();

/** Nothing stands outside the page sideways. */
async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over).toBe(0);
}

/** The clerk's own month sheet, from the menu: every entry, and an appeal against one. */
async function ownPoints(
  hall: TestHall,
  page: Page,
  check: (what: string) => Promise<void>,
): Promise<void> {
  const sheets = '/api/halls/district/month-sheets';
  await hall.person('other', 'clerk');
  const { items } = await hall.ok<MonthSheets>('GET', `${sheets}?month=2026-03`);
  for (const [subject, points, reason] of [
    ['clerk5', 1, '群众送锦旗'],
    ['clerk5', -1, '上班期间离岗未挂牌'],
    ['other', -2, '别人的事'],
  ] as const) {
    const item = items.find(({ least, most }) => least <= points && points <= most)!.code;
    await hall.ok('POST', `${sheets}/entries`, { kind: 'clerk', subject, item, points, reason });
  }
  await page.getByRole('button', { name: /更多/ }).click();
  await page.locator('[data-menu="points"]').click();
  const own = await sheet(page, '我的积分');
  await own.getByText('合计 0 分').waitFor();
  expect(await own.innerText()).not.toContain('别人的事');
  await check('points');
  await own.getByRole('button', { name: '申诉：上班期间离岗未挂牌' }).click();
  const asked = await sheet(page, '申诉');
  await asked.getByRole('button', { name: '申诉' }).click();
  await asked.getByText('请写明申诉理由').waitFor();
  await asked.locator('[name=appeal]').fill('当时在接待残疾群众');
  await check('points-appeal');
  await asked.getByRole('button', { name: '申诉' }).click();
  const told = await sheet(page, '我的积分');
  await told.getByText('申诉：当时在接待残疾群众').waitFor();
  await told.getByText('（待处理）').waitFor();
  expect(await told.getByRole('button', { name: '申诉：上班期间离岗未挂牌' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

it.each([
  ['compact', compact],
  ['normal', normal],
  ['wide', wide],
])('axe finds nothing on any page or question, %s', async (name, viewport) => {
  const hall = await startHall();
  for (let i = 0; i < 4; i += 1) await hall.take({ package: 'company-setup' });
  await hall.take({ package: 'newborn', category: 'senior' });
  const first = await openTerminal(chromium, hall, { viewport });
  await first.locator('[name=username]').waitFor();
  await checkAxe(first);
  await first.close();

  const page = await atWork(chromium, hall, 5, { viewport });
  const check = async (what: string): Promise<void> => {
    await checkAxe(page);
    await fits(page);
    await shot(page, `window-${name}-${what}`);
  };
  const ask = async (key: string, title: string | RegExp, what: string): Promise<void> => {
    await page.keyboard.press(key);
    await sheet(page, title);
    await check(what);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  await check('free');
  await ask('F9', '指定呼叫', 'call');
  if (name === 'normal') await ownPoints(hall, page, check);
  await ask('F10', '暂停服务', 'pause');
  await page.keyboard.press('F10');
  await tabTo(page, '关闭窗口');
  await page.keyboard.press('Enter');
  await sheet(page, '关闭窗口？');
  await check('close');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('F2');
  await inHand(page);
  await check('called');
  await ask('Shift+F6', /退回排队/, 'put-back');
  await page.keyboard.press('F4');
  await pill(page, '服务中');
  await page.keyboard.press('1');
  await check('serving');
  const questions: [string, string | RegExp, string][] = [
    ['F5', /未办结/, 'undone'],
    ['F7', /挂起/, 'hold'],
    ['F8', /转窗/, 'transfer'],
    ['F1', '按键说明', 'help'],
  ];
  for (const question of questions) await ask(...question);
  await page.getByRole('button', { name: '候叫名单' }).click();
  await page.locator('tbody .number').first().waitFor();
  await check('list');
  await page.getByRole('button', { name: '更多' }).click();
  await sheet(page, /更多/);
  await check('menu');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('F7');
  await sheet(page, /挂起/);
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await pill(page, '空闲');
  await ask('Shift+F7', /取回/, 'take-up');
});

it('speaks three languages and remembers the one chosen', async () => {
  const hall = await startHall();
  await hall.take({ package: 'company-setup' });
  const page = await atWork(chromium, hall, 5);
  await page.keyboard.press('F2');
  await inHand(page);
  await tabTo(page, '更多');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'English' }).click();
  await page.keyboard.press('Escape');
  await page.locator('.pill', { hasText: 'Calling' }).waitFor();
  await checkAxe(page);
  await fits(page);
  await shot(page, 'window-english');
  await page.reload();
  await page.locator('.pill', { hasText: 'Calling' }).waitFor();
  // Only what the hall wrote in Chinese alone may stay Chinese.
  const text = await page.locator('.commands, .foot, .bar, .views').allInnerTexts();
  expect(text.join(' ')).not.toMatch(/[\u4e00-\u9fff]/);
  expect(await page.locator('html').getAttribute('lang')).toBe('en');

  // Another machine, whose browser forbids it to keep anything: it works all the same.
  const bare = await chromium.page({ viewport: normal, expectErrors: usual });
  await forbidStorage(bare);
  await bare.goto(`${hall.url}/window/`);
  await signIn(bare, 'clerk5');
  await bare.keyboard.type('5');
  await bare.keyboard.press('Enter');
  await pill(bare, '呼叫中');
  await bare.keyboard.press('F4');
  await pill(bare, '服务中');
  await bare.keyboard.press('1');
  await bare.getByRole('button', { name: '更多' }).click();
  await bare.getByRole('button', { name: '繁體中文' }).click();
  await bare.getByRole('dialog', { name: '更多' }).getByText('換窗口').waitFor();
});
