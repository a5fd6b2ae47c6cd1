import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { Hall } from '../../shared/contract/hall.ts';
import type { Setup, SetupRevisions } from '../../shared/contract/setup.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { openPage } from './admin-hall.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();

const setupPath = '/api/halls/district/setup';
const tab = (page: Page, name: string): Promise<void> =>
  page
    .getByRole('group', { name: '大厅结构' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
const bar = (page: Page) => page.locator('.bar');

async function publish(page: Page, when: '立即发布' | '预定发布' = '立即发布'): Promise<void> {
  await page.getByRole('button', { name: '检查并发布' }).click();
  if (when === '预定发布') await page.getByLabel('下一个服务日开始时').check();
  await page.getByRole('button', { name: when, exact: true }).click();
}

it('makes a hall with zones, queues and windows alike from the console alone', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'live');
  await page.getByRole('button', { name: '大厅 区行政服务中心' }).click();
  await page.getByRole('button', { name: '新建大厅…' }).click();
  await page.getByRole('button', { name: '建立', exact: true }).click();
  expect(await page.getByText('请填写').count()).toBeGreaterThan(0);
  await checkAxe(page);
  await page.getByLabel('大厅名称 · 简体').fill('城东便民中心');
  expect(await page.getByLabel('编号').inputValue()).toBe('cheng-dong-bian-min-zhong-xin');
  await page.getByLabel('编号').fill('east');
  await page.getByRole('button', { name: '建立', exact: true }).click();
  await page.getByRole('heading', { name: '新大厅向导' }).waitFor();
  await page.getByRole('button', { name: '大厅 城东便民中心' }).waitFor();
  await checkAxe(page);
  await shot(page, 'admin-wizard');

  await page.getByRole('link', { name: '大厅结构' }).click();
  await tab(page, '队列');
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  await shot(page, 'admin-structure-queues-new');
  const empty = await hall.ok<Setup>('GET', '/api/halls/east/setup');
  const named = ['社保', '税务', '不动产'];
  for (const [i, name] of named.entries()) {
    if (i >= empty.hall.queues.length) await page.getByRole('button', { name: '新增队列' }).click();
    await page.getByLabel('名称', { exact: true }).fill(name);
  }
  expect(await page.getByLabel('编号').inputValue()).toBe('bu-dong-chan');
  // A prefix that another queue has is said at its field and in the bar.
  const prefix = page.getByLabel('号码前缀');
  const free = await prefix.inputValue();
  await prefix.fill(empty.hall.queues[0]!.prefix);
  await page
    .getByText(/号码前缀 .* 重复使用/)
    .first()
    .waitFor();
  await page.locator('.bar .found').click();
  await page
    .getByRole('link', { name: /号码前缀 .* 重复使用/ })
    .first()
    .click();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('maxlength')))
    .toBe('2');
  await prefix.fill(free);

  await tab(page, '区域与窗口');
  await page.getByRole('button', { name: '新增区域' }).click();
  await page.getByLabel('名称', { exact: true }).fill('二楼');
  await page.getByRole('button', { name: '新增窗口' }).click();
  await page.getByLabel('窗口号').fill('11–15');
  await page.getByLabel('所在区域').selectOption({ label: '二楼' });
  await page.getByRole('button', { name: '添加', exact: true }).click();
  await page.getByRole('heading', { name: '窗口 11–15' }).waitFor();
  await page.getByRole('checkbox', { name: /社保/ }).check();
  await page.getByRole('checkbox', { name: /税务/ }).check();
  await page.getByLabel('协助税务之前的分钟数').fill('5');
  await page.keyboard.press('Tab');
  await checkAxe(page);
  await shot(page, 'admin-structure-windows');
  // Kept over a reload.
  await page.reload();
  await page.getByRole('button', { name: /^窗口\s*13/ }).waitFor();
  await publish(page);
  await page.getByText(/已发布第 \d+ 版/).waitFor();
  const made = await hall.ok<Hall>('GET', '/api/halls/east');
  const alike = made.windows.filter(({ number }) => number >= 11);
  expect(alike).toHaveLength(5);
  const tax = made.queues.find(({ name }) => name['zh-Hans'] === '税务')!.code;
  for (const { serves } of alike) expect(serves).toContainEqual({ queue: tax, handicapMinutes: 5 });
  expect(made.zones.map(({ name }) => name['zh-Hans'])).toContain('二楼');
});

