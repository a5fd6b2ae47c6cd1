import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { shot, unroute, useChromium } from './chromium.ts';
import {
  breathe,
  chooseLanguage,
  choosePackage,
  openKiosk,
  prints,
  scan,
  take,
  ticketEvents,
} from './kiosk-hall.ts';
import { forget, useHalls } from './halls.ts';
import { temporaryFile } from '../support/hall.ts';

const startHall = useHalls();
const chromium = useChromium();

const newborn = '新生儿出生一件事';
/** What Chromium itself writes when a server is away. */
const away = [/ERR_CONNECTION_REFUSED|ERR_FAILED|WebSocket connection|50\d/];

it('gives one ticket and one slip when the server dies between tap and answer', async () => {
  const { file, remove } = temporaryFile();
  const database = { kind: 'sqlite', file } as const;
  const hall = await startHall({ database });
  const page = await openKiosk(chromium, hall, { expectErrors: away });
  await choosePackage(page, '出生', newborn);

  let next: string | null = null;
  let dying: Promise<void> | undefined;
  await page.route('**/api/**', async (route) => {
    const request = route.request();
    if (next !== null) {
      await route.fulfill({
        response: await route.fetch({ url: request.url().replace(hall.url, next) }),
      });
    } else if (
      request.method() === 'POST' &&
      request.url().endsWith('/tickets') &&
      dying === undefined
    ) {
      // The ticket is committed; the answer is not heard.
      await route.fetch();
      forget(hall);
      dying = hall.stop();
      await route.abort();
    } else {
      await route.abort();
    }
  });
  await page.locator('.take').click();
  await page.getByText('暂时连不上系统，正在自动重试。').waitFor();
  expect(await page.locator('.ticket').count()).toBe(0);

  expect(dying, 'the server died after it took the tap').toBeDefined();
  await dying;
  const again = await startHall({ database });
  next = again.url;
  await page.locator('.ticket').waitFor();
  expect(await page.locator('.ticket').innerText()).toContain('A001');
  await expect.poll(() => prints(page)).toBe(1);
  expect(await ticketEvents(again)).toEqual(['take']);
  await page.close();
  await again.stop();
  forget(again);
  await remove();
});

it('keeps the key of a tap over a reload', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall, { expectErrors: away });
  await choosePackage(page, '出生', newborn);
  await page.route('**/tickets', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.locator('.take').click();
  await page.getByText('暂时连不上系统，正在自动重试。').waitFor();
  await page.reload();
  await page.locator('div.sending').waitFor();
  await unroute(page);
  await page.locator('.ticket').waitFor();
  expect(await page.locator('.ticket').innerText()).toContain('A001');
  expect(await ticketEvents(hall)).toEqual(['take']);
});

it('gives the ticket of the first tap after a reload, also where an ID card was read', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall, { expectErrors: away });
  await scan(page, '11010519491231002X');
  await page.getByText('已读取身份证，请选择要办的事。').waitFor();
  await choosePackage(page, '出生', newborn);
  await page.route('**/tickets', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.locator('.take').click();
  await page.getByText('暂时连不上系统，正在自动重试。').waitFor();
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('19491231');
  await page.reload();
  await page.locator('div.sending').waitFor();
  await unroute(page);
  await page.locator('.ticket').waitFor();
  expect(await page.locator('.ticket').innerText()).toContain('A001');
  expect(await ticketEvents(hall)).toEqual(['take']);
});

it('asks for the card again where the page restarted before the server heard of the tap', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall, { expectErrors: [...away, /409/] });
  await scan(page, '11010519491231002X');
  await page.getByText('已读取身份证，请选择要办的事。').waitFor();
  await choosePackage(page, '出生', newborn);
  await page.route('**/tickets', (route) => route.abort());
  await page.locator('.take').click();
  await page.getByText('暂时连不上系统，正在自动重试。').waitFor();
  await page.reload();
  await page.locator('div.sending').waitFor();
  await unroute(page);
  await page.getByText('请返回首页，再刷一次身份证，重新取号。').waitFor();
  expect(await ticketEvents(hall)).toEqual([]);
});

it('cancels the ticket of a visitor who did not wait for the answer', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall, { expectErrors: away });
  await choosePackage(page, '出生', newborn);
  await page.route('**/tickets', (route) => route.abort());
  await page.locator('.take').click();
  await page.getByRole('button', { name: '不等了' }).click();
  await page.locator('div.home').waitFor();
  await unroute(page);
  await expect.poll(() => ticketEvents(hall), { timeout: 15_000 }).toEqual(['take', 'cancel']);
  expect(await prints(page)).toBe(0);
});

