import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Appointment } from '../../shared/contract/appointment.ts';
import type { Catalogue } from '../../shared/contract/catalogue.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import { shot, useChromium } from './chromium.ts';
import { breathe, choosePackage, openKiosk, scan, take, ticketEvents } from './kiosk-hall.ts';
import { useHalls } from './halls.ts';
import type { TestHall } from '../support/hall.ts';

const startHall = useHalls();
const chromium = useChromium();

/** The default catalogue with a package that begins next year. */
function catalogueWithComing(): Catalogue {
  const catalogue = JSON.parse(readFileSync('data/catalogue.json', 'utf8')) as Catalogue;
  const pack = catalogue.packages.find((p) => p.code === 'newborn')!;
  const name = { 'zh-Hans': '二孩补贴一件事', 'zh-Hant': '二孩補貼一件事', en: 'Second child' };
  catalogue.packages.push({ ...pack, code: 'second-child', name, validFrom: '2027-01-04' });
  return catalogue;
}

it('shows a package that is to come with its day, and gives no ticket for it', async () => {
  const hall = await startHall({ catalogue: catalogueWithComing() });
  const page = await openKiosk(chromium, hall);
  await page.getByRole('button', { name: /^出生/ }).click();
  const choice = page.getByRole('button', { name: /^二孩补贴一件事/ });
  expect(await choice.innerText()).toContain('自 2027年1月4日 星期一 起办理');
  await shot(page, 'kiosk-coming-stage');
  await choice.click();
  await page.locator('.facts').getByText('自 2027年1月4日 星期一 起办理').waitFor();
  expect(await page.locator('.take').isDisabled()).toBe(true);
  await shot(page, 'kiosk-coming-package');
  await page.getByRole('button', { name: '首页' }).click();
  await page.getByRole('button', { name: /输入想办的事/ }).click();
  await page.getByRole('searchbox').fill('ehbt');
  await page.getByRole('button', { name: /二孩补贴一件事.*自 2027年1月4日/s }).waitFor();
});

it('says the day where the server knows better than an old page', async () => {
  const hall = await startHall({ catalogue: catalogueWithComing() });
  const page = await openKiosk(chromium, hall, { expectErrors: [/409/] });
  await page.route('**/catalogue', async (route) => {
    const response = await route.fetch();
    const old = (await response.json()) as Catalogue;
    for (const pack of old.packages) pack.validFrom = '2026-01-01';
    await route.fulfill({ response, json: old });
  });
  await page.reload();
  await choosePackage(page, '出生', '二孩补贴一件事');
  await page.locator('.take').click();
  await page.getByText('这件事今天不能办理。').waitFor();
  await page.getByText('2027年1月4日 星期一 起可以办理。').waitFor();
  await shot(page, 'kiosk-refused-coming');
  expect(await ticketEvents(hall)).toEqual([]);
});

const slot = '2026-11-23T02:00:00.000Z';
const withSlots = (file: Record<string, unknown>): void => {
  for (const queue of file['queues'] as Record<string, unknown>[]) {
    queue['slotCapacity'] = 4;
    queue['slotMinutes'] = 30;
  }
};
async function book(hall: TestHall): Promise<string> {
  const { code } = await hall.ok<Appointment>('POST', '/api/halls/district/appointments', {
    package: 'newborn',
    slot,
  });
  return code;
}
/** What the slip shows and the server holds: the ticket of that appointment, and only one. */
async function expectCheckedIn(hall: TestHall, ticket: Ticket, code: string): Promise<void> {
  expect(ticket.appointment).toEqual({ code, from: slot });
  expect(ticket.package).toBe('newborn');
  expect(await ticketEvents(hall)).toEqual(['take']);
}

it('checks in by an appointment’s code on the screen’s own keys', async () => {
  const hall = await startHall({ change: withSlots });
  const code = await book(hall);
  const page = await openKiosk(chromium, hall);
  await page.getByRole('button', { name: /^预约签到/ }).click();
  for (const key of code) await page.getByRole('button', { name: key, exact: true }).click();
  await shot(page, 'kiosk-appointment-typed');
  await expectCheckedIn(hall, await take(page), code);
});

