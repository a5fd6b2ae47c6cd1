import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Setup } from '../../shared/contract/setup.ts';
import type { TestHall } from '../support/hall.ts';
import { openPage } from './admin-hall.ts';
import { shot, useChromium } from './chromium.ts';
import { openBoard } from './display-support.ts';
import { useHalls } from './halls.ts';
import {
  choosePackage,
  chooseLanguage,
  landscape,
  type LanguageName,
  openKiosk,
  portrait,
} from './kiosk-hall.ts';

/* A hall with all that hours can be: own ones, duty at noon, labels, parts of the day, a pause, a closed day. */
const startHall = useHalls({ start: '2026-03-02T04:00:00.000Z' });
const chromium = useChromium();
const base = '/api/halls/district';

async function noonHall(): Promise<TestHall> {
  const hall = await startHall();
  const { next: _, ...draft } = await hall.ok<Setup>('GET', `${base}/setup`);
  const file = draft.hall;
  file.enforceHours = true;
  file.duty = [
    { kind: 'noon-duty', queues: ['one-life', 'social', 'bank'], windows: [1, 2, 33, 34] },
  ];
  for (const queue of file.queues) {
    if (queue.code === 'bank') queue.hours = [{ days: [2], from: '14:30', to: '17:30' }];
    if (queue.code === 'social') queue.quotas = [{ from: '12:00', to: '14:30', tickets: 2 }];
  }
  for (const window of file.windows) if (window.number <= 4) window.label = `A10${window.number}`;
  await hall.ok('PUT', `${base}/setup`, { ...draft, from: 'now' });
  return hall;
}

/** Words that are wider than what holds them, and a page that is wider than its screen. */
function cut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const cells = [...document.querySelectorAll<HTMLElement>('button, h1, h2, p, td, th, strong')];
    return [
      ...(wide > 1 ? [`page by ${wide}px`] : []),
      ...cells
        .filter((each) => each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 2)
        .filter((each) => getComputedStyle(each).overflow !== 'visible')
        .map((each) => each.textContent),
    ];
  });
}
async function look(page: Page, name: string): Promise<void> {
  await shot(page, `hours-${name}`);
  expect(await cut(page), name).toEqual([]);
}

const languages: [LanguageName, string][] = [
  ['简体中文', 'hans'],
  ['繁體中文', 'hant'],
  ['English', 'en'],
];

it('stands whole on the kiosk, on both screens and in three languages', async () => {
  const hall = await noonHall();
  await hall.ok('POST', `${base}/queues/one-life/pause`, {
    reason: 'system',
    until: '2026-03-02T05:30:00.000Z',
  });
  for (const [size, viewport] of [
    ['tall', portrait],
    ['wide', landscape],
  ] as const) {
    const page = await openKiosk(chromium, hall, { viewport });
    await choosePackage(page, '入学', '教育入学一件事');
    for (const [name, code] of languages) {
      await chooseLanguage(page, name);
      await look(page, `kiosk-${size}-${code}`);
    }
  }
});

it('stands whole on board, sign, phone, live page and report in three languages', async () => {
  const hall = await noonHall();
  const ticket = await hall.take({ queue: 'one-life' });
  const clerk = await hall.openWindow(1);
  await hall.take({ queue: 'one-life' });
  await hall.take({ queue: 'social' });
  await hall.take({ queue: 'social' });
  await hall.window(1, 'call-next', {}, clerk);
  await hall.ok('POST', `${base}/queues/tax/pause`, {
    reason: 'system',
    until: '2026-03-02T05:30:00.000Z',
  });
  await hall.ok('POST', `${base}/queues/social/pause`, { reason: 'full' });
  for (const language of ['zh-Hans', 'zh-Hant', 'en']) {
    const board = await chromium.page({ viewport: { width: 1920, height: 1080 } });
    await openBoard(board, hall, `zone=A&lang=${language}`);
    await look(board, `board-${language}`);
    const whole = await chromium.page({ viewport: { width: 1920, height: 1080 } });
    await openBoard(whole, hall, `lang=${language}`);
    await look(whole, `hall-board-${language}`);
    const phone = await chromium.page({
      viewport: { width: 390, height: 844 },
      locale: { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'en-GB' }[language]!,
    });
    await phone.goto(`${hall.url}/phone/${ticket.token}`);
    await phone.getByText('A101').first().waitFor();
    // The label in one line, inside its card.
    const label = await phone.locator('.window strong').first().boundingBox();
    expect(label!.height).toBeLessThan(label!.width);
    expect(label!.x + label!.width).toBeLessThan(390);
    await look(phone, `phone-${language}`);
  }
  const live = await openPage(chromium, hall, 'live', { viewport: { width: 1024, height: 768 } });
  const report = await openPage(chromium, hall, 'report', {
    viewport: { width: 1024, height: 768 },
  });
  for (const [name, code] of languages) {
    await live.getByRole('button', { name }).first().click();
    await look(live, `live-${code}`);
    await report.getByRole('button', { name }).first().click();
    await look(report, `report-${code}`);
  }
});
