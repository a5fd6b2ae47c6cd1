import { expect, it } from 'vitest';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();
const asFile = (name: string, text: string) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

it('brings lists of another system in: columns are guessed, services chosen, faults named, the draft handed over', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'imports');
  const tickets = [
    '日期,业务名称,票号,取号时间,叫号时间,办结时间',
    '2026-02-24,税务窗口,1,09:00,09:12,09:20',
    '2026-02-24,税务窗口,2,09:01,09:20,09:31',
    '2026-02-24,税务窗口,3,09:40,09:30,09:50',
  ].join('\n');
  await page.getByLabel('文件').setInputFiles(asFile('税务.csv', tickets));
  await page.getByText('共 3 行，可导入 0 行').waitFor();
  await page.getByText('系统按列名猜测，请核对').waitFor();
  await page.getByLabel(/税务窗口/).selectOption('tax');
  await page.getByText('共 3 行，可导入 2 行').waitFor();
  await page.getByText('4.叫号时间').waitFor();
  const go = page.getByRole('button', { name: '导入 2 行' });
  expect(await go.isDisabled()).toBe(true);
  await page.getByLabel('有问题的行不导入').check();
  await checkAxe(page);
  await shot(page, 'admin-imports');
  await go.click();
  await page.getByText('已导入 2 行').waitFor();
  await page.getByRole('cell', { name: '2026-02-24 至 2026-02-24' }).waitFor();
  await page.getByRole('button', { name: /^撤回/ }).click();
  await page.getByText('撤回这次导入的 2 张').waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: '撤回' }).click();
  await page.getByText('已撤回').waitFor();

  await page.getByLabel('导入什么').selectOption('services');
  const services = '业务名称,前缀\n婚姻登记,T\n';
  await page.getByLabel('文件').setInputFiles(asFile('业务.csv', services));
  await page.getByRole('button', { name: '转为草稿，共 1 项' }).click();
  await page.getByText('已放入大厅结构的草稿').waitFor();
  await page.setViewportSize({ width: 1024, height: 768 });
  await checkAxe(page);
  await shot(page, 'admin-imports-draft-1024');
  await page.getByRole('link', { name: '打开大厅结构' }).click();
  await page.getByText('婚姻登记').first().waitFor();

  // The ratings of a report's days are one touch away; of more than a month they are not.
  const report = await openPage(chromium, hall, 'report?from=2026-02-20&to=2026-03-02');
  const link = report.getByRole('link', { name: '评价明细（CSV）' });
  expect(await link.getAttribute('href')).toBe(
    '/api/halls/district/ratings.csv?from=2026-02-20&to=2026-03-02',
  );
  await report.goto(`${hall.url}/admin/report?from=2026-01-01&to=2026-03-02`);
  await report.getByText('一次最多导出 31 天').waitFor();

  // On the phone: only where the browser can and nobody has said no.
  const ticket = await hall.take({ queue: 'tax' });
  const size = { viewport: { width: 390, height: 844 } };
  const phone = await chromium.page(size);
  // A browser without a screen says no by itself.
  await phone.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { get: () => 'default' });
  });
  await phone.goto(`${hall.url}/phone/${ticket.token}`);
  const key = phone.getByRole('button', { name: '关着本页也提醒我' });
  await key.waitFor();
  await key.scrollIntoViewIfNeeded();
  await checkAxe(phone);
  await shot(phone, 'phone-push');
  const refusing = await chromium.page(size);
  await refusing.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { get: () => 'denied' });
  });
  await refusing.goto(`${hall.url}/phone/${ticket.token}`);
  await refusing.getByText(ticket.number).first().waitFor();
  expect(await refusing.getByRole('button', { name: '关着本页也提醒我' }).count()).toBe(0);
});