it.each(['from the first screen', 'from its own screen'])(
  'checks in by a scanner that types the QR code, %s',
  async (where) => {
    const hall = await startHall({ change: withSlots });
    const code = await book(hall);
    const page = await openKiosk(chromium, hall);
    if (where === 'from its own screen') {
      await page.getByRole('button', { name: /^预约签到/ }).click();
      await breathe(page);
    }
    const answered = page.waitForResponse('**/tickets');
    await scan(page, code);
    await page.locator('.ticket').waitFor();
    await expectCheckedIn(hall, (await (await answered).json()) as Ticket, code);
  },
);

it('checks in by the camera where the browser reads codes, and lets the camera go', async () => {
  const hall = await startHall({ change: withSlots });
  const code = await book(hall);
  const page = await openKiosk(chromium, hall);
  // Chromium on Linux reads no codes: a reader that sees the code in the third picture stands in for it.
  await page.evaluate((text) => {
    let looks = 0;
    Object.assign(globalThis, {
      BarcodeDetector: class {
        detect(video: HTMLVideoElement) {
          if (video.videoWidth === 0) throw new Error('no picture');
          looks += 1;
          return Promise.resolve(
            looks < 3 ? [] : [{ rawValue: `https://hall.example/?code=${text}` }],
          );
        }
      },
    });
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const paint = canvas.getContext('2d')!;
    setInterval(() => paint.fillRect(0, 0, 640, 480), 50);
    const stream = canvas.captureStream(20);
    Object.assign(globalThis, { stream });
    Object.defineProperty(navigator, 'mediaDevices', {
      value: { getUserMedia: () => Promise.resolve(stream) },
    });
  }, code);
  await page.getByRole('button', { name: /^预约签到/ }).click();
  const answered = page.waitForResponse('**/tickets');
  await page.getByRole('button', { name: '用摄像头扫码' }).click();
  await page.locator('.ticket').waitFor();
  await expectCheckedIn(hall, (await (await answered).json()) as Ticket, code);
  const live = await page.evaluate(() =>
    (globalThis as unknown as { stream: MediaStream }).stream
      .getTracks()
      .some((track) => track.readyState === 'live'),
  );
  expect(live).toBe(false);
});

it('lets a camera go that opens after the visitor has left', async () => {
  const hall = await startHall({ change: withSlots });
  const page = await openKiosk(chromium, hall);
  await page.evaluate(() => {
    const stream = document.createElement('canvas').captureStream(5);
    Object.assign(globalThis, { BarcodeDetector: class {}, stream });
    Object.defineProperty(navigator, 'mediaDevices', {
      value: {
        getUserMedia: () =>
          new Promise((resolve) => {
            Object.assign(globalThis, { open: () => resolve(stream) });
          }),
      },
    });
  });
  await page.getByRole('button', { name: /^预约签到/ }).click();
  await page.getByRole('button', { name: '用摄像头扫码' }).click();
  await page.getByRole('button', { name: '关闭摄像头' }).waitFor();
  await page.getByRole('button', { name: '返回' }).click();
  await page.locator('div.home').waitFor();
  await page.evaluate(() => (globalThis as unknown as { open: () => void }).open());
  await page.waitForFunction(() =>
    (globalThis as unknown as { stream: MediaStream }).stream
      .getTracks()
      .every((track) => track.readyState === 'ended'),
  );
});

it('says that the camera does not open, and the code can be typed', async () => {
  const hall = await startHall({ change: withSlots });
  const page = await openKiosk(chromium, hall);
  await page.evaluate(() => {
    Object.assign(globalThis, { BarcodeDetector: class {} });
    Object.defineProperty(navigator, 'mediaDevices', {
      value: { getUserMedia: () => Promise.reject(new Error('none')) },
    });
  });
  await page.getByRole('button', { name: /^预约签到/ }).click();
  await page.getByRole('button', { name: '用摄像头扫码' }).click();
  await page.getByText('摄像头打不开，请输入预约码。').waitFor();
  expect(await page.getByLabel('预约码').isVisible()).toBe(true);
});

it('offers no camera where the browser reads no codes: scanner and keys are there', async () => {
  const hall = await startHall();
  const page = await openKiosk(chromium, hall);
  await page.evaluate(() => Reflect.deleteProperty(globalThis, 'BarcodeDetector'));
  await page.getByRole('button', { name: /^预约签到/ }).click();
  await page.getByText('请把预约二维码对准扫码口，或输入预约码').waitFor();
  expect(await page.getByRole('button', { name: '用摄像头扫码' }).count()).toBe(0);
});
