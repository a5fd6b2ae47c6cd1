import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib.mjs';
import type { Ticket } from '../../shared/contract/ticket.ts';
import { TestHall } from '../support/hall.ts';
import { checkAxe, forbidStorage, shot, useChromium, type PageOptions } from './chromium.ts';
import { atNine, useHalls } from './halls.ts';

const startHall = useHalls(atNine);
const browser = useChromium();
let hall: TestHall;
let clerk: string;

beforeAll(async () => {
  hall = await TestHall.start({ webDir: join(root, 'dist/web') });
  clerk = await hall.openWindow(41);
  // A pace is known, of a minute: before ten calls nobody is told a number.
  for (let i = 0; i < 12; i += 1) await hall.take({ queue: 'bank' });
  for (let i = 0; i < 12; i += 1) {
    await hall.window(41, 'call-next', {}, clerk);
    hall.clock.pass(60);
    await hall.window(41, 'finish', {}, clerk);
  }
});
afterAll(() => hall.stop());
beforeEach(async () => {
  // Whoever was left by the test before is served.
  for (;;) {
    const { ticket } = await hall
      .window(41, 'call-next', {}, clerk)
      .catch(() => ({ ticket: null }));
    if (ticket === null) break;
  }
});

const phone: PageOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};
const small: PageOptions = { ...phone, viewport: { width: 320, height: 640 } };

/** Notes what the page asks of the phone: vibrations, and notes of sound. */
async function listen(page: Page): Promise<() => Promise<{ vibrated: number; notes: number }>> {
  await page.addInitScript(() => {
    const noted = { vibrated: 0, notes: 0 };
    Object.assign(globalThis, { noted });
    Object.defineProperty(navigator, 'vibrate', {
      value: () => {
        noted.vibrated += 1;
        return true;
      },
    });
    const ring: (this: OscillatorNode, when?: number) => void = Reflect.get(
      OscillatorNode.prototype,
      'start',
    );
    OscillatorNode.prototype.start = function (when) {
      noted.notes += 1;
      ring.call(this, when);
    };
  });
  return () =>
    page.evaluate(
      () => (globalThis as unknown as { noted: { vibrated: number; notes: number } }).noted,
    );
}
async function follow(ticket: Ticket, options: PageOptions = phone): Promise<Page> {
  const page = await browser.page(options);
  await page.goto(`${hall.url}/phone/${ticket.token}`);
  await page.getByText(ticket.number).first().waitFor();
  return page;
}
async function fits(page: Page): Promise<void> {
  const { wide, inner } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    inner: window.innerWidth,
  }));
  expect(wide, 'scrolls sideways').toBeLessThanOrEqual(inner);
}
/** The page as one sees it who has set the largest type. */
async function largeType(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  await fits(page);
}
const calledTo41 = (page: Page) =>
  page.getByRole('alert', { name: '请到窗口办理' }).getByText('41', { exact: true });
const call = (command: string, input?: object) => hall.window(41, command, input, clerk);
const bank = { queue: 'bank' } as const;

