import { writeFileSync, mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ApplicationList } from '../../shared/contract/application.ts';
import type { Catalogue } from '../../shared/contract/catalogue.ts';
import { adminPassword } from '../support/hall.ts';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { atNine, useHalls } from './halls.ts';
import { atWork, compact, inHand } from './window-desk.ts';

const startHall = useHalls(atNine);
const chromium = useChromium();
const at = '/api/halls/district';
const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};
const languages = ['繁體', 'English', '简体'];
async function inThree(page: Page, name: string): Promise<void> {
  for (const language of languages) {
    await page.getByRole('button', { name: language }).first().click();
    await checkAxe(page);
    await shot(page, `${name}-${language}`);
  }
}

it('goes from the window’s line to the visitor’s page and the list, late and decided', async () => {
  const hall = await startHall();
  const project = { code: 'ZD-01', name: '供热管网改造项目' };
  await hall.ok('POST', `${at}/projects`, project);
  const ticket = await hall.take({ queue: 'one-life' });
  const desk = await atWork(chromium, hall, 1, { viewport: compact });
  await desk.keyboard.press('F2');
  expect(await inHand(desk)).toBe(ticket.number);
  await desk.keyboard.press('F4');
  await desk.getByRole('button', { name: '登记受理办件' }).click();
  await desk.getByLabel('第 1 件的受理编号').waitFor();
  // The scanner types into the line, and its Enter opens the next one.
  await desk.keyboard.type('3502-0001');
  await desk.keyboard.press('Enter');
  await desk.getByLabel('第 2 件的受理编号').waitFor();
  await desk.keyboard.type('３５０２－0002');
  await desk.getByLabel('第 1 件承诺几个工作日办结').fill('5');
  await desk.getByLabel('第 2 件承诺几个工作日办结').fill('999');
  await desk.getByText('承诺时限为 1 至 365 个工作日').waitFor();
  await desk.keyboard.press('F5');
  expect((await hall.ok<ApplicationList>('GET', `${at}/applications`)).total).toBe(0);
  await desk.getByLabel('第 2 件承诺几个工作日办结').fill('');
  await desk.getByLabel('第 1 件所属的重点项目').selectOption(project.code);
  await checkAxe(desk);
  await shot(desk, 'window-hand-in');
  await desk.keyboard.press('F5');
  await desk.getByText(`${ticket.number} 已办结`).waitFor();
  const { applications } = await hall.ok<ApplicationList>('GET', `${at}/applications?sort=due`);
  expect(applications.map(({ receipt, dueDay }) => [receipt, dueDay])).toEqual([
    ['3502-0001', '2026-03-09'],
    ['3502-0002', '2026-03-30'],
  ]);

  expect(
    (await hall.ok<ApplicationList>('GET', `${at}/applications?project=ZD-01`)).applications.map(
      ({ receipt }) => receipt,
    ),
  ).toEqual(['3502-0001']);

  const visitor = await chromium.page(phone);
  await visitor.goto(`${hall.url}/phone/${ticket.token}`);
  await visitor.getByText('承诺 3月9日前办结').waitFor();
  await shot(visitor, 'phone-applications');
  const console = await openPage(chromium, hall, 'applications');
  const rows = console.locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(2);
  await console.getByRole('button', { name: '处理办件 3502-0001' }).click();
  await console.getByRole('button', { name: '要求补正' }).click();
  await console.getByText('请写明需要补正什么').waitFor();
  await console.getByRole('textbox', { name: '告知群众' }).fill('请补一张近期免冠照片');
  await console.getByLabel('内部备注').fill('照片底色不对');
  await checkAxe(console);
  await shot(console, 'admin-application-dialog');
  await console.getByRole('button', { name: '要求补正' }).click();
  await console.getByText('待补正', { exact: true }).waitFor();
  await visitor.getByText('请补一张近期免冠照片').waitFor();
  expect(await visitor.getByText('照片底色不对').count()).toBe(0);
  await checkAxe(visitor);
  await inThree(visitor, 'phone-supplement');

  hall.clock.set('2026-03-31T01:00:00.000Z');
  hall.admin = await hall.signIn('admin', adminPassword);
  const late = await openPage(chromium, hall, 'applications?tab=overdue');
  await late.getByText('1 件已超过承诺时限').waitFor();
  await expect.poll(() => late.locator('tbody tr').count()).toBe(1);
  await inThree(late, 'admin-applications');
  await late.setViewportSize({ width: 1024, height: 768 });
  await checkAxe(late);
  await shot(late, 'admin-applications-small');
  await late.getByRole('button', { name: '处理办件 3502-0002' }).press('Enter');
  await late.getByRole('button', { name: '办结', exact: true }).click();
  await expect.poll(() => late.getByRole('dialog').count()).toBe(0);
  const report = await openPage(chromium, hall, 'report?from=2026-03-01&to=2026-03-31');
  await report.getByRole('heading', { name: '办件 · 部门' }).waitFor();
  await report.getByText('0.0% (0/1)').first().waitFor();
  await checkAxe(report);
  await report.getByRole('heading', { name: '办件 · 部门' }).scrollIntoViewIfNeeded();
  await shot(report, 'admin-report-applications');
});

