import type { Page, Request } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Language } from '../../shared/languages.ts';
import type { TestHall } from '../support/hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { openPage } from './admin-hall.ts';
import { useHalls } from './halls.ts';

const startHall = useHalls();
const chromium = useChromium();
const district = '/api/halls/district';
const pages = [
  'live',
  'report',
  'guide',
  'appointments',
  'visits',
  'cases',
  'desk',
  'applications',
  'projects',
  'clients',
  'settings',
  'texts',
  'texts?tab=voices',
  'catalogue',
  'calendar',
  'devices',
  'staff',
  'events',
];

/** A morning with something on every page. */
async function livelyHall(): Promise<TestHall> {
  const hall = await startHall();
  const people = [
    ['lin.mei', '林梅', 'guide'],
    ['chen.jianguo', '陈建国', 'manager'],
    ['wu', '吴晓芳', 'clerk'],
  ] as const;
  for (const [username, name, role] of people) {
    await hall.person(username, role);
    await hall.ok('PATCH', `/api/staff/${username}`, { name });
  }
  for (const name of ['一楼取号机', '二楼取号机'])
    await hall.ok('POST', '/api/devices', { hall: 'district', kind: 'kiosk', name });
  await hall.device('display', { zone: 'A' });
  const { slots } = await hall.ok<{ slots: { from: string; free: number }[] }>(
    'GET',
    `${district}/slots?package=newborn&day=2026-11-23`,
  );
  for (const [i, name] of ['林女士', '王先生', 'Ms. Alexandra Montgomery'].entries()) {
    const slot = slots.filter((each) => each.free > 0)[i]!.from;
    await hall.ok('POST', `${district}/appointments`, { package: 'newborn', slot, name });
  }
  for (const name of ['吴奶奶', '郑大爷'])
    await hall.ok('POST', `${district}/home-visits`, {
      package: 'retirement',
      name,
      phone: '13900000001',
      address: '幸福路 8 号 3 栋 201，楼下有门禁，请提前电话联系',
    });
  for (const [code, name, kind] of [
    ['CG2026', '晨光电子有限公司', 'firm'],
    ['HG0001', '滨海化工园区供热管网改造项目', 'project'],
  ] as const)
    await hall.ok('POST', `${district}/clients`, { code, name, kind, steward: 'lin.mei' });
  await hall.ok('POST', `${district}/projects`, {
    ...{ code: 'ZD-2026-01', name: '滨海化工园区供热管网改造项目', steward: 'chen.jianguo' },
    stages: [
      {
        ...{ name: '立项用地规划许可', dueDay: '2026-11-30' },
        applications: [{ matter: 'plan-land-use-planning-permit', dueDay: '2026-11-20' }],
      },
    ],
  });
  await hall.ok('PATCH', district, {
    notices: [
      {
        'zh-Hans': '本周五下午 14:00 至 16:00 系统升级，届时不动产登记窗口暂停受理',
        'zh-Hant': '本週五下午 14:00 至 16:00 系統升級，屆時不動產登記窗口暫停受理',
        en: 'System upgrade this Friday 14:00–16:00: the property windows are closed meanwhile',
      },
      { 'zh-Hans': '请保管好随身物品' },
    ],
  });
  const clerks = new Map<number, string>();
  for (const window of [1, 2, 15, 16, 20]) clerks.set(window, await hall.openWindow(window));
  const tokens = new Map<string, string>();
  for (const [i, wish] of ['newborn', 'retirement', 'second-hand-home', 'tax', 'medical'].entries())
    for (let n = 0; n < 5; n += 1) {
      const { number, token } = await hall.take({
        ...(i < 3 ? { package: wish } : { queue: wish }),
        ...(n === 0 ? { category: 'senior' } : {}),
      });
      tokens.set(number, token);
    }
  const served = clerks.get(15)!;
  for (const level of [5, 1, 2]) {
    const { ticket } = await hall.window(15, 'call-next', {}, served);
    hall.clock.pass(240);
    await hall.window(15, 'start', {}, served);
    hall.clock.pass(400);
    await hall.window(15, 'finish', {}, served);
    await hall.ok(
      'POST',
      `/api/tickets/${tokens.get(ticket!.number)!}/rating`,
      level > 2 ? { level } : { level, reasons: ['slow', 'waiting'], comment: '等了太久' },
      { token: null },
    );
  }
  for (const window of [1, 16]) await hall.window(window, 'call-next', {}, clerks.get(window));
  await hall.window(20, 'pause', { reason: '午餐' }, clerks.get(20));
  return hall;
}

/** Words of buttons and heads that stand in two lines, and tables that run out of their card. */
const broken = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const lines = (element: Element): number => {
      const tops: number[] = [];
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (texts.nextNode() !== null) {
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        for (const { top, width } of range.getClientRects()) if (width > 0) tops.push(top);
      }
      return new Set(tops.map((top) => tops.filter((other) => other < top - 8).length)).size;
    };
    const words = [...document.querySelectorAll('main td button, main th, main td.whole')]
      .filter((each) => each.querySelector('div, ul, p') === null)
      .map((each) => ({ each, text: (each.textContent ?? '').trim() }))
      // Without a space in it, and not longer than a word.
      .filter(({ text }) => text !== '' && !/\s/.test(text) && text.length <= 5);
    const wide = [...document.querySelectorAll('main .scroll')].filter(
      (each) => each.scrollWidth > each.clientWidth + 1,
    );
    return [
      ...words.filter(({ each }) => lines(each) > 1).map(({ text }) => text),
      ...wide.map((each) => `${each.getAttribute('aria-label') ?? 'a table'} runs out`),
    ];
  });

/** Gives a wait until the page has every answer that it asked for. */
function answersOf(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  page.on('request', (request) => open.add(request));
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  const painted = (): Promise<unknown> =>
    page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  return async () => {
    // Twice: what an answer led to has been asked by then.
    for (let times = 0; times < 2; times = open.size === 0 ? times + 1 : 0) await painted();
  };
}

const headings: Record<Language, RegExp> = {
  'zh-Hans': /简体中文/,
  'zh-Hant': /繁體中文/,
  en: /English/,
};

it.each(['zh-Hans', 'zh-Hant', 'en'] as const)(
  'fits a desk and a small screen with a lively hall, whole by axe, in %s',
  { timeout: 240_000 },
  async (language) => {
    const hall = await livelyHall();
    const page = await openPage(chromium, hall, 'live');
    await page.getByRole('button', { name: headings[language] }).click();
    const answered = answersOf(page);
    for (const path of pages) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`${hall.url}/admin/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await answered();
      await checkAxe(page);
      for (const width of [1440, 1024]) {
        await page.setViewportSize({ width, height: 900 });
        const name = path.replace('?tab=', '-');
        await shot(page, `admin-look-${name}-${language}-${width}`, { fullPage: true });
        const cut = await page
          .locator('header')
          .first()
          .evaluate((head) => head.scrollHeight - head.clientHeight);
        expect(cut, `${path} at ${width}: what the head of the page cuts off`).toBe(0);
        // The tables of the report have too many columns for a small desk: they scroll.
        if (path !== 'report')
          expect.soft(await broken(page), `${path} at ${width}: faults S24`).toEqual([]);
        // Charts follow the size of their place a moment later.
        const beside = (): Promise<number> =>
          page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        await expect
          .poll(beside, { message: `${path} at ${width}: what hangs over the edge` })
          .toBeLessThanOrEqual(0);
      }
    }
  },
);
