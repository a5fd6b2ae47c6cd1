import { expect, it } from 'vitest';
import { useChromium } from './chromium.ts';
import { atWork, compact, eventually, inHand, pill, sheet, tabTo } from './window-desk.ts';
import { atNine, useHalls } from './halls.ts';

const startHall = useHalls(atNine);
const chromium = useChromium();

it('a numeric keypad calls, recalls, starts, finishes, holds and pauses', async () => {
  const hall = await startHall();
  const first = await hall.take({ queue: 'one-enterprise' });
  const second = await hall.take({ queue: 'one-enterprise' });
  const page = await atWork(chromium, hall, 5);
  await page.keyboard.press('NumpadAdd');
  expect(await inHand(page)).toBe(first.number);
  await page.keyboard.press('NumpadMultiply');
  await page.getByText('已呼叫 2 次').waitFor();
  hall.clock.pass(25);
  await hall.take({ queue: 'one-enterprise' });
  await page.locator('[data-command=no-show][aria-disabled=false]').waitFor();
  await page.keyboard.press('NumpadSubtract');
  await pill(page, '空闲');
  await page.keyboard.press('NumpadDecimal');
  expect(await inHand(page)).toBe(first.number);
  await page.keyboard.press('NumpadEnter');
  await pill(page, '服务中');
  await page.keyboard.press('NumpadEnter');
  await pill(page, '空闲');
  expect((await hall.follow(first)).status).toBe('done');
  await page.keyboard.press('NumpadAdd');
  await page.keyboard.press('NumpadDivide');
  await sheet(page, /挂起/);
  await page.keyboard.press('Numpad2');
  await page.keyboard.press('NumpadEnter');
  await pill(page, '空闲');
  expect((await hall.follow(second)).steps[0]?.holdKind).toBe('this-window');
  // The Enter that confirmed the hold was not also a press of the keypad.
  expect(await page.locator('.says .notice').count()).toBe(0);
  await page.keyboard.press('Numpad0');
  await sheet(page, '暂停服务');
  await page.keyboard.press('Numpad1');
  await page.keyboard.press('NumpadEnter');
  await pill(page, '暂停服务');
  await page.keyboard.press('Numpad0');
  await pill(page, '空闲');
});

it('keys of one character can be turned off, and never act while a note is written', async () => {
  const hall = await startHall();
  const first = await hall.take({ package: 'company-setup' });
  const page = await atWork(chromium, hall, 5);
  await page.keyboard.press('F2');
  expect(await inHand(page)).toBe(first.number);
  await page.getByLabel('给下一窗口留言').focus();
  await page.keyboard.type('缺 1 份 + 2 页');
  expect(await page.locator('.matter input:checked').count()).toBe(0);
  await tabTo(page, '更多');
  await page.keyboard.press('Enter');
  await sheet(page, /更多/);
  await page.getByLabel('小键盘与数字键操作').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  await page.keyboard.press('NumpadAdd');
  await page.keyboard.press('F4');
  await pill(page, '服务中');
  expect(await inHand(page)).toBe(first.number);
  expect(await page.locator('.matter input:checked').count()).toBe(0);
});

it('a key box on the network drives the window, and its terminal follows', async () => {
  const hall = await startHall();
  const first = await hall.take({ queue: 'one-enterprise' });
  const page = await atWork(chromium, hall, 5);
  const { pairingCode } = await hall.ok<{ pairingCode: string }>('POST', '/api/devices', {
    hall: 'district',
    kind: 'keypad',
    name: '5 号窗口按键盒',
    window: 5,
  });
  const { token: box } = await hall.ok<{ token: string }>('POST', '/api/devices/pair', {
    pairingCode,
  });
  const press = (key: string) =>
    hall.ok('POST', '/api/halls/district/windows/5/keys', { key }, { token: box });
  await press('next');
  expect(await inHand(page)).toBe(first.number);
  await press('recall');
  await page.getByText('已呼叫 2 次').waitFor();
  await press('start');
  await pill(page, '服务中');
  await press('finish');
  await pill(page, '空闲');
  await press('pause');
  await pill(page, '暂停服务');
  await press('pause');
  await pill(page, '空闲');
});

