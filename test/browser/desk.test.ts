import { mkdirSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import type { FoundTickets } from '../../shared/contract/guide.ts';
import { FakePrinter } from '../support/printer.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { openConsole, signIn } from './admin-hall.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();

/** A picture at both sizes of a console. */
async function atBothSizes(page: Page, name: string): Promise<void> {
  await shot(page, name);
  await page.setViewportSize({ width: 1024, height: 768 });
  await checkAxe(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(1024);
  await shot(page, `${name}-1024`);
  await page.setViewportSize({ width: 1440, height: 900 });
}

it('takes, books, moves, and enters a home visit for somebody by keyboard, and prints the trips', async () => {
  const hall = await startHall();
  await hall.person('wu', 'guide');
  const base = '/api/halls/district';
  const printer = await FakePrinter.start();
  onTestFinished(() => printer.stop());
  const device = { hall: 'district', kind: 'kiosk', name: '一号取号机' };
  const made = await hall.ok<{ device: { id: string } }>('POST', '/api/devices', device);
  const settings = { printer: { host: '127.0.0.1', port: printer.port, width: 80 } };
  await hall.ok('PATCH', `/api/devices/${made.device.id}`, { settings });
  const page = await openConsole(chromium, hall, 'desk', { expectErrors: [/ERR_FAILED/] });
  await signIn(page, 'wu', 'long enough');
  const what = page.getByLabel('办理事项');
  const choose = async (): Promise<void> => {
    await what.focus();
    await page.keyboard.type('xse');
    await page
      .getByRole('button', { name: /新生儿/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
  };
  await choose();
  await checkAxe(page);
  // What was chosen is still there after a reload.
  await page.reload();
  await page.getByRole('checkbox').first().waitFor();
  await page.getByRole('checkbox', { name: '代他人办理' }).press('Space');
  await page.getByLabel('材料份数').fill('3');
  await page.getByLabel('人群类别').selectOption('senior');
  await page.getByLabel('优先的依据').selectOption('card');
  await atBothSizes(page, 'admin-desk-take');
  // The answer is lost on its way: sent again, also after a reload, it is the same ticket.
  const tickets = /\/api\/halls\/district\/tickets$/;
  await page.route(tickets, async (route) => {
    await route.fetch();
    await route.abort();
  });
  const take = page.locator('form').getByRole('button', { name: '取号', exact: true });
  await take.press('Enter');
  await page.locator('.notice, [role=alert]').first().waitFor();
  await page.unroute(tickets);
  await page.reload();
  await take.press('Enter');
  await page.getByRole('heading', { name: 'A001' }).waitFor();
  const today = await hall.ok<FoundTickets>('GET', `${base}/tickets`);
  expect(today.tickets.map((each) => each.number)).toEqual(['A001']);
  await page.locator('.paper svg').waitFor();
  await page.getByRole('button', { name: '在取号机打印' }).press('Enter');
  await page.getByText('已在 一号取号机 打印').waitFor();
  expect(printer.jobs).toHaveLength(1);
  await atBothSizes(page, 'admin-desk-taken');

  // Two packages as one ticket, chosen one after the other by keyboard.
  for (const name of ['开办餐饮店', '开办运输企业']) {
    await what.fill(name);
    await page
      .getByRole('button', { name: new RegExp(name) })
      .first()
      .waitFor();
    await what.press('Enter');
    await page.getByRole('group', { name: new RegExp(name) }).waitFor();
  }
  await atBothSizes(page, 'admin-desk-several');
  await checkAxe(page);
  await take.press('Enter');
  await page.getByRole('heading', { name: 'B001' }).waitFor();
  const [several] = (await hall.ok<FoundTickets>('GET', `${base}/tickets`)).tickets;
  expect(several!.packages.map(({ code }) => code)).toEqual(['restaurant', 'transport-company']);

  await page.getByRole('button', { name: '代为预约' }).press('Enter');
  await choose();
  const time = page.getByLabel('时间', { exact: true });
  await time.selectOption({ index: 1 });
  await page.getByLabel('姓名').fill('林女士');
  await page.getByLabel('联系电话').fill('13900000001');
  await atBothSizes(page, 'admin-desk-book');
  await page.getByRole('button', { name: '确认预约' }).press('Enter');
  await page.getByRole('heading', { name: '预约成功' }).waitFor();
  await atBothSizes(page, 'admin-desk-booked');
  await page.getByRole('link', { name: /改期或取消/ }).press('Enter');
  const status = page.getByLabel('状态', { exact: true });
  await status.selectOption({ label: '已取消' });
  await page.reload();
  expect(await status.inputValue()).toBe('cancelled');
  await status.selectOption('');
  const row = page.getByRole('row', { name: /林女士/ });
  const before = await row.getByRole('cell').first().innerText();
  await row.getByRole('button', { name: /改期/ }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('时间', { exact: true }).selectOption({ index: 3 });
  await shot(page, 'admin-desk-move');
  await checkAxe(page);
  await dialog.getByRole('button', { name: '改期' }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => row.getByRole('cell').first().innerText()).not.toBe(before);
  await row.getByRole('button', { name: /取消/ }).press('Enter');
  await dialog.getByRole('button', { name: '取消' }).press('Enter');
  // Whose booking is over is named no more.
  await page.getByRole('row', { name: /已取消/ }).waitFor();
  await page.getByRole('link', { name: '导办台' }).press('Enter');

  await page.getByRole('button', { name: '登记上门办理' }).press('Enter');
  await page.getByRole('button', { name: '登记', exact: true }).press('Enter');
  await page.getByText('请填写').first().waitFor();
  await choose();
  await page.getByLabel('姓名').fill('吴奶奶');
  await page.getByLabel('联系电话').fill('13900000002');
  await page.getByLabel('地址').fill('幸福路 8 号 3 栋 201');
  await atBothSizes(page, 'admin-desk-visit');
  await page.getByRole('button', { name: '登记', exact: true }).press('Enter');
  await page.getByRole('heading', { name: '吴奶奶 的上门办理申请已登记' }).waitFor();

  const { requests } = await hall.ok<{ requests: { id: string }[] }>('GET', `${base}/home-visits`);
  const visit = `${base}/home-visits/${requests[0]!.id}`;
  await hall.ok('POST', `${visit}/accept`, {});
  await hall.ok('POST', `${visit}/schedule`, { scheduledAt: '2026-11-25T01:30:00.000Z' });
  await page.getByRole('button', { name: '上门行程单' }).press('Enter');
  await page.getByLabel('日期').fill('2026-11-25');
  await page.getByLabel('日期').press('Tab');
  await page.getByRole('cell', { name: '09:30' }).waitFor();
  expect(await page.getByRole('row', { name: /吴奶奶/ }).innerText()).toContain('幸福路 8 号');
  await atBothSizes(page, 'admin-desk-trips');
  await page.emulateMedia({ media: 'print' });
  const pdf = await page.pdf({ preferCSSPageSize: true, format: 'A4' });
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
  if (process.env['SHOTS'] !== undefined) {
    mkdirSync('test-output', { recursive: true });
    writeFileSync('test-output/trips.pdf', pdf);
  }
});