describe.each([
  ['390', phone],
  ['320', small],
])('the phone page at %s pixels', (size, options) => {
  it('leads a visitor from waiting through the window to the rating', async () => {
    const others = [];
    for (let i = 0; i < 5; i += 1) others.push(await hall.take(bank));
    const ticket = await hall.take(bank);
    const page = await follow(ticket, options);
    await page.getByText('前面还有 5 人').waitFor();
    await page.getByText('请在 D区 等候，叫到号后到 41 号窗口').waitFor();
    await fits(page);
    await checkAxe(page);
    await shot(page, `phone-${size}-waiting`, { fullPage: true });
    await largeType(page);
    await shot(page, `phone-${size}-waiting-large`, { fullPage: true });
    await page.reload();

    for (let i = 0; i < 2; i += 1) {
      await call('call-next');
      hall.clock.pass(200);
    }
    await page.getByText('前面还有 3 人').waitFor();
    await call('call-next');
    hall.clock.pass(200);
    await page.getByText('快到您了').waitFor();
    await page.getByText('前面还有 2 人').waitFor();
    await checkAxe(page);
    await shot(page, `phone-${size}-near`, { fullPage: true });

    for (let i = 0; i < 3; i += 1) {
      await call('call-next');
      hall.clock.pass(200);
    }
    await calledTo41(page).waitFor();
    await fits(page);
    await checkAxe(page);
    await shot(page, `phone-${size}-called`, { fullPage: true });
    await largeType(page);
    await shot(page, `phone-${size}-called-large`, { fullPage: true });
    await page.reload();

    await call('start');
    await page.getByText('正在 41 号窗口办理').waitFor();
    await shot(page, `phone-${size}-serving`, { fullPage: true });
    await call('finish');
    await page.getByText('请您评价').waitFor();
    await checkAxe(page);
    await shot(page, `phone-${size}-rating`, { fullPage: true });
    await page.getByRole('button', { name: '不满意', exact: true }).tap();
    await page.getByText('您的评价：不满意').waitFor();
    await page.getByText('解释不清楚').tap();
    await page.getByLabel('补充说明').fill('没有说清要带什么');
    await fits(page);
    await checkAxe(page);
    await shot(page, `phone-${size}-reasons`, { fullPage: true });
    // The rated ticket is pushed before the answer arrives: thanked all the same.
    await page.route('**/rating', async (route) => {
      const response = await route.fetch();
      await page.getByRole('heading', { name: '请您评价' }).waitFor({ state: 'detached' });
      await route.fulfill({ response });
    });
    await page.getByRole('button', { name: '提交评价' }).tap();
    await page.getByText('我们会尽快核实改进').waitFor();
    await page.getByRole('heading', { name: '请您评价' }).waitFor({ state: 'detached' });
    expect((await hall.follow(ticket)).steps[0]!.rated).toBe(true);
  });

  it('brings back who missed the call, twice with a warning', async () => {
    const ticket = await hall.take(bank);
    const page = await follow(ticket, options);
    for (const round of [1, 2]) {
      await call('call-next');
      await calledTo41(page).waitFor();
      await call('recall');
      hall.clock.pass(60);
      await call('no-show');
      await page.getByText('叫号时您没有到窗口').waitFor();
      expect(await page.getByText('这是第二次过号').count()).toBe(round - 1);
      await checkAxe(page);
      await shot(page, `phone-${size}-missed-${round}`, { fullPage: true });
      await page.getByRole('button', { name: '我回来了' }).tap();
      await page.getByText('下一个就是您').waitFor();
      await page.getByText(/过号后重新排队，排在 \d\d:\d\d 前到达的人之后/).waitFor();
    }
    // A third return would end the ticket: the page says so and offers none.
    await call('call-next');
    await call('recall');
    hall.clock.pass(60);
    await call('no-show');
    await page.getByText('您已三次过号，号票已作废').waitFor();
    await page.getByText('号码已作废').waitFor();
    expect(await page.locator('.steps .place').count()).toBe(0);
    // Nor anything else that only a ticket that stands can have.
    const offers = page.getByRole('button').filter({ hasText: /我回来了|铃声|取消号票/ });
    expect(await offers.count()).toBe(0);
    await checkAxe(page);
    await shot(page, `phone-${size}-missed-3`, { fullPage: true });
    await hall.ok('POST', `/api/tickets/${ticket.token}/return`);
    expect((await hall.follow(ticket)).status).toBe('cancelled');
    await page.getByText('号码已作废').waitFor();
    await page.getByText('您已三次过号，号票已作废').waitFor();
  });

  it('says for whom a ticket is kept in each kind of hold', async () => {
    for (const [kind, says] of [
      ['any-window', '补齐材料后点'],
      ['this-window', '材料留在 41 号窗口'],
      ['until', '后继续排队'],
    ] as const) {
      const ticket = await hall.take(bank);
      await call('call-next');
      await call('start');
      const until = new Date(Date.parse(hall.clock.now()) + 3_600_000).toISOString();
      await call('hold', kind === 'until' ? { kind, until } : { kind });
      const page = await follow(ticket, options);
      await page.getByText(says).waitFor();
      // What began and is kept does not look unbegun (faults S21).
      expect(await page.locator('.step.held .tabler-icon-player-pause-filled').count()).toBe(1);
      await checkAxe(page);
      await shot(page, `phone-${size}-held-${kind}`, { fullPage: true });
      await page.getByRole('button', { name: '我回来了' }).tap();
      await page.getByText('下一个就是您').waitFor();
      await call('call-next');
    }
  });

  it('gives a ticket up after a question, by keyboard alone', async () => {
    const ticket = await hall.take(bank);
    const page = await follow(ticket, options);
    const press = async (name: string): Promise<void> => {
      for (let i = 0; i < 12; i += 1) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => document.activeElement?.textContent.trim());
        if (focused === name) break;
      }
      await page.keyboard.press('Enter');
    };
    await press('取消号票');
    await page.getByText(`确定取消号票 ${ticket.number} 吗？`).waitFor();
    await checkAxe(page);
    await shot(page, `phone-${size}-cancel`, { fullPage: true });
    await press('继续等候');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await hall.follow(ticket)).status).toBe('waiting');
    await press('取消号票');
    await press('确定取消');
    await page.getByText('号票已取消').waitFor();
    expect((await hall.follow(ticket)).status).toBe('cancelled');
    await shot(page, `phone-${size}-cancelled`, { fullPage: true });
  });
});

