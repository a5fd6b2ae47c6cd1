import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Appointment } from '../../shared/contract/appointment.ts';
import type { Duty, Hours } from '../../shared/contract/hall.ts';
import { adminPassword } from '../support/hall.ts';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { openBoard } from './display-support.ts';
import { useHalls } from './halls.ts';
import {
  chooseLanguage,
  choosePackage,
  landscape,
  openKiosk,
  portrait,
  take,
} from './kiosk-hall.ts';
import { checkFit, checkTargets } from './kiosk-measure.ts';
import { atWork, pill } from './window-desk.ts';

const startHall = useHalls({ start: '2026-03-02T01:00:00.000Z' });
const chromium = useChromium();
const base = '/api/halls/district';
const shapes = { portrait, landscape };

const tuesdays: Hours[] = [{ days: [2], from: '14:30', to: '17:30' }];
const noon: Duty = { kind: 'noon-duty', queues: ['one-life', 'social'], windows: [1, 2, 33, 34] };

type File = Record<string, unknown>;
const enforced = (file: File): void => {
  file['enforceHours'] = true;
};
const bankOnTuesdays = (file: File): void => {
  enforced(file);
  const queues = file['queues'] as { code: string; hours?: Hours[] }[];
  queues.find((q) => q.code === 'bank')!.hours = tuesdays;
};
const labelled = (file: File): void => {
  (file['windows'] as { number: number; label?: string }[]).forEach((window) => {
    if (window.number <= 8) window.label = `AB-100${window.number}`.slice(0, 7);
  });
};
async function toMatter(page: Page, department: string, matter: string): Promise<void> {
  await page.getByRole('button', { name: /^单个事项/ }).click();
  await page.getByRole('button', { name: new RegExp(`^${department}`) }).click();
  await page.getByRole('button', { name: new RegExp(`^${matter}`) }).click();
}

it('the kiosk shows the bank point with its next time, and gives tickets for it on Tuesday', async () => {
  const hall = await startHall({ change: bankOnTuesdays });
  const page = await openKiosk(chromium, hall);
  await toMatter(page, '合作银行', '银行预约开户');
  await page.getByText(/“.*银行.*”现在不取号。/).waitFor();
  await page.getByText(/最早可在 3月3日 星期二 14:30 取号/).waitFor();
  expect(await page.locator('.take').isDisabled()).toBe(true);
  await checkAxe(page);
  await shot(page, 'duty-kiosk-closed-hans');
  await chooseLanguage(page, 'English');
  await page.getByText(/No tickets are given for/).waitFor();
  await shot(page, 'duty-kiosk-closed-en');
  await chooseLanguage(page, '繁體中文');
  await page.getByText(/現在不取號。/).waitFor();
  await shot(page, 'duty-kiosk-closed-hant');

  hall.clock.set('2026-03-03T06:30:00.000Z');
  hall.admin = await hall.signIn('admin', adminPassword);
  const open = await openKiosk(chromium, hall);
  await toMatter(open, '合作银行', '银行预约开户');
  expect((await take(open)).number).toBe('L001');
});

/** Two stations, each with a zone and hours of its own; one has a matter. */
const stations = (file: File): void => {
  enforced(file);
  const taiwan = { 'zh-Hans': '台胞驿站', 'zh-Hant': '臺胞驛站', en: 'Taiwan Compatriots' };
  const graduates = { 'zh-Hans': '大学生驿站', 'zh-Hant': '大學生驛站', en: 'Graduates' };
  const hours = [
    { days: [1, 3], from: '09:00', to: '12:00' },
    { days: [1], from: '14:30', to: '17:30' },
  ];
  const queues = file['queues'] as { code: string }[];
  Object.assign(
    queues.find((q) => q.code === 'taiwan')!,
    { category: 'compatriot', hours },
  );
  const graduate = { prefix: 'DX', category: 'graduate', hours: tuesdays };
  queues.push({ ...{ code: 'graduates', name: graduates }, ...graduate });
  const windows = file['windows'] as { number: number; serves: { queue: string }[] }[];
  for (const window of windows)
    window.serves = window.serves.filter(({ queue }) => queue !== 'taiwan');
  [
    { code: 'taiwan', name: taiwan },
    { code: 'graduates', name: graduates },
  ].forEach(({ code, name }, i) => {
    (file['zones'] as object[]).push({ code, name });
    windows.push({ ...{ number: 91 + i, serves: [{ queue: code }] }, ...{ name, zone: code } });
  });
};

