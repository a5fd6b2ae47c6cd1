import { expect, it } from 'vitest';
import { writeXlsx } from 'hucre/xlsx';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { useHalls } from './halls.ts';

/** One place each half hour in `social`. Thursday 5 March 2026, 09:00. */
const startHall = useHalls({
  start: '2026-03-05T01:00:00.000Z',
  change: (file) => {
    const queues = file['queues'] as { code: string }[];
    Object.assign(
      queues.find((q) => q.code === 'social')!,
      { slotCapacity: 1, slotMinutes: 30 },
    );
  },
});
const chromium = useChromium();
const heads = ['姓名', '电话', '日期', '时间', '办理事项'];
const listOf = async (rows: (string | null)[][]) => ({
  name: '名单.xlsx',
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: Buffer.from(await writeXlsx({ sheets: [{ name: '邀请名单', rows: [heads, ...rows] }] })),
});
const people = Array.from({ length: 20 }, (_, i) => [
  ...[`王秀兰${i}`, `1380000${1000 + i}`, '2026-03-09', i === 0 ? '09:00' : null, null],
]);

it('a manager invites people by a list, takes their letters, and sees what became of them', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'invitations', { expectErrors: [/400/] });
  await page.getByText('还没有邀请过。').waitFor();
  await page.getByRole('button', { name: '新建邀请' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名单名称').fill('三月到龄退休人员');
  await dialog.getByLabel('或者只选队列').selectOption({ label: '社保综合' });
  await dialog
    .getByLabel('名单文件')
    .setInputFiles(await listOf([...people, ['赵六', '123', '明天', null, '没有这个']]));
  await dialog.getByText('有 3 处问题').waitFor();
  await checkAxe(page);
  await shot(page, 'invitations-faults');
  await dialog.getByLabel('名单文件').setInputFiles(await listOf(people));
  await dialog.getByRole('button', { name: '检查名单' }).click();
  await dialog.getByText('有 2 处问题').waitFor();
  await dialog.getByText('第 20 行 时间').waitFor();
  await dialog.getByLabel('当天名额已满时').selectOption({ label: '顺延到下一个空位' });
  await dialog.getByRole('button', { name: '检查名单' }).click();
  await dialog.getByText('其中 2 人因当天名额已满').waitFor();
  await checkAxe(page);
  await shot(page, 'invitations-plan');
  await page.setViewportSize({ width: 1024, height: 768 });
  await shot(page, 'invitations-plan-small');
  await dialog.getByRole('button', { name: '邀请 20 人' }).click();
  await page.getByText('已邀请 20 人').waitFor();
  await page.getByRole('row', { name: /王秀兰0/ }).waitFor();
  await checkAxe(page);
  await shot(page, 'invitations-list-small');
  await page.setViewportSize({ width: 1440, height: 900 });
  await shot(page, 'invitations-list');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出通知（CSV）' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('三月到龄退休人员.csv');
  await page.evaluate(() => (globalThis.print = () => undefined));
  await page.getByRole('button', { name: '打印通知书' }).click();
  await page.locator('.letters').waitFor({ state: 'attached' });
  expect(await page.locator('.letter').count()).toBe(20);
  await page.emulateMedia({ media: 'print' });
  await shot(page, 'invitations-letters');
  await page.emulateMedia({ media: null });

  await page.getByRole('button', { name: '撤回名单' }).click();
  await page.getByRole('dialog').getByText('20 个预约将全部取消').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: '撤回名单' }).click();
  await page.getByText('没有待到的人').waitFor();
  await page.getByRole('button', { name: '全部名单' }).click();
  await page.getByRole('row', { name: /三月到龄退休人员.*2026-03-09 至 2026-03-10/ }).waitFor();
  await page.setViewportSize({ width: 1024, height: 768 });
  await checkAxe(page);
  await shot(page, 'invitations-lists-small');
  await page.reload();
  await page.getByRole('row', { name: /三月到龄退休人员/ }).waitFor();
});
