import { expect, it } from 'vitest';
import { checkAxe, forbidStorage, shot, useChromium } from './chromium.ts';
import { openConsole, openPage, signIn } from './admin-hall.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();

it('signs in by keyboard and leads to the live hall; a wrong password is said', async () => {
  const hall = await startHall();
  const page = await openConsole(chromium, hall);
  await page.getByLabel('用户名').waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('username');
  await checkAxe(page);
  await page.keyboard.type('admin');
  await page.keyboard.press('Tab');
  await page.keyboard.type('wrong one');
  await page.keyboard.press('Enter');
  await page.getByText('用户名或密码不正确。').waitFor();
  await page.getByLabel('密码').fill('a long password');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '大厅实况' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: '大厅实况' }).waitFor();
});

it('tells a clerk in a plain sentence that the console is not theirs', async () => {
  const hall = await startHall();
  await hall.person('lin', 'clerk');
  const page = await openConsole(chromium, hall);
  await signIn(page, 'lin', 'long enough');
  await page.getByRole('heading', { name: '您的账号没有管理台权限' }).waitFor();
  expect(await page.getByRole('link', { name: '前往窗口叫号终端' }).getAttribute('href')).toBe(
    '/window/',
  );
  await checkAxe(page);
});

it('shows each role its own pages', async () => {
  const hall = await startHall();
  await hall.person('chen', 'manager');
  await hall.person('wu', 'guide');
  const pagesOf = async (username: string): Promise<string[]> => {
    const page = await openConsole(chromium, hall);
    await signIn(page, username, 'long enough');
    await page.getByRole('navigation').waitFor();
    return page.locator('nav section a').allInnerTexts();
  };
  const manager = await pagesOf('chen');
  expect(manager).toEqual(expect.arrayContaining(['大厅实况', '统计报表', '大厅设置', '操作日志']));
  expect(manager).not.toContain('人员');
  const guide = await pagesOf('wu');
  expect(guide).toContain('大厅实况');
  for (const name of ['统计报表', '大厅设置', '人员', '操作日志'])
    expect(guide).not.toContain(name);
});

it('lessons 11 and 17: shows the hall as it moves, and is right after the line was cut', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'live', {
    expectErrors: [/ERR_INTERNET_DISCONNECTED/],
  });
  const taken = page.locator('.total.taken dd');
  const tile = page.locator('.tile', { hasText: /^1\D/ }).first();
  await page.locator('.tile').first().waitFor();
  expect(await page.locator('.tile').count()).toBe(44);
  const clerk = await hall.openWindow(1);
  await hall.take({ queue: 'one-life' });
  await expect.poll(() => taken.innerText()).toBe('1');
  await expect.poll(() => tile.innerText()).toContain('空闲');
  await hall.window(1, 'call-next', {}, clerk);
  await expect.poll(() => tile.innerText()).toMatch(/呼叫[\s\S]*A001[\s\S]*clerk1/);
  await shot(page, 'admin-live');
  await checkAxe(page);

  await page.context().setOffline(true);
  await hall.window(1, 'start', {}, clerk);
  await hall.window(1, 'finish', {}, clerk);
  await page.context().setOffline(false);
  await expect
    .poll(() => page.locator('.total.done dd').innerText(), { timeout: 15_000 })
    .toBe('1');
  await expect.poll(() => tile.innerText()).toContain('空闲');
});

it('says which queues wait too long or will, and which nobody serves', async () => {
  const hall = await startHall();
  for (const kind of ['kiosk', 'display'] as const) await hall.device(kind);
  const clerk = await hall.openWindow(15);
  // As many calls as are needed before a number is said.
  for (let n = 0; n < 10; n += 1) {
    await hall.take({ queue: 'tax' });
    await hall.window(15, 'call-next', {}, clerk);
    hall.clock.pass(4 * 60);
    await hall.window(15, 'finish', {}, clerk);
  }
  for (let n = 0; n < 12; n += 1) await hall.take({ queue: 'tax' });
  await hall.window(15, 'call-next', {}, clerk);
  await hall.window(15, 'start', {}, clerk);
  hall.clock.pass(10 * 60);
  await hall.window(15, 'call-next', {}, clerk);
  const page = await openPage(chromium, hall, 'live');
  // Nobody has waited for long, but whoever comes now will: all is not well.
  await page.getByText(/税务：预计等候约 .*，超过标准 15 分钟/).waitFor();
  expect(await page.getByText('一切正常').count()).toBe(0);
  await hall.take({ queue: 'medical' });
  hall.clock.pass(6 * 60);
  await hall.take({ queue: 'tax' });
  // The same time as in the table of queues.
  await page.getByText(/税务：最长等候 16:\d\d，超过标准 15 分钟/).waitFor();
  await page.getByText(/医保：1 人等候，没有开放的窗口/).waitFor();
  await checkAxe(page);
});

it('speaks three languages on every page', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'live');
  for (const [language, title] of [
    ['English', 'Live hall'],
    ['繁體中文', '大廳實況'],
    ['简体中文', '大厅实况'],
  ] as const) {
    await page.getByRole('button', { name: language }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  }

  // A browser that forbids it to keep anything shows the same, until it is loaded anew.
  const bare = await chromium.page({ expectErrors: [/401/] });
  await forbidStorage(bare);
  await bare.goto(`${hall.url}/admin/settings`);
  await signIn(bare);
  await bare.getByRole('button', { name: 'English' }).click();
  await bare.getByRole('heading', { level: 1, name: 'Hall settings' }).waitFor();
});
