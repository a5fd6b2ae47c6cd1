import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Combinations } from '../../shared/contract/changes.ts';
import type { DailyReport } from '../../shared/contract/report.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { atNine, useHalls } from './halls.ts';
import { breathe, choosePackage, openKiosk, take } from './kiosk-hall.ts';
import { atWork, inHand, normal, sheet } from './window-desk.ts';

const startHall = useHalls(atNine);
const chromium = useChromium();
const visits = 12;
const calledTo = (phone: Page, window: number) =>
  phone.getByRole('alert', { name: '请到窗口办理' }).getByText(String(window), { exact: true });

it(
  'drops two matters and adds one of another department at the window; phone, board, slip and report say the same',
  { timeout: 180_000 },
  async () => {
    const hall = await startHall();
    const tickets: Ticket[] = [];
    const kiosk = await openKiosk(chromium, hall);
    for (let n = 0; n < visits; n += 1) {
      await breathe(kiosk);
      await choosePackage(kiosk, '企业开办', '企业开办一件事');
      const ticket = await take(kiosk);
      // Its slip screen names all that it was taken for.
      await kiosk.locator('.ticket').getByText(ticket.number).first().waitFor();
      tickets.push(ticket);
      await kiosk.getByRole('button', { name: '好的，完成' }).click();
      await kiosk.locator('div.home').waitFor();
    }
    await kiosk.close();
    const { pairingCode } = await hall.ok<{ pairingCode: string }>('POST', '/api/devices', {
      ...{ hall: 'district', kind: 'display', name: '一号屏' },
    });
    const board = await chromium.page({ viewport: { width: 1920, height: 1080 } });
    await board.goto(`${hall.url}/display/?pairingCode=${pairingCode}`);
    const page = await atWork(chromium, hall, 5, { viewport: normal });
    const phone = await chromium.page({ viewport: { width: 390, height: 844 }, hasTouch: true });
    const { keyboard } = page;
    const clerk33 = await hall.openWindow(33);
    const tax = await hall.openWindow(15);
    for (const ticket of tickets) {
      await keyboard.press('F2');
      await page.getByLabel('手上的号票').locator('.number', { hasText: ticket.number }).waitFor();
      const first = ticket === tickets[0];
      await keyboard.press('Shift+F8');
      const dialog = await sheet(page, `变更 ${ticket.number} 的事项`);
      for (const code of ['police-seal-making-record', 'bank-bank-account-opening'])
        await dialog.locator(`input[value="${code}"]`).press('Space');
      // By the initials of 就业登记, as at the kiosk.
      await dialog.locator('[name=find-matter]').fill('jydj');
      await dialog.locator('.found button').first().waitFor();
      await dialog.locator('[name=find-matter]').press('Enter');
      await dialog.locator('input[value="social-employment-registration"]:checked').waitFor();
      await dialog.getByText('申请人不办了').click();
      if (first) {
        await shot(page, 'window-change');
        await checkAxe(page);
      }
      await keyboard.press('Enter');
      await dialog.getByText('已变更。').waitFor();
      await keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      const now = await hall.follow(ticket);
      expect(now.number).toBe(ticket.number);
      expect(now.steps.map(({ queue, status }) => [queue, status])).toEqual([
        ['one-enterprise', 'called'],
        ['tax', 'blocked'],
        ['social', 'waiting'],
      ]);
      await phone.goto(`${hall.url}/phone/${ticket.token}`);
      await phone.getByText('就业登记').first().waitFor();
      await calledTo(phone, 5).waitFor();
      expect(await phone.getByText('银行').count()).toBe(0);
      if (first) await shot(phone, 'phone-changed');
      const slip = await fetch(`${hall.url}/api/tickets/${ticket.token}/slip`, {
        headers: { Accept: 'image/svg+xml' },
      });
      const drawn = (await slip.text()).replaceAll(/<[^>]*>/g, '');
      expect([drawn.includes(ticket.number), drawn.includes('银行')]).toEqual([true, false]);
      const called = new RegExp(`${ticket.number}\\D*5`);
      await board.locator('.row, .cell, .banner').filter({ hasText: called }).first().waitFor();
      hall.clock.pass(60);
      await keyboard.press('F5');
      await page.getByText(`${ticket.number} 已办结`).first().waitFor();
      // Both queues at once, on one number.
      for (const [window, token] of [
        [33, clerk33],
        [15, tax],
      ] as const) {
        const next = await hall.window(window, 'call-next', {}, token);
        expect(next.ticket?.number).toBe(ticket.number);
        await calledTo(phone, window).waitFor();
        hall.clock.pass(30);
        await hall.window(window, 'finish', {}, token);
      }
      expect((await hall.follow(ticket)).status).toBe('done');
      await phone.getByText('已全部办完').first().waitFor();
    }
    const report = await hall.ok<DailyReport>('GET', '/api/halls/district/reports/daily');
    expect([report.ok, report.total.taken, report.total.done]).toEqual([true, visits, visits]);
    const asked = await hall.ok<Combinations>('GET', '/api/halls/district/reports/combinations');
    expect(asked.rows.map(({ tickets: n, changed }) => [n, changed])).toEqual([[visits, visits]]);

    // A ticket for who stands there, in hand at once.
    await keyboard.press('Shift+F9');
    const open = await sheet(page, '为当前办事人开号');
    await open.locator('[name=category]').waitFor();
    await shot(page, 'window-open-ticket');
    await checkAxe(page);
    // Two packages as one ticket: what both want stands once, and the order is said before it is opened.
    for (const name of ['开办餐饮店一件事', '开办运输企业一件事']) {
      await open.locator('[name=find-matter]').fill(name);
      await open.getByRole('button', { name: `增加 ${name}` }).click();
      await open.getByRole('group', { name }).waitFor();
    }
    await shot(page, 'window-open-several');
    await checkAxe(page);
    await open.getByRole('button', { name: '开号并办理' }).click();
    const opened = await inHand(page);
    expect(opened).toMatch(/^\D\d{3}$/);
    await page.getByText('开办餐饮店一件事、开办运输企业一件事').first().waitFor();
    await shot(page, 'window-several-in-hand');
  },
);

