import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib.mjs';
import type { Appointment } from '../../shared/contract/appointment.ts';
import type { Catalogue } from '../../shared/contract/catalogue.ts';
import type { HomeVisitList, HomeVisitRequest } from '../../shared/contract/homevisit.ts';
import { TestHall } from '../support/hall.ts';
import { checkAxe, shot, unroute, useChromium, type PageOptions } from './chromium.ts';

const browser = useChromium();
let hall: TestHall;

beforeAll(async () => {
  hall = await TestHall.start({
    webDir: join(root, 'dist/web'),
    change: (file) => {
      for (const queue of file['queues'] as Record<string, unknown>[]) {
        queue['slotCapacity'] = queue['code'] === 'one-life' ? 2 : 0;
        queue['slotMinutes'] = 30;
      }
    },
  });
});
afterAll(() => hall.stop());

const phone: PageOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};
const small: PageOptions = { ...phone, viewport: { width: 320, height: 640 } };

async function fits(page: Page, name: string): Promise<void> {
  const wide = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(await wide(), 'scrolls sideways').toBeLessThanOrEqual(0);
  await checkAxe(page);
  await shot(page, name, { fullPage: true });
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  expect(await wide(), 'scrolls sideways with large type').toBeLessThanOrEqual(0);
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '';
  });
}
async function codeOf(page: Page): Promise<string> {
  await page.waitForURL(/[?&]code=/);
  return new URL(page.url()).searchParams.get('code')!;
}
const booked = (code: string): Promise<Appointment> =>
  hall.ok('GET', `/api/halls/district/appointments/${code}`, undefined, { token: null });

