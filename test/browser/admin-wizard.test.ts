import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Setup } from '../../shared/contract/setup.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { openPage } from './admin-hall.ts';
import { makePackage } from './admin-wizard-package.ts';
import { focusedName, tabTo } from './by-keys.ts';
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

it('goes from a new hall to its first ticket by keys alone, and never loses where it is', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'live', { viewport: { width: 1024, height: 768 } });
  const { keyboard } = page;
  const on = async (name: RegExp, key = 'Enter'): Promise<void> => {
    await tabTo(page, name);
    await keyboard.press(key);
  };
  const into = async (name: RegExp, text: string): Promise<void> => {
    await on(name, 'ControlOrMeta+a');
    await keyboard.type(text);
  };
  const focusIs = (name: RegExp): Promise<void> =>
    expect.poll(() => focusedName(page), { timeout: 5000 }).toMatch(name);
  const dialog = page.getByRole('dialog');
  /** The form of a step is a part of its own, which comes a moment later than its heading. */
  const nextStep = async (name: string, first: Locator): Promise<void> => {
    await on(new RegExp(`^下一步：${name}$`));
    await focusIs(new RegExp(`^${name}$`));
    await first.waitFor();
  };
  const key = (name: string): Locator => page.getByRole('button', { name, exact: true });

  // The menu is away when the dialog goes: the focus comes back to the key that opens it.
  await on(/^大厅 区行政服务中心$/);
  await on(/^新建大厅/);
  await dialog.waitFor();
  await keyboard.press('Escape');
  await focusIs(/^大厅 区行政服务中心$/);
  await keyboard.press('Enter');
  await on(/^新建大厅/);
  await dialog.waitFor();
  await focusIs(/^大厅名称 · 简体/);
  await keyboard.type('城东便民中心');
  await into(/^编号/, 'east');
  await keyboard.press('Enter');
  await focusIs(/^新大厅向导/);

  await key('下一步：队列').waitFor();
  await nextStep('队列', page.getByLabel('名称', { exact: true }));
  await into(/^名称/, '综合窗口');
  await nextStep('区域与窗口', key('新增窗口'));
  await on(/^新增窗口$/);
  await dialog.waitFor();
  await into(/^窗口号/, '2–3');
  await keyboard.press('Enter');
  await focusIs(/^新增窗口$/);
  await on(/^\S* ?综合窗口/, 'Space');
  await nextStep('时间', key('新增时段').first());
  await on(/^新增时段$/);
  await nextStep('发布', key('检查并发布'));
  await on(/^检查并发布$/);
  await dialog.waitFor();
  await on(/^立即发布$/);
  await focusIs(/^已发布第 \d+ 版/);
  const made = await hall.ok<Setup>('GET', '/api/halls/east/setup');
  expect(made.hall.windows.map(({ serves }) => serves.length)).toEqual([1, 1, 1]);

  await on(/^8 设备/);
  await focusIs(/^设备$/);
  await key('登记设备').waitFor();
  await on(/^登记设备$/);
  await dialog.waitFor();
  await into(/^名称/, '一楼取号机');
  await keyboard.press('Enter');
  await dialog.getByRole('link').waitFor();
  await on(/^完成$/);
  await focusIs(/^登记设备$/);
  await on(/^10 取第一张号/);
  await on(/^取一张号$/);
  await page.locator('.paper svg').waitFor();
  await tabTo(page, /打印/);
  await shot(page, 'wizard-by-keys');
});
