import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ListedDevice } from '../../shared/contract/people.ts';
import type { TestHall } from '../support/hall.ts';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { newDisplay } from './display-support.ts';
import { useHalls } from './halls.ts';
import { atWork, compact, pill } from './window-desk.ts';

// screens.md, "Live hall": each alarm carries what to do, done from there.

const startHall = useHalls();
const chromium = useChromium();
const alarm = (page: Page, code: string) => page.locator(`[data-alarm="${code}"]`);
const gone = (page: Page, code: string): Promise<void> =>
  alarm(page, code).waitFor({ state: 'detached' });
/** Time passes, and the clock of the server does what it does each second. */
async function pass(hall: TestHall, seconds: number): Promise<void> {
  hall.clock.pass(seconds);
  await hall.hall.alarmWatch.tick();
}

/** Its sound, counted. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.assign(globalThis, { tones: 0 });
    const connect = Reflect.get(AudioNode.prototype, 'connect') as (to: AudioNode) => AudioNode;
    Object.assign(AudioNode.prototype, {
      connect(this: AudioNode, to: AudioNode) {
        if (to === to.context.destination) (globalThis as unknown as { tones: number }).tones += 1;
        return connect.call(this, to);
      },
    });
  });

it('an alarm is acted on from where it stands, and goes', async () => {
  const hall = await startHall();
  await hall.device('kiosk');
  const board = await newDisplay(hall, { zone: 'C' });
  const screen = await chromium.page({
    viewport: { width: 1920, height: 1080 },
    expectErrors: [/.*/],
  });
  await screen.goto(`${hall.url}/display/?zone=C&pairingCode=${board.pairingCode}`);
  await screen.locator('.board:not(.wait)').waitFor();
  const terminal = await atWork(chromium, hall, 21);
  await hall.person('wang', 'clerk');
  const page = await openPage(chromium, hall, 'live');
  await page.getByText('一切正常').waitFor();

  // A paused window with people waiting: it goes on.
  await hall.window(21, 'pause', { reason: 'meal' });
  await hall.take({ queue: 'police' });
  await alarm(page, 'queue-unserved').waitFor();
  await page.getByRole('button', { name: '恢复 21 号窗口' }).click();
  await gone(page, 'queue-unserved');
  await pill(terminal, '空闲');

  // Closed ones: one is opened, for a clerk who is named, by the keyboard alone.
  await hall.window(21, 'pause', { reason: 'meal' });
  await hall.take({ queue: 'tax' });
  const unserved = alarm(page, 'queue-unserved').filter({ hasText: '税务' });
  await unserved.getByRole('button', { name: /打开 \d+ 号窗口/ }).focus();
  await page.keyboard.press('Enter');
  const opening = page.getByRole('dialog', { name: '打开窗口' });
  await checkAxe(page);
  await opening.getByRole('button', { name: '打开', exact: true }).click();
  await opening.getByText('请选择窗口工作人员').waitFor();
  await opening.getByLabel('由谁办理').selectOption('wang');
  await shot(page, 'alarms-open-window');
  await opening.getByRole('button', { name: '打开', exact: true }).click();
  await opening.waitFor({ state: 'detached' });
  await unserved.waitFor({ state: 'detached' });
  await hall.window(21, 'resume', {});

  // An idle window with somebody waiting: its clerk is called, and the terminal rings until it is read.
  await listen(terminal);
  await terminal.setViewportSize(compact);
  await pass(hall, 1);
  await pass(hall, 121);
  const idle = alarm(page, 'window-idle').filter({ hasText: '21 号窗口空着' });
  await idle.getByRole('button', { name: '呼叫 21 号窗口' }).click();
  const calling = page.getByRole('dialog', { name: '呼叫 21 号窗口' });
  expect(await calling.getByLabel('内容').inputValue()).toBe('请回到窗口，有群众在等候');
  await calling.getByRole('button', { name: '呼叫', exact: true }).click();
  await calling.waitFor({ state: 'detached' });
  const ringing = terminal.getByRole('alert', { name: '通知' });
  await ringing.getByText('请回到窗口，有群众在等候').waitFor();
  await terminal.waitForFunction(() => (globalThis as unknown as { tones: number }).tones >= 4);
  await shot(terminal, 'alarms-terminal-called');
  await checkAxe(terminal);
  await ringing.getByRole('button', { name: '已读' }).click();
  await ringing.waitFor({ state: 'detached' });
  await terminal.keyboard.press('F2');
  await pill(terminal, '呼叫中');
  await idle.waitFor({ state: 'detached' });

  // The board has said nothing since: it is loaded anew, and says that it is there.
  const silent = alarm(page, 'device-silent').filter({ hasText: board.name });
  await silent.waitFor();
  await shot(page, 'alarms-live');
  await checkAxe(page);
  await silent.getByRole('button', { name: '重新加载' }).click();
  await silent.getByText(/已通知它重新加载/).waitFor();
  const seenAt = async (): Promise<string | null | undefined> =>
    (await hall.ok<ListedDevice[]>('GET', '/api/halls/district/devices')).find(
      ({ name }) => name === board.name,
    )?.lastSeenAt;
  await expect.poll(seenAt, { timeout: 20_000 }).toBe(hall.clock.now());
  await pass(hall, 15);
  await silent.waitFor({ state: 'detached' });

  // What stood today is to be read afterwards.
  await page.getByRole('button', { name: '提醒记录' }).click();
  const remembered = page.getByRole('dialog', { name: '今天的提醒' });
  await remembered.getByText(/21 号窗口空着/).waitFor();
  await shot(page, 'alarms-past');
  await checkAxe(page);
  await page.keyboard.press('Escape');
  await remembered.waitFor({ state: 'detached' });

  // A word to the boards, in place of the notices, until it is taken off.
  await page.getByRole('button', { name: '发通知' }).click();
  const writing = page.getByRole('dialog', { name: '发通知' });
  await writing.getByLabel('内容').fill('C 区打印机维修中，请到 A 区打印材料');
  await writing.getByLabel('哪些显示屏').selectOption('C');
  await shot(page, 'alarms-message');
  await checkAxe(page);
  await writing.getByRole('button', { name: '发送' }).click();
  await writing.waitFor({ state: 'detached' });
  await screen.getByText('C 区打印机维修中，请到 A 区打印材料').waitFor();
  await shot(screen, 'alarms-board-message');
  await page.getByRole('button', { name: /^撤下：C 区打印机/ }).click();
  await screen.getByText('C 区打印机维修中，请到 A 区打印材料').waitFor({ state: 'detached' });
});

