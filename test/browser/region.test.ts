import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Setup } from '../../shared/contract/setup.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import { join } from 'node:path';
import { root } from '../../scripts/lib.mjs';
import { TestHall } from '../support/hall.ts';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { password, usual } from './window-desk.ts';

const browser = useChromium();
let hall: TestHall;
const text = (zh: string, en: string) => ({ 'zh-Hans': zh, 'zh-Hant': zh, en });
const list = [
  '编号,名称,名称（英文）,类型,上级大厅,地址,纬度,经度,沿用大厅',
  'hushi,湖市镇便民服务中心,Hushi Township Centre,镇街,district,湖市镇中街18号,24.91,118.62,district',
  'east,东村便民服务点,East Village Point,村级,hushi,东村1号,24.92,118.63,',
  'park,公园邻里中心,Park Neighbourhood Centre,邻里中心,district,公园路6号,24.89,118.60,district',
].join('\n');

beforeAll(async () => {
  hall = await TestHall.start({
    webDir: join(root, 'dist/web'),
    app: { load: () => ({ lateMs: 0, commands: 0, waitedMs: 0 }) },
  });
});
afterAll(() => hall.stop());

const noWiderThan = async (page: Page, n: number): Promise<void> =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(n);

it('makes halls by a pasted list in the console, shows who is behind, and takes over in all', async () => {
  const page = await openPage(browser, hall, 'region');
  await page.locator('[data-act=many]').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/粘贴清单/).fill(`${list}\nbad,错误的一行,,,nowhere,,,,`);
  await dialog.getByRole('button', { name: '预览' }).click();
  await dialog.getByRole('cell', { name: /nowhere/ }).waitFor();
  await checkAxe(page);
  await shot(page, 'region-many');
  await dialog.locator('[data-act=make]').click();
  await dialog.getByText('已新建 3 个大厅。').waitFor();
  await dialog.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('cell', { name: '东村便民服务点' }).first().waitFor();

  const setup = await hall.ok<Setup>('GET', '/api/halls/district/setup');
  setup.catalogue.matters[0]!.name = text('改名的事项', 'A renamed matter');
  setup.hall.address = text('江滨北路1号', '1 Jiangbin North Road');
  setup.hall.lat = 24.9;
  setup.hall.lon = 118.6;
  const { next: _, ...draft } = setup;
  await hall.ok('PUT', '/api/halls/district/setup', { ...draft, from: 'now' });
  await page.reload();
  await page.getByText('2 个大厅所沿用的设置有更新。').waitFor();
  await checkAxe(page);
  await shot(page, 'region-console', { fullPage: true });
  await page.getByRole('button', { name: /公园邻里中心 · 沿用/ }).click();
  await page.getByRole('dialog').getByText('改名的事项').first().waitFor();
  await checkAxe(page);
  await shot(page, 'region-follow');
  await page.getByRole('dialog').locator('[data-act=take-over]').click();
  await page.getByRole('dialog').getByText('与所沿用的设置一致。').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
  await page.locator('[data-act=take-all]').click();
  await page.getByText('已沿用，1 处修改').waitFor();
  await page.setViewportSize({ width: 1024, height: 768 });
  await shot(page, 'region-console-1024');
  await page.goto(`${hall.url}/admin/setup?tab=follow`);
  await page.getByRole('heading', { level: 1 }).waitFor();
});

it('shows on a phone where it is quiet, what is offered where, the way and the hours, in three languages', async () => {
  await hall.openWindow(1);
  for (let n = 0; n < 3; n += 1) await hall.take({ queue: 'one-life' });
  hall.clock.pass(60);
  const page = await browser.page({ viewport: { width: 390, height: 844 }, isMobile: true });
  await page.goto(`${hall.url}/region/`);
  const rows = page.getByRole('list', { name: '大厅' }).getByRole('listitem');
  await rows.nth(3).waitFor();
  await expect.poll(() => rows.nth(0).innerText()).toMatch(/3 人等候 · 1 个窗口开放/);
  await noWiderThan(page, 390);
  await checkAxe(page);
  await shot(page, 'region-phone', { fullPage: true });

  await page.getByLabel('您要办什么事？').fill('xse');
  await page
    .getByRole('button', { name: /新生儿/ })
    .first()
    .click();
  await page.getByText(/可办“新生儿/).waitFor();
  expect(await rows.count()).toBe(3);
  await page.getByRole('button', { name: /公园邻里中心/ }).click();
  await page.getByRole('heading', { name: '公园邻里中心' }).waitFor();
  const way = page.getByRole('link', { name: '用地图应用打开' });
  expect(await way.getAttribute('href')).toMatch(/^geo:24\.89,118\.6\?q=/);
  await page.getByRole('link', { name: '看要带的材料' }).waitFor();
  await page
    .getByText(/星期一/)
    .first()
    .waitFor();
  await checkAxe(page);
  await shot(page, 'region-phone-hall', { fullPage: true });
  await page.goBack();
  await rows.nth(2).waitFor();

  for (const [language, title] of [
    ['繁體', '去哪裡辦'],
    ['English', 'Where to go'],
  ] as const) {
    await page.getByRole('button', { name: new RegExp(language) }).click();
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await noWiderThan(page, 390);
    await checkAxe(page);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: /Park Neighbourhood/ }).click();
  await page.getByRole('heading', { name: 'Park Neighbourhood Centre' }).waitFor();
  await shot(page, 'region-desktop');
  await checkAxe(page);
});

