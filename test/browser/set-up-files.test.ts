import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { Calendar } from '../../shared/contract/calendar.ts';
import type { Staff } from '../../shared/contract/people.ts';
import { openPage } from './admin-hall.ts';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import type { Setup } from '../../shared/contract/setup.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();
const file = (name: string, text: string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(text),
});

it('changes days in a row as one entry, and enters a holiday file after it was looked at', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'calendar');
  await page.getByRole('button', { name: '按日期段修改' }).click();
  await page.getByLabel('从', { exact: true }).fill('2031-10-01');
  await page.getByLabel('到（含）').fill('2031-09-01');
  await page.getByText('结束日期早于开始日期').waitFor();
  await checkAxe(page);
  await shot(page, 'admin-calendar-range');
  await page.getByLabel('到（含）').fill('2031-10-07');
  await page.getByLabel(/说明/).fill('国庆节');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const days = async (from: string, to: string): Promise<string[]> => {
    const path = `/api/halls/district/calendar?from=${from}&to=${to}`;
    return (await hall.ok<Calendar>('GET', path)).days.map(({ kind }) => kind);
  };
  expect(new Set(await days('2031-10-01', '2031-10-07'))).toEqual(new Set(['holiday']));

  await page.getByRole('button', { name: '导入节假日' }).click();
  const choose = page.getByLabel('文件', { exact: true });
  await choose.setInputFiles(file('2027.json', '{"year": 2027,\n"days": [{"date": "x"}]}'));
  await page.getByText('第 2 行').waitFor();
  const day = { name: '春节', date: '2027-01-31', isOffDay: false };
  await choose.setInputFiles(file('2027.json', JSON.stringify({ year: 2027, days: [day] })));
  await page.getByRole('row', { name: /2027-01-31.*春节/ }).waitFor();
  await checkAxe(page);
  await shot(page, 'admin-calendar-file');
  await page.getByRole('button', { name: '整份导入' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await days('2027-01-31', '2027-01-31')).toEqual(['workday']);
});

it('adds people by a list, tells its faults by cell, and shows the start passwords once', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'staff');
  await page.getByRole('button', { name: '批量导入' }).click();
  const heads = '姓名,用户名,工号,角色,大厅,初始密码';
  const choose = page.getByLabel('名单文件');
  await choose.setInputFiles(file('people.csv', `${heads}\n张三10,zhang10,,局长,,`));
  await page.getByText('人员!D2').waitFor();
  const rows = `${heads}\n张三10,zhang10,,窗口人员,,\n张三2,zhang2,8,导办员,,`;
  await choose.setInputFiles(file('people.csv', rows));
  await page.getByRole('button', { name: '导入 2 人' }).waitFor();
  await checkAxe(page);
  await shot(page, 'admin-staff-import');
  await page.getByRole('button', { name: '导入 2 人' }).click();
  await page.getByText('已导入 2 人').waitFor();
  const password = await page.getByRole('dialog').locator('code').first().textContent();
  await checkAxe(page);
  // On paper there are the slips and nothing else; with the dialog they are gone.
  await page.evaluate(() => {
    globalThis.print = () => undefined;
  });
  await page.getByRole('button', { name: '打印密码条（一人一张）' }).click();
  await page.locator('.start-slip').first().waitFor({ state: 'attached' });
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.start-slip').filter({ hasText: password! }).isVisible()).toBe(true);
  expect(await page.locator('dialog').isVisible()).toBe(false);
  await shot(page, 'admin-staff-slips');
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('dialog').getByRole('button', { name: '关闭', exact: true }).click();
  expect(await page.content()).not.toContain(password);
  await hall.signIn('zhang10', password!);
  const people = await hall.ok<Staff[]>('GET', '/api/staff');
  expect(people.filter(({ mustChange }) => mustChange)).toHaveLength(2);

  // Who is added by hand works in the hall that is shown, unless more is ticked.
  await page.getByRole('button', { name: '新增人员' }).click();
  const person = page.getByRole('dialog');
  await person.getByText('已选当前大厅').waitFor();
  await person.getByLabel('用户名').fill('wang');
  await person.getByLabel('姓名').fill('王静');
  await person.getByLabel('密码', { exact: true }).fill('long enough');
  await person.getByRole('button', { name: '保存' }).click();
  await person.waitFor({ state: 'detached' });
  const wang = (await hall.ok<Staff[]>('GET', '/api/staff')).find((p) => p.username === 'wang')!;
  expect(wang.halls).toEqual(['district']);
});