it('a guide sees what is wrong and nothing that is not theirs to do', async () => {
  const hall = await startHall();
  const clerk = await hall.openWindow(21);
  await hall.person('guide', 'guide');
  await hall.window(21, 'pause', { reason: 'meal' }, clerk);
  await hall.take({ queue: 'police' });
  const page = await openPage(chromium, hall, 'live');
  await alarm(page, 'queue-unserved').getByRole('button').first().waitFor();
  const guides = await chromium.page({ expectErrors: [/401/] });
  await guides.goto(`${hall.url}/admin/live`);
  await guides.getByLabel('用户名').fill('guide');
  await guides.getByLabel('密码').fill('long enough');
  await guides.keyboard.press('Enter');
  await alarm(guides, 'queue-unserved').waitFor();
  expect(await alarm(guides, 'queue-unserved').getByRole('button').count()).toBe(0);
  expect(await guides.getByRole('button', { name: '发通知' }).count()).toBe(0);
});

it('a day that has not begun is not green', async () => {
  const hall = await startHall({ start: '2026-11-23T00:00:00.000Z' });
  for (const kind of ['kiosk', 'display'] as const) await hall.device(kind);
  const clerk = await hall.openWindow(1);
  await hall.window(1, 'close', {}, clerk);
  const page = await openPage(chromium, hall, 'live');
  await page.getByText('今天还没有开门，08:30 开始办公').waitFor();
  expect(await page.locator('.alarms.well').count()).toBe(0);
  await checkAxe(page);
});

it('fits a small desk with 44 windows, many alarms and three languages', async () => {
  const hall = await startHall();
  for (let n = 0; n < 3; n += 1) await newDisplay(hall);
  const kiosk = await hall.device('kiosk');
  await hall.ok('POST', '/api/devices/health', { printer: 'jam' }, { token: kiosk });
  for (const n of [1, 2, 3, 13, 14, 21, 22, 30]) await hall.openWindow(n);
  await hall.window(22, 'pause', { reason: 'meal' });
  for (const queue of ['one-life', 'one-life', 'police', 'tax', 'social', 'medical', 'bank'])
    await hall.take({ queue });
  await hall.window(1, 'call-next', {});
  await pass(hall, 1);
  await pass(hall, 17 * 60);
  const page = await openPage(chromium, hall, 'live');
  await alarm(page, 'calls-still').waitFor();
  for (const [language, button] of [
    ['zh', '简体中文'],
    ['tw', '繁體中文'],
    ['en', 'English'],
  ] as const) {
    await page.getByRole('button', { name: button }).click();
    for (const width of [1440, 1024]) {
      await page.setViewportSize({ width, height: width === 1440 ? 900 : 768 });
      const { scroll, client } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        client: document.documentElement.clientWidth,
      }));
      expect([language, width, scroll <= client]).toEqual([language, width, true]);
      await shot(page, `alarms-many-${language}-${width}`, { fullPage: true });
    }
  }
  await checkAxe(page);
});
