import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import type { TestHall } from '../support/hall.ts';
import { checkAxe, shot, unroute, useChromium } from './chromium.ts';
import { openConsole, openPage, signIn } from './admin-hall.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();
const district = '/api/halls/district';

/** A ticket that was called three times and did not come. */
async function missedOne(hall: TestHall): Promise<string> {
  const clerk = await hall.openWindow(15);
  const { number } = await hall.take({ queue: 'tax' });
  await hall.window(15, 'call-next', {}, clerk);
  hall.clock.pass(60);
  await hall.window(15, 'recall', {}, clerk);
  hall.clock.pass(60);
  await hall.window(15, 'no-show', {}, clerk);
  return number;
}

it('lets a guide bring a missed visitor back and print the slip again', async () => {
  const hall = await startHall();
  await hall.person('wu', 'guide');
  await hall.person('lin', 'clerk');
  await hall.ok('PATCH', '/api/staff/lin', { name: '林梅' });
  const number = await missedOne(hall);
  const page = await openConsole(chromium, hall, 'guide');
  await signIn(page, 'wu', 'long enough');
  const row = page.getByRole('row', { name: new RegExp(number) });
  await row.getByText('过号').first().waitFor();
  await checkAxe(page);
  await row.getByRole('button', { name: `处理 ${number}` }).click();
  await page.getByLabel('陪办人员').selectOption({ label: '林梅（lin）' });
  await page.getByRole('button', { name: '安排陪办' }).click();
  await page.getByText('已安排。').waitFor();
  await page.getByRole('button', { name: '补打号票' }).click();
  await page.locator('.paper svg').waitFor();
  await shot(page, 'admin-guide');
  await checkAxe(page);
  await page.getByRole('button', { name: '返回排队' }).click();
  await page.getByText('已返回排队。').waitFor();
  await page.getByRole('button', { name: '关闭' }).click();
  await row.getByText('等候').first().waitFor();
  await row.getByText('林梅').waitFor();
});

it('finds by number, and changes a category with its reason only', async () => {
  const hall = await startHall();
  await hall.take({ queue: 'tax' });
  await hall.take({ queue: 'medical' });
  const page = await openPage(chromium, hall, 'guide');
  const rows = page.locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(2);
  await page.getByLabel('号码').fill('d0');
  await expect.poll(() => rows.count()).toBe(1);
  await rows.getByRole('button').click();
  await page.getByLabel('人群类别').selectOption('senior');
  await page.getByRole('button', { name: '调整类别' }).click();
  await page.getByText('请填写').waitFor();
  await page.getByLabel('原因').fill('出示老年证');
  await page.getByRole('button', { name: '调整类别' }).click();
  await page.getByText('已调整。').waitFor();
  await expect.poll(() => rows.innerText()).toContain('老年人');
});

