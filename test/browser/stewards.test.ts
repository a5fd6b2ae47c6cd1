import { expect, it } from 'vitest';
import type { Client } from '../../shared/contract/client.ts';
import type { StewardReport } from '../../shared/contract/steward-report.ts';
import type { TestHall } from '../support/hall.ts';
import { openConsole, openPage, signIn } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { useHalls } from './halls.ts';
import { openKiosk } from './kiosk-hall.ts';
import { atWork, compact, inHand } from './window-desk.ts';

/** A hall whose kiosk takes codes of clients, with a matter that is handled for other regions. */
const startHall = useHalls({
  change: (file) => {
    file['settings'] = { ...(file['settings'] as object), clientsAtKiosk: true };
    file['regions'] = [
      { code: 'jx', name: { 'zh-Hans': '江西省', en: 'Jiangxi' } },
      { code: 'gd', name: { 'zh-Hans': '广东省', en: 'Guangdong' } },
    ];
  },
});
const chromium = useChromium();
const base = '/api/halls/district';

/** A matter of the queue `social` that is handled for other regions, too; its name. */
async function regionalMatter(hall: TestHall): Promise<{ name: string; department: string }> {
  const setup = await hall.ok<{
    catalogue: {
      departments: { code: string; name: { 'zh-Hans': string } }[];
      matters: {
        code: string;
        queue?: string;
        department: string;
        name: { 'zh-Hans': string };
        regions?: boolean;
      }[];
    };
  }>('GET', `${base}/setup`);
  const matter = setup.catalogue.matters.find((m) => m.queue === 'social')!;
  matter.regions = true;
  await hall.ok('PUT', `${base}/setup`, { ...setup, from: 'now' });
  const department = setup.catalogue.departments.find((d) => d.code === matter.department)!;
  return { name: matter.name['zh-Hans'], department: department.name['zh-Hans'] };
}

it('a client takes a green ticket with the code at the kiosk, and the steward at a window is told', async () => {
  const hall = await startHall();
  const { name, department } = await regionalMatter(hall);
  await hall.take({ queue: 'social' });
  const terminal = await atWork(chromium, hall, 33, { viewport: compact, username: 'aji' });
  await hall.ok<Client>('POST', `${base}/clients`, {
    code: 'SH2026',
    name: '晨光电子有限公司',
    kind: 'firm',
    steward: 'aji',
  });

  const kiosk = await openKiosk(chromium, hall);
  await shot(kiosk, 'stewards-kiosk-home');
  await kiosk.getByRole('button', { name: /管家客户/ }).click();
  await kiosk.getByLabel('客户码').waitFor();
  await checkAxe(kiosk);
  await kiosk.keyboard.type('sh2026');
  await shot(kiosk, 'stewards-kiosk-code');
  await kiosk.keyboard.press('Enter');
  await kiosk.getByText('已输入客户码，请选择要办的事。').waitFor();
  await kiosk.getByRole('button', { name: /单个事项/ }).click();
  await kiosk.getByRole('button', { name: new RegExp(department) }).click();
  await kiosk.getByRole('button', { name: new RegExp(name) }).click();
  await kiosk.getByRole('heading', { name: /为哪个地区办理/ }).waitFor();
  await kiosk.getByRole('radio', { name: '江西省' }).click();
  await checkAxe(kiosk);
  await shot(kiosk, 'stewards-kiosk-region');
  await kiosk.getByRole('button', { name: '取号', exact: true }).click();
  await kiosk.getByText('扫码').first().waitFor();
  await shot(kiosk, 'stewards-kiosk-slip');

  await terminal.getByText(/您的客户 晨光电子有限公司/).waitFor();
  await checkAxe(terminal);
  await shot(terminal, 'stewards-terminal-told');
  await terminal.getByRole('button', { name: '知道了' }).click();
  await terminal.keyboard.press('F2');
  await inHand(terminal);
  await terminal.getByText('江西省（异地通办）').waitFor();
  await terminal.getByText('服务管家客户：晨光电子有限公司').waitFor();
  await terminal.getByRole('button', { name: '多一笔' }).click();
  await expect
    .poll(() => terminal.getByRole('group', { name: '业务笔数' }).innerText())
    .toMatch(/2/);
  await terminal.keyboard.press('Shift+F4');
  await terminal.getByText('今日解答 1 次').waitFor({ state: 'attached' });
  await terminal.keyboard.press('Shift+F4');
  await terminal.getByText('今日解答 2 次').waitFor({ state: 'attached' });
  await terminal.getByRole('button', { name: '撤销咨询' }).click();
  await terminal.getByText('今日解答 1 次').waitFor({ state: 'attached' });
  await checkAxe(terminal);
  await shot(terminal, 'stewards-terminal-hand');
  await terminal.keyboard.press('F4');
  await terminal.keyboard.press('F5');
  await expect
    .poll(async () => (await hall.ok<StewardReport>('GET', `${base}/reports/stewards`)).total)
    .toMatchObject({ visits: 2, files: 3, consultations: 1 });
});

