import type { Page, WebSocketRoute } from 'playwright-core';
import { expect, it } from 'vitest';
import type { BoardState } from '../../shared/contract/board.ts';
import type { TestHall } from '../support/hall.ts';
import { checkAxe, shot, unroute, useChromium } from './chromium.ts';
import {
  atWork,
  eventually,
  inHand,
  openTerminal,
  pill,
  sheet,
  signIn,
  stateOf,
  tabTo,
} from './window-desk.ts';
import { atNine, useHalls } from './halls.ts';

const startHall = useHalls(atNine);
const chromium = useChromium();

/** The line between one page and the server, in the hand of the test. */
class Line {
  private cutOff = false;
  private readonly sockets = new Set<WebSocketRoute>();

  static async of(page: Page): Promise<Line> {
    const line = new Line();
    await page.routeWebSocket(/socket\.io/, (socket) => {
      if (line.cutOff) {
        void socket.close();
        return;
      }
      line.sockets.add(socket);
      socket.connectToServer();
    });
    await page.route(/\/(api|socket\.io|health)\//, (route) =>
      line.cutOff ? route.abort('internetdisconnected') : route.fallback(),
    );
    return line;
  }

  async cut(): Promise<void> {
    this.cutOff = true;
    await Promise.all([...this.sockets].map((socket) => socket.close()));
    this.sockets.clear();
  }

  mend(): void {
    this.cutOff = false;
  }
}

async function callsAt(hall: TestHall, window: number): Promise<string[]> {
  const { calls } = await hall.ok<BoardState>('GET', '/api/halls/district/board');
  return calls.filter((call) => call.window === window).map(({ number }) => number);
}

it('lesson 2: a double press makes one call', async () => {
  const hall = await startHall();
  const first = await hall.take({ queue: 'one-enterprise' });
  await hall.take({ queue: 'one-enterprise' });
  const page = await atWork(chromium, hall, 5);
  await page.keyboard.press('F2');
  await page.keyboard.press('F2');
  expect(await inHand(page)).toBe(first.number);
  await page.keyboard.press('F2');
  await page.locator('[data-command=call-next]').dblclick();
  await page.keyboard.press('F4');
  await pill(page, '服务中');
  expect(await inHand(page)).toBe(first.number);
  expect(await callsAt(hall, 5)).toEqual([first.number]);
});

it('lesson 2: a key held down is one press', async () => {
  const hall = await startHall();
  const first = await hall.take({ queue: 'one-enterprise' });
  await hall.take({ queue: 'one-enterprise' });
  const page = await atWork(chromium, hall, 5);
  for (let i = 0; i < 20; i += 1) await page.keyboard.down('F2');
  await page.keyboard.up('F2');
  expect(await inHand(page)).toBe(first.number);
  expect(await callsAt(hall, 5)).toEqual([first.number]);
});

it('shows a lost line, keeps what is pressed, and sends it once when the line is back', async () => {
  const hall = await startHall();
  const first = await hall.take({ queue: 'one-enterprise' });
  await hall.take({ queue: 'one-enterprise' });
  const page = await atWork(chromium, hall, 5);
  await page.close();
  const again = await openTerminal(chromium, hall);
  const line = await Line.of(again);
  await again.reload();
  await signIn(again, 'clerk5');
  await again.keyboard.type('5');
  await again.keyboard.press('Enter');
  await pill(again, '空闲');

  await line.cut();
  await again.getByRole('alert').filter({ hasText: '连接中断' }).waitFor({ timeout: 2000 });
  await again.keyboard.press('F2');
  await again.getByText('已记下：下一位').waitFor();
  await again.keyboard.press('F2');
  await again.getByText('已记下：下一位，').waitFor();
  expect(await callsAt(hall, 5)).toEqual([]);

  line.mend();
  expect(await inHand(again)).toBe(first.number);
  await again.getByText('已记下').waitFor({ state: 'detached' });
  await again.getByText('连接中断').waitFor({ state: 'detached' });
  expect(await callsAt(hall, 5)).toEqual([first.number]);
});

it('a press whose answer is lost is done once', async () => {
  const hall = await startHall();
  const first = await hall.take({ queue: 'one-enterprise' });
  await hall.take({ queue: 'one-enterprise' });
  const page = await atWork(chromium, hall, 5);
  const keys: (string | undefined)[] = [];
  await page.route(/\/call-next$/, async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    // It reaches the server, and the answer never comes back.
    await route.fetch();
    return route.abort('connectionreset');
  });
  await page.keyboard.press('F2');
  expect(await inHand(page)).toBe(first.number);
  await eventually(async () => {
    expect(keys).toHaveLength(2);
    await Promise.resolve();
  });
  expect(keys[1]).toBe(keys[0]);
  expect(await callsAt(hall, 5)).toEqual([first.number]);
});

it('what was pressed while the line was cut survives a reload', async () => {
  const hall = await startHall();
  const first = await hall.take({ queue: 'one-enterprise' });
  const page = await atWork(chromium, hall, 5);
  await page.route(/\/call-next$/, (route) => route.abort('internetdisconnected'));
  await page.keyboard.press('F2');
  await page.getByText('已记下：下一位').waitFor();
  expect(await callsAt(hall, 5)).toEqual([]);
  await unroute(page);
  await page.reload();
  expect(await inHand(page)).toBe(first.number);
  expect(await callsAt(hall, 5)).toEqual([first.number]);
});

