import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Setup } from '../../shared/contract/setup.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { openPage } from './admin-hall.ts';
import { useHalls } from './halls.ts';
import { breathe, portrait, take } from './kiosk-hall.ts';
import { pill, signIn, usual } from './window-desk.ts';

const startHall = useHalls();
const chromium = useChromium();

async function step(page: Page, name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: '新大厅向导' })
    .getByRole('button', { name: new RegExp(`\\d ${name}`) })
    .click();
  await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
}
async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: '检查并发布' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '立即发布' }).click();
  await page.getByText(/已发布第 \d+ 版/).waitFor();
}
const stepOf = (page: Page, n: number): Locator =>
  page.getByRole('group', { name: `第 ${n} 环节`, exact: true });

/** Registers a device in the wizard and gives the address that pairs it. */
async function register(page: Page, kind: string, name: string): Promise<string> {
  await page.getByRole('button', { name: '登记设备' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: kind }).check();
  await dialog.getByLabel('名称').fill(name);
  await dialog.getByRole('button', { name: '登记', exact: true }).click();
  const address = await page.getByRole('dialog').getByRole('link').getAttribute('href');
  await page.getByRole('dialog').getByRole('button', { name: '完成' }).click();
  return address!;
}

it('goes from a new hall to the first slip and the first call by the console alone', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'live');
  await page.getByRole('button', { name: '大厅 区行政服务中心' }).click();
  await page.getByRole('button', { name: '新建大厅…' }).click();
  await page.getByLabel('大厅名称 · 简体').fill('城东便民中心');
  await page.getByLabel('编号').fill('east');
  await page.getByRole('button', { name: '建立', exact: true }).click();
  await page.getByRole('heading', { name: '新大厅向导' }).waitFor();

  await step(page, '队列');
  await page.getByLabel('名称', { exact: true }).fill('综合窗口');
  for (const name of ['社保', '税务']) {
    await page.getByRole('button', { name: '新增队列' }).click();
    await page.getByLabel('名称', { exact: true }).fill(name);
  }
  await checkAxe(page);

  await step(page, '区域与窗口');
  await page.getByRole('button', { name: '新增区域' }).click();
  await page.getByLabel('名称', { exact: true }).fill('二楼');
  await page.getByRole('button', { name: '新增窗口' }).click();
  await page.getByLabel('窗口号').fill('2–5');
  await page.getByLabel('所在区域').selectOption({ label: '二楼' });
  await page.getByRole('button', { name: '添加', exact: true }).click();
  await page.getByRole('heading', { name: '窗口 2–5' }).waitFor();
  // Windows 2–5 alike: one queue is theirs, with another they help.
  await page.getByRole('checkbox', { name: /社保/ }).check();
  await page.getByRole('checkbox', { name: /税务/ }).check();
  await page.getByLabel('协助税务之前的分钟数').fill('5');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: /^窗口\s*1\D/ }).click();
  await page.getByRole('checkbox', { name: /税务/ }).check();
  await checkAxe(page);
  await shot(page, 'wizard-windows');

  await step(page, '时间');
  await page
    .getByRole('button', { name: /增加时段|新增时段|添加时段/ })
    .first()
    .click();
  await checkAxe(page);
  await shot(page, 'wizard-hours');
  await step(page, '发布');
  await publish(page);

  await step(page, '套餐');
  await page.getByRole('link', { name: '去建立套餐' }).click();
  await makePackage(page);
  await publish(page);
  const made = await hall.ok<Setup>('GET', '/api/halls/east/setup');
  expect(made.hall.zones).toHaveLength(2);
  expect(made.hall.queues).toHaveLength(3);
  expect(made.hall.windows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  expect(made.catalogue.packages[0]!.steps.map(({ after }) => after)).toEqual([[], [], [0, 1]]);

  await page.goto(`${hall.url}/admin/staff`);
  await page.getByRole('button', { name: '新增人员' }).click();
  const person = page.getByRole('dialog');
  await person.getByLabel('用户名').fill('chen');
  await person.getByLabel('姓名').fill('陈晓');
  await person.getByLabel('密码', { exact: true }).fill('long enough');
  await person.getByLabel(/窗口人员/).check();
  await person.getByRole('checkbox', { name: '城东便民中心' }).check();
  const mustChange = person.getByLabel('下次登录时必须修改密码');
  if (await mustChange.count()) await mustChange.uncheck();
  await shot(page, 'wizard-person');
  await person.getByRole('button', { name: /保存|新增|添加/ }).click();
  await person.waitFor({ state: 'detached' });

  await page.goto(`${hall.url}/admin/texts`);
  await page.getByRole('button', { name: '新增公告' }).click();
  await page.getByLabel('简体').fill('请保管好随身物品');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存').waitFor();

  await page.goto(`${hall.url}/admin/wizard?step=devices`);
  const kioskAt = await register(page, '取号机', '一楼取号机');
  const boardAt = await register(page, '显示屏', '一楼大屏');
  const kiosk = await chromium.page({
    viewport: portrait,
    hasTouch: true,
    expectErrors: [/409.*\/print\)$/],
    context: { screen: portrait },
  });
  await kiosk.addInitScript(() => {
    globalThis.print = () => undefined;
  });
  await kiosk.goto(kioskAt);
  const board = await chromium.page({ viewport: { width: 1920, height: 1080 } });
  await board.goto(boardAt);
  await board.getByText('请保管好随身物品').first().waitFor();
  await page.getByRole('button', { name: '刷新' }).click();
  await expect.poll(() => page.locator('.sides .pill.good').count()).toBe(2);
  await checkAxe(page);
  await shot(page, 'wizard-devices');

  await kiosk.locator('div.home').waitFor();
  await kiosk.getByRole('button', { name: /^开办企业/ }).click();
  await breathe(kiosk);
  await shot(kiosk, 'wizard-kiosk');
  const ticket: Ticket = await take(kiosk);
  expect(ticket.steps.map(({ status }) => status)).toEqual(['waiting', 'waiting', 'blocked']);
  await shot(kiosk, 'wizard-kiosk-ticket');

  await step(page, '取第一张号');
  await page.getByRole('button', { name: '取一张号' }).click();
  await page.getByText(/已取号/).waitFor();
  await shot(page, 'wizard-slip', { fullPage: true });

  const terminal = await chromium.page({
    viewport: { width: 1024, height: 768 },
    expectErrors: usual,
  });
  await terminal.goto(`${hall.url}/window/`);
  await signIn(terminal, 'chen');
  await terminal.keyboard.type('1');
  await terminal.keyboard.press('Enter');
  await pill(terminal, '空闲');
  await terminal.keyboard.press('F2');
  await board.getByText(ticket.number).first().waitFor();
  await shot(board, 'wizard-board');
  await expect
    .poll(() =>
      page
        .getByRole('navigation', { name: '新大厅向导' })
        .getByRole('button', { name: /叫第一个号\s*已完成/ })
        .count(),
    )
    .toBe(1);
  await shot(page, 'wizard-done', { fullPage: true });
});

