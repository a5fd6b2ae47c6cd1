import type { Page, WebSocketRoute } from 'playwright-core';
import { expect, it } from 'vitest';
import type { LateEntered } from '../../shared/contract/late.ts';
import type { DailyReport } from '../../shared/contract/report.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { atNine, forget, useHalls } from './halls.ts';
import { inHand, openTerminal, pill, signIn, usual } from './window-desk.ts';

const startHall = useHalls(atNine);
const chromium = useChromium();

/** The server between its end and its new start, as one page sees it; the pages' files stay there. */
async function serverOf(page: Page): Promise<{ end: () => Promise<void>; start: () => void }> {
  let away = false;
  const sockets = new Set<WebSocketRoute>();
  await page.routeWebSocket(/socket\.io/, (socket) => {
    if (away) {
      void socket.close();
      return;
    }
    sockets.add(socket);
    socket.connectToServer();
  });
  await page.route(/\/(api|socket\.io|health)\//, (route) =>
    away ? route.abort('connectionrefused') : route.fallback(),
  );
  return {
    end: async () => {
      away = true;
      await Promise.all([...sockets].map((socket) => socket.close()));
      sockets.clear();
    },
    start: () => {
      away = false;
    },
  };
}

const number = (page: Page) => page.locator('[data-paper] .number');
const act = (page: Page, name: string) => page.locator(`[data-paper-act=${name}]`);
async function shows(page: Page, text: string): Promise<void> {
  await expect.poll(() => number(page).innerText(), { timeout: 15_000 }).toBe(text);
}
/** Serves whoever is in hand by the keys. */
async function serve(page: Page, text: string): Promise<void> {
  await shows(page, text);
  await page.keyboard.press('F4');
  await page.locator('[data-paper] .what', { hasText: '服务中' }).waitFor();
  await page.keyboard.press('F5');
  await act(page, 'call').waitFor();
}

it('goes on by paper numbers without the server, over reloads, and enters them afterwards', async () => {
  const hall = await startHall();
  const before = await hall.take({ queue: 'one-enterprise' });
  const page = await openTerminal(chromium, hall);
  const server = await serverOf(page);
  await hall.person('clerk5', 'clerk');
  await page.reload();
  await signIn(page, 'clerk5');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await pill(page, '空闲');
  await page.keyboard.press('F2');
  expect(await inHand(page)).toBe(before.number);
  await page.keyboard.press('F4');
  await pill(page, '服务中');

  await server.end();
  await act(page, 'begin').waitFor({ timeout: 25_000 });
  await shot(page, 'paper-offer');
  await act(page, 'begin').click();
  await shows(page, before.number);
  await act(page, 'done').click();
  await page.getByText('1 笔待补录').waitFor();

  // The first queue that it serves; the number after the last is suggested.
  await page.locator('.queue', { hasText: '企业' }).first().click();
  await page.keyboard.press('F2');
  await shot(page, 'paper-called');
  await serve(page, 'P-B001');
  // A reload while the server is away: the list is there, and the next call goes on from it.
  await page.reload();
  await page.getByText('2 笔待补录').waitFor({ timeout: 15_000 });
  await page.locator('.queue', { hasText: '企业' }).first().click();
  await page.locator('[name=paper-count]').fill('1');
  await page.getByText('P-B001 本窗口已经叫过').waitFor();
  expect(await act(page, 'call').isDisabled()).toBe(true);
  await page.locator('[name=paper-count]').fill('7');
  await checkAxe(page);
  await page.keyboard.press('F2');
  await shows(page, 'P-B007');
  // And one with somebody in hand.
  await page.reload();
  await serve(page, 'P-B007');
  await shot(page, 'paper-away');

  hall.clock.pass(900);
  server.start();
  await page.getByText('连接已恢复').waitFor({ timeout: 20_000 });
  await page.getByText('3 笔待补录').waitFor();
  await checkAxe(page);
  await shot(page, 'paper-back');
  await act(page, 'send').click();
  await page.getByText('已补录 3 笔').waitFor();
  await act(page, 'leave').click();
  await pill(page, '空闲');

  const { items } = await hall.ok<LateEntered>('GET', '/api/halls/district/late-entries');
  expect(items.map((i) => [i.number, i.kind, i.window, i.clerk, i.outcome])).toEqual([
    [before.number, 'ticket', 5, 'clerk5', 'done'],
    ['P-B001', 'paper', 5, 'clerk5', 'done'],
    ['P-B007', 'paper', 5, 'clerk5', 'done'],
  ]);
  const { total, ok } = await hall.ok<DailyReport>('GET', '/api/halls/district/reports/daily');
  expect([ok, total.taken, total.done, total.enteredLater]).toEqual([true, 3, 3, 3]);
});

it('says of a number that another window entered why it is refused, and enters it corrected', async () => {
  const hall = await startHall();
  const page = await openTerminal(chromium, hall);
  const server = await serverOf(page);
  await hall.person('clerk5', 'clerk');
  await page.reload();
  await signIn(page, 'clerk5');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await pill(page, '空闲');
  await server.end();
  await act(page, 'begin').waitFor({ timeout: 25_000 });
  await act(page, 'begin').click();
  await page.locator('.queue', { hasText: '企业' }).first().click();
  await page.keyboard.press('F2');
  await serve(page, 'P-B001');
  hall.clock.pass(600);
  const other = {
    id: 'of-window-6',
    paperNumber: 'P-B001',
    queue: 'one-enterprise',
    calledAt: '2026-03-02T01:01:00.000Z',
    endedAt: '2026-03-02T01:05:00.000Z',
    outcome: 'done',
  };
  await hall.ok('POST', '/api/halls/district/windows/6/late-entries', { entries: [other] });
  server.start();
  await act(page, 'send').click({ timeout: 20_000 });
  await page.getByText('P-B001 已由 6 号窗口补录').waitFor();
  await shot(page, 'paper-refused');
  await page.locator('.entry .no').fill('P-B002');
  await page.locator('.entry .no').press('Tab');
  await act(page, 'send').click();
  await page.getByText('已补录 1 笔').waitFor();
});

it('opens while the server is away where the browser keeps its page', async () => {
  const hall = await startHall();
  const page = await chromium.page({ expectErrors: usual });
  await page.goto(`${hall.url}/window/`);
  await page.locator('[name=username]').waitFor();
  await page.evaluate(async () => {
    const scope = '/window/';
    await navigator.serviceWorker.register('/shell-worker.js', { scope });
    const { active } = await navigator.serviceWorker.ready;
    const names = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname);
    active?.postMessage(names);
  });
  await page.reload();
  await page.locator('[name=username]').waitFor();
  forget(hall);
  await hall.stop();
  await page.reload();
  await page.locator('main.wait').waitFor();
  await page.getByText('暂时连不上服务器').waitFor();
});
