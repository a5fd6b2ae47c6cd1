import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { root } from '../../scripts/lib.mjs';
import { temporaryFile, type TestHall } from '../support/hall.ts';
import { Proxy } from '../support/proxy.ts';
import { inPocket } from '../../shared/ui/pace.ts';
import { openPage } from './admin-hall.ts';
import { unroute, useChromium, type Chromium } from './chromium.ts';
import { newDisplay, standStill } from './display-support.ts';
import { atNine, forget, useHalls } from './halls.ts';
import { openKiosk } from './kiosk-hall.ts';
import { atWork, inHand, pill } from './window-desk.ts';

const startHall = useHalls(atNine);
const chromium = useChromium();
/** The same, with pages whose clock can be moved on. */
const clocked: Chromium = {
  async page(options) {
    const page = await chromium.page(options);
    await page.clock.install();
    return page;
  },
};
const proxies: Proxy[] = [];
afterEach(async () => {
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** What Chromium writes about a refused upgrade, or a line that is not there. */
const lineErrors = [/WebSocket connection|net::ERR_|socket\.io/];
/** A board that has heard of its hall, also one in which nobody is called. */
const boardWithState = '.board:not(.wait)';

async function proxyTo(hall: TestHall, upgrades?: Proxy['upgrades']): Promise<Proxy> {
  const proxy = await Proxy.to(hall.url, upgrades);
  proxies.push(proxy);
  return proxy;
}
/** The hall as those find it who come through the proxy. */
const through = (proxy: Proxy, hall: TestHall): TestHall =>
  Object.create(hall, { url: { value: proxy.url } }) as TestHall;

async function openBoard(hall: TestHall): Promise<Page> {
  const page = await chromium.page({
    viewport: { width: 1920, height: 1080 },
    expectErrors: lineErrors,
  });
  const { pairingCode } = await newDisplay(hall);
  await page.goto(`${hall.url}/display/?zone=A&voice=0&pairingCode=${pairingCode}`);
  await page.locator(boardWithState).waitFor();
  return page;
}
async function openPhone(hall: TestHall, token: string): Promise<Page> {
  const page = await clocked.page({ ...phone, expectErrors: lineErrors });
  await page.goto(`${hall.url}/phone/${token}`);
  await page.getByText('您的号码').waitFor();
  return page;
}

/** Phones wait for longer than the screens of a hall before they try again: their time is moved on. */
const soonTriesAgain = (page: Page): Promise<void> => page.clock.fastForward(inPocket.most);

it('faults W1: behind a proxy that refuses every Upgrade, the screens come up by plain requests and follow', async () => {
  const direct = await startHall();
  const proxy = await proxyTo(direct, 'refuses');
  const hall = through(proxy, direct);
  const [board, kiosk, terminal] = await Promise.all([
    openBoard(hall),
    openKiosk(chromium, hall, { expectErrors: lineErrors }),
    atWork(chromium, hall, 1, { expectErrors: lineErrors }),
  ]);
  const ticket = await hall.take({ queue: 'one-life' });
  const page = await openPhone(hall, ticket.token);
  await kiosk.getByRole('button', { name: /^入学/ }).click();
  await kiosk.getByText('前面 1 人').first().waitFor();
  await terminal.keyboard.press('F2');
  await pill(terminal, '呼叫中');
  expect(await inHand(terminal)).toBe(ticket.number);
  await board.locator('.banner', { hasText: ticket.number }).waitFor();
  await page.getByRole('alert', { name: '请到窗口办理' }).waitFor();
  // And again after the line was cut, with the way that came through before.
  proxy.leave();
  await page.getByText('连接中断').waitFor();
  proxy.comeBack();
  await soonTriesAgain(page);
  await page.getByText('连接中断').waitFor({ state: 'detached' });
  await terminal.keyboard.press('F4');
  await page.getByText('正在 1 号窗口办理').waitFor();
  for (const each of [board, terminal])
    await each.getByText('连接中断').first().waitFor({ state: 'detached' });
});

it('faults W1: a proxy that swallows every Upgrade costs a board its patience once, no more', async () => {
  const direct = await startHall();
  const hall = through(await proxyTo(direct, 'swallows'), direct);
  const board = await openBoard(hall);
  const clerk = await direct.openWindow(1);
  const { number } = await direct.take({ queue: 'one-life' });
  await direct.window(1, 'call-next', {}, clerk);
  await board.locator('.banner', { hasText: number }).waitFor();
});

it('faults M13: a board without its server tries again each second', async () => {
  const direct = await startHall();
  const proxy = await proxyTo(direct);
  const board = await chromium.page({
    viewport: { width: 1920, height: 1080 },
    expectErrors: lineErrors,
  });
  await standStill(board, direct.clock.now());
  /** Tries that the page began and has not ended. */
  await board.addInitScript(() => {
    const Real = WebSocket;
    Object.assign(globalThis, { underWay: 0 });
    const count = globalThis as unknown as { underWay: number };
    globalThis.WebSocket = class extends Real {
      constructor(...given: ConstructorParameters<typeof Real>) {
        super(...given);
        count.underWay += 1;
        this.addEventListener('close', () => (count.underWay -= 1));
      }
    };
  });
  const { pairingCode } = await newDisplay(direct);
  await board.goto(`${proxy.url}/display/?zone=A&voice=0&pairingCode=${pairingCode}`);
  await board.locator(boardWithState).waitFor();
  const run = async (seconds: number): Promise<number> => {
    const before = proxy.tries;
    for (let i = 0; i < seconds; i += 1) {
      await board.clock.runFor(1000);
      await board.waitForFunction(
        () => (globalThis as unknown as { underWay: number }).underWay === 0,
        undefined,
        { polling: 10 },
      );
    }
    return proxy.tries - before;
  };
  await expect.poll(() => proxy.tries).toBeGreaterThan(0);
  proxy.leave();
  await run(12);
  expect(await run(12)).toBeGreaterThanOrEqual(10);
});

it('comes back by itself from a server that could not look up who it is', async () => {
  const direct = await startHall();
  const proxy = await proxyTo(direct);
  const terminal = await atWork(chromium, through(proxy, direct), 1, {
    expectErrors: [...lineErrors, /50\d/],
  });
  const { schema } = direct.db.read as unknown as Kysely<unknown>;
  await schema.alterTable('sessions').renameTo('sessions_away').execute();
  proxy.leave();
  await terminal.getByText('连接中断').first().waitFor();
  const before = proxy.tries;
  proxy.comeBack();
  // The line stands, and the server cannot take anybody in.
  await expect.poll(() => proxy.tries).toBeGreaterThan(before);
  await schema.alterTable('sessions_away').renameTo('sessions').execute();
  await terminal.getByText('连接中断').first().waitFor({ state: 'detached' });
});

/** The same pages as another build of them. */
async function otherBuild(): Promise<{ webDir: string; remove: () => Promise<void> }> {
  const webDir = join(root, 'test-output', 'web-other');
  await rm(webDir, { recursive: true, force: true });
  await cp(join(root, 'dist', 'web'), webDir, { recursive: true });
  for (const name of await readdir(webDir, { recursive: true })) {
    const path = join(webDir, name);
    if (/\.html\.(br|gz)$/.test(name)) await rm(path);
    if (!name.endsWith('.html')) continue;
    const page = await readFile(path, 'utf8');
    await writeFile(path, page.replace(/(<meta name="build" content=")[^"]+/, '$1another'));
  }
  return { webDir, remove: () => rm(webDir, { recursive: true, force: true }) };
}
const mark = (page: Page): Promise<void> =>
  page.evaluate(() => void Object.assign(globalThis, { marked: true }));
const isMarked = (page: Page): Promise<boolean> => page.evaluate(() => 'marked' in globalThis);
const becomesAnother = (page: Page): Promise<unknown> =>
  page.locator('meta[name=build][content=another]').waitFor({ state: 'attached' });

it('faults W2: screens follow a server that comes back with another build, once nobody uses them', async () => {
  const { file, remove } = temporaryFile();
  const database = { kind: 'sqlite', file } as const;
  const direct = await startHall({ database });
  const proxy = await proxyTo(direct);
  const hall = through(proxy, direct);
  const ticket = await hall.take({ queue: 'one-life' });
  const waiting = await hall.take({ queue: 'one-life' });
  const [board, kiosk, used, terminal, follower, booking] = await Promise.all([
    openBoard(hall),
    openKiosk(chromium, hall, { expectErrors: lineErrors }),
    openKiosk(chromium, hall, { expectErrors: lineErrors }),
    atWork(clocked, hall, 1, { expectErrors: lineErrors }),
    openPhone(hall, waiting.token),
    chromium.page({ ...phone, expectErrors: lineErrors }),
  ]);
  await used.getByRole('button', { name: /^出生/ }).click();
  await terminal.keyboard.press('F2');
  await pill(terminal, '呼叫中');
  await booking.goto(`${hall.url}/phone/book?hall=district`);
  await booking.getByLabel('查找').fill('xse');
  await booking.getByRole('button', { name: '新生儿出生一件事' }).tap();
  const held = [used, terminal, booking];
  for (const page of held) await mark(page);

  forget(direct);
  proxy.leave();
  await direct.stop();
  const other = await otherBuild();
  const again = await startHall({ database, webDir: other.webDir });
  expect((await fetch(`${again.url}/health/live`)).headers.get('x-build')).toBe('another');
  proxy.comeBack(again.url);
  await soonTriesAgain(follower);
  for (const page of [board, kiosk, follower]) await becomesAnother(page);
  // Whoever is in the middle of something is left in peace, and goes on with the new server.
  await booking.getByText('周二').first().tap();
  await terminal.keyboard.press('F4');
  await pill(terminal, '服务中');
  for (const page of held) expect(await isMarked(page)).toBe(true);
  expect(await inHand(terminal)).toBe(ticket.number);
  await terminal.keyboard.press('F5');
  await pill(terminal, '空闲');
  await terminal.clock.fastForward(5000);
  await becomesAnother(terminal);
  await pill(terminal, '空闲');
  await other.remove();
  await remove();
});

it('faults W2: a part of the console that cannot be loaded is said, and loads the console anew once', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'devices', { expectErrors: [/404|net::|imported/] });
  let loads = 0;
  page.on('load', () => (loads += 1));
  await page.route('**/assets/Settings-*.js', (route) => route.fulfill({ status: 404 }));
  await page.getByRole('link', { name: '大厅设置' }).click();
  await page.getByText('页面没有载入完整，请检查网络后重新载入。').waitFor();
  await expect.poll(() => loads).toBe(1);
  expect(new URL(page.url()).pathname).toBe('/admin/settings');
  await unroute(page);
  await page.getByRole('button', { name: '重新载入' }).click();
  await page.getByRole('heading', { level: 1, name: '大厅设置' }).waitFor();
});