it('makes one ticket of a double tap', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall);
  await choosePackage(page, '出生', newborn);
  await page.locator('.take').dblclick();
  await page.locator('.ticket').waitFor();
  await page.waitForTimeout(700);
  expect(await page.locator('.ticket').count()).toBe(1);
  expect(await ticketEvents(hall)).toEqual(['take']);
  await expect.poll(() => prints(page)).toBe(1);
});

it('warns 15 s before it goes back, and stays when asked to', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall, { heldClock: true });
  await choosePackage(page, '出生', newborn);
  await page.clock.fastForward(46_000);
  await page.getByRole('heading', { name: '还在办理吗？' }).waitFor();
  await page.getByText(/1[45] 秒后回到首页/).waitFor();
  await page.getByRole('button', { name: '继续办理' }).click();
  expect(await page.locator('.take').isVisible()).toBe(true);
  await page.clock.fastForward(46_000);
  await page.getByRole('heading', { name: '还在办理吗？' }).waitFor();
  await page.clock.fastForward(15_000);
  await page.locator('div.home').waitFor();
});

it('ends every mode and language with the visit, and rests behind the notices', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall, { heldClock: true });
  await page.getByRole('button', { name: '大字版' }).click();
  await page.getByRole('button', { name: '高对比' }).click();
  await page.clock.fastForward(61_000);
  await expect.poll(() => page.locator('html').getAttribute('data-contrast')).toBeNull();
  await page.clock.fastForward(125_000);
  await page.getByText('轻触屏幕，开始取号').click();
  await page.locator('div.home').waitFor();
});

it('says that the system is away and comes back by itself', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall, { expectErrors: away });
  await page.route('**/api/**', (route) => route.abort());
  await page.getByText(/系统暂时连不上/).waitFor({ timeout: 40_000 });
  await unroute(page);
  await page.getByText(/系统暂时连不上/).waitFor({ state: 'detached', timeout: 10_000 });
  await choosePackage(page, '出生', newborn);
  expect((await take(page)).number).toBe('A001');
});

it('lets nobody out without the staff code', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall, { heldClock: true });
  const hold = async (): Promise<void> => {
    await page.mouse.move(20, 20);
    await page.mouse.down();
    await page.clock.fastForward(3_000);
    await page.getByRole('heading', { name: '工作人员设置' }).waitFor();
    await page.mouse.up();
  };
  const enter = async (code: string): Promise<void> => {
    for (const digit of code) await page.getByRole('button', { name: digit, exact: true }).click();
    await breathe(page);
    await page.getByRole('button', { name: '确定' }).click();
  };
  await hold();
  await enter('482913');
  await page.getByRole('spinbutton', { name: '屏幕对角线（英寸）' }).fill('32');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存。').waitFor();
  await page.getByRole('button', { name: '回到取号' }).click();
  const mm = await page.evaluate(() =>
    getComputedStyle(document.documentElement).getPropertyValue('--mm'),
  );
  expect(parseFloat(mm)).toBeCloseTo(2.71, 2);

  await hold();
  await enter('111111');
  await page.getByText('口令不正确。').waitFor();
  await enter('482913');
  await page.getByRole('button', { name: '退出全屏' }).waitFor();
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('482913');

  // A code that was kept before codes were hashed slowly opens too, and is kept slowly from then on.
  const place = 'yihaotong.kiosk.config';
  const keptNow = (): Promise<{ staffCode: string }> =>
    page.evaluate((at) => JSON.parse(localStorage.getItem(at) ?? '') as never, place);
  let old = 'salt550017';
  for (let i = 0; i < 2000; i += 1) old = createHash('sha256').update(`salt${old}`).digest('hex');
  await page.evaluate(
    ([at, value]) => {
      localStorage.setItem(at ?? '', value ?? '');
    },
    [place, JSON.stringify({ ...(await keptNow()), staffCode: `salt:${old}` })],
  );
  await page.reload();
  await page.locator('div.home').waitFor();
  await hold();
  await enter('550017');
  await page.getByRole('button', { name: '退出全屏' }).waitFor();
  expect((await keptNow()).staffCode).toMatch(/^scrypt:/);
});