it('a key box on a serial port drives the terminal: one letter a line', async () => {
  const hall = await startHall();
  const first = await hall.take({ queue: 'one-enterprise' });
  const page = await atWork(chromium, hall, 5);
  await page.addInitScript(() => {
    // The simulated box: what the test types into it comes out of the port, cut anywhere.
    let wire: ReadableStreamDefaultController<Uint8Array> | undefined;
    const port = {
      readable: new ReadableStream<Uint8Array>({
        start: (controller) => {
          wire = controller;
        },
      }),
      open: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    Object.defineProperty(navigator, 'serial', {
      value: { getPorts: () => Promise.resolve([]), requestPort: () => Promise.resolve(port) },
    });
    Object.assign(globalThis, {
      box: (text: string) => wire?.enqueue(new TextEncoder().encode(text)),
    });
  });
  await page.reload();
  await pill(page, '空闲');
  const type = (text: string) =>
    page.evaluate((sent) => {
      (globalThis as unknown as { box: (text: string) => void }).box(sent);
    }, text);
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('button', { name: /连接按键盒/ }).click();
  await page.getByText('按键盒已连接').waitFor();
  await page.keyboard.press('Escape');
  await type('N');
  await type('\r\n');
  expect(await inHand(page)).toBe(first.number);
  await type('x\nR\nS');
  await page.getByText('已呼叫 2 次').waitFor();
  await type('\n');
  await pill(page, '服务中');
  await type('f\n');
  await pill(page, '空闲');
  await type('P\n');
  await pill(page, '暂停服务');
  await type('P\n');
  await pill(page, '空闲');
});

it('says why a command is not possible, and warns once when a wait exceeds the service level', async () => {
  const hall = await startHall();
  await hall.take({ queue: 'one-enterprise' });
  const page = await atWork(chromium, hall, 5);
  const start = page.locator('[data-command=start]');
  await start.focus();
  expect(await start.getAttribute('aria-disabled')).toBe('true');
  await start.getByText('手上没有号票，请先按 F2 叫号').waitFor();
  await page.keyboard.press('F4');
  await page.locator('.says', { hasText: '手上没有号票' }).waitFor();

  expect(await page.locator('.row.over').count()).toBe(0);
  hall.clock.pass(16 * 60);
  await hall.take({ queue: 'one-enterprise' });
  await page.getByRole('alert').filter({ hasText: '等候超过 15 分钟' }).waitFor();
  await page.locator('.row.over', { hasText: '企业' }).waitFor();
  await page
    .getByRole('alert')
    .filter({ hasText: '等候超过 15 分钟' })
    .waitFor({ state: 'detached' });
  await hall.take({ queue: 'one-enterprise' });
  await page.locator('.row', { hasText: '企业' }).getByText('3 人').waitFor();
  expect(await page.getByRole('alert').filter({ hasText: '等候超过' }).count()).toBe(0);
});

it('moves into a small window above other programs and back, with its keys', async () => {
  const hall = await startHall();
  const first = await hall.take({ queue: 'one-enterprise' });
  const page = await atWork(chromium, hall, 5, { viewport: compact });
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('button', { name: /小窗置顶/ }).click();
  await page.getByText('叫号终端正在小窗中显示').waitFor();
  await page.keyboard.press('F2');
  await eventually(async () => {
    const shown = await page.evaluate(() => {
      const { window: small } = (
        globalThis as unknown as { documentPictureInPicture: { window: Window | null } }
      ).documentPictureInPicture;
      return small?.document.querySelector('.card .number')?.textContent?.trim();
    });
    expect(shown).toBe(first.number);
  });
  await page.getByRole('button', { name: '收回到这里' }).click();
  expect(await inHand(page)).toBe(first.number);
  await page.keyboard.press('F4');
  await pill(page, '服务中');
});