describe.each([
  ['390', phone],
  ['320', small],
])('the booking page at %s pixels', (size, options) => {
  it('books by touch, moves it, and gives it up', async () => {
    // One number books one appointment: a second try is somebody else.
    const number = `138${size}${String(Math.random()).slice(2, 7)}`;
    const page = await browser.page(options);
    await page.goto(`${hall.url}/phone/book?hall=district`);
    await page.getByText('预约后按约定时间到大厅签到').waitFor();
    await fits(page, `booking-${size}-what`);
    await page.getByLabel('查找').fill('xse');
    await page.getByRole('button', { name: '新生儿出生一件事' }).tap();
    await page.getByRole('heading', { name: '请带好材料' }).waitFor();
    expect(await page.locator('.papers').innerText()).toContain('夫妻双方居民身份证原件');
    await page.getByText(/最早可约/).waitFor();
    await fits(page, `booking-${size}-when`);
    await page.getByText('周二').first().tap();
    await page.getByText('09:30', { exact: true }).tap();
    for (const wrong of ['12', '1380013800']) {
      await page.getByLabel('手机号').fill(wrong);
      await page.getByRole('button', { name: '确认预约' }).tap();
      await page.getByText('请填写正确的电话号码').waitFor();
      await page.getByLabel('手机号').fill('');
      await page.getByText('请填写正确的电话号码').waitFor({ state: 'detached' });
    }
    await page.getByLabel('手机号').fill('12');
    await fits(page, `booking-${size}-who`);
    await page.getByLabel('手机号').fill(number);
    await page.getByRole('button', { name: '确认预约' }).tap();
    const code = await codeOf(page);
    await page.getByText('预约成功').waitFor();
    await page.getByText(code, { exact: true }).waitFor();
    await page.getByRole('img', { name: '预约码' }).waitFor();
    await page.getByRole('heading', { name: '请带好材料' }).waitFor();
    await fits(page, `booking-${size}-done`);
    const first = await booked(code);
    expect([first.status, first.day, first.package]).toEqual(['booked', '2026-03-03', 'newborn']);
    expect(first.slot.from).toBe('2026-03-03T01:30:00.000Z');

    // The address shows it again, and the page speaks of nobody.
    await page.reload();
    await page.getByText(code, { exact: true }).waitFor();
    expect(await page.locator('body').innerText()).not.toContain(number.slice(0, 7));

    await page.getByRole('button', { name: '改约' }).tap();
    await page.getByText('周三').first().tap();
    await page.getByText('10:00', { exact: true }).tap();
    await page.getByRole('button', { name: '确认改约' }).tap();
    await page.getByText('已改约').waitFor();
    expect((await booked(code)).slot.from).toBe('2026-03-04T02:00:00.000Z');

    await page.getByRole('button', { name: '取消预约' }).tap();
    await page.getByText('确定取消这个预约吗？').waitFor();
    await fits(page, `booking-${size}-cancel`);
    await page.getByRole('button', { name: '确定取消' }).tap();
    await page.getByText('已取消').waitFor();
    expect(await page.getByText('已改约').count()).toBe(0);
    expect((await booked(code)).status).toBe('cancelled');
    await shot(page, `booking-${size}-cancelled`, { fullPage: true });
  });

  it('asks for a home visit and follows it', async () => {
    const page = await browser.page(options);
    await page.goto(`${hall.url}/phone/book?hall=district`);
    await page.getByRole('link', { name: '行动不便？申请上门办理' }).tap();
    await page.getByRole('button', { name: '提交申请' }).tap();
    await page.getByText('请填写详细地址').waitFor();
    await fits(page, `home-visit-${size}-faults`);
    await page.getByLabel('查找').fill('新生儿');
    await page.getByRole('button', { name: '新生儿出生一件事' }).tap();
    await page.getByLabel('姓名').fill('王某');
    await page.getByLabel('联系电话').fill('13800138000');
    await page.getByLabel('上门地址').fill('幸福路 8 号 3 单元 201');
    await page.getByRole('button', { name: '提交申请' }).tap();
    await page.getByText('申请已提交').waitFor();
    await page.getByText('已提交，等待受理').waitFor();
    await fits(page, `home-visit-${size}-sent`);
    expect(await page.locator('body').innerText()).not.toMatch(/王某|1380013|幸福路/);
    const path = '/api/halls/district/home-visits';
    const { requests } = await hall.ok<HomeVisitList>('GET', `${path}?status=requested`);
    const { id } = requests.at(-1)!;
    await hall.ok<HomeVisitRequest>('POST', `${path}/${id}/accept`, {});
    await hall.ok<HomeVisitRequest>('POST', `${path}/${id}/schedule`, {
      scheduledAt: '2026-03-05T02:00:00.000Z',
    });
    await page.reload();
    await page.getByText('已安排上门').waitFor();
    await page.getByText('3月5日').waitFor();
    await fits(page, `home-visit-${size}-scheduled`);
    await page.getByRole('button', { name: '取消申请' }).tap();
    await page.getByRole('button', { name: '确定取消' }).tap();
    await page.getByText('已取消').waitFor();
  });
});

it.each([
  ['xinshenger', '新生儿出生一件事'],
  ['出生医学', '新生儿出生一件事'],
  ['newborn', '新生儿出生一件事'],
  ['esf', '二手房'],
])('finds by %s what to book', async (query, name) => {
  const page = await browser.page(phone);
  await page.goto(`${hall.url}/phone/book?hall=district`);
  await page.getByLabel('查找').fill(query);
  await page.getByRole('button', { name }).first().waitFor();
});

it('shows what is to come with its day, not to be chosen', async () => {
  const page = await browser.page(phone);
  await page.route('**/catalogue', async (route) => {
    const response = await route.fetch();
    const catalogue = (await response.json()) as Catalogue;
    for (const pack of catalogue.packages)
      if (pack.code === 'newborn') pack.validFrom = '2027-01-04';
    await route.fulfill({ response, json: catalogue });
  });
  await page.goto(`${hall.url}/phone/book?hall=district`);
  await page.getByLabel('查找').fill('xse');
  await page.getByText('自 2027年1月4日 星期一 起办理').waitFor();
  expect(await page.getByRole('button', { name: '新生儿出生一件事' }).count()).toBe(0);
  await shot(page, 'booking-coming');
});

