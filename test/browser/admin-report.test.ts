import { expect, it } from 'vitest';
import type { DailyReport } from '../../shared/contract/report.ts';
import type { TestHall } from '../support/hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { openPage } from './admin-hall.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();

/** Five taken: three served, one still waiting, one cancelled. */
async function morning(hall: TestHall): Promise<void> {
  const clerk = await hall.openWindow(15);
  const tickets = [];
  for (let n = 0; n < 5; n += 1) tickets.push(await hall.take({ queue: 'tax' }));
  for (let n = 0; n < 3; n += 1) {
    hall.clock.pass(300);
    await hall.window(15, 'call-next', {}, clerk);
    await hall.window(15, 'start', {}, clerk);
    hall.clock.pass(120);
    await hall.window(15, 'finish', {}, clerk);
  }
  await hall.ok('POST', `/api/tickets/${tickets[4]!.token}/cancel`, undefined, { token: null });
}

it('shows the day: reconciled, with figures, charts and definitions', async () => {
  const hall = await startHall();
  await morning(hall);
  const page = await openPage(chromium, hall, 'report');
  await page.getByText('取号 5 = 办结 3 + 过号 0 + 取消 1 + 过期 0 + 未结束 1').waitFor();
  await page.getByText('对账相符').waitFor();
  await page.locator('.chart svg').first().waitFor();
  expect(await page.locator('.chart svg').count()).toBe(2);
  expect(await page.locator('.cards').innerText()).toContain('12:00');
  // Word for word what the files say of the figures.
  const { definitions } = await hall.ok<DailyReport>('GET', '/api/halls/district/reports/daily');
  const said = page
    .getByRole('heading', { name: '指标说明' })
    .locator('xpath=following-sibling::dl');
  expect(await said.locator('dt, dd').allTextContents()).toEqual(
    definitions.flatMap(({ term, text }) => [term['zh-Hans'], text['zh-Hans']]),
  );
  await checkAxe(page);
  await shot(page, 'admin-report', { fullPage: true });
});

it('sorts, filters and pages its tables by keyboard', async () => {
  const hall = await startHall();
  await morning(hall);
  const page = await openPage(chromium, hall, 'report');
  const queues = page.getByRole('region', { name: '按队列' });
  const first = queues.locator('tbody tr').first();
  await queues.getByRole('button', { name: '取号' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect.poll(() => first.innerText()).toContain('税务');
  expect(await queues.locator('th[aria-sort="descending"]').innerText()).toContain('取号');
  await page.getByRole('searchbox', { name: '筛选 · 按队列' }).fill('医保');
  await expect.poll(() => queues.locator('tbody tr').count()).toBe(1);
});

it('lesson 14: says loudly that a day does not reconcile', async () => {
  const hall = await startHall();
  await morning(hall);
  await hall.db.read
    .updateTable('tickets')
    .set({ status: 'missed' })
    .where('status', '=', 'cancelled')
    .execute();
  const page = await openPage(chromium, hall, 'report');
  const alert = page.getByRole('alert').filter({ hasText: '对账不符，请核查' });
  await alert.waitFor();
  expect(await alert.innerText()).toContain('2026-11-23');
  await checkAxe(page);
});

it('keeps the range in the address, and offers the same as files', async () => {
  const hall = await startHall();
  await morning(hall);
  const page = await openPage(chromium, hall, 'report');
  await page.getByText('对账相符').waitFor();
  await page.getByRole('button', { name: '昨天' }).click();
  await page.getByText('这段时间没有号票。').waitFor();
  expect(page.url()).toContain('from=2026-11-22&to=2026-11-22');
  await page.reload();
  await page.getByText('这段时间没有号票。').waitFor();
  await page.getByLabel('到', { exact: true }).fill('2026-11-23');
  await page.getByText('取号 5 =').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'XLSX' }).click();
  expect((await download).suggestedFilename()).toBe('district-2026-11-22_2026-11-23.xlsx');
});

