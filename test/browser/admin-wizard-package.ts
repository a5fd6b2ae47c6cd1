import type { Locator, Page } from 'playwright-core';
import { checkAxe, shot } from './chromium.ts';

const stepOf = (page: Page, n: number): Locator =>
  page.getByRole('group', { name: `第 ${n} 环节`, exact: true });

/** A department, three matters, a stage, and a package of three steps, the first two in free order. */
export async function makePackage(page: Page): Promise<void> {
  const tab = (name: string): Promise<void> =>
    page
      .getByRole('group', { name: '大厅结构' })
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .click();
  await tab('部门');
  await page.getByRole('button', { name: '新增部门' }).click();
  await page.getByLabel('名称', { exact: true }).fill('市场监管局');
  await page.getByRole('button', { name: '完成' }).click();
  await tab('事项');
  const matters = [
    ['食品经营许可', '综合窗口'],
    ['社保登记', '社保'],
    ['税务登记', '税务'],
  ] as const;
  for (const [name, queue] of matters) {
    await page.getByRole('button', { name: '新增事项' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称', { exact: true }).fill(name);
    await dialog.getByLabel('部门', { exact: true }).selectOption({ label: '市场监管局' });
    await dialog.getByLabel('队列', { exact: true }).selectOption({ label: queue });
    await dialog.getByRole('button', { name: '完成' }).click();
  }
  await tab('方向与阶段');
  await page.getByRole('button', { name: '新增方向' }).click();
  await page.getByLabel('名称', { exact: true }).last().fill('企业');
  const done = page.getByRole('dialog').getByRole('button', { name: '完成' });
  if (await done.count()) await done.click();
  // A direction comes with its first stage, which has no name yet.
  await page.locator('ul.stages').last().locator('li.line').getByRole('button').first().click();
  await page.getByLabel('名称', { exact: true }).last().fill('开办企业');
  if (await done.count()) await done.click();
  await tab('套餐');
  await page.getByRole('button', { name: '新增套餐' }).click();
  await page.getByLabel('名称', { exact: true }).fill('开餐馆一件事');
  await page.getByLabel('方向与阶段').last().selectOption({ label: '开办企业' });
  await page.getByRole('button', { name: '继续填写' }).click();
  await page.getByRole('heading', { level: 1, name: '开餐馆一件事' }).waitFor();
  for (const [i, [matter, queue]] of matters.entries()) {
    if (i > 0) await page.getByRole('button', { name: '新增环节' }).press('Enter');
    const each = stepOf(page, i + 1);
    await each.getByLabel('队列', { exact: true }).selectOption({ label: queue });
    await each.getByLabel(matter).press('Space');
  }
  await stepOf(page, 2).getByRole('checkbox', { name: /^1 / }).press('Space');
  const third = stepOf(page, 3);
  const first = third.getByRole('checkbox', { name: /^1 / });
  if (!(await first.isChecked())) await first.press('Space');
  await checkAxe(page);
  await shot(page, 'wizard-package');
}