it('lesson 17: the list follows by itself, and is right after the line was cut', async () => {
  const hall = await startHall();
  await hall.take({ queue: 'one-enterprise' });
  const page = await openTerminal(chromium, hall);
  const line = await Line.of(page);
  await hall.person('clerk5', 'clerk');
  await page.reload();
  await signIn(page, 'clerk5');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await pill(page, '空闲');
  await page.getByRole('button', { name: '候叫名单' }).click();
  const numbers = page.locator('tbody .number');
  await expect.poll(() => numbers.allInnerTexts(), { timeout: 10_000 }).toEqual(['B001']);
  await hall.take({ queue: 'one-enterprise' });
  await expect.poll(() => numbers.allInnerTexts(), { timeout: 10_000 }).toEqual(['B001', 'B002']);

  await line.cut();
  await page.getByText('连接中断').waitFor();
  const other = await hall.openWindow(6);
  await hall.window(6, 'call-next', {}, other);
  await hall.take({ queue: 'one-enterprise' });
  await hall.take({ queue: 'one-enterprise' });
  line.mend();
  await expect
    .poll(() => numbers.allInnerTexts(), { timeout: 10_000 })
    .toEqual(['B002', 'B003', 'B004']);
  await page.getByRole('button', { name: '各队列' }).click();
  await page.locator('.row', { hasText: '企业' }).getByText('3 人').waitFor();
});

it('a reload and another machine show the same ticket at once, with what was ticked', async () => {
  const hall = await startHall();
  const ticket = await hall.take({ package: 'company-setup' });
  const page = await atWork(chromium, hall, 5);
  await page.keyboard.press('F2');
  await page.keyboard.press('F4');
  await pill(page, '服务中');
  await page.keyboard.press('2');
  await page.getByLabel('给下一窗口留言').fill('缺一份复印件');
  await page.reload();
  expect(await inHand(page)).toBe(ticket.number);
  await pill(page, '服务中');
  const boxes = page.locator('.matter input');
  expect(await boxes.nth(0).isChecked()).toBe(false);
  expect(await boxes.nth(1).isChecked()).toBe(true);
  expect(await page.getByLabel('给下一窗口留言').inputValue()).toBe('缺一份复印件');

  const elsewhere = await openTerminal(chromium, hall);
  await signIn(elsewhere, 'clerk5');
  await elsewhere.keyboard.type('6');
  await elsewhere.keyboard.press('Enter');
  await sheet(elsewhere, '您还开着 5 号窗口');
  await tabTo(elsewhere, '回到 5 号窗口');
  await elsewhere.keyboard.press('Enter');
  expect(await inHand(elsewhere)).toBe(ticket.number);
  await pill(elsewhere, '服务中');
});

it('lesson 18: two clerks at one window: the newer has it by saying so, with the ticket in hand', async () => {
  const hall = await startHall();
  const ticket = await hall.take({ queue: 'one-enterprise' });
  const first = await atWork(chromium, hall, 5, { username: 'wangfang' });
  await first.keyboard.press('F2');
  await first.keyboard.press('F4');
  await pill(first, '服务中');

  await hall.person('lina', 'clerk');
  await hall.ok('PATCH', '/api/staff/wangfang', { name: '王芳' });
  await hall.ok('PATCH', '/api/staff/lina', { name: '李娜' });
  const second = await openTerminal(chromium, hall);
  await signIn(second, 'lina');
  await second.keyboard.type('5');
  await second.keyboard.press('Enter');
  const question = await sheet(second, '5 号窗口正在使用');
  await question.getByText('王芳 正在使用 5 号窗口').waitFor();
  await checkAxe(second);
  expect((await stateOf(hall, 5)).clerk).toBe('wangfang');
  await tabTo(second, '接管窗口');
  await second.keyboard.press('Enter');
  expect(await inHand(second)).toBe(ticket.number);
  await pill(second, '服务中');
  expect((await stateOf(hall, 5)).clerk).toBe('lina');

  await first.getByText('窗口已由其他同事接管').waitFor();
  await first.getByText('5 号窗口现由 李娜 使用').waitFor();
  await checkAxe(first);
  expect(await first.getByLabel('手上的号票').count()).toBe(0);
  await first.keyboard.press('F5');
  expect(await inHand(second)).toBe(ticket.number);
  expect((await hall.follow(ticket)).status).toBe('serving');

  // A reload does not bring the old clerk back in; asking for the window does.
  await first.reload();
  await first.getByText('5 号窗口现由 李娜 使用').waitFor();
  await first.getByRole('button', { name: '重新接管' }).click();
  expect(await inHand(first)).toBe(ticket.number);
  await second.getByText('5 号窗口现由 王芳 使用').waitFor();
});

it('lesson 15: the clock of the ticket in hand goes on after a hold and over a reload; the day is counted', async () => {
  const hall = await startHall();
  const { number } = await hall.take({ queue: 'one-enterprise' });
  const page = await atWork(chromium, hall, 5);
  expect(await page.getByText('今日已办').count()).toBe(0);
  await page.keyboard.press('F2');
  await page.keyboard.press('F4');
  await pill(page, '服务中');
  hall.clock.pass(300);
  await page.keyboard.press('F7');
  await sheet(page, /挂起/);
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await pill(page, '空闲');
  hall.clock.pass(900);
  await page.keyboard.press('Shift+F7');
  await sheet(page, /取回/);
  await page.keyboard.press('Enter');
  expect(await inHand(page)).toBe(number);
  await page.getByText(/办理 05:\d\d/).waitFor();
  hall.clock.pass(60);
  await page.reload();
  await page.getByText(/办理 06:\d\d/).waitFor();
  await page.keyboard.press('F5');
  await page.getByText(/今日已办 1 人，平均办理 06:\d\d/).waitFor();
  await shot(page, 'window-idle');
});