it('shows the guide of a package on the phone, in three languages', async () => {
  const hall = await startHall();
  const page = await chromium.page({ viewport: { width: 390, height: 844 } });
  await page.goto(`${hall.url}/phone/guide?hall=district&package=newborn`);
  await page.getByRole('heading', { name: '新生儿出生一件事' }).waitFor();
  await page.getByText('母亲的分娩记录或出院记录').waitFor();
  await page.getByText('出生登记落户').waitFor();
  await page.getByText('科学育儿指导登记').waitFor();
  await checkAxe(page);
  await shot(page, 'phone-guide');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('What to bring').waitFor();
  await page.goto(`${hall.url}/phone/guide?hall=district&package=nothing`);
  await page.getByRole('heading', { level: 1 }).waitFor();
});

it('takes the set-up out as a workbook and in again, with papers and guides for every package', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'setup?tab=packages');
  await page.getByRole('button', { name: '用表格修改（XLSX）' }).click();
  const dialog = page.getByRole('dialog');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('link', { name: /下载现在的设置/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^district-.*\.xlsx$/);
  const { sheets } = await readXlsx(await readFile(await download.path()));
  const fileOf = async (change: (rows: unknown[][]) => void) => {
    const changed = sheets.map(({ name, rows }) => ({ name, rows: structuredClone(rows) }));
    change(changed.find(({ name }) => name === '材料与指南')!.rows);
    const buffer = Buffer.from(await writeXlsx({ sheets: changed }));
    return { name: 'district.xlsx', mimeType: 'application/octet-stream', buffer };
  };
  const choose = dialog.getByLabel('上传工作簿');
  await choose.setInputFiles(
    await fileOf((rows) => {
      rows[1]![6] = 'ftp://x';
      rows[2]![1] = 'no-package';
    }),
  );
  await dialog.getByRole('row', { name: /材料与指南.*G2/ }).waitFor();
  await dialog.getByRole('row', { name: /材料与指南.*B3/ }).waitFor();
  expect(await dialog.getByRole('button', { name: '放入草稿' }).isDisabled()).toBe(true);
  await checkAxe(page);
  await shot(page, 'setup-xlsx-faults');

  const guideOf = (code: string): string => `https://zwfw.example.cn/${code}`;
  await choose.setInputFiles(
    await fileOf((rows) => {
      const seen = new Set<unknown>();
      for (const row of rows.slice(1)) {
        if (row[0] !== '套餐' || seen.has(row[1])) continue;
        seen.add(row[1]);
        row[6] = guideOf(String(row[1]));
      }
      rows.push(['套餐', 'newborn', null, '结婚证']);
    }),
  );
  await dialog.getByText('工作簿没有错误').waitFor();
  // The key fades from grey to its own colour.
  await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished)));
  await checkAxe(page);
  await dialog.getByRole('button', { name: '放入草稿' }).click();
  await page.getByRole('button', { name: '检查并发布' }).click();
  await dialog.getByRole('button', { name: '立即发布' }).click();
  await page
    .getByText(/已发布/)
    .first()
    .waitFor();
  const { catalogue } = await hall.ok<Setup>('GET', '/api/halls/district/setup');
  expect(catalogue.packages.map(({ guide }) => guide)).toEqual(
    catalogue.packages.map(({ code }) => guideOf(code)),
  );
  const newborn = catalogue.packages.find(({ code }) => code === 'newborn')!;
  expect(newborn.papers!.at(-1)).toEqual({ 'zh-Hans': '结婚证' });
});

it('brings back what the draft retires, and says warnings where they are put right', async () => {
  const hall = await startHall();
  const page = await openPage(chromium, hall, 'setup?tab=packages');
  await page.getByRole('button', { name: '停用 新生儿出生一件事' }).click();
  await page.getByRole('button', { name: '恢复 · 新生儿出生一件事' }).click();
  await page.getByText(/没有未发布的修改/).waitFor();
  await page.getByRole('link', { name: '新生儿出生一件事' }).click();
  const papers = page.locator('[data-place="catalogue.packages.0.papers"]');
  const warning = papers.getByText('办事指南是空的');
  expect(await warning.count()).toBe(0);
  const remove = papers.getByRole('button', { name: /^删除 · 材料 1$/ });
  await remove.waitFor();
  while ((await remove.count()) > 0) await remove.click();
  await warning.waitFor();
  await checkAxe(page);
  await shot(page, 'setup-package-warning');
});