it('a village point serves a whole visit on one screen: ticket, call, start, finish, by touch and by keys', async () => {
  const setup = await hall.ok<Setup>('GET', '/api/halls/east/setup');
  setup.hall.enforceHours = false;
  const { next: _, ...draft } = setup;
  await hall.ok('PUT', '/api/halls/east/setup', { ...draft, from: 'now' });
  await hall.personOf(['east'], 'lin', 'clerk');
  const expectErrors = [...usual, /ERR_FAILED/];
  const page = await browser.page({ viewport: { width: 390, height: 844 }, expectErrors });
  await page.goto(`${hall.url}/village/`);
  await page.locator('[name=username]').fill('lin');
  await page.locator('[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('[name=window]').fill('1');
  await page.keyboard.press('Enter');
  await page.getByText('没有正在办理的号').waitFor();

  // The answer is lost on its way: asked for again it is the same ticket.
  const tickets = '**/api/halls/east/tickets';
  await page.route(
    tickets,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await page.locator('[data-queue=general]').click();
  await page.locator('.take [role=alert], .take .notice').first().waitFor();
  await page.locator('[data-queue=general]').click();
  await page.getByText('前面无人等候').waitFor();
  const number = page.locator('.taken .number');
  expect(await number.innerText()).toBe('A001');
  await checkAxe(page);
  await shot(page, 'village-taken', { fullPage: true });
  await page.getByRole('button', { name: '下一位来人' }).click();
  await page.locator('[data-command=call-next]').click();
  const now = page.locator('.now .number');
  await expect.poll(() => now.innerText()).toBe('A001');
  await page.getByText('请 A001 号到窗口办理').waitFor();
  await shot(page, 'village-phone');
  await page.getByRole('button', { name: '给办事人看' }).click();
  await shot(page, 'village-large');
  await page.keyboard.press('Escape');
  // To another hall by its key: everybody but this one is offered.
  await page.keyboard.press('Shift+F3');
  const refer = page.getByRole('dialog');
  await refer.locator('[name=refer-hall] option[value=park]').waitFor({ state: 'attached' });
  expect(await refer.locator('[name=refer-hall] option[value=east]').count()).toBe(0);
  await checkAxe(page);
  await shot(page, 'village-refer');
  await page.keyboard.press('Escape');
  await refer.waitFor({ state: 'detached' });
  await page.locator('[data-command=start]').click();
  await expect.poll(() => page.locator('.now .words').innerText()).toBe('正在办理');
  for (const [width, height] of [
    [1024, 768],
    [800, 1280],
  ] as const) {
    await page.setViewportSize({ width, height });
    await noWiderThan(page, width);
    await checkAxe(page);
    await shot(page, `village-${width}`);
  }
  await page.keyboard.press('F5');
  await expect.poll(() => now.innerText()).toBe('—');
  const after = await hall.ok<WindowState>('GET', '/api/halls/east/windows/1');
  expect(after.finished).toMatchObject({ number: 'A001', status: 'done' });

  for (const language of ['繁體', 'English']) {
    await page.getByRole('button', { name: new RegExp(language) }).click();
    await checkAxe(page);
  }
  await page.getByRole('heading', { name: 'Somebody comes' }).waitFor();
  // The line is cut: it is said, and the page goes on.
  await page.context().setOffline(true);
  await page.locator('.lost').waitFor();
  await page.context().setOffline(false);
  await page.locator('.lost').waitFor({ state: 'detached' });
});
