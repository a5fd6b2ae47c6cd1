import { TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { openConsole, openPage, signIn } from './admin-hall.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();
const refusals = [/401/, /403/, /422/];
const better = 'seven grey bicycles';

/** What an app on a telephone shows, by the clock of the hall. */
const codeOf = async (page: Page, now: string): Promise<string> => {
  const secret = (await page.locator('code.secret').innerText()).replaceAll(/\s/g, '');
  return new TOTP({ secret }).generate({ timestamp: Date.parse(now) });
};

it('changes the own password, says why one is refused, and ends other sign-ins', async () => {
  const hall = await startHall();
  await hall.signIn('admin', 'a long password');
  const page = await openPage(chromium, hall, 'staff', { expectErrors: refusals });
  await page.getByRole('link', { name: /我的账号/ }).click();
  await page.getByRole('heading', { name: '我的账号' }).waitFor();
  const rows = page.locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(3);
  await page.getByText('当前设备').waitFor();
  await checkAxe(page);
  await shot(page, 'admin-account');
  await page.getByLabel('原密码').fill('a long password');
  for (const field of ['新密码', '再输入一次新密码'])
    await page.getByLabel(field, { exact: true }).fill('password1');
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.getByText('这个密码太常见，很容易被猜到，请换一个。').waitFor();
  for (const field of ['新密码', '再输入一次新密码'])
    await page.getByLabel(field, { exact: true }).fill(better);
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.getByText('密码已修改，其他设备上的登录已全部退出。').waitFor();
  await expect.poll(() => rows.count()).toBe(1);
  await page.getByRole('button', { name: '全部退出' }).click();
  await signIn(page, 'admin', better);
  await page.getByRole('heading', { name: '我的账号' }).waitFor();
});

it('turns the second factor on, which the sign-in then asks for, in three languages', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'account', { expectErrors: refusals });
  await page.getByRole('button', { name: '设置两步验证' }).click();
  await page.getByLabel('请输入密码以继续').fill('a long password');
  await page.getByRole('button', { name: '设置两步验证' }).click();
  await page.getByRole('img', { name: '两步验证的二维码' }).waitFor();
  await checkAxe(page);
  await shot(page, 'admin-second-factor');
  const secret = (await page.locator('code.secret').innerText()).replaceAll(/\s/g, '');
  await page.getByLabel('六位验证码').fill(await codeOf(page, hall.clock.now()));
  await page.getByRole('button', { name: '开启两步验证' }).click();
  await expect.poll(() => page.locator('ol code').count()).toBe(10);
  await checkAxe(page);
  await shot(page, 'admin-recovery-codes');
  const [recovery = ''] = await page.locator('ol code').allInnerTexts();
  await page.getByRole('button', { name: '我已保存好' }).click();
  await page.getByText('剩余恢复码：10 个').waitFor();
  for (const language of ['繁體', 'English', '简体']) {
    await page.getByRole('button', { name: language }).first().click();
    await checkAxe(page);
    await shot(page, `admin-account-${language}`);
  }

  hall.clock.pass(60);
  const other = await openConsole(chromium, hall, 'account', { expectErrors: refusals });
  await signIn(other);
  await other.getByLabel('验证码').waitFor();
  await checkAxe(other);
  await shot(other, 'admin-sign-in-code');
  await other.getByLabel('验证码').fill('000000');
  await other.keyboard.press('Enter');
  await other.getByText('验证码不正确或已用过').waitFor();
  const timestamp = Date.parse(hall.clock.now());
  await other.getByLabel('验证码').fill(new TOTP({ secret }).generate({ timestamp }));
  await other.keyboard.press('Enter');
  await other.getByRole('heading', { name: '我的账号' }).waitFor();
  await other.getByRole('button', { name: '退出登录' }).click();
  await signIn(other);
  await other.getByLabel('验证码').fill(recovery.toLowerCase());
  await other.keyboard.press('Enter');
  await other.getByText('剩余恢复码：9 个').waitFor();

  await page.goto(`${hall.url}/admin/events`);
  await page.getByRole('button', { name: '系统' }).click();
  await page.getByRole('cell', { name: '开启两步验证' }).first().waitFor();
  await page.locator('tbody').getByText('恢复码').first().waitFor();
  await shot(page, 'admin-events-sign-ins');
});

it('leads who has a password of somebody else to an own one, at the terminal as well', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'staff', { expectErrors: refusals });
  await page.getByRole('button', { name: '新增人员' }).click();
  await page.getByLabel('用户名').fill('lin.mei');
  await page.getByLabel('姓名').fill('林梅');
  await page.getByLabel('密码', { exact: true }).fill('12345678');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('这个密码太常见，很容易被猜到，请换一个', { exact: true }).waitFor();
  await page.getByLabel('密码', { exact: true }).fill('long enough');
  await page.getByRole('button', { name: '保存' }).click();
  const row = page.getByRole('row', { name: /林梅/ });
  await row.getByText('待改密码').waitFor();
  await row.getByText('从未登录').waitFor();
  await checkAxe(page);
  await shot(page, 'admin-staff-sign-ins');

  const terminal = await chromium.page({ expectErrors: refusals });
  await terminal.goto(`${hall.url}/window/`);
  await signIn(terminal, 'LIN.MEI', 'long enough');
  await terminal.getByRole('heading', { name: '请先设置自己的密码' }).waitFor();
  await checkAxe(terminal);
  await shot(terminal, 'window-limited');
  await terminal.getByLabel('原密码').fill('long enough');
  for (const field of ['新密码', '再输入一次新密码'])
    await terminal.getByLabel(field, { exact: true }).fill(better);
  await terminal.getByRole('button', { name: '修改密码' }).click();
  await terminal.getByText('选择窗口').first().waitFor();

  await page.reload();
  await row.getByRole('button', { name: '修改 林梅' }).click();
  await page.getByText('登录中：1 处').waitFor();
  await checkAxe(page);
  await shot(page, 'admin-person-sign-ins');
  await page.getByRole('button', { name: '全部退出' }).click();
  await terminal.getByRole('button', { name: '登录' }).waitFor();

  // A clerk has no console, and has an account.
  const own = await openConsole(chromium, hall, 'account', { expectErrors: refusals });
  await signIn(own, 'lin.mei', better);
  await own.getByRole('heading', { name: '我的账号' }).waitFor();
  await checkAxe(own);
  await shot(own, 'admin-own-account');
});

it('sets how long a sign-in lasts, and who needs a second factor', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'staff', { expectErrors: refusals });
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/sign-in-rules', async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole('button', { name: '登录规则' }).click();
  const idle = page.getByLabel('无操作多久后退出（分钟）');
  // While the rules are still being read there is nothing to type over.
  await page.getByRole('dialog').getByRole('status').waitFor();
  expect(await idle.count()).toBe(0);
  answer();
  await expect.poll(() => idle.inputValue()).toBe('120');
  await idle.fill('5');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('请填 15 到 1440 之间的整数，或填 0').waitFor();
  await idle.fill('60');
  await page.getByRole('checkbox', { name: '管理员必须使用两步验证' }).check();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('请先在“我的账号”中设置两步验证。').waitFor();
  await checkAxe(page);
  await shot(page, 'admin-sign-in-rules');
  await page.getByRole('checkbox', { name: '管理员必须使用两步验证' }).uncheck();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await hall.ok('GET', '/api/site/sign-in-rules')).toMatchObject({ idleMinutes: 60 });
});