it('shows a package step by step, with the place of each', async () => {
  const ticket = await hall.take({ package: 'second-hand-home' });
  const page = await follow(ticket);
  await page.getByText('二手房转移登记及水电气联动过户一件事').waitFor();
  await page.getByText('0/3 已完成').waitFor();
  expect(await page.getByText('前一环节完成后开始').count()).toBe(2);
  await checkAxe(page);
  await shot(page, 'phone-package', { fullPage: true });
});

it.each(['zh-Hant', 'en'] as const)(
  "speaks the ticket's language, %s, until another is chosen",
  async (language) => {
    const ticket = await hall.take({ package: 'newborn', language });
    const page = await follow(ticket);
    await page.getByText(language === 'en' ? 'Your visit' : '辦理進度').waitFor();
    const also =
      language === 'en'
        ? /You may be called first to .*21–24.*: watch the screens and listen/
        : '也可能先叫到 C區 21–24 號窗口，請留意螢幕和廣播';
    await page.getByText(also).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    await fits(page);
    await checkAxe(page);
    await shot(page, `phone-${language}`, { fullPage: true });
    await page.getByRole('button', { name: '简体中文' }).tap();
    await page.getByText('办理进度').waitFor();
    await page.reload();
    await page.getByText('办理进度').waitFor();
  },
);

it('vibrates and rings once when it is nearly the turn, and again when called', async () => {
  // Whatever the tests before have left: it goes quickly now.
  for (let i = 0; i < 8; i += 1) {
    for (let n = 0; n < 4; n += 1) await hall.take(bank);
    for (let n = 0; n < 4; n += 1) {
      await call('call-next');
      hall.clock.pass(20);
      await call('finish');
    }
  }
  for (let i = 0; i < 4; i += 1) await hall.take(bank);
  const ticket = await hall.take(bank);
  const page = await browser.page(phone);
  const noted = await listen(page);
  await page.goto(`${hall.url}/phone/${ticket.token}`);
  await page.getByText('前面还有 4 人').waitFor();
  await page.getByText(ticket.number).first().tap();
  expect(await noted()).toEqual({ vibrated: 0, notes: 0 });
  await call('call-next');
  await page.getByText('快到您了').waitFor();
  expect(await noted()).toEqual({ vibrated: 1, notes: 2 });
  await call('call-next');
  await page.getByText('前面还有 2 人').waitFor();
  expect(await noted()).toEqual({ vibrated: 1, notes: 2 });
  // Somebody in need goes first: three ahead a second time is nothing new.
  for (let i = 0; i < 2; i += 1) await hall.take({ ...bank, category: 'green' });
  await page.getByText('前面还有 4 人').waitFor();
  await call('call-next');
  await page.getByText('快到您了').waitFor();
  expect(await noted()).toEqual({ vibrated: 1, notes: 2 });
  for (let i = 0; i < 4; i += 1) await call('call-next');
  await calledTo41(page).waitFor();
  expect(await page.title()).toMatch(new RegExp(`^${ticket.number} 请到 41 号窗口`));
  expect(await noted()).toEqual({ vibrated: 2, notes: 6 });
  await page.getByRole('button', { name: '叫号铃声：开' }).tap();
  await call('recall');
  await expect.poll(noted, { timeout: 10_000 }).toEqual({ vibrated: 3, notes: 6 });
  await page.reload();
  await calledTo41(page).waitFor();
  await page.getByText(ticket.number).first().tap();
  expect(await noted()).toEqual({ vibrated: 0, notes: 0 });
});

