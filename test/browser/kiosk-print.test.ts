import { afterEach, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { EventEntry } from '../../shared/contract/events.ts';
import type { Device } from '../../shared/contract/people.ts';
import { readEscpos } from '../support/escpos.ts';
import type { TestHall } from '../support/hall.ts';
import { FakePrinter } from '../support/printer.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import {
  breathe,
  chooseLanguage,
  choosePackage,
  landscape,
  openKiosk,
  prints,
  take,
  ticketEvents,
  type LanguageName,
} from './kiosk-hall.ts';
import { useHalls } from './halls.ts';
import { checkFit, checkTargets } from './kiosk-measure.ts';

const startHall = useHalls();
const chromium = useChromium();
const newborn = '新生儿出生一件事';
const app = { printerPatience: { connect: 500, status: 500, look: 20, print: 4000 } };
/** Chromium writes every answer of 5xx to the console. */
const fault = [/503/];

let printers: FakePrinter[] = [];
afterEach(async () => {
  for (const printer of printers) await printer.stop();
  printers = [];
});

/** A thermal printer on the network, set at the hall's only kiosk. */
async function printerOf(hall: TestHall): Promise<FakePrinter> {
  const printer = await FakePrinter.start();
  printers.push(printer);
  const [kiosk] = await hall.ok<Device[]>('GET', '/api/halls/district/devices');
  await hall.ok('PATCH', `/api/devices/${kiosk!.id}`, {
    settings: { printer: { host: '127.0.0.1', port: printer.port, width: 80 } },
  });
  return printer;
}
const numbersOn = (printer: FakePrinter): string[] =>
  printer.jobs.map((job) =>
    readEscpos(job)
      .lines.find((line) => line.size === 6)!
      .text.trim(),
  );
async function alarms(hall: TestHall): Promise<string[][]> {
  const { last } = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
  // No window is open here, and people wait: alarms of their own.
  const others = last.alarms.filter(({ code }) => !/^(no-window|queue-|device-silent)/.test(code));
  return others.map(({ code, subject, detail }) => [code, subject, detail]);
}
async function printEvents(hall: TestHall): Promise<number> {
  const events = await hall.ok<EventEntry[]>('GET', '/api/halls/district/events?limit=1000');
  return events.filter(({ command }) => command === 'print').length;
}
const notice = (page: Page): Promise<string> => page.locator('.printing').innerText();
const again = (page: Page) => page.getByRole('button', { name: /重新打印|再打印一张/ });

it("prints on the kiosk's network printer, and not in the browser as well", async () => {
  const hall = await startHall({ app });
  const page = await openKiosk(chromium, hall);
  const printer = await printerOf(hall);
  await choosePackage(page, '出生', newborn);
  const ticket = await take(page);
  await page.getByText('号票已经打印，请在出票口取走。').waitFor();
  expect(numbersOn(printer)).toEqual([ticket.number]);
  expect(await prints(page)).toBe(0);
  await shot(page, 'kiosk-printed');
  await again(page).click();
  await expect.poll(() => numbersOn(printer)).toEqual([ticket.number, ticket.number]);
  expect(await ticketEvents(hall)).toEqual(['take']);
});

it('shows the ticket when the paper is out, tells the staff, and prints once there is paper', async () => {
  const hall = await startHall({ app });
  const page = await openKiosk(chromium, hall, { expectErrors: fault, heldClock: true });
  const printer = await printerOf(hall);
  printer.paperOut = true;
  await choosePackage(page, '出生', newborn);
  const ticket = await take(page);
  await page.getByText(/打印机缺纸，号票没有打印出来/).waitFor();
  expect(await notice(page)).toContain(`您的号码 ${ticket.number} 照样有效`);
  expect(await page.locator('.ticket').innerText()).toContain(ticket.number);
  expect(await page.getByRole('img', { name: /手机扫码/ }).isVisible()).toBe(true);
  expect(await alarms(hall)).toEqual([['paper', '一号取号机', 'out']]);
  await page.evaluate(() => document.fonts.ready);
  await shot(page, 'kiosk-paper-out');
  await checkFit(page);
  await checkTargets(page);
  await checkAxe(page, 'AAA');

  // Nobody touches it: it is not tried again by itself.
  await page.clock.runFor(40_000);
  expect(await printEvents(hall)).toBe(1);
  expect(await prints(page)).toBe(0);

  printer.paperOut = false;
  printer.paperLow = true;
  await again(page).click();
  await page.getByText('号票已经打印，请在出票口取走。').waitFor();
  expect(numbersOn(printer)).toEqual([ticket.number]);
  expect(await alarms(hall)).toEqual([['paper', '一号取号机', 'low']]);
  expect(await ticketEvents(hall)).toEqual(['take']);
});

