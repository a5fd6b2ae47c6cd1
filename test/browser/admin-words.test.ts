import { expect, it } from 'vitest';
import type { Catalogue } from '../../shared/contract/catalogue.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { openPage } from './admin-hall.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();
const district = '/api/halls/district';

it('faults F6: an empty hall shows what it lacks, and open hours without a window are an alarm', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'live');
  const checks = page.locator('[data-check]');
  await page.getByRole('heading', { name: '开门前的准备' }).waitFor();
  expect(await checks.evaluateAll((all) => all.map((each) => each.dataset['check']))).toEqual([
    'hours',
    'queues',
    'windows',
    'guides',
    'clerk',
    'kiosk',
    'board',
    'sound',
    'window',
  ]);
  const done = page.locator('[data-check].done');
  const codes = await done.evaluateAll((all) => all.map((each) => each.dataset['check']));
  expect(codes.filter((code) => code !== 'guides')).toEqual(['hours', 'queues', 'windows']);
  expect(await page.getByText('一切正常').count()).toBe(0);
  await checkAxe(page);
  await shot(page, 'admin-not-ready');
  await page.locator('[data-check=board]').getByRole('link', { name: '去登记设备' }).click();
  await page.getByRole('heading', { level: 1, name: '设备' }).waitFor();

  for (const kind of ['kiosk', 'display'] as const) await hall.device(kind);
  const clerk = await hall.openWindow(1);
  await page.goto(`${hall.url}/admin/live`);
  await page.getByText('一切正常').waitFor();
  await hall.window(1, 'close', {}, clerk);
  await page.getByText('现在是办公时间，没有一个窗口打开').waitFor();
  expect(await page.getByText('一切正常').count()).toBe(0);
  await shot(page, 'admin-no-window');
  // In the evening that is as it should be.
  hall.clock.pass(12 * 3600);
  await hall.hall.overview.tick();
  await hall.hall.overview.tick();
  await page.reload();
  await page.getByText('办公时间外，窗口均已关闭').waitFor();
});

it('faults M2: a day that was closed too early is said, and one press goes on with it', async () => {
  const hall = await startHall();
  const clerk = await hall.openWindow(1);
  const inHand = await hall.take({ queue: 'one-life' });
  const waiting = await hall.take({ queue: 'one-life' });
  await hall.window(1, 'call-next', {}, clerk);
  const day = 86_400;
  hall.clock.pass(day);
  await hall.hall.days.tick();
  hall.clock.pass(-day);
  await hall.hall.clockAlarm.tick();
  const page = await openPage(chromium, hall, 'live');
  for (const [language, said, press] of [
    ['English', 'A clock that was ahead closed today too early', 'Go on with today (2026-11-23)'],
    ['繁體中文', '因時鐘超前，今天被提前結束了', '恢復今天（2026-11-23）'],
    ['简体中文', '因时钟超前，今天被提前结束了', '恢复今天（2026-11-23）'],
  ] as const) {
    await page.getByRole('button', { name: language }).click();
    await page.getByText(said).waitFor();
    await page.getByRole('button', { name: press }).waitFor();
    await checkAxe(page);
    await shot(page, `admin-day-ahead-${language}`);
  }
  const reopened = page.waitForResponse(/\/day\/reopen$/);
  await page.getByRole('button', { name: '恢复今天' }).click();
  await reopened;
  await hall.hall.clockAlarm.tick();
  await page.getByText('今天被提前结束了').waitFor({ state: 'detached' });
  expect((await hall.follow(inHand)).status).toBe('called');
  expect((await hall.follow(waiting)).status).toBe('waiting');
  await expect.poll(() => page.locator('.total.waiting dd').innerText()).toBe('1');
});

it('faults S25: the log and the live hall speak in words and names, in three languages', async () => {
  const hall = await startHall();
  await hall.person('clerk1', 'clerk');
  await hall.ok('PATCH', '/api/staff/clerk1', { name: '王静' });
  const clerk = await hall.signIn('clerk1', 'long enough');
  await hall.window(1, 'open', {}, clerk);
  await hall.take({ package: 'newborn', category: 'senior' });
  await hall.window(1, 'call-next', {}, clerk);
  await hall.window(1, 'transfer', { queue: 'tax', reason: 'wrong' }, clerk);
  await hall.window(1, 'pause', { reason: 'meal：半小时' }, clerk);
  await hall.ok('PATCH', district, {
    settings: { noShowMinCalls: 3 },
    queues: [{ code: 'tax', dailyQuota: 30 }],
  });
  const holiday = { 'zh-Hans': '国庆节放假', en: 'Closed on National Day' };
  const [matter] = (await hall.ok<Catalogue>('GET', `${district}/catalogue`)).matters;
  await hall.ok('PATCH', district, { notices: [holiday, { 'zh-Hans': '请保管好随身物品' }] });
  await hall.ok('PATCH', district, {
    notices: [{ ...holiday, to: '2026-10-07T16:00:00.000Z' }],
    hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
    settings: { announceLanguages: ['zh-Hans', 'nan'] },
    matters: [{ code: matter!.code, papers: [{ 'zh-Hans': '身份证' }] }],
  });
  const page = await openPage(chromium, hall, 'live');
  const tile = page.locator('.tile', { hasText: /^1\D/ }).first();
  await expect.poll(() => tile.innerText()).toContain('用餐：半小时');

  await page.goto(`${hall.url}/admin/events`);
  const rows = page.locator('tbody tr');
  const row = (index: number): Promise<string> => rows.nth(index).innerText();
  await expect.poll(() => row(0)).toMatch(/修改大厅设置/);
  await expect.poll(() => row(0)).toMatch(/管理员/);
  // The catalogue's names come after the log.
  await expect.poll(() => page.locator('tbody').innerText()).toContain('新生儿出生');
  const log = (await page.locator('tbody').innerText()).replace(/\s+/g, ' ');
  for (const said of [
    '过号前至少呼叫次数 2 → 3',
    '税务 每日限号 不限 → 30',
    '暂停 王静 1 原因 用餐：半小时',
    '业务队列 税务',
    '原因 不属于本窗口业务',
    '人群类别 老年人',
    '新生儿出生',
    '公告“国庆节放假”：新增',
    '公告“请保管好随身物品”：停用',
    '公告“国庆节放假”显示时间和区域 不限 → … – ',
    '→ 周一–周五 09:00–17:00',
    '播报语言 普通话 → 普通话、闽南语',
    '所需材料 ',
    '→ 身份证',
  ])
    expect(log).toContain(said);
  expect(log).not.toMatch(/clerk1|[{}"[\]]|meal|newborn|one-life/);
  await checkAxe(page);
  await shot(page, 'admin-log');
  await page.getByLabel('操作人').selectOption({ label: '王静' });
  await page.getByRole('button', { name: '查询' }).click();
  await expect.poll(() => rows.count()).toBe(4);

  await page.getByRole('button', { name: 'English' }).click();
  await expect.poll(() => row(0)).toMatch(/Reason\s+Meal: 半小时/);
  await page.getByRole('button', { name: '繁體中文' }).click();
  await expect.poll(() => row(1)).toMatch(/原因\s+不屬於本窗口業務/);
});