it(
  'a station has its own way in on the kiosk, with its hours, and gives its category by itself',
  { timeout: 120_000 },
  async () => {
    const hall = await startHall({ change: stations });
    for (const shape of ['portrait', 'landscape'] as const) {
      const page = await openKiosk(chromium, hall, { viewport: shapes[shape] });
      const look = async (name: string): Promise<void> => {
        await page.evaluate(() => document.fonts.ready);
        await shot(page, `station-${shape}-${name}`);
        await checkFit(page);
        await checkTargets(page);
        await checkAxe(page, 'AAA');
      };
      await page
        .getByRole('button', { name: /台胞驿站.*今天 09:00.–.12:00、14:30.–.17:30/ })
        .waitFor();
      await page.getByRole('button', { name: /大学生驿站.*3月3日 星期二 14:30 起取号/ }).waitFor();
      await look('hans');
      for (const [language, name] of [
        ['繁體中文', 'hant'],
        ['English', 'en'],
      ] as const) {
        await chooseLanguage(page, language);
        await look(name);
      }
      await chooseLanguage(page, '简体中文');
      // A second tap that follows at once is none: it is tapped until the key shows it.
      const turn = async (key: Locator): Promise<void> => {
        const shown = (): Promise<string> => key.evaluate((element) => element.outerHTML);
        const before = await shown();
        await expect
          .poll(async () => {
            await key.click();
            return await shown();
          })
          .not.toBe(before);
      };
      for (const [mode, place] of [
        ['large', 1],
        ['low', 2],
      ] as const) {
        const key = page.locator('.bar .item').nth(place);
        await turn(key);
        await look(mode);
        await turn(key);
      }
      // Matters of its own first, then a ticket for anything else.
      await page.getByRole('button', { name: /台胞驿站/ }).click();
      const ask = page.getByRole('button', { name: /其他事项或咨询/ });
      await ask.waitFor();
      await look('matters');
      await ask.click();
      await page.locator('.take').waitFor();
      await look('counter');
      const ticket = await take(page);
      expect([ticket.number.slice(0, 1), ticket.category]).toEqual(['N', 'compatriot']);
      await page.close();
    }
  },
);

it('the kiosk says of a package which step is closed, and takes it without that step', async () => {
  const hall = await startHall({ change: bankOnTuesdays });
  const page = await openKiosk(chromium, hall);
  await page.getByRole('button', { name: /输入想办的事/ }).click();
  await page.getByRole('searchbox').fill('企业开办');
  await page
    .getByRole('button', { name: /企业开办一件事/ })
    .first()
    .click();
  await page.getByText(/可以取消勾选它的事项/).waitFor();
  await page.locator('.offered', { hasText: '14:30 起取号' }).waitFor();
  await shot(page, 'duty-kiosk-package');
  await page.getByRole('checkbox', { name: /银行/ }).click();
  const ticket = await take(page);
  expect(ticket.steps.map((s) => s.queue)).not.toContain('bank');
});

it('at noon the kiosk offers the queues on duty only and sends people to the windows on duty', async () => {
  const hall = await startHall({
    start: '2026-03-02T04:00:00.000Z',
    change: (file) => {
      enforced(file);
      file['duty'] = [noon];
    },
  });
  const page = await openKiosk(chromium, hall);
  await toMatter(page, '税务', '综合所得年度汇算');
  await page.getByText(/今天 14:30 起继续取号/).waitFor();
  await shot(page, 'duty-kiosk-noon');
  const other = await openKiosk(chromium, hall);
  await choosePackage(other, '入学', '教育入学一件事');
  await take(other);
  await other.getByText('1–2 号窗口').first().waitFor();
  await shot(other, 'duty-kiosk-noon-slip');
});

