import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Setup } from '../../shared/contract/setup.ts';
import { openPage } from './admin-hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { useHalls } from './halls.ts';
import { breathe, openKiosk, take } from './kiosk-hall.ts';

const startHall = useHalls();
const chromium = useChromium();

/** Moves from the lower edge of a step's box to the upper edge of another. */
async function drawArrow(page: Page, from: number, to: number): Promise<void> {
  const middle = async (handle: Locator): Promise<[number, number]> => {
    const box = (await handle.boundingBox())!;
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  await page
    .getByRole('group', { name: '环节图' })
    .evaluate((graph) => graph.scrollIntoView({ block: 'center' }));
  const start = await middle(page.locator(`[data-step="${from}"] .source`));
  const end = await middle(page.locator(`[data-step="${to}"] .target`));
  await page.mouse.move(...start);
  await page.mouse.down();
  await page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, { steps: 4 });
  await page.mouse.move(...end, { steps: 4 });
  await page.mouse.up();
}
const stepOf = (page: Page, n: number): Locator =>
  page.getByRole('group', { name: `第 ${n} 环节`, exact: true });

it('makes a department, two matters and a package of three steps, and a kiosk that stands open has it', async () => {
  const hall = await startHall();
  const kiosk = await openKiosk(chromium, hall);
  const page = await openPage(chromium, hall, 'setup?tab=departments');
  await page.getByRole('button', { name: '新增部门' }).click();
  await page.getByLabel('名称', { exact: true }).fill('低空经济办公室');
  await page.keyboard.press('Tab');
  // What is missing is proposed, marked as nobody's, and read by somebody.
  await expect
    .poll(() => page.getByLabel('名称 · 繁体', { exact: true }).inputValue())
    .toBe('低空經濟辦公室');
  await page.getByText('待校对').waitFor();
  await checkAxe(page);
  await shot(page, 'setup-department');
  await page.getByRole('button', { name: '已校对 · 名称 · 繁体' }).click();
  await expect.poll(() => page.getByText('待校对').count()).toBe(0);
  await page.getByRole('button', { name: '完成' }).click();
  await page.getByRole('row', { name: /低空经济办公室/ }).waitFor();
  await checkAxe(page);
  await shot(page, 'setup-departments');

  await page.goto(`${hall.url}/admin/setup?tab=matters`);
  for (const [name, queue] of [
    ['无人机飞行活动申请', '一件事综合窗口（个人）'],
    ['无人机实名登记', '公安户政'],
  ] as const) {
    await page.getByRole('button', { name: '新增事项' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称', { exact: true }).fill(name);
    await dialog.getByLabel('部门', { exact: true }).selectOption({ label: '低空经济办公室' });
    await dialog.getByLabel('队列', { exact: true }).selectOption({ label: queue });
    await checkAxe(page);
    await dialog.getByRole('button', { name: '完成' }).click();
  }
  await shot(page, 'setup-matters');
  await checkAxe(page);

  await page.goto(`${hall.url}/admin/setup?tab=packages`);
  await page.getByRole('button', { name: '新增套餐' }).click();
  await page.getByLabel('名称', { exact: true }).fill('无人机飞行一件事');
  await page.getByLabel('方向与阶段').last().selectOption({ label: '出生' });
  await checkAxe(page);
  await page.getByRole('button', { name: '继续填写' }).click();
  await page.getByRole('heading', { level: 1, name: '无人机飞行一件事' }).waitFor();

  // By keyboard: the first step, one beside it, one after it.
  const first = stepOf(page, 1);
  await first.getByLabel('队列', { exact: true }).selectOption({ label: '一件事综合窗口（个人）' });
  await first.getByLabel('无人机飞行活动申请').press('Space');
  await page.getByRole('button', { name: '新增环节' }).press('Enter');
  const second = stepOf(page, 2);
  await second.getByLabel('队列', { exact: true }).selectOption({ label: '公安户政' });
  await second.getByLabel('无人机实名登记').press('Space');
  // Free order: what stands first comes not before it.
  await second.getByRole('checkbox', { name: /^1 一件事/ }).press('Space');
  await second.getByText('与第 1 环节不分先后').waitFor();
  await page.getByRole('button', { name: '新增环节' }).press('Enter');
  const third = stepOf(page, 3);
  await third
    .getByRole('group', { name: /第 3 环节办理的事项/ })
    .getByRole('checkbox')
    .first()
    .check();
  await expect.poll(() => third.getByRole('checkbox', { name: /^2 公安/ }).isChecked()).toBe(true);

  // By drawing: the third after the first too; from the third back to the first would be a circle.
  await drawArrow(page, 1, 3);
  await expect
    .poll(() => third.getByRole('checkbox', { name: /^1 一件事/ }).isChecked())
    .toBe(true);
  await page.getByRole('button', { name: '删除箭头：第 1 环节 → 第 3 环节' }).waitFor();
  await drawArrow(page, 3, 1);
  await page.getByText('第 1 环节不能排在第 3 环节之后').waitFor();
  await first.getByRole('checkbox', { name: /^3 / }).press('Space');
  await expect.poll(() => first.getByRole('checkbox', { name: /^3 / }).isChecked()).toBe(false);

  // The kiosk's own page and the slip beside it, as one types, in each language.
  const preview = page.frameLocator('iframe');
  await preview.getByRole('heading', { name: '无人机飞行一件事' }).waitFor();
  await preview.getByText('无人机实名登记').waitFor();
  await page.getByLabel('名称', { exact: true }).fill('无人机安全飞行一件事');
  await preview.getByRole('heading', { name: '无人机安全飞行一件事' }).waitFor();
  await page.getByLabel('办事指南网址').fill('https://zwfw.example.cn/uav');
  await preview.getByRole('img').first().waitFor();
  await page.getByRole('radio', { name: '繁體' }).check();
  await preview.getByRole('heading', { name: '無人機安全飛行一件事' }).waitFor();
  await page.getByRole('button', { name: '号票' }).click();
  const slip = page.getByRole('img', { name: '这个套餐的号票' });
  await expect.poll(() => slip.textContent()).toContain('無人機安全飛行');
  await checkAxe(page);
  await shot(page, 'setup-package', { fullPage: true });

  // What was proposed is listed, and read thing by thing.
  await page.goto(`${hall.url}/admin/setup?tab=texts`);
  await page.getByText('待校对的繁体（3）').waitFor({ state: 'attached' });
  await checkAxe(page);
  await shot(page, 'setup-texts');
  await page.getByRole('button', { name: /^已校对 · 无人机实名登记/ }).click();
  await page.getByText('待校对的繁体（2）').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: /^全部已校对 · 套餐/ }).click();
  await page.getByText('待校对的繁体（1）').waitFor({ state: 'attached' });

  await publish(page);
  const setup = await hall.ok<Setup>('GET', '/api/halls/district/setup');
  const made = setup.catalogue.packages.find(({ name }) => name['zh-Hans'].startsWith('无人机'))!;
  expect(made.steps.map(({ after }) => after)).toEqual([[], [], [0, 1]]);
  expect(setup.hall.proposed).toEqual(['無人機飛行活動申請']);

  // Nobody touched the kiosk.
  await kiosk.getByRole('button', { name: /^出生/ }).click();
  await breathe(kiosk);
  await kiosk.getByRole('button', { name: /^无人机安全飞行一件事/ }).click();
  await kiosk.getByText('无人机实名登记').waitFor();
  await breathe(kiosk);
  const ticket = await take(kiosk);
  expect(ticket.steps.map(({ status }) => status)).toEqual(['waiting', 'waiting', 'blocked']);
});

async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: '检查并发布' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '立即发布' }).click();
  await page
    .getByText(/已发布/)
    .first()
    .waitFor();
}