it('prints every row on A4, with the charts inside the page', async () => {
  const hall = await startHall();
  await morning(hall);
  const page = await openPage(chromium, hall, 'report');
  await page.locator('.chart svg').first().waitFor();
  // Paper asks once, and is laid out before there is another frame: all of the chart is inside by then.
  const lowest = await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    const parts = [...document.querySelectorAll<SVGGraphicsElement>('.chart svg :is(path, text)')];
    const bottoms = parts.map((part) => part.getBBox()).map(({ y, height }) => y + height);
    dispatchEvent(new Event('afterprint'));
    return Math.max(...bottoms);
  });
  expect(lowest).toBeLessThanOrEqual(240);
  await page.setViewportSize({ width: 1032, height: 703 });
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  const { overflow, hidden } = await page.evaluate(() => ({
    overflow: [...document.querySelectorAll('.report svg, .report table')].filter(
      (each) => each.getBoundingClientRect().right > innerWidth + 1,
    ).length,
    hidden: [...document.querySelectorAll('.report tbody tr')].filter(
      (row) => row.getBoundingClientRect().height === 0,
    ).length,
  }));
  expect({ overflow, hidden }).toEqual({ overflow: 0, hidden: 0 });
  // Drawn anew at the size of the page, and never at none: its bars can be seen there.
  const areas = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.chart svg')].map((svg) =>
        Math.max(
          ...[...svg.querySelectorAll('path[fill="#0a4da2"]')]
            .map((bar) => bar.getBoundingClientRect())
            .map(({ width, height }) => width * height),
        ),
      ),
    );
  const seen = (area: number): boolean => area > 500;
  const drawnAt = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.chart svg')].map((svg) => svg.getAttribute('viewBox')),
    );
  await expect.poll(drawnAt).toEqual(['0 0 500 240', '0 0 500 240']);
  expect((await areas()).map(seen)).toEqual([true, true]);
  await page.emulateMedia({ media: null });
  await expect.poll(async () => (await drawnAt()).includes('0 0 500 240')).toBe(false);
  // Whose report it is stands at the foot of every page, and who answers for it signs it.
  const feet = await page.evaluate(() =>
    [...document.styleSheets].flatMap((sheet) =>
      [...sheet.cssRules]
        .map(({ cssText }) => cssText)
        .filter((text) => /^@page.*bottom/s.test(text)),
    ),
  );
  expect(feet.join()).toMatch(/区行政服务中心 · 2026-11-23 · 生成于 .*counter\(page\)/s);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText('签字：').isVisible()).toBe(true);
  await page.emulateMedia({ media: null });
  // Some pages hold the day, charts and signature on the first: a chart of no height would leave it empty.
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeLessThanOrEqual(4);
});

it('faults F1, F2: who was never called stands beside the level, and a changed standard says both', async () => {
  const hall = await startHall();
  await morning(hall);
  await hall.ok('PATCH', '/api/halls/district', {
    queues: [{ code: 'tax', serviceLevelMinutes: 75 }],
  });
  await hall.take({ queue: 'tax' });
  const page = await openPage(chromium, hall, 'report');
  const card = page.locator('.card').filter({ hasText: '达标率' }).first();
  await card.getByText('从未叫到 1').waitFor();
  expect(await card.innerText()).toContain('2 / 4');
  await page.getByText(/等候标准在此期间有变更：\S+ 15 → 75 分钟/).waitFor();
  const row = page.getByRole('region', { name: '按队列' }).locator('tr', { hasText: '15 → 75' });
  expect(await row.count()).toBe(1);
  await page.emulateMedia({ media: 'print' });
  expect(await card.getByText('从未叫到 1').isVisible()).toBe(true);
  await checkAxe(page);
});

it('faults S26: no figures under other days than their own, and none of days that have not come', async () => {
  const hall = await startHall();
  await morning(hall);
  const page = await openPage(chromium, hall, 'report');
  const figures = page.locator('.cards');
  await page.getByText('对账相符').waitFor();
  const from = page.getByLabel('从', { exact: true });
  const to = page.getByLabel('到', { exact: true });

  // The answer for other days is held back: what stands meanwhile must not be the old figures.
  let asked = false;
  let answer: () => void = () => undefined;
  const mayAnswer = new Promise<void>((go) => (answer = go));
  await page.route('**/reports/daily?**', async (route) => {
    asked = true;
    await mayAnswer;
    await route.continue();
  });
  await page.getByRole('button', { name: '昨天' }).click();
  await expect.poll(() => asked).toBe(true);
  expect(await figures.count()).toBe(0);
  expect(await page.getByRole('link', { name: /^(CSV|XLSX)$/ }).count()).toBe(0);
  answer();
  await page.getByText('这段时间没有号票。').waitFor();
  expect(await page.getByRole('link', { name: /^(CSV|XLSX)$/ }).count()).toBe(2);

  await to.fill('2026-11-20');
  await page.getByRole('alert').filter({ hasText: '结束日期不能早于开始日期' }).waitFor();
  expect(await to.getAttribute('aria-invalid')).toBe('true');
  expect(await figures.count()).toBe(0);
  expect(await page.getByRole('link', { name: /^(CSV|XLSX)$/ }).count()).toBe(0);
  await checkAxe(page);

  await to.fill('2026-11-25');
  await page.getByText('2026-11-24 起 2 天尚未到来').waitFor();
  await page.getByText('对账相符').waitFor();
  await from.fill('2026-11-24');
  await page.getByText('这些日期还没有到').waitFor();
  expect(await page.getByText('对账相符').count()).toBe(0);
  expect(await figures.count()).toBe(0);
});