it('shows what another published meanwhile in words, and takes it in', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'setup?tab=queues', { expectErrors: [/409/] });
  await page.getByLabel('名称', { exact: true }).fill('综合业务');
  await bar(page).getByText('1 处修改尚未发布').waitFor();
  const theirs = await hall.ok<Setup>('GET', setupPath);
  theirs.hall.queues[1]!.prefix = 'Q';
  const { next: _, ...publication } = theirs;
  await hall.ok('PUT', setupPath, { ...publication, from: 'now' });
  await bar(page).getByText('其他人已发布第 2 版。').waitFor();
  const told = await bar(page).innerText();
  expect(told.replace(/\s+/g, ' ')).toMatch(/号码前缀 B ?→ ?Q/);
  await checkAxe(page);
  await shot(page, 'admin-structure-others');
  await page.getByRole('button', { name: '并入对方的修改，保留我的' }).click();
  await publish(page);
  await page.getByText('已发布第 3 版').waitFor();
  const now = await hall.ok<Setup>('GET', setupPath);
  expect(now.hall.queues[0]!.name['zh-Hans']).toBe('综合业务');
  expect(now.hall.queues[1]!.prefix).toBe('Q');
});

it('refuses what is in use, takes it with the next day, withdraws it, and goes back to an old revision', async () => {
  const hall = await startHall();
  await hall.openWindow(1);
  const page = await openPage(chromium, hall, 'setup?tab=windows', { expectErrors: [/409/] });
  await page.getByRole('button', { name: /^窗口\s*1\D/ }).click();
  await page.getByRole('button', { name: '停用窗口' }).click();
  await page.getByText('将停用').waitFor();
  await page.getByRole('button', { name: '检查并发布' }).click();
  await page.getByText('下列内容正在使用').waitFor();
  expect(await page.getByRole('button', { name: '立即发布' }).isDisabled()).toBe(true);
  await checkAxe(page);
  await shot(page, 'admin-structure-held');
  await page.getByLabel('下一个服务日开始时').check();
  await page.getByRole('button', { name: '预定发布' }).click();
  await bar(page)
    .getByText(/第 2 版将于/)
    .waitFor();
  await page.getByRole('button', { name: '查看内容' }).click();
  await bar(page)
    .getByText(/窗口“1/)
    .waitFor();
  await page.getByRole('button', { name: '撤回' }).click();
  await expect.poll(async () => (await hall.ok<Setup>('GET', setupPath)).next).toBeNull();

  await tab(page, '人群类别');
  await page.getByLabel('提前量（分钟）').fill('3');
  await publish(page);
  await page.getByText(/已发布第 4 版/).waitFor();
  await tab(page, '历史');
  await page.getByRole('button', { name: /第 1 版/ }).click();
  await page.getByText('回到这一版会改变').waitFor();
  await checkAxe(page);
  await shot(page, 'admin-structure-history');
  await page.getByRole('button', { name: '恢复为这一版' }).click();
  await publish(page);
  await page.getByText(/已发布第 5 版/).waitFor();
  const { revisions } = await hall.ok<SetupRevisions>('GET', `${setupPath}/revisions`);
  expect(revisions[0]!.revision).toBe(5);
  const now = await hall.ok<Setup>('GET', setupPath);
  expect(now.hall.categories[0]!.creditMinutes).toBe(0);
});

it('holds every part to the rules of accessibility, at a desk and on a small one', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'setup');
  for (const size of [
    { width: 1440, height: 900 },
    { width: 1024, height: 768 },
  ]) {
    await page.setViewportSize(size);
    for (const name of ['identity', 'windows', 'queues', 'categories', 'duty', 'history']) {
      await page.goto(`${hall.url}/admin/setup?tab=${name}`);
      await page.locator('.setup .card').first().waitFor();
      await checkAxe(page);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
      ).toBe(false);
      await shot(page, `admin-structure-${name}-${size.width}`);
    }
  }
});