it('faults S13: without an open window nobody is nearly called, and nothing rings until one opens', async () => {
  const quiet = await startHall();
  const ticket = await quiet.take({ ...bank, category: 'senior' });
  const page = await browser.page(phone);
  const noted = await listen(page);
  await page.goto(`${quiet.url}/phone/${ticket.token}`);
  await page.getByText('窗口暂未开放').waitFor();
  await page.getByText('前面没有人等候').waitFor();
  await page.getByText('请在 D区 等候，叫到号后到 41 号窗口').waitFor();
  await page.getByText('已按老年人优先排队，视同 08:50 到达').waitFor();
  await page.getByText(ticket.number).first().tap();
  await checkAxe(page);
  await shot(page, 'phone-no-window', { fullPage: true });
  expect(await page.getByText('快到您了').count()).toBe(0);
  expect(await noted()).toEqual({ vibrated: 0, notes: 0 });
  const token = await quiet.openWindow(41);
  await page.getByText('快到您了').waitFor();
  expect(await noted()).toEqual({ vibrated: 1, notes: 2 });
  await quiet.window(41, 'pause', { reason: '午休' }, token);
  await page.getByText('窗口暂未开放').waitFor();
});

it('faults S21: the rating of one step takes nothing from that of another', async () => {
  const two = await startHall();
  const clerks = { 1: await two.openWindow(1), 21: await two.openWindow(21) };
  const serve = async (window: 1 | 21): Promise<void> => {
    for (const command of ['call-next', 'start', 'finish'])
      await two.window(window, command, {}, clerks[window]);
    two.clock.pass(60);
  };
  const ticket = await two.take({ package: 'newborn' });
  const page = await browser.page(phone);
  await page.goto(`${two.url}/phone/${ticket.token}`);
  await page.getByText(ticket.number).first().waitFor();
  await two.window(1, 'call-next', {}, clerks[1]);
  // Of a call, its window alone.
  await page.locator('.step.called .place').getByText('A区 1 号窗口').waitFor();
  await two.window(1, 'start', {}, clerks[1]);
  await two.window(1, 'finish', {}, clerks[1]);
  two.clock.pass(60);
  await page.getByRole('button', { name: '不满意', exact: true }).tap();
  await page.getByLabel('补充说明').fill('等得太久');
  await serve(21);
  await page.getByText('已全部办完').waitFor();
  expect(await page.getByLabel('补充说明').inputValue()).toBe('等得太久');
  await shot(page, 'phone-two-ratings', { fullPage: true });
  await page.getByRole('button', { name: '提交评价' }).tap();
  await page.getByText('我们会尽快核实改进').waitFor();
  await page.getByRole('button', { name: '满意', exact: true }).tap();
  await page.getByText('感谢您的评价。').waitFor();
  await page.getByText('我们会尽快核实改进').waitFor();
  expect((await two.follow(ticket)).steps.map(({ rated }) => rated)).toEqual([true, true]);
  await checkAxe(page);
});

it('asks for the touch that browsers want before a sound, and is heard at once', async () => {
  const ticket = await hall.take(bank);
  const page = await browser.page(phone);
  const noted = await listen(page);
  await page.goto(`${hall.url}/phone/${ticket.token}`);
  await page.getByRole('button', { name: '点这里打开叫号铃声' }).tap();
  await page.getByRole('button', { name: '叫号铃声：开', pressed: true }).waitFor();
  expect((await noted()).notes).toBe(1);
  await page.getByRole('button', { name: '叫号铃声：开' }).tap();
  await page.getByRole('button', { name: '叫号铃声：关', pressed: false }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: '叫号铃声：关' }).press(' ');
  await page.getByRole('button', { name: '叫号铃声：开' }).waitFor();
});