it('changes a ticket at the desk with the slip at once, and the phone asks to be called later', async () => {
  const hall = await startHall();
  const ticket = await hall.take({ package: 'company-setup' });
  await hall.take({ queue: 'one-enterprise' });
  const page = await openPage(chromium, hall, 'guide');
  await page.getByRole('button', { name: `处理 ${ticket.number}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '变更事项' }).click();
  await dialog.locator('input[value="bank-bank-account-opening"]').uncheck();
  await dialog.getByLabel('原因').selectOption('less');
  await shot(page, 'guide-change');
  await checkAxe(page);
  await dialog.getByRole('button', { name: '变更事项' }).click();
  await dialog.getByText('已变更，请把新号票交给办事群众。').waitFor();
  await dialog.locator('svg').first().waitFor();
  await shot(page, 'guide-changed');
  expect((await hall.follow(ticket)).steps.map(({ queue }) => queue)).toEqual([
    'one-enterprise',
    'tax',
  ]);

  const phone = await chromium.page({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  await phone.goto(`${hall.url}/phone/${ticket.token}`);
  await phone.getByRole('button', { name: '稍后再叫' }).click();
  await phone.getByText('暂时来不了？').waitFor();
  await shot(phone, 'phone-later');
  await checkAxe(phone);
  await phone.getByRole('button', { name: '后移 3 位' }).click();
  await phone.getByText('已往后排，请留意叫号。').waitFor();
  expect((await hall.follow(ticket)).steps[0]!.ahead).toBe(1);

  await page.goto(`${hall.url}/admin/report`);
  await page.getByRole('heading', { name: '事项组合' }).waitFor();
  await page.getByRole('cell', { name: '银行预约开户' }).waitFor();
  await page.getByRole('heading', { name: '事项组合' }).scrollIntoViewIfNeeded();
  await shot(page, 'report-combinations');
});