it('books by keyboard alone', async () => {
  const page = await browser.page();
  await page.goto(`${hall.url}/phone/book?hall=district`);
  await page.getByLabel('查找').waitFor();
  const focusOn = async (text: string | RegExp): Promise<void> => {
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const at = document.activeElement as HTMLElement;
        if (at === document.body) return '';
        return at.closest('label')?.innerText ?? at.innerText;
      });
      if (typeof text === 'string' ? focused.includes(text) : text.test(focused)) return;
    }
    throw new Error(`the focus does not come to ${String(text)}`);
  };
  await focusOn('查找');
  await page.keyboard.type('新生儿');
  await page.getByRole('button', { name: '新生儿出生一件事' }).waitFor();
  await focusOn('新生儿出生一件事');
  await page.keyboard.press('Enter');
  await page.getByText(/最早可约/).waitFor();
  await focusOn(/最早可约/);
  await page.keyboard.press('Enter');
  await page.getByLabel('手机号').waitFor();
  // The day and the time stand in groups of radio buttons: arrows choose within them.
  await focusOn(/余|约满/);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.locator('.times input:checked').count()).toBe(1);
  await focusOn('手机号');
  await page.keyboard.type('13900139000');
  await focusOn('确认预约');
  await page.keyboard.press('Enter');
  const code = await codeOf(page);
  expect((await booked(code)).status).toBe('booked');
});

it('offers no time of another day while the chosen day is on its way', async () => {
  const page = await browser.page(phone);
  await page.goto(`${hall.url}/phone/book?hall=district`);
  await page.getByLabel('查找').fill('新生儿');
  await page.getByRole('button', { name: '新生儿出生一件事' }).tap();
  await page.getByText('周二').first().tap();
  await page.getByText('3月3日').last().waitFor();
  await page.route('**/slots?*', (route) =>
    // Never answered: the day before is what stands there.
    route.request().url().includes('2026-03-04') ? undefined : route.continue(),
  );
  await page.getByText('周三').first().tap();
  await expect.poll(() => page.locator('.times input:enabled').count()).toBe(0);
  await unroute(page);
});

it('says when a time was taken meanwhile, and offers those that are left', async () => {
  const slot = '2026-03-05T01:00:00.000Z';
  const page = await browser.page({ ...phone, expectErrors: [/409/] });
  await page.goto(`${hall.url}/phone/book?hall=district`);
  await page.getByLabel('查找').fill('新生儿');
  await page.getByRole('button', { name: '新生儿出生一件事' }).tap();
  await page.getByText('周四').first().tap();
  await page.getByText('09:00', { exact: true }).tap();
  await page.getByLabel('手机号').fill('13700137000');
  for (const phone of ['13700137001', '13700137002'])
    await hall.ok('POST', '/api/halls/district/appointments', { package: 'newborn', slot, phone });
  await page.getByRole('button', { name: '确认预约' }).tap();
  await page.getByText('这个时段已经约满').waitFor();
  await page.getByText('约满').first().waitFor();
  await shot(page, 'booking-full', { fullPage: true });
});

it('asks again by itself where the line is dead when the page opens', async () => {
  const page = await browser.page({ ...phone, expectErrors: [/net::/] });
  for (const [path, says] of [
    ['book', '预约后按约定时间到大厅签到'],
    ['home-visit', '行动不便的老年人'],
  ] as const) {
    await page.route('**/api/**', (route) => route.abort());
    await page.goto(`${hall.url}/phone/${path}`);
    await page.getByText('暂时连不上服务器，正在自动重试').waitFor();
    await unroute(page);
    await page.getByText(says).waitFor();
    await page.getByLabel('查找').waitFor();
    await page.getByText('暂时连不上服务器').waitFor({ state: 'detached' });
  }
});