/** A department, three matters, a stage, and a package of three steps, the first two in free order. */
async function makePackage(page: Page): Promise<void> {
  const tab = (name: string): Promise<void> =>
    page
      .getByRole('group', { name: '大厅结构' })
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .click();
  await tab('部门');
  await page.getByRole('button', { name: '新增部门' }).click();
  await page.getByLabel('名称', { exact: true }).fill('市场监管局');
  await page.getByRole('button', { name: '完成' }).click();
  await tab('事项');
  const matters = [
    ['食品经营许可', '综合窗口'],
    ['社保登记', '社保'],
    ['税务登记', '税务'],
  ] as const;
  for (const [name, queue] of matters) {
    await page.getByRole('button', { name: '新增事项' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称', { exact: true }).fill(name);
    await dialog.getByLabel('部门', { exact: true }).selectOption({ label: '市场监管局' });
    await dialog.getByLabel('队列', { exact: true }).selectOption({ label: queue });
    await dialog.getByRole('button', { name: '完成' }).click();
  }
  await tab('方向与阶段');
  await page.getByRole('button', { name: '新增方向' }).click();
  await page.getByLabel('名称', { exact: true }).last().fill('企业');
  const done = page.getByRole('dialog').getByRole('button', { name: '完成' });
  if (await done.count()) await done.click();
  // A direction comes with its first stage, which has no name yet.
  await page.locator('ul.stages').last().locator('li.line').getByRole('button').first().click();
  await page.getByLabel('名称', { exact: true }).last().fill('开办企业');
  if (await done.count()) await done.click();
  await tab('套餐');
  await page.getByRole('button', { name: '新增套餐' }).click();
  await page.getByLabel('名称', { exact: true }).fill('开餐馆一件事');
  await page.getByLabel('方向与阶段').last().selectOption({ label: '开办企业' });
  await page.getByRole('button', { name: '继续填写' }).click();
  await page.getByRole('heading', { level: 1, name: '开餐馆一件事' }).waitFor();
  for (const [i, [matter, queue]] of matters.entries()) {
    if (i > 0) await page.getByRole('button', { name: '新增环节' }).press('Enter');
    const each = stepOf(page, i + 1);
    await each.getByLabel('队列', { exact: true }).selectOption({ label: queue });
    await each.getByLabel(matter).press('Space');
  }
  await stepOf(page, 2).getByRole('checkbox', { name: /^1 / }).press('Space');
  const third = stepOf(page, 3);
  const first = third.getByRole('checkbox', { name: /^1 / });
  if (!(await first.isChecked())) await first.press('Space');
  await checkAxe(page);
  await shot(page, 'wizard-package');
}