it('sends who is nearly called to the queue that is near, not to a quicker one', async () => {
  const two = await startHall();
  const clerks = { 1: await two.openWindow(1), 21: await two.openWindow(21) };
  const serve = async (window: 1 | 21, seconds: number): Promise<void> => {
    await two.window(window, 'call-next', {}, clerks[window]);
    two.clock.pass(seconds);
    await two.window(window, 'finish', {}, clerks[window]);
  };
  const take = async (queue: string, count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) await two.take({ queue });
  };
  // As many as are needed before a number is said.
  await take('one-life', 10);
  await take('police', 10);
  for (let i = 0; i < 10; i += 1) await serve(1, 10);
  for (let i = 0; i < 10; i += 1) await serve(21, 95);
  await take('one-life', 5);
  await take('police', 3);
  const ticket = await two.take({ package: 'newborn' });
  expect([ticket.next!.queue, ticket.next!.ahead]).toEqual(['one-life', 5]);
  const page = await browser.page(phone);
  await page.goto(`${two.url}/phone/${ticket.token}`);
  const near = page.getByRole('alert');
  await near.getByText('请回到 C区 等候，叫到号后到 21–24 号窗口').waitFor();
  const waiting = page.locator('.waiting');
  await waiting.getByText('前面还有 3 人').waitFor();
  // Of which queue that is said, and where else the number may be called.
  await page.locator('.waiting .of').getByText('C区 21–24 号窗口').waitFor();
  await waiting.getByText('也可能先叫到 A区 1–4 号窗口，请留意屏幕和广播').waitFor();
  await shot(page, 'phone-near-beside', { fullPage: true });

  // Three ahead where each takes ten minutes: it is not nearly anybody's turn.
  const slow = await two.openWindow(41);
  await take('bank', 10);
  for (let i = 0; i < 10; i += 1) {
    await two.window(41, 'call-next', {}, slow);
    two.clock.pass(600);
    await two.window(41, 'finish', {}, slow);
  }
  // A pace is kept for some seconds.
  two.clock.pass(20);
  await take('bank', 3);
  const last = await two.take(bank);
  expect(last.next).toMatchObject({ ahead: 3, openWindows: 1 });
  await page.goto(`${two.url}/phone/${last.token}`);
  await page.locator('.waiting').getByText('前面还有 3 人').waitFor();
  expect(await page.getByText('快到您了').count()).toBe(0);
});

it('goes on where the browser forbids it to keep anything', async () => {
  const ticket = await hall.take(bank);
  const page = await browser.page(phone);
  await forbidStorage(page);
  await page.goto(`${hall.url}/phone/${ticket.token}`);
  await page.getByText('下一个就是您').waitFor();
  await page.getByRole('button', { name: 'English' }).tap();
  await page.getByText('You are next').waitFor();
  await page.goto(`${hall.url}/phone/mine`);
  await page.getByText('请扫描号票上的二维码').waitFor();
});

it('takes a server in trouble for no lost ticket, and is right when it has recovered', async () => {
  const troubled = await startHall();
  const ticket = await troubled.take(bank);
  const { schema } = troubled.db.read as unknown as Kysely<unknown>;
  await schema.alterTable('steps').renameTo('steps_away').execute();
  const page = await browser.page(phone);
  await page.goto(`${troubled.url}/phone/${ticket.token}`);
  await page.getByText('暂时连不上服务器，正在自动重试').waitFor();
  expect(await page.getByText('没有找到这张号票').count()).toBe(0);
  await schema.alterTable('steps_away').renameTo('steps').execute();
  await page.getByText('前面没有人等候').waitFor();
});