it('a manager stops a queue from the live page; the kiosk says why and until when', async () => {
  const hall = await startHall({ change: enforced });
  const kiosk = await openKiosk(chromium, hall);
  await toMatter(kiosk, '税务', '综合所得年度汇算');
  const page = await openPage(chromium, hall, 'live');
  await page.getByRole('button', { name: /^暂停取号：.*税/ }).click();
  await page.getByLabel('原因').selectOption('system');
  await page.getByLabel('恢复时间').fill('10:30');
  await page.getByLabel('恢复时间').press('Tab');
  await shot(page, 'duty-pause-dialog');
  await checkAxe(page);
  await page.getByRole('dialog').getByRole('button', { name: '暂停取号' }).click();
  await page.getByText(/暂停取号，10:30 恢复/).waitFor();
  await shot(page, 'duty-live');
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText(/Stopped until 10:30/).waitFor();
  await shot(page, 'duty-live-en');
  await page.getByRole('button', { name: '简体中文' }).click();
  await kiosk.getByText(/暂停取号：业务系统故障/).waitFor();
  await kiosk.getByText(/10:30/).first().waitFor();
  await shot(kiosk, 'duty-kiosk-paused');
  await page.getByRole('button', { name: /^恢复取号：/ }).click();
  await page.getByText(/暂停取号，10:30 恢复/).waitFor({ state: 'detached' });
  await take(kiosk);
});

it.each(['zh-Hans', 'en'])(
  'the board and the sign hold the longest label (%s)',
  async (language) => {
    const hall = await startHall({ change: labelled });
    const clerk = await hall.openWindow(8);
    await hall.take({ queue: 'one-enterprise' });
    await hall.window(8, 'call-next', {}, clerk);
    const board = await chromium.page({ viewport: { width: 1920, height: 1080 } });
    await openBoard(board, hall, `zone=A&lang=${language}`);
    await board.locator('.banner .window', { hasText: 'AB-1008' }).waitFor();
    expect(await outside(board)).toEqual([]);
    await shot(board, `duty-board-${language}`);
    const sign = await chromium.page({ viewport: { width: 1920, height: 480 } });
    await openBoard(sign, hall, `window=8&lang=${language}`);
    await sign.locator('.window strong', { hasText: 'AB-1008' }).waitFor();
    expect(await outside(sign)).toEqual([]);
    await shot(sign, `duty-sign-${language}`);
  },
);

/** Texts that reach out of the screen, or out of what holds them. */
function outside(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'main .window strong, main strong.window, main .number',
      ),
    ].flatMap((each) => {
      const { left, right } = each.getBoundingClientRect();
      const holder = each.closest<HTMLElement>('.banner, .row, .cell, .middle, h1')!;
      const room = holder.getBoundingClientRect();
      return left < room.left - 1 ||
        right > room.right + 1 ||
        (each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0)
        ? [`${each.className} ${each.textContent}`]
        : [];
    }),
  );
}

it('a terminal beside those on duty says so and calls', async () => {
  const hall = await startHall({
    start: '2026-03-02T04:00:00.000Z',
    change: (file) => {
      file['duty'] = [noon];
      labelled(file);
    },
  });
  await hall.take({ queue: 'one-life' });
  const page = await atWork(chromium, hall, 3);
  await page.getByText('非值班窗口').waitFor();
  await page.getByText('AB-1003 号窗口').waitFor();
  await checkAxe(page);
  await shot(page, 'duty-terminal');
  const on = await openPage(chromium, hall, 'live');
  await on.getByText('非值班').first().waitFor();
  await shot(on, 'duty-live-noon');
  await pill(page, '空闲');
});

it('a booking for a day that is then closed says so and is moved with one tap', async () => {
  const hall = await startHall({ change: enforced });
  const { code } = await hall.ok<Appointment>('POST', `${base}/appointments`, {
    queue: 'social',
    slot: '2026-03-06T02:00:00.000Z',
    phone: '13800138000',
    name: '王小明',
  });
  await hall.ok('PUT', `${base}/calendar/2026-03-06`, { kind: 'special', hours: [] });
  const page = await chromium.page({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.goto(`${hall.url}/phone/book?hall=district&code=${code}`);
  await page.getByText('您预约的时间已不能办理').waitFor();
  await page.getByText('3月6日 星期五 大厅不开放。').waitFor();
  await checkAxe(page);
  await shot(page, 'duty-booking-closed', { fullPage: true });
  const desk = await openPage(chromium, hall, 'appointments?affected=true');
  await desk.getByText('大厅当天不开放').waitFor();
  await checkAxe(desk);
  await shot(desk, 'duty-appointments');
  await page.locator('.affected .times button').first().tap();
  await page.getByText('已改约').waitFor();
  expect(await page.locator('.affected').count()).toBe(0);
});