it('follows a case up, to an answer, an appeal and its end', async () => {
  const hall = await startHall();
  const clerk = await hall.openWindow(15);
  const ticket = await hall.take({ queue: 'tax' });
  await hall.window(15, 'call-next', {}, clerk);
  await hall.window(15, 'start', {}, clerk);
  await hall.window(15, 'finish', {}, clerk);
  await hall.ok(
    'POST',
    `/api/tickets/${ticket.token}/rating`,
    { level: 1, reasons: ['slow'], comment: '等了太久' },
    { token: null },
  );
  const page = await openPage(chromium, hall, 'cases');
  const dialog = page.getByRole('dialog');
  const act = (name: string) => dialog.getByRole('button', { name, exact: true }).click();
  const closed = () => dialog.waitFor({ state: 'detached' });
  // Somebody without a ticket, at the desk.
  await page.getByRole('button', { name: '登记办不成的事' }).click();
  await act('登记');
  await dialog.getByText('请填写').waitFor();
  await checkAxe(page);
  await dialog.getByLabel('没办成的原因').selectOption('paper');
  await dialog.getByLabel('什么事没办成').fill('跑了三趟');
  await act('登记');
  await dialog.getByText('已登记，负责人：').waitFor();
  await act('关闭');
  await closed();
  await page.getByRole('row', { name: /办不成事.*要求的证明开不出来：跑了三趟/ }).waitFor();
  await page.getByLabel('来源').selectOption('bad-rating');
  await page.getByText('跑了三趟').waitFor({ state: 'detached' });
  await expect.poll(() => page.url()).toContain('kind=bad-rating');
  await checkAxe(page);
  await shot(page, 'cases-list');

  const openCase = () => page.getByRole('button', { name: /案件：非常不满意/ }).click();
  await openCase();
  await dialog.getByText('等了太久').waitFor();
  await act('答复');
  await dialog.getByText('请填写').waitFor();
  await checkAxe(page);
  // Not by whom it is about.
  const owner = dialog.getByLabel('负责人');
  await owner.locator('option', { hasText: '管理员' }).first().waitFor({ state: 'attached' });
  expect(await owner.locator('option', { hasText: 'clerk15' }).count()).toBe(0);
  await dialog.getByLabel('处理结果').fill('已电话致歉，并增开窗口。');
  await dialog.getByLabel('已联系到本人').check();
  await act('答复');
  await closed();
  await page.getByText('没有符合条件的内容').waitFor();

  // The clerk appeals, and learns nothing of who rated.
  const [{ id }] = (
    await hall.ok<{ cases: [{ id: string }] }>('GET', `${district}/cases?kind=bad-rating`)
  ).cases;
  await hall.ok(
    'POST',
    `${district}/cases/${id}/appeal`,
    { note: '当时系统故障' },
    { token: clerk },
  );
  await page.getByLabel('申诉').selectOption('open');
  await page.getByLabel('状态').selectOption('answered');
  await openCase();
  await dialog.getByText('当时系统故障').first().waitFor();
  await dialog.getByLabel('是否属于窗口人员责任').selectOption('no');
  await act('认定责任');
  await closed();
  await page.getByLabel('申诉').selectOption('');
  await openCase();
  await checkAxe(page);
  await shot(page, 'cases-dialog');
  await act('办结');
  await closed();
  await page.getByLabel('状态').selectOption('closed');
  await openCase();
  await dialog.getByText('已电话致歉，并增开窗口。').first().waitFor();
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1024, height: 768 });
  await shot(page, 'cases-small');
});

it('checks a booked visitor in', async () => {
  const hall = await startHall();
  const { slots } = await hall.ok<{ slots: { from: string; free: number }[] }>(
    'GET',
    `${district}/slots?package=newborn&day=2026-11-23`,
  );
  const slot = slots.find((each) => each.free > 0)!.from;
  await hall.ok('POST', `${district}/appointments`, { package: 'newborn', slot, name: '林女士' });
  const page = await openPage(chromium, hall, 'appointments');
  await page.getByText('林女士').waitFor();
  await checkAxe(page);
  await page.getByRole('button', { name: /签到取号/ }).click();
  await page.getByText('已取号 A001。').waitFor();
  await page
    .getByRole('row', { name: /林女士/ })
    .getByText('已签到')
    .waitFor();
});