it.each([
  ['简体中文', '卡纸', { jamAfter: 300 }, 'jam'],
  ['繁體中文', '蓋子沒有關好', { coverOpen: true }, 'cover_open'],
  ['English', 'does not react', { mute: true }, 'no_answer'],
] as [LanguageName, string, object, string][])(
  'says in %s what ails the printer: %s',
  async (language, words, state, detail) => {
    const hall = await startHall({ app });
    const page = await openKiosk(chromium, hall, { viewport: landscape, expectErrors: fault });
    Object.assign(await printerOf(hall), state);
    if (language !== '简体中文') await chooseLanguage(page, language);
    await page.locator('.stages button').first().click();
    await breathe(page);
    await page.locator('.choice').first().click();
    await take(page);
    await page.locator('.printing').getByText(words).waitFor();
    expect(await alarms(hall)).toEqual([['printer', '一号取号机', detail]]);
    await page.evaluate(() => document.fonts.ready);
    await shot(page, `kiosk-printer-${detail}`);
    await checkFit(page);
    await checkTargets(page);
    await checkAxe(page, 'AAA');
  },
);

it('says that the printer is off', async () => {
  const hall = await startHall({ app });
  const page = await openKiosk(chromium, hall, { expectErrors: fault });
  await (await printerOf(hall)).stop();
  printers = [];
  await choosePackage(page, '出生', newborn);
  await take(page);
  await page.getByText(/打印机没有开机/).waitFor();
});

it('asks a lost answer of the printer for itself with the same key: one slip', async () => {
  const hall = await startHall({ app });
  const page = await openKiosk(chromium, hall, { expectErrors: [/ERR_FAILED/] });
  const printer = await printerOf(hall);
  const keys: (string | undefined)[] = [];
  await page.route('**/print', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await choosePackage(page, '出生', newborn);
  const ticket = await take(page);
  await page.getByText('号票已经打印，请在出票口取走。').waitFor();
  expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  expect(numbersOn(printer)).toEqual([ticket.number]);
});

it('stops asking a server that has gone, and says what holds', async () => {
  const hall = await startHall({ app });
  const page = await openKiosk(chromium, hall, { expectErrors: [/ERR_FAILED/] });
  let asked = 0;
  await page.route('**/print', (route) => {
    asked += 1;
    return route.abort();
  });
  await choosePackage(page, '出生', newborn);
  await take(page);
  await page.getByText(/暂时连不上系统，号票没有打印出来/).waitFor();
  expect(asked).toBe(3);
  expect(await prints(page)).toBe(0);
});

it('prints by the browser, once, where the kiosk has no printer on the network', async () => {
  const hall = await startHall({ app });
  const page = await openKiosk(chromium, hall);
  await choosePackage(page, '出生', newborn);
  const ticket = await take(page);
  await expect.poll(() => prints(page)).toBe(1);
  expect(await page.locator('.print-only').innerText()).toContain(ticket.number);
  await page.getByText(/没有打印出来？请记下号码/).waitFor();
  expect(await prints(page)).toBe(1);
  expect(await printEvents(hall)).toBe(0);
});

it.each([80, 58])(
  'gives a roll of %d mm one page of its width, as long as the slip',
  async (paper) => {
    const hall = await startHall({ app });
    const page = await openKiosk(chromium, hall, { query: `&paper=${paper}` });
    await choosePackage(page, '出生', newborn);
    await take(page);
    await expect.poll(() => prints(page)).toBe(1);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const pages = [...pdf.matchAll(/\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/g)].map((box) =>
      box.slice(1).map((points) => Math.round((Number(points) / 72) * 25.4)),
    );
    const [width, height] = await page.locator('.print-only svg').evaluate((svg) => {
      const { width, height } = (svg as SVGSVGElement).viewBox.baseVal;
      return [width, height] as const;
    });
    const long = (height / width) * (paper - 8);
    expect(pages.map(([across]) => across)).toEqual([paper]);
    expect(pages[0]![1]! - long).toBeGreaterThanOrEqual(0);
    expect(pages[0]![1]! - long).toBeLessThan(6);
  },
);

it('gives the same number again until two minutes have passed, and says where to go after', async () => {
  const hall = await startHall({ app });
  const page = await openKiosk(chromium, hall, { heldClock: true, expectErrors: [/409/] });
  const printer = await printerOf(hall);
  await choosePackage(page, '出生', newborn);
  const ticket = await take(page);
  await expect.poll(() => numbersOn(printer)).toEqual([ticket.number]);
  const stay = async (seconds: number): Promise<void> => {
    hall.clock.pass(seconds);
    await page.clock.runFor(seconds * 1000);
  };
  // Well before its end, for the page's clock also runs by itself while the test does.
  for (const seconds of [46, 46, 13]) {
    await stay(seconds);
    const warning = page.getByRole('button', { name: '继续办理' });
    if (seconds === 46) await warning.click();
  }
  await again(page).click();
  await expect.poll(() => numbersOn(printer)).toEqual([ticket.number, ticket.number]);
  // The server's clock decides, also where the kiosk's is slow.
  hall.clock.pass(16);
  await page.clock.runFor(600);
  await again(page).click();
  await page.getByText(/已超过两分钟/).waitFor();
  expect(numbersOn(printer)).toEqual([ticket.number, ticket.number]);
  await stay(16);
  await expect.poll(() => again(page).isDisabled()).toBe(true);
});