it('lesson 11: says since when the line is lost, and is right by itself when it is back', async () => {
  const ticket = await hall.take(bank);
  const page = await browser.page({ ...phone, expectErrors: [/socket\.io|ERR_INTERNET|net::/i] });
  await page.goto(`${hall.url}/phone/${ticket.token}`);
  await page.getByText('下一个就是您').waitFor();
  await page.context().setOffline(true);
  await page.getByText('连接中断，以下是').waitFor();
  await checkAxe(page);
  await shot(page, 'phone-lost', { fullPage: true });
  await call('call-next');
  expect(await calledTo41(page).count()).toBe(0);
  await page.context().setOffline(false);
  await calledTo41(page).waitFor();
  await page.getByText('连接中断，以下是').waitFor({ state: 'detached' });
});

it('opens without a line by the page it kept, and shows no ticket of before', async () => {
  const ticket = await hall.take(bank);
  const page = await browser.page({ ...phone, expectErrors: [/socket\.io|ERR_INTERNET|net::/i] });
  await page.goto(`${hall.url}/phone/${ticket.token}`);
  await page.getByText('下一个就是您').waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  // Nothing but what it kept at the first visit: the browser's own cache is emptied.
  await (await page.context().newCDPSession(page)).send('Network.clearBrowserCache');
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText('暂时连不上服务器，正在自动重试').waitFor();
  expect(await page.getByText('下一个就是您').count()).toBe(0);
  await page.context().setOffline(false);
  await page.getByText('下一个就是您').waitFor();
});

it('lesson 21: shows nothing but the ticket', async () => {
  const ticket = await hall.take({ ...bank, category: 'disabled', idNumber: '110101194912310023' });
  const page = await follow(ticket);
  await page.getByText('下一个就是您').waitFor();
  // Why it stands where it stands is said in full (faults S15); who it is, nowhere.
  await page.getByText(/已按残疾人优先排队，视同 \d\d:\d\d 到达/).waitFor();
  expect(await page.locator('body').innerText()).not.toMatch(/1949|0023/);
});

it('closes the page a day after the ticket ended, and knows none but its own', async () => {
  const ended = await startHall();
  const ticket = await ended.take(bank);
  await ended.ok('POST', `/api/tickets/${ticket.token}/cancel`);
  ended.clock.pass(25 * 3600);
  const late = await browser.page(phone);
  await late.goto(`${ended.url}/phone/${ticket.token}`);
  await late.getByText('这张号票已经结束').waitFor();
  await checkAxe(late);
  await shot(late, 'phone-over');
  const wrong = await browser.page(phone);
  await wrong.goto(`${ended.url}/phone/nobodys-ticket`);
  await wrong.getByText('没有找到这张号票').waitFor();
  await shot(wrong, 'phone-not-found');
});

it('can be installed, and opens with the ticket that was looked at last', async () => {
  const page = await browser.page(phone);
  await page.goto(`${hall.url}/phone/mine`);
  await page.getByText('请扫描号票上的二维码').waitFor();
  await checkAxe(page);
  await shot(page, 'phone-mine');
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')!;
    const answer = await fetch(link.href);
    const body = (await answer.json()) as { start_url: string; icons: { src: string }[] };
    const icons = await Promise.all(body.icons.map(async ({ src }) => (await fetch(src)).status));
    return { type: answer.headers.get('content-type'), start: body.start_url, icons };
  });
  expect(manifest.type).toContain('application/manifest+json');
  expect(manifest.icons.every((status) => status === 200)).toBe(true);
  const ticket = await hall.take(bank);
  await page.goto(`${hall.url}/phone/${ticket.token}`);
  await page.getByText(ticket.number).first().waitFor();
  await page.goto(hall.url + manifest.start);
  await page.getByText(ticket.number).first().waitFor();
});

it('opens from a home screen that shares no storage with the browser', async () => {
  const ticket = await hall.take(bank);
  const page = await follow(ticket);
  await page.getByText('下一个就是您').waitFor();
  const href = await page.locator('link[rel=manifest]').getAttribute('href');
  const answer = await fetch(new URL(href!, hall.url));
  expect(answer.headers.get('content-type')).toContain('application/manifest+json');
  const { id, scope, start_url } = (await answer.json()) as Record<string, string>;
  expect([id, scope]).toEqual(['/phone/mine', '/phone/']);
  const elsewhere = await browser.page(phone);
  await elsewhere.goto(hall.url + start_url!);
  await elsewhere.getByText(ticket.number).first().waitFor();
});