it('books, moves and cancels once what is tapped again after a lost answer', async () => {
  const page = await browser.page({ ...phone, expectErrors: [/net::/] });
  /** The server does it, and its answer is lost. */
  const loseOne = async (method: string): Promise<void> => {
    let lost = false;
    await page.route('**/appointments**', async (route) => {
      if (lost || route.request().method() !== method) return route.fallback();
      lost = true;
      await route.fetch();
      return route.abort();
    });
  };
  const twice = async (name: string): Promise<void> => {
    await page.getByRole('button', { name }).tap();
    await page.getByText('网络不通，请再点一次').waitFor();
    await page.getByRole('button', { name }).tap();
  };
  await page.goto(`${hall.url}/phone/book?hall=district`);
  await page.getByLabel('查找').fill('新生儿');
  await page.getByRole('button', { name: '新生儿出生一件事' }).tap();
  await page.getByText('周五').first().tap();
  await page.getByText('09:00', { exact: true }).tap();
  await page.getByLabel('手机号').fill('１３６００１３６０００');
  await loseOne('POST');
  await twice('确认预约');
  const code = await codeOf(page);
  const path = '/api/halls/district/appointments?day=2026-03-06&status=booked';
  const list = await hall.ok<{ code: string; phone: string }[]>('GET', path);
  expect(list.map((each) => [each.code, each.phone])).toEqual([[code, '13600136000']]);
  await page.getByRole('button', { name: '改约' }).tap();
  await page.getByText('周五').first().tap();
  await page.getByText('10:00', { exact: true }).tap();
  await loseOne('PATCH');
  await twice('确认改约');
  await page.getByText('已改约').waitFor();
  await page.getByRole('button', { name: '取消预约' }).tap();
  await loseOne('DELETE');
  await twice('确定取消');
  await page.getByText('已取消').waitFor();
  expect((await booked(code)).status).toBe('cancelled');
});

it('says plainly what cannot be booked, and which code nobody has', async () => {
  const page = await browser.page({ ...phone, expectErrors: [/404/] });
  await page.goto(`${hall.url}/phone/book?hall=district`);
  await page.getByLabel('查找').fill('二手房');
  await page
    .getByRole('button', { name: /二手房/ })
    .first()
    .tap();
  await page.getByText('这项业务暂不接受预约').waitFor();
  await page.getByText('已有预约').tap();
  await page.getByLabel('预约码').fill('abcd 2345');
  await page.getByRole('button', { name: '查询' }).tap();
  await page.getByText('没有找到这个预约').waitFor();
  await checkAxe(page);
});

it('says that no time is free in the coming days, not that nothing can be booked', async () => {
  const page = await browser.page(small);
  await page.route('**/slots?*', async (route) => {
    const response = await route.fetch();
    const slots = (await response.json()) as object;
    await route.fulfill({ response, json: { ...slots, slots: [], nextFree: null } });
  });
  await page.goto(`${hall.url}/phone/book?hall=district`);
  await page.getByLabel('查找').fill('xse');
  await page
    .getByRole('button', { name: /新生儿出生/ })
    .first()
    .tap();
  await page.getByText('近期没有可约的时段了').waitFor();
  await fits(page, 'booking-none-free');
});

it('faults S10: finds by everyday words, and says what is near where nothing fits', async () => {
  const page = await browser.page(phone);
  await page.goto(`${hall.url}/phone/book?hall=district`);
  await page.getByLabel('查找').fill('驾照');
  await page.getByRole('button', { name: /换领驾驶证一件事/ }).waitFor();
  await page.getByLabel('查找').fill('小孩上户');
  await page.getByText('没有找到“小孩上户”，您要办的可能是：').waitFor();
  await page
    .getByRole('button', { name: /户|出生/ })
    .first()
    .waitFor();
  await fits(page, 'booking-likely');
});

it.each(['zh-TW', 'en-GB'])("speaks the phone's language, %s", async (locale) => {
  const page = await browser.page({ ...phone, locale });
  await page.goto(`${hall.url}/phone/booking?hall=district`);
  const search = locale === 'en-GB' ? 'Search' : '搜尋';
  await page.getByLabel(search).fill('新生');
  await page
    .getByRole('button', { name: /Newborn|新生/ })
    .first()
    .tap();
  await page.getByText(locale === 'en-GB' ? /Earliest time/ : /最早可約/).waitFor();
  await fits(page, `booking-${locale}`);
});