it('analyses any range by any cut: compared, only of what was pressed, kept in the address', async () => {
  const hall = await startHall();
  await morning(hall);
  const page = await openPage(chromium, hall, 'report');
  await page.getByRole('button', { name: '分析', exact: true }).click();
  await page.getByLabel('分析维度').selectOption({ label: '队列' });
  await page.getByLabel('对比', { exact: true }).selectOption({ label: '上期和去年同期' });
  const totals = page.getByRole('table', { name: '合计与对比' });
  await totals.getByText('去年同期').waitFor();
  expect(await totals.locator('tbody tr').count()).toBe(3);
  expect(await totals.locator('thead').innerText()).toContain('从未叫到');
  await page.locator('.chart svg').nth(1).waitFor();
  await checkAxe(page);
  await shot(page, 'admin-report-cuts', { fullPage: true });
  // The heat map: a Monday, what was taken and how long it was waited for, by half-hour, in each language.
  const heat = page.getByRole('table', { name: '星期与时段热力图' });
  expect(await heat.locator('tbody th').allInnerTexts()).toEqual(['周一']);
  expect(await heat.locator('thead th').first().innerText()).toBe('09:30');
  expect(await heat.locator('.cell').first().innerText()).toBe('5.0');
  await page.getByRole('button', { name: '等候 P90' }).press('Enter');
  await expect.poll(() => heat.locator('.cell').first().innerText()).toBe('19');
  for (const [language, title, day] of [
    ['English', 'By weekday and half-hour', 'Monday'],
    ['繁體中文', '星期與時段熱力圖', '週一'],
  ] as const) {
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.getByRole('button', { name: language }).click();
    const said = page.getByRole('table', { name: title });
    expect(await said.locator('tbody th').innerText()).toBe(day);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect([language, wide <= 1024]).toEqual([language, true]);
    await checkAxe(page);
    await shot(page, `admin-report-cuts-${language}`, { fullPage: true });
  }
  await page.getByRole('button', { name: '简体中文' }).click();
  await page.setViewportSize({ width: 1440, height: 900 });
  // The name of a row leaves only that, and the chip takes it away again.
  await page.getByRole('button', { name: '只看“税务”' }).press('Enter');
  await page.getByText('队列：税务').waitFor();
  expect(page.url()).toMatch(/queue=tax/);
  await page.reload();
  await page.getByText('队列：税务').waitFor();
  expect(await page.getByRole('link', { name: 'XLSX' }).getAttribute('href')).toContain(
    'reports/throughput.xlsx?',
  );
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.getByLabel('分析维度').selectOption({ label: '时段' });
  await page.getByRole('button', { name: '只看“09:00”' }).waitFor();
  await shot(page, 'admin-report-cuts-small', { fullPage: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(1024);
  await page.setViewportSize({ width: 1032, height: 703 });
  await page.emulateMedia({ media: 'print' });
  await shot(page, 'admin-report-cuts-print', { fullPage: true });
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('button', { name: '不再只看“税务”' }).click();
  await page.getByText('队列：税务').waitFor({ state: 'detached' });
});

it('says how good the estimates were: by those ahead, in a picture, and the worst with their cause', async () => {
  const hall = await startHall();
  const clerk = await hall.openWindow(41);
  for (let n = 0; n < 14; n += 1) await hall.take({ queue: 'bank' });
  for (let n = 0; n < 14; n += 1) {
    await hall.window(41, 'call-next', {}, clerk);
    hall.clock.pass(n === 12 ? 1800 : 180);
    await hall.window(41, 'finish', {}, clerk);
    if (n > 9) for (let more = 0; more < 4; more += 1) await hall.take({ queue: 'bank' });
  }
  for (let n = 0; n < 9; n += 1) {
    await hall.window(41, 'call-next', {}, clerk);
    hall.clock.pass(180);
    await hall.window(41, 'finish', {}, clerk);
  }
  const page = await openPage(chromium, hall, 'report');
  const quality = page.locator('.estimates');
  await quality.getByRole('heading', { name: '估时准不准' }).waitFor();
  await quality
    .getByRole('region', { name: '相差最大的号票' })
    .getByText('没有叫号')
    .first()
    .waitFor();
  // The groups (ten, of as many tickets), as a picture and as a table.
  const points = quality.getByRole('img', { name: /告知与实际/ }).locator('circle');
  const groups = quality.getByRole('region', { name: /告知与实际/ });
  expect(await points.count()).toBeGreaterThan(5);
  expect(await groups.locator('tbody tr').count()).toBe(await points.count());
  // The day was unusual: with a reason it is marked, and without the mark again.
  await quality.getByLabel('原因', { exact: true }).fill('上午停电');
  await quality.getByRole('button', { name: '标为非常日' }).click();
  await quality.getByText('上午停电').waitFor();
  await checkAxe(page);
  await shot(page, 'admin-report-estimates', { fullPage: true });
  await quality.getByRole('button', { name: /^取消标记/ }).click();
  await quality.getByText('上午停电').waitFor({ state: 'detached' });
  for (const [name, width] of [
    ['English', 1024],
    ['繁體中文', 1024],
  ] as const) {
    await page.setViewportSize({ width, height: 768 });
    await page.getByRole('button', { name }).click();
    const { wide, inner } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      inner: window.innerWidth,
    }));
    expect([name, wide <= inner]).toEqual([name, true]);
    await shot(page, `admin-report-estimates-${name}`, { fullPage: true });
  }
});
