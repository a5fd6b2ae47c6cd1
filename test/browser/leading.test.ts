import { mkdirSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Walk, WalkSummary } from '../../shared/contract/walk.ts';
import type { TestHall } from '../support/hall.ts';
import { enterNewspaper, newspaper } from '../support/newspaper-walks.ts';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { atNine, useHalls } from './halls.ts';

const startHall = useHalls(atNine);
const chromium = useChromium();
const at = '/api/halls/district';
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true };
const small = { width: 1024, height: 768 };

/** Nothing stands out of the page to the side. */
async function expectWhole(page: Page): Promise<void> {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over).toBeLessThanOrEqual(0);
}
async function inThree(page: Page, name: string): Promise<void> {
  for (const language of ['繁體', 'English', '简体']) {
    await page.getByRole('button', { name: language }).first().click();
    await checkAxe(page);
    await shot(page, `${name}-${language}`);
  }
}
/** One visit at a window, of some minutes. */
async function visit(hall: TestHall): Promise<string> {
  const clerk = await hall.openWindow(33);
  const { number } = await hall.take({ queue: 'social' });
  hall.clock.pass(300);
  await hall.window(33, 'call-next', {}, clerk);
  await hall.window(33, 'start', {}, clerk);
  hall.clock.pass(240);
  await hall.window(33, 'finish', {}, clerk);
  return number;
}

it('a walk is noted on a phone, solved at the desk, and its counts are printed', async () => {
  const hall = await startHall();
  const number = await visit(hall);
  await enterNewspaper(hall);
  const page = await openPage(chromium, hall, 'walks');
  await page.getByRole('button', { name: '安排走流程' }).click();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('请填写').first().waitFor();
  await page.getByLabel('主题').fill('社保转移一件事走流程');
  await page.getByLabel('走流程的人').fill('林志强 局长');
  await page.getByRole('dialog').getByLabel('部门').fill('人力资源和社会保障');
  await page.getByRole('dialog').getByLabel('方式').selectOption({ label: '当群众' });
  await checkAxe(page);
  await shot(page, 'walk-dialog');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('heading', { name: '社保转移一件事走流程' }).waitFor();

  const walker = await openPage(chromium, hall, page.url().split('/admin/')[1]!, phone);
  await walker.getByRole('heading', { name: '社保转移一件事走流程' }).waitFor();
  await walker.getByText('堵点', { exact: true }).click();
  await walker.getByLabel('看到了什么').fill('叫号以后要再去复印，来回跑了两次');
  await walker.getByLabel('在哪一步').fill('材料受理');
  await walker.getByRole('button', { name: '记一条' }).click();
  await walker.locator('li', { hasText: '来回跑了两次' }).waitFor();
  await walker.getByLabel('号票号码').fill(number);
  await walker.getByRole('button', { name: '绑定号票' }).click();
  await walker.getByText('等候 5 分，办理 4 分').waitFor();
  // Nothing of the bar lies over another part of it.
  const overlaps = await walker.locator('.top > *:visible').evaluateAll((parts) => {
    const boxes = parts.map((part) => part.getBoundingClientRect());
    return boxes.filter(
      (a, i) =>
        parts[i]!.scrollWidth > parts[i]!.clientWidth + 1 ||
        boxes.some(
          (b, j) =>
            j > i && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
        ),
    ).length;
  });
  expect(overlaps).toBe(0);
  await checkAxe(walker);
  await shot(walker, 'walk-phone');
  await expectWhole(walker);
  await walker.getByRole('button', { name: /列为问题/ }).click();
  await checkAxe(walker);
  await shot(walker, 'walk-phone-obstacle');
  await walker.getByRole('button', { name: '保存' }).click();
  await walker.getByText('待处理').waitFor();

  await page.goto(`${hall.url}/admin/walks?tab=obstacles`);
  await page.getByRole('button', { name: '处理“叫号以后要再去复印，来回跑了两次”' }).click();
  await page.getByLabel('状态').last().selectOption({ label: '已解决' });
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('请写明怎么解决的').waitFor();
  await page.getByLabel('怎么解决的').fill('窗口配备复印机');
  await page.getByLabel('减少材料（份）').fill('1');
  await page.getByText('待处理').last().waitFor();
  await checkAxe(page);
  await shot(page, 'walk-obstacle');
  await page.getByRole('button', { name: '保存' }).click();
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await page.getByLabel('状态').selectOption({ label: '全部问题' });
  await expect.poll(() => page.locator('tbody tr').count()).toBe(20);
  await checkAxe(page);
  await shot(page, 'walk-obstacles');
  await page.goto(`${hall.url}/admin/walks`);
  await expect.poll(() => page.locator('tbody tr').count()).toBe(20);
  await shot(page, 'walks');
  await page.setViewportSize(small);
  await expectWhole(page);
  await shot(page, 'walks-small');

  // The newspaper's own month, without the walk from above: it has one more.
  await page.goto(`${hall.url}/admin/walks?tab=summary&from=2026-03-01&to=2026-03-31`);
  const range = 'from=2026-03-01&to=2026-03-31';
  const summary = await hall.ok<WalkSummary>('GET', `${at}/walks/summary?${range}`);
  expect(summary).toMatchObject({ walks: 46, leaders: newspaper.leaders + 1, papersCut: 36 });
  const walks = await hall.ok<{ items: Walk[] }>('GET', `${at}/walks?limit=200`);
  const mine = walks.items.find(({ leader }) => leader.startsWith('林志强'))!;
  await hall.ok('PATCH', `${at}/walks/${mine.id}`, { status: 'cancelled' });
  await page.reload();
  const said =
    '21 个部门 45 名负责人走流程 253 个事项，发现问题 33 个，解决 33 个，压减 18 个工作日，减少材料 35 份。';
  await page.getByText(said).waitFor();
  await page.setViewportSize({ width: 1440, height: 900 });
  await inThree(page, 'walk-summary');
  await page.emulateMedia({ media: 'print' });
  const pdf = await page.pdf({ preferCSSPageSize: true });
  if (process.env['SHOTS'] !== undefined) {
    mkdirSync('test-output', { recursive: true });
    writeFileSync('test-output/walk-summary.pdf', pdf);
  }
  const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g)!.length;
  expect(pages).toBeGreaterThanOrEqual(2);
  expect(pages).toBeLessThanOrEqual(8);
  await page.getByText(said).waitFor();
});

