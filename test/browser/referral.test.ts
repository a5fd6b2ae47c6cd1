import { expect, it } from 'vitest';
import type { Ticket } from '../../shared/contract/ticket.ts';
import type { RemoteTicket } from '../../shared/contract/remote-ticket.ts';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { atNine, useHalls } from './halls.ts';
import { atWork, normal, sheet } from './window-desk.ts';

const startHall = useHalls({
  ...atNine,
  change: (file) => {
    file['settings'] = { ...(file['settings'] as object), remoteTickets: true };
  },
});
const chromium = useChromium();
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true } as const;

it(
  'refers at the window and at the desk; the phone leads on; a ticket from afar is checked in; figures over halls',
  { timeout: 240_000 },
  async () => {
    const hall = await startHall();
    await hall.secondHall('town');
    const kiosk = await hall.device('kiosk');
    const [one, two] = [
      await hall.take({ package: 'company-setup' }, { token: kiosk }),
      await hall.take({ queue: 'one-life' }, { token: kiosk }),
    ];
    const phone = await chromium.page(onPhone);
    await phone.goto(`${hall.url}/phone/${one.token}`);
    await phone.getByText(one.number).first().waitFor();

    const page = await atWork(chromium, hall, 5, { viewport: normal });
    await page.keyboard.press('F2');
    await page.getByLabel('手上的号票').locator('.number', { hasText: one.number }).waitFor();
    await shot(page, 'window-refer-key');
    await page.keyboard.press('Shift+F3');
    const asked = await sheet(page, `${one.number} 转其他大厅`);
    await asked.locator('[name=refer-queue] option').nth(3).waitFor({ state: 'attached' });
    await asked.getByText('按户籍或属地办理').click();
    await shot(page, 'window-refer');
    await checkAxe(page);
    await asked.getByRole('button', { name: '转其他大厅' }).click();
    await page.getByRole('dialog').locator('.referred .number').waitFor();
    await shot(page, 'window-referred');
    const slip = page.getByRole('dialog').getByRole('link', { name: '打印号票' });
    const printed = await fetch(new URL((await slip.getAttribute('href'))!, hall.url));
    expect([printed.status, await printed.text()]).toEqual([200, expect.stringContaining('<svg')]);
    await checkAxe(page);
    const there = (await hall.follow(one)).referredTo!;
    expect(await page.getByRole('dialog').locator('.referred .number').textContent()).toContain(
      there.number,
    );
    await page.keyboard.press('Escape');

    // The page that the visitor has open shows the way by itself.
    const on = phone.getByRole('link', { name: '看新号票' });
    await on.waitFor();
    await shot(phone, 'phone-referred');
    await checkAxe(phone);
    await on.click();
    await phone.getByText('转来').waitFor();
    expect(phone.url()).toContain(there.token!);
    await shot(phone, 'phone-came');

    const desk = await openPage(chromium, hall, 'guide', { expectErrors: [/ 404 .*check-in/] });
    await desk.getByRole('button', { name: `处理 ${two.number}` }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByRole('button', { name: '转其他大厅' }).click();
    await dialog.getByLabel('原因').selectOption('nearer');
    await shot(desk, 'desk-refer');
    await checkAxe(desk);
    await dialog.locator('form').getByRole('button', { name: '转其他大厅' }).click();
    await dialog.locator('.referred .number').waitFor();
    await dialog.locator('.paper svg').waitFor();
    await shot(desk, 'desk-referred');
    await checkAxe(desk);
    expect((await hall.follow(two)).status).toBe('referred');

    // From afar: the form, the place, the code of the kiosk's head, the ticket.
    await phone.goto(`${hall.url}/phone/remote?hall=district`);
    await phone.getByPlaceholder('如“社保”“生孩子”').fill('公司');
    await phone.locator('.stack li button').first().click();
    await phone.locator('[name=phone]').fill('13800000001');
    await shot(phone, 'phone-remote');
    await checkAxe(phone);
    const answered = phone.waitForResponse((r) => r.url().endsWith('/remote-tickets'));
    await phone.getByRole('button', { name: '取号', exact: true }).click();
    const { token } = (await (await answered).json()) as RemoteTicket;
    await phone.locator('[name=arrival-code]').waitFor();
    await shot(phone, 'phone-remote-place');
    await checkAxe(phone);
    const { code } = await hall.ok<{ code: string }>(
      'GET',
      '/api/halls/district/arrival-code',
      undefined,
      { token: kiosk },
    );
    const screen = await chromium.page({ viewport: { width: 1080, height: 1920 } });
    const device = await hall.ok<{ pairingCode: string }>('POST', '/api/devices', {
      ...{ hall: 'district', kind: 'kiosk', name: 'k' },
    });
    await screen.goto(`${hall.url}/kiosk/?pairingCode=${device.pairingCode}`);
    await screen.locator('[data-arrival]', { hasText: code }).waitFor();
    await shot(screen, 'kiosk-arrival');
    const board = await chromium.page({ viewport: { width: 1920, height: 1080 } });
    const display = await hall.ok<{ pairingCode: string }>('POST', '/api/devices', {
      ...{ hall: 'district', kind: 'display', name: 'd' },
    });
    await board.goto(`${hall.url}/display/?pairingCode=${display.pairingCode}`);
    await board.locator('[data-arrival]', { hasText: code }).waitFor();
    await shot(board, 'board-arrival');
    // By the camera: what the kiosk's code opens has the code filled in, on the phone that took the place.
    const { url } = await hall.ok<{ url: string }>(
      'GET',
      '/api/halls/district/arrival-code',
      undefined,
      { token: kiosk },
    );
    expect(url).toBe(`${hall.url}/phone/remote?hall=district&code=${code}`);
    const scan = screen.locator('[data-arrival] svg[role=img]');
    await scan.waitFor();
    // At an arm's length a phone reads a square of 20 mm or more: on 27 inches 70 of 1080 columns.
    const box = (await scan.boundingBox())!;
    expect(box.width).toBeGreaterThan(100);
    const stranger = await chromium.page({ viewport: { width: 390, height: 844 } });
    await stranger.goto(url);
    await stranger.getByText(`输入签到码 ${code}`).waitFor();
    await shot(stranger, 'phone-scanned-by-another');
    await checkAxe(stranger);
    await phone.goto(url);
    expect(await phone.locator('[name=arrival-code]').inputValue()).toBe(code);
    await shot(phone, 'phone-scanned');
    await checkAxe(phone);
    await phone.getByRole('button', { name: '我到了，签到' }).click();
    await phone.waitForURL((url) => !url.pathname.includes('remote'));
    const remote = await hall.ok<RemoteTicket>('GET', `/api/remote-tickets/${token}`);
    await phone.getByText(remote.ticket!.number).first().waitFor();

    // Who has no phone at hand is checked in at the desk by the telephone.
    const other = { queue: 'one-life', phone: '13800000002' };
    await hall.ok('POST', '/api/halls/district/remote-tickets', other, { token: null });
    await desk.goto(`${hall.url}/admin/guide`);
    await desk.locator('[data-act=check-in]').click();
    await desk.locator('[name=check-in-phone]').fill('13900000000');
    await desk.getByRole('button', { name: '签到', exact: true }).click();
    await desk.getByText('没有待签到的远程取号').waitFor();
    await desk.locator('[name=check-in-phone]').fill(other.phone);
    await checkAxe(desk);
    await desk.getByRole('button', { name: '签到', exact: true }).click();
    await desk.locator('.arrived .paper svg').waitFor();
    await shot(desk, 'desk-check-in');
    await checkAxe(desk);

    // Figures of all halls, by hall; and one hall of them by its name.
    await desk.setViewportSize({ width: 1440, height: 900 });
    await desk.goto(`${hall.url}/admin/report?tab=cuts`);
    await desk.locator('[name=halls]').selectOption('all');
    const rows = desk.locator('table').filter({ hasText: '转其他大厅' }).or(desk.locator('table'));
    await rows
      .getByRole('button', { name: /district|大厅|中心/ })
      .first()
      .waitFor();
    await shot(desk, 'report-halls');
    await checkAxe(desk);

    await hall.ok('POST', '/api/staff', {
      ...{ username: 'chen', password: 'long enough', name: '陈静', roles: ['clerk'] },
      ...{ halls: ['district', 'town'], hallRoles: { town: ['guide'] } },
    });
    await desk.setViewportSize({ width: 1024, height: 768 });
    await desk.goto(`${hall.url}/admin/staff`);
    await desk.getByText('陈静').first().waitFor();
    await shot(desk, 'staff-roles');
    await desk.locator('tr', { hasText: '陈静' }).getByRole('button').last().click();
    const person = desk.getByRole('dialog');
    const roles = person.locator('[data-hall-roles]');
    await roles.getByLabel('导办员').check();
    await roles.getByLabel('大厅主管').check();
    await shot(desk, 'staff-hall-roles');
    await checkAxe(desk);
    await person.getByRole('button', { name: '保存' }).click();
    await person.waitFor({ state: 'detached' });
    const people = await hall.ok<{ username: string; hallRoles?: object }[]>('GET', '/api/staff');
    const chen = people.find(({ username }) => username === 'chen');
    expect(chen?.hallRoles).toEqual({ town: ['guide', 'manager'] });
    const last: Ticket = await hall.follow(one);
    expect(last.status).toBe('referred');
  },
);

it('finds the hall to refer to among many, in natural order, by its name or its initials', async () => {
  const hall = await startHall();
  const towns = Array.from({ length: 11 }, (_, i) => ({
    code: `town-${i + 1}`,
    name: { 'zh-Hans': `第${i + 1}镇便民服务中心` },
    timezone: 'Asia/Shanghai',
  })).reverse();
  const park = { code: 'park', name: { 'zh-Hans': '青阳邻里中心', en: 'Park Centre' } };
  await hall.ok('POST', '/api/region/halls', {
    halls: [...towns, { ...park, timezone: 'Asia/Shanghai' }],
  });
  await hall.take({ queue: 'one-life' });
  const page = await atWork(chromium, hall, 5, { viewport: normal });
  await page.keyboard.press('F2');
  await page.getByLabel('手上的号票').locator('.number').waitFor();
  await page.keyboard.press('Shift+F3');
  const dialog = page.getByRole('dialog');
  const options = dialog.locator('[name=refer-hall] option');
  const search = dialog.locator('[name=refer-search]');
  await search.waitFor();
  const names = await options.allInnerTexts();
  expect(names.map((name) => name.trim())).toEqual([
    ...Array.from({ length: 11 }, (_, i) => `第${i + 1}镇便民服务中心`),
    '青阳邻里中心',
  ]);
  await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true);
  await shot(page, 'window-refer-many');
  await page.keyboard.type('qyll');
  await expect.poll(() => options.count()).toBe(1);
  await page.keyboard.press('Enter');
  expect(await dialog.locator('[name=refer-hall]').inputValue()).toBe('park');
  await shot(page, 'window-refer-found');
  await checkAxe(page);
  // What is not shown any more is not what is sent.
  await search.fill('没有的大厅');
  await dialog.getByText('没有找到“没有的大厅”').waitFor();
  expect(await options.count()).toBe(0);
  await search.fill('第10');
  await expect.poll(() => options.first().innerText()).toContain('第10镇');
  await page.keyboard.press('ArrowDown');
  await checkAxe(page);
});