it('faults S27: no page finds a fault where nobody has signed in yet', async () => {
  const hall = await startHall();
  const page = await chromium.page();
  for (const [path, says] of [
    ['/', '一号通'],
    ['/kiosk/', '设备配对'],
    ['/display/', '设备配对'],
    ['/window/', '登录'],
    ['/window/pad', '设备配对'],
    ['/admin/', '登录'],
    ['/phone/mine', '请扫描号票上的二维码'],
    ['/phone/book', '预约后按约定时间'],
  ] as const) {
    await page.goto(hall.url + path);
    await page.getByText(says).first().waitFor();
  }
  // A sign-in that is over is asked about once, and its cookie goes.
  await page.context().addCookies([{ name: 'session', value: 'over', url: hall.url }]);
  await page.goto(`${hall.url}/admin/`);
  await page.getByRole('button', { name: '登录' }).waitFor();
  expect(await page.context().cookies()).toEqual([]);
  const asked = await hall.call('GET', '/api/session', undefined, { token: null });
  expect([asked.status, asked.body]).toEqual([200, { actor: null }]);
  expect((await hall.call('GET', '/api/session', undefined, { token: 'no-such' })).status).toBe(
    401,
  );
  expect((await hall.call('GET', '/api/session')).body).toMatchObject({
    actor: { username: 'admin' },
  });
});