it('a team goes on patrol, points are given with a reason, and their owner appeals', async () => {
  const hall = await startHall();
  await hall.ok('POST', '/api/staff', {
    ...{ username: 'wangjing', password: 'long enough', name: '王静' },
    roles: ['clerk'],
  });
  const page = await openPage(chromium, hall, 'teams');
  await page.getByRole('button', { name: '组建先锋队' }).click();
  await page.getByLabel('名称').fill('红色先锋队');
  await page.getByLabel('负责区域').selectOption({ index: 1 });
  await page.getByLabel('队长').selectOption({ label: '王静（wangjing）' });
  await page.getByRole('checkbox', { name: '王静' }).check();
  await checkAxe(page);
  await shot(page, 'team-dialog');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('button', { name: '红色先锋队 巡查' }).click();
  await page.getByRole('checkbox', { name: '正常' }).nth(2).uncheck();
  await page.getByRole('button', { name: '提交巡查' }).click();
  await page.getByText('请写明问题').waitFor();
  await page.getByLabel('发现什么问题').fill('2 号取号机纸快用完');
  await page.getByLabel('责任部门').fill('综合服务科');
  await checkAxe(page);
  await shot(page, 'patrol-dialog');
  await page.getByRole('button', { name: '提交巡查' }).click();
  await page.getByText('6 个点，1 个问题').waitFor();
  await inThree(page, 'teams');
  await page.setViewportSize(small);
  await expectWhole(page);

  await page.goto(`${hall.url}/admin/sheets`);
  await page.getByRole('button', { name: '记一笔' }).click();
  await page.getByLabel('记给谁').selectOption({ label: '王静（wangjing）' });
  await page.getByLabel('理由').fill('上班期间离岗未挂牌');
  await checkAxe(page);
  await shot(page, 'sheet-entry');
  await page.getByRole('button', { name: '记入' }).click();
  await page.getByText('上班期间离岗未挂牌').waitFor();
  const clerk = await openPage(chromium, hall, 'sheets', { as: ['wangjing', 'long enough'] });
  await clerk.getByRole('heading', { name: '我的积分' }).waitFor();
  await clerk.getByRole('button', { name: '申诉：上班期间离岗未挂牌' }).click();
  await clerk.getByLabel('申诉理由').fill('当时在接待残疾群众');
  await clerk.getByRole('button', { name: '申诉', exact: true }).last().click();
  await clerk.getByText('申诉待处理').waitFor();
  await checkAxe(clerk);
  await shot(clerk, 'sheet-own');
  await page.reload();
  await page.getByRole('button', { name: '处理申诉：当时在接待残疾群众' }).click();
  await page.getByLabel('答复').fill('情况属实');
  await page.getByRole('button', { name: '撤销这一笔' }).click();
  await page.getByText('已撤销：情况属实').waitFor();
  await inThree(page, 'sheets');
  await expectWhole(page);
  await page.getByRole('button', { name: '积分项目' }).click();
  await page.getByLabel('类别').first().waitFor();
  await page.getByRole('button', { name: '保存', disabled: false }).waitFor();
  await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
  await page.mouse.move(0, 0);
  await shot(page, 'sheet-items');
  await checkAxe(page);
});