it('the console keeps clients, by one form and by a list, and shows what came of it', async () => {
  const hall = await startHall();
  await hall.person('aji', 'clerk', 'guide');
  await hall.ok('PATCH', '/api/staff/aji', { name: '林阿集' });
  const page = await openPage(chromium, hall, 'clients?tab=list', {
    expectErrors: [/400/],
  });
  await page.getByRole('button', { name: '新增客户' }).click();
  await page.getByLabel('客户', { exact: true }).fill('晨光电子有限公司');
  await page.getByRole('dialog').getByLabel('服务管家').selectOption({ label: '林阿集（aji）' });
  await page.getByLabel('客户码').last().fill('sh2026');
  await checkAxe(page);
  await shot(page, 'stewards-console-form');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('row', { name: /SH2026/ }).waitFor();
  await page.getByRole('button', { name: '批量新增' }).click();
  const list = page.getByRole('dialog').getByLabel('客户名单');
  await list.fill('海沧大桥改造\t项目\taji\n\n王小明\t个人\tnobody\t13800138000');
  await page.getByRole('button', { name: '检查' }).click();
  await page.getByText('第 3 行：服务管家 这里没有用户名为“nobody”的工作人员').waitFor();
  await list.fill('海沧大桥改造\t项目\taji\n王小明\t个人\taji\t13800138000');
  await page.getByRole('button', { name: '检查' }).click();
  await page.getByText('检查通过，共 2 个客户。').waitFor();
  await checkAxe(page);
  await shot(page, 'stewards-console-list');
  await page.getByRole('button', { name: '新增 2 个客户' }).click();
  await expect.poll(() => page.locator('tbody tr').count()).toBe(3);
  await checkAxe(page);
  await shot(page, 'stewards-console-clients');

  for (const queue of ['social', 'medical', 'fund'])
    await hall.take({ queue, idNumber: '350203199001011234' });
  await hall.take({ queue: 'social', client: 'SH2026', agent: true, files: 5 });
  await page.getByRole('button', { name: '咨询 ＋1' }).click();
  await page.getByText('已计，您今天共解答 1 次。').waitFor();
  await page.getByRole('button', { name: '服务统计' }).click();
  await page.getByText(/业务 8 笔；其中代办 1 次、5 笔。解答咨询 1 次/).waitFor();
  await checkAxe(page);
  await shot(page, 'stewards-console-report');
  await page.setViewportSize({ width: 1024, height: 768 });
  await shot(page, 'stewards-console-report-small');
  await page.getByRole('button', { name: '取号达上限' }).click();
  await page.getByRole('button', { name: /^放开/ }).click();
  await page.getByRole('dialog').getByLabel('原因').fill('帮家人取号');
  await shot(page, 'stewards-console-lift');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await checkAxe(page);
  await shot(page, 'stewards-console-limits');
  await hall.take({ queue: 'tax', idNumber: '350203199001011234' });

  const steward = await openConsole(chromium, hall, 'clients');
  await signIn(steward, 'aji', 'long enough');
  await steward.getByText(/晨光电子有限公司（E?\w+）到了。/).waitFor();
  await hall.take({ queue: 'medical', client: 'SH2026' });
  await expect.poll(() => steward.locator('tbody tr').count()).toBe(2);
  await checkAxe(steward);
  await shot(steward, 'stewards-console-mine');
});

it('the set-up has regions, and stations with a category of their own', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'setup?tab=regions');
  await page.getByRole('button', { name: '江西省', exact: true }).click();
  await page.getByRole('button', { name: '新增地区' }).click();
  await page.getByLabel(/名称/).first().fill('湖南省');
  await checkAxe(page);
  await shot(page, 'stewards-setup-regions');
  await page.getByRole('button', { name: '队列', exact: true }).click();
  await page.getByLabel('驿站类别').selectOption('compatriot');
  await checkAxe(page);
  await shot(page, 'stewards-setup-station');
});

it('the kiosk says to one who has reached the limit what to do', async () => {
  const hall = await startHall();
  const idNumber = '350203199001011234';
  for (const queue of ['medical', 'fund', 'tax']) await hall.take({ queue, idNumber });
  const { name, department } = await regionalMatter(hall);
  const kiosk = await openKiosk(chromium, hall, { expectErrors: [/409/] });
  await kiosk.route('**/tickets', async (route) => {
    const body = { ...(route.request().postDataJSON() as object), idNumber };
    await route.continue({ postData: JSON.stringify(body) });
  });
  await kiosk.getByRole('button', { name: /单个事项/ }).click();
  await kiosk.getByRole('button', { name: new RegExp(department) }).click();
  await kiosk.getByRole('button', { name: new RegExp(name) }).click();
  await kiosk.getByRole('button', { name: '取号', exact: true }).click();
  await kiosk.getByText('您取号或预约的次数已达到每人的上限。').waitFor();
  await kiosk.getByText(/您还有没办完的号/).waitFor();
  await checkAxe(kiosk);
  await shot(kiosk, 'stewards-kiosk-limit');
});
