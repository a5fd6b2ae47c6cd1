import { expect, it } from 'vitest';
import type { Catalogue } from '../../shared/contract/catalogue.ts';
import type { Hall } from '../../shared/contract/hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { openConsole, openPage, signIn } from './admin-hall.ts';
import { openKiosk } from './kiosk-hall.ts';
import { atWork } from './window-desk.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();

it('registers a kiosk, shows its code once, and the link pairs it', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'devices');
  await page.getByRole('button', { name: '登记设备' }).click();
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('请填写').waitFor();
  await checkAxe(page);
  await page.getByLabel('名称').fill('一楼取号机');
  await page.keyboard.press('Enter');
  const link = page.getByRole('link', { name: /pairingCode=/ });
  const address = (await link.getAttribute('href'))!;
  expect(address).toContain('/kiosk/#pairingCode=');
  await checkAxe(page);
  await shot(page, 'admin-device-code');
  await page.getByRole('button', { name: '完成' }).click();
  await page
    .getByRole('row', { name: /一楼取号机/ })
    .getByText('待配对')
    .waitFor();
  expect(await page.content()).not.toContain(new URL(address).searchParams.get('pairingCode')!);

  const kiosk = await chromium.page({ viewport: { width: 1080, height: 1920 } });
  await kiosk.goto(address);
  await kiosk.locator('div.home').waitFor();
  await page.reload();
  await page
    .getByRole('row', { name: /一楼取号机/ })
    .getByText('在线')
    .waitFor();
});

it('adds a person who can then sign in, and ends their account', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'staff');
  await page.getByRole('button', { name: '新增人员' }).click();
  await page.getByRole('button', { name: '保存' }).click();
  expect(await page.getByText('请填写').count()).toBe(3);
  await checkAxe(page);
  await page.getByLabel('用户名').fill('lin.mei');
  await page.getByLabel('姓名').fill('林梅');
  await page.getByLabel('密码', { exact: true }).fill('long enough');
  await page.getByRole('checkbox', { name: '下次登录时必须修改密码' }).uncheck();
  await page.getByRole('checkbox', { name: /大厅主管/ }).check();
  await page.getByRole('button', { name: '保存' }).click();
  const row = page.getByRole('row', { name: /林梅/ });
  await row.getByText('窗口人员 · 大厅主管').waitFor();
  const other = await openConsole(chromium, hall, 'report');
  await signIn(other, 'lin.mei', 'long enough');
  await other.getByRole('heading', { name: '统计报表' }).waitFor();

  await row.getByRole('button', { name: '修改 林梅' }).click();
  await page.getByLabel('在用').uncheck();
  await page.getByRole('button', { name: '保存' }).click();
  await row.getByText('停用').waitFor();
  await other.getByRole('button', { name: '昨天' }).click();
  await other.getByText('登录已过期，请重新登录。').waitFor();
});

it('finds what was done in the event log', async () => {
  const hall = await startHall();
  const clerk = await hall.openWindow(1);
  await hall.take({ package: 'newborn' });
  await hall.window(1, 'call-next', {}, clerk);
  const page = await openPage(chromium, hall, 'events');
  const rows = page.locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(3);
  expect(await rows.first().innerText()).toMatch(/呼叫下一位\s+clerk1\s+A001\s+1/);
  await checkAxe(page);
  await page.getByLabel('号码').fill('a001');
  await page.keyboard.press('Enter');
  await expect.poll(() => rows.count()).toBe(2);
  await page.getByRole('button', { name: '系统' }).click();
  await page.getByRole('cell', { name: '新增人员' }).first().waitFor();
});

it('keeps unsaved settings over a reload, says what is wrong, and saves', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'settings', { expectErrors: [/400/] });
  await page.getByRole('button', { name: '叫号规则' }).click();
  await page.getByLabel('过号后移').fill('');
  await page.locator('button[form=settings]').click();
  await page.getByText('有 1 处需要修改，请看标红的地方。').waitFor();
  await checkAxe(page);
  await page.getByLabel('过号后移').fill('15');
  await page.getByRole('checkbox', { name: /^老年人.* · 取号机上可选/ }).uncheck();
  await page.reload();
  await page.getByText('这里有未保存的修改').waitFor();
  await page.getByRole('button', { name: '叫号规则' }).click();
  expect(await page.getByLabel('过号后移').inputValue()).toBe('15');
  await page.locator('button[form=settings]').click();
  await page.getByText('已保存').waitFor();
  const now = await hall.ok<Hall>('GET', '/api/halls/district');
  expect(now.settings.penaltyMinutes).toBe(15);
  const kept = now.categories.filter((category) => !category.atKiosk);
  expect(kept.map((category) => category.name['zh-Hans'])).toContain('老年人(60周岁以上)');
  for (const name of ['取号时间', '叫号规则']) {
    await page.getByRole('button', { name, exact: true }).click();
    await checkAxe(page);
  }
  // Good by itself and wrong in the hall: said at its field, in the console's language.
  await page.getByRole('button', { name: '取号时间', exact: true }).click();
  await page.getByLabel('结束').first().fill('00:30');
  await page.locator('button[form=settings]').click();
  await page.getByText('结束早于开始').waitFor();
});