it('plans a project in stages and hangs its chart on a wall', async () => {
  const hall = await startHall();
  const clerk = await hall.openWindow(1);
  const { matters } = await hall.ok<Catalogue>('GET', `${at}/catalogue`);
  const stage = (name: string, month: string, first: number) => ({
    name,
    dueDay: `2026-${month}-28`,
    applications: matters
      .slice(first, first + 3)
      .map(({ code }, i) => ({ matter: code, dueDay: `2026-${month}-${10 + i}` })),
  });
  await hall.ok('POST', `${at}/projects`, {
    ...{ code: 'AJ-2026-01', name: '阿集食品产业园一期' },
    steward: 'clerk1',
    stages: [
      stage('立项用地', '03', 0),
      stage('规划许可', '04', 3),
      stage('施工许可', '05', 6),
      stage('竣工验收', '06', 9),
    ],
  });
  await hall.take({ queue: 'one-life' });
  await hall.window(1, 'call-next', {}, clerk);
  await hall.window(1, 'start', {}, clerk);
  const applications = [0, 1, 3].map((i) => ({
    matter: matters[i]!.code,
    project: 'AJ-2026-01',
    promisedWorkingDays: 40,
  }));
  await hall.window(1, 'finish', { applications }, clerk);
  const { applications: list } = await hall.ok<ApplicationList>('GET', `${at}/applications`);
  const first = list.find(({ matter }) => matter === matters[0]!.code)!;
  await hall.ok('PATCH', `${at}/applications/${first.id}`, { status: 'decided' });
  hall.clock.set('2026-03-13T01:00:00.000Z');
  const page = await openPage(chromium, hall, 'projects');
  await page.getByRole('button', { name: '打开项目 阿集食品产业园一期' }).click();
  await expect.poll(() => page.locator('.one.late').count()).toBe(2);
  await inThree(page, 'admin-project');
  await page.emulateMedia({ media: 'print' });
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
  if (process.env['SHOTS'] !== undefined) {
    mkdirSync('test-output', { recursive: true });
    writeFileSync('test-output/project.pdf', pdf);
  }
  await page.emulateMedia({ media: 'screen' });

  await page.getByRole('button', { name: '修改计划' }).click();
  await checkAxe(page);
  await shot(page, 'admin-project-dialog');
  await page.getByRole('button', { name: '加一个阶段' }).click();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('请填写').first().waitFor();
  await page.getByLabel('阶段名称').last().fill('投产运营');
  await page.getByRole('button', { name: '删去阶段 5' }).click();
  await page.getByRole('button', { name: '保存' }).click();
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await page.getByLabel('号票号码').fill(list[0]!.number);
  await page.locator('.bind input').last().fill('2026-03-02');
  await page.getByRole('button', { name: '登记到访' }).click();
  await page.getByText(`2026-03-02 · ${list[0]!.number}`).waitFor();
  await page.setViewportSize({ width: 1024, height: 768 });
  await checkAxe(page);
  await shot(page, 'admin-project-small');
});