it('faults S26: no row stands under another day, month or filter than its own', async () => {
  const hall = await startHall();
  const ask = `${district}/slots?package=newborn&day=2026-11-23`;
  const { slots } = await hall.ok<{ slots: { from: string; free: number }[] }>('GET', ask);
  const slot = slots.find((each) => each.free > 0)!.from;
  await hall.ok('POST', `${district}/appointments`, { package: 'newborn', slot, name: '林女士' });
  await hall.take({ queue: 'tax' });
  const page = await openPage(chromium, hall, 'appointments', { expectErrors: [/400/] });
  const found = page.waitForResponse(/bookings\?.*query=/);
  await page.getByLabel('查找').fill('林女');
  await found;
  await checkAxe(page);
  await shot(page, 'admin-appointments-found');

  /** What was shown is gone while the answer to another question is held back, and after it failed. */
  const notMeanwhile = async (shown: Locator, path: string, change: () => Promise<unknown>) => {
    await shown.waitFor();
    let fail: () => void = () => undefined;
    const mayFail = new Promise<void>((go) => (fail = go));
    await page.route(path, async (route) => {
      await mayFail;
      await route.fulfill({ status: 400, json: { code: 'bad_input' } });
    });
    const asked = page.waitForRequest(path);
    const answered = page.waitForResponse(path);
    await change();
    await asked;
    await shown.waitFor({ state: 'hidden' });
    fail();
    await answered;
    await page.getByRole('alert').first().waitFor();
    expect(await shown.isVisible()).toBe(false);
    await unroute(page);
  };
  const menu = (name: string) => page.getByRole('link', { name, exact: true }).click();
  await notMeanwhile(page.getByRole('cell', { name: '林女士' }), '**/bookings?**', () =>
    page.getByLabel('日期').fill('2026-11-24'),
  );
  await menu('今日号票');
  await notMeanwhile(page.getByRole('cell', { name: 'D001', exact: true }), '**/tickets?**', () =>
    page.getByLabel('状态').selectOption('done'),
  );
  await menu('日历');
  const days = page.locator('.day').first();
  await notMeanwhile(days, '**/calendar?**', () =>
    page.getByRole('button', { name: '下个月' }).click(),
  );
  await menu('操作日志');
  const line = page.getByRole('cell', { name: 'D001', exact: true }).first();
  await notMeanwhile(line, '**/events?**', async () => {
    await page.getByLabel('操作', { exact: true }).selectOption({ index: 1 });
    await page.getByRole('button', { name: '查询' }).click();
  });
});

it('makes a day a holiday, and a day of its weekday again', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'calendar');
  const day = page.locator('.day').nth(24);
  await day.waitFor();
  await checkAxe(page);
  await day.click();
  await page.getByLabel('说明').fill('大厅检修');
  await checkAxe(page);
  await page.getByRole('button', { name: '保存' }).click();
  await expect.poll(() => day.innerText()).toMatch(/大厅检修\s+休息/);
  await day.click();
  await page.getByRole('button', { name: '恢复按星期' }).click();
  await expect.poll(() => day.innerText()).not.toContain('大厅检修');
});

it('takes a request for a home visit from the first answer to its time', async () => {
  const hall = await startHall();
  await hall.ok('POST', `${district}/home-visits`, {
    package: 'retirement',
    name: '吴奶奶',
    phone: '13900000001',
    address: '幸福路 8 号 3 栋 201',
  });
  const page = await openPage(chromium, hall, 'visits');
  const dialog = page.getByRole('dialog');
  await page.getByRole('cell', { name: '待受理' }).waitFor();
  await page.getByRole('button', { name: '处理 吴奶奶 的申请' }).click();
  await checkAxe(page);
  await page.getByRole('dialog').getByLabel('负责人').selectOption('admin');
  await page.getByRole('button', { name: '受理', exact: true }).click();
  await page
    .getByRole('row', { name: /吴奶奶/ })
    .getByText('管理员')
    .waitFor();
  await page.getByRole('button', { name: '处理 吴奶奶 的申请' }).click();
  await dialog.getByRole('button', { name: '约定时间' }).click();
  await page.getByText('请填写').waitFor();
  // Written as people write it, and shown as everywhere, whatever the browser's own language.
  const day = page.getByLabel('上门时间');
  await day.fill('2026年11月31日');
  await day.press('Tab');
  await page.getByText('请按 2026-11-27 的写法填写').waitFor();
  await day.fill('2026/11/25');
  await day.press('Tab');
  expect(await day.inputValue()).toBe('2026-11-25');
  const time = page.getByLabel('上门钟点');
  await time.fill('925');
  await time.press('Tab');
  expect(await time.inputValue()).toBe('09:25');
  await time.press('ArrowUp');
  expect(await time.inputValue()).toBe('09:30');
  await dialog.getByRole('button', { name: '约定时间' }).click();
  await page.getByRole('cell', { name: '2026-11-25 09:30' }).waitFor();
  await checkAxe(page);
});