it('refuses a bad catalogue with the place of each fault, and imports a good one', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'catalogue', { expectErrors: [/422/] });
  await page.getByRole('button', { name: '查看环节 · 新生儿出生一件事' }).click();
  await page.getByText('出生登记落户').waitFor();
  await checkAxe(page);
  await page.keyboard.press('Escape');

  const file = await hall.ok<Catalogue>('GET', '/api/halls/district/catalogue');
  const choose = (catalogue: Catalogue): Promise<void> =>
    page.locator('input[type=file]').setInputFiles({
      name: 'catalogue.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(catalogue)),
    });
  await page.getByRole('button', { name: '导入新目录' }).click();
  const bad = structuredClone(file);
  bad.packages[3]!.lead = 'nobody';
  bad.packages[3]!.version += 1;
  await choose(bad);
  await page
    .getByRole('row', { name: /packages.3.lead/ })
    .getByText('没有编号为“nobody”的部门')
    .waitFor();
  await checkAxe(page);
  const good = structuredClone(file);
  good.packages[0]!.version += 1;
  good.packages[0]!.name['zh-Hans'] = '新生儿出生一件事（新版）';
  await choose(good);
  await page.getByText('检查通过').waitFor();
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await page.getByText('已导入。').waitFor();
  await page.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('cell', { name: '新生儿出生一件事（新版）', exact: true }).waitFor();
});

it('names a device anew and gives a kiosk its printer', async () => {
  const hall = await startHall();
  await hall.device('kiosk');
  const page = await openPage(chromium, hall, 'devices');
  await page.getByRole('button', { name: /^修改 kiosk/ }).click();
  await page.getByLabel('名称').fill('二楼取号机');
  await page.getByLabel(/网络小票打印机/).check();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('请填写').waitFor();
  await checkAxe(page);
  await page.getByLabel('打印机地址').fill('192.168.1.50');
  // Faults W5: one that reports nothing.
  await page.getByLabel(/会报告状态/).uncheck();
  await page.getByText('缺纸、卡纸时系统不知道').waitFor();
  await checkAxe(page);
  await shot(page, 'admin-devices-unwatched');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('cell', { name: '二楼取号机', exact: true }).waitFor();
  const [device] = await hall.ok<{ settings: object }[]>('GET', '/api/halls/district/devices');
  expect(device?.settings).toMatchObject({
    printer: { host: '192.168.1.50', port: 9100, width: 80, reports: false },
  });
});

it('house 9: a new name stands on board, kiosk, terminal and every console within seconds', async () => {
  const hall = await startHall();
  await hall.take({ queue: 'one-life' });
  const console = await openPage(chromium, hall, 'live');
  const terminal = await atWork(chromium, hall, 1);
  const kiosk = await openKiosk(chromium, hall);
  const { pairingCode } = await hall.ok<{ pairingCode: string }>('POST', '/api/devices', {
    hall: 'district',
    kind: 'display',
    name: '大屏',
  });
  const board = await chromium.page({ viewport: { width: 1920, height: 1080 } });
  await board.goto(`${hall.url}/display/?voice=0&pairingCode=${pairingCode}`);
  await board.locator('.board:not(.wait)').waitFor();
  const names = {
    name: { 'zh-Hans': '滨河政务服务中心' },
    queues: [{ code: 'one-life', name: { 'zh-Hans': '安居一件事' } }],
  };
  await hall.ok('PATCH', '/api/halls/district', names);
  for (const page of [console, kiosk, board])
    await page.getByText('滨河政务服务中心').first().waitFor();
  await terminal.getByText('安居一件事').first().waitFor();
});