it('pairs by a typed code and explains a wrong one', async () => {
  const hall = await startHall();
  const page = await chromium.page({
    viewport: { width: 1080, height: 1920 },
    expectErrors: [/401/],
  });
  await page.goto(`${hall.url}/kiosk/`);
  await page.getByRole('textbox', { name: '配对码' }).fill('WRONGONE');
  await page.getByRole('button', { name: '配对', exact: true }).click();
  await page.getByText('配对码不正确，或者已经用过。请向管理员要一个新的。').waitFor();
  const { pairingCode } = await hall.ok<{ pairingCode: string }>('POST', '/api/devices', {
    hall: 'district',
    kind: 'kiosk',
    name: '二号取号机',
  });
  const typed = page.getByRole('textbox', { name: '配对码' });
  await typed.fill('');
  // The same key twice, as fast as a hand does it, is two characters and no double tap.
  for (const key of 'WW') await page.getByRole('button', { name: key, exact: true }).click();
  expect(await typed.inputValue()).toBe('WW');
  await typed.fill('');
  for (const key of pairingCode) await page.getByRole('button', { name: key, exact: true }).click();
  await page.getByRole('button', { name: '配对', exact: true }).click();
  await page.locator('div.home').waitFor();
  await page.reload();
  await page.locator('div.home').waitFor();
});

it('shows a ticket that was long in coming for as long as any other', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall, { heldClock: true, expectErrors: away });
  await choosePackage(page, '出生', newborn);
  await page.route('**/tickets', (route) => route.abort());
  await page.locator('.take').click();
  await page.getByText('暂时连不上系统，正在自动重试。').waitFor();
  await page.clock.fastForward(100_000);
  await unroute(page);
  await page.clock.fastForward(5_000);
  await page.locator('.ticket').waitFor();
  await page.clock.fastForward(30_000);
  expect(await page.locator('.ticket').innerText()).toContain('A001');
});

it('warns whoever has chosen a language or opened a dialog, and closes it with the visit', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall, { heldClock: true });
  await page.getByRole('button', { name: /Language/ }).click();
  await page.clock.fastForward(46_000);
  await page.getByRole('heading', { name: '还在办理吗？' }).waitFor();
  await page.clock.fastForward(15_000);
  await expect.poll(() => page.locator('dialog').count()).toBe(0);
  await chooseLanguage(page, 'English');
  await page.clock.fastForward(46_000);
  await page.getByRole('heading', { name: 'Are you still there?' }).waitFor();
});

it('leaves no staff settings open behind, and counts wrong codes over all dialogs', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall, { heldClock: true });
  const enter = async (code: string): Promise<void> => {
    await breathe(page);
    await page.locator('input[name="staffCode"]').fill(code);
    await page.keyboard.press('Enter');
  };
  await page.keyboard.press('Control+Alt+s');
  await enter('482913');
  await page.getByRole('button', { name: '退出全屏' }).waitFor();
  await page.clock.fastForward(46_000);
  await page.clock.fastForward(15_000);
  await expect.poll(() => page.locator('dialog').count()).toBe(0);

  await page.keyboard.press('Control+Alt+s');
  for (let i = 0; i < 5; i += 1) await enter('111111');
  await page.getByText('输错次数过多，请一分钟后再试。').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Alt+s');
  await enter('482913');
  await page.getByText('输错次数过多，请一分钟后再试。').waitFor();
  expect(await page.getByRole('button', { name: '退出全屏' }).count()).toBe(0);
});

it('rests behind the notices in each language they were written in, and wakes by any key', async () => {
  const hall = await startHall();
  const notices = [
    { 'zh-Hans': '今天下午提前下班', 'zh-Hant': '今天下午提前下班', en: 'We close early today' },
  ];
  await hall.ok('PATCH', '/api/halls/district', { notices });
  const page = await openKiosk(chromium, hall, { heldClock: true });
  await page.clock.fastForward(181_000);
  await page.getByText('We close early today').waitFor();
  await shot(page, 'kiosk-saver');
  await page.keyboard.press('Tab');
  await page.locator('div.home').waitFor();
});

it('searches as soon as the system is back, where it was away when search was opened', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall, { expectErrors: away });
  await page.route('**/assets/**', (route) => route.abort());
  await page.getByRole('button', { name: /输入想办的事/ }).click();
  await page.getByRole('searchbox').fill('xse');
  await unroute(page);
  await page.getByRole('button', { name: newborn }).waitFor();
});
