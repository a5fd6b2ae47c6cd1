import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { atWork, compact, eventually, inHand, pill, sheet, stateOf, tabTo } from './window-desk.ts';
import { atNine, useHalls } from './halls.ts';

const startHall = useHalls(atNine);
const chromium = useChromium();
/** F2 until it asks: pressed right after a call it is the second press of that one. */
async function askNext(page: Page, key = 'F2') {
  const question = page.getByRole('dialog', { name: /还没有到窗/ });
  await expect
    .poll(
      async () => {
        await page.keyboard.press(key);
        return question.count();
      },
      { timeout: 15_000 },
    )
    .toBe(1);
  return question;
}
const gone = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' });

it('faults S8: F2 asks what became of one who was called and has not come, and one key says it', async () => {
  const hall = await startHall();
  const tickets = [];
  for (let n = 0; n < 4; n += 1) tickets.push(await hall.take({ queue: 'one-enterprise' }));
  const [first, second, third, fourth] = tickets.map(({ number }) => number);
  const page = await atWork(chromium, hall, 5, { viewport: compact });
  const { keyboard } = page;
  await keyboard.press('F2');
  expect(await inHand(page)).toBe(first);

  // Nothing is chosen beforehand: F2 again, Enter and Space change nothing; too early says why.
  const question = await askNext(page);
  await sheet(page, `${first} 还没有到窗`);
  await checkAxe(page);
  await shot(page, 'window-next');
  for (const key of ['F2', 'Enter', 'Space', '1']) await keyboard.press(key);
  await question.getByText('再呼叫 1 次后可过号').waitFor();
  expect((await hall.follow(tickets[0]!)).status).toBe('called');
  await keyboard.press('F3');
  await page.getByText('已呼叫 2 次').waitFor();
  hall.clock.pass(25);
  await hall.take({ queue: 'one-enterprise' });
  await page.locator('[data-command=no-show][aria-disabled=false]').waitFor();

  // 1: a no-show, and the next is called. Undone, both are as they were.
  await askNext(page, 'NumpadAdd');
  await keyboard.press('Numpad1');
  await page.locator('.number', { hasText: second! }).first().waitFor();
  expect((await hall.follow(tickets[0]!)).status).toBe('missed');
  await keyboard.press('Control+z');
  await page.locator('.number', { hasText: first! }).first().waitFor();
  await askNext(page);
  await keyboard.press('F6');
  await page.locator('.number', { hasText: second! }).first().waitFor();

  // 3: back in line, and somebody else is called; 2: it was done after all.
  await askNext(page);
  await keyboard.press('3');
  await page.locator('.number', { hasText: third! }).first().waitFor();
  expect((await hall.follow(tickets[1]!)).status).toBe('waiting');
  await askNext(page);
  let answer: () => void = () => undefined;
  const pressed = new Promise<void>((go) => (answer = go));
  await page.route(/\/call-next$/, async (route) => {
    const response = await route.fetch();
    await pressed;
    await route.fulfill({ response });
  });
  await keyboard.press('2');
  await page.locator('.number', { hasText: second! }).first().waitFor();
  expect((await hall.follow(tickets[2]!)).status).toBe('done');

  // Who is at the window is finished by F2 as ever, also right after the arrival was pressed, and
  // where the keys are faster than the answers.
  await keyboard.press('F4');
  await keyboard.press('F2');
  answer();
  await page.locator('.number', { hasText: fourth! }).first().waitFor();
  expect((await hall.follow(tickets[1]!)).status).toBe('done');
});

it('faults S8: what was said holds where nobody else waits, and a hall can have the no-show at once', async () => {
  const hall = await startHall();
  const first = await hall.take({ queue: 'one-enterprise' });
  const page = await atWork(chromium, hall, 5);
  const missable = async (): Promise<void> => {
    await page.keyboard.press('F3');
    await page.getByText('已呼叫 3 次').waitFor();
    hall.clock.pass(25);
  };
  await page.keyboard.press('F2');
  expect(await inHand(page)).toBe(first.number);
  await askNext(page);
  await page.keyboard.press('Shift+F6');
  await pill(page, '空闲');
  expect((await hall.follow(first)).status).toBe('waiting');

  await hall.ok('PATCH', '/api/halls/district', { settings: { noShowOnNext: true } });
  const second = await hall.take({ queue: 'one-enterprise' });
  await page.keyboard.press('F2');
  expect(await inHand(page)).toBe(first.number);
  await missable();
  await hall.take({ queue: 'one-enterprise' });
  await page.locator('[data-command=no-show][aria-disabled=false]').waitFor();
  await page.keyboard.press('F2');
  await page.locator('.number', { hasText: second.number }).first().waitFor();
  await page.locator('.says', { hasText: `${first.number} 没有来，已记为过号` }).waitFor();
  expect((await hall.follow(first)).status).toBe('missed');
});

it.each([
  { width: 800, height: 600 },
  { width: 480, height: 720 },
])('faults S23: every command is in view at $width × $height', async (viewport) => {
  const hall = await startHall();
  await hall.take({ package: 'company-setup' });
  const page = await atWork(chromium, hall, 5, { viewport });
  const outside = () =>
    page.locator('[data-command]').evaluateAll((all) =>
      all
        .filter((each) => {
          const { top, bottom, left, right } = each.getBoundingClientRect();
          const middle = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
          return bottom > innerHeight || right > innerWidth || !each.contains(middle);
        })
        .map((each) => each.getAttribute('data-command')),
    );
  expect(await page.locator('[data-command]').count()).toBe(13);
  expect(await outside()).toEqual([]);
  await page.keyboard.press('F2');
  await inHand(page);
  await page.keyboard.press('F4');
  await pill(page, '服务中');
  expect(await outside()).toEqual([]);
  await shot(page, `window-commands-${viewport.width}`);
});

it('faults S23: a transfer is typed and shows who waits where; the clerk reads no paths', async () => {
  const hall = await startHall();
  for (let n = 0; n < 3; n += 1) await hall.take({ queue: 'tax' });
  await hall.openWindow(15);
  const first = await hall.take({ queue: 'one-enterprise' });
  await hall.take({ queue: 'one-enterprise' });
  await hall.take({ queue: 'one-enterprise', category: 'senior' });
  const page = await atWork(chromium, hall, 5);
  const { keyboard } = page;

  // Enter takes the reason that has the focus.
  await keyboard.press('F10');
  await sheet(page, '暂停服务');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await page.getByText('原因：用餐').waitFor();
  expect((await stateOf(hall, 5)).pauseReason).toBe('meal');
  await keyboard.press('F10');
  await pill(page, '空闲');
  await keyboard.press('F10');
  await sheet(page, '暂停服务');
  await keyboard.press('Enter');
  await page.getByText('原因：短暂离开').waitFor();
  await keyboard.press('F10');
  await pill(page, '空闲');

  // A row says why it stands where it stands only where that is not the order of taking.
  await page.getByRole('button', { name: '候叫名单' }).click();
  await eventually(async () => {
    expect(await page.locator('td.because').allInnerTexts()).toEqual(['优先 10 分钟', '', '']);
  });

  await keyboard.press('F1');
  const help = await sheet(page, '按键说明');
  expect(await help.innerText()).not.toMatch(/api|http|POST|\{/i);
  await keyboard.press('Escape');
  await gone(page);

  await keyboard.press('F9');
  await sheet(page, '指定呼叫');
  await keyboard.type(first.number);
  await keyboard.press('Tab');
  await keyboard.press('3');
  await keyboard.press('Enter');
  expect(await inHand(page)).toBe(first.number);
  await keyboard.press('F4');
  await pill(page, '服务中');
  await keyboard.press('F8');
  const transfer = await sheet(page, /转窗/);
  const tax = transfer.locator('[data-target="queue:tax"]');
  await tax.getByText('3 人').waitFor();
  await tax.getByText('1 个窗口在办').waitFor();
  await checkAxe(page);
  await shot(page, 'window-transfer');
  await keyboard.type('15');
  expect(await transfer.locator('[role=option][aria-selected=true]').innerText()).toMatch(
    /15[^]*使用中[^]*3 人/,
  );
  await keyboard.press('Enter');
  await keyboard.press('1');
  await keyboard.press('Enter');
  await pill(page, '空闲');
  const { steps } = await hall.follow(first);
  expect(steps.map(({ queue, status }) => [queue, status])).toEqual([['tax', 'waiting']]);

  // Closing is a key of its own, in view.
  await page.locator('[data-command=close]').click();
  await sheet(page, '关闭窗口？');
  await keyboard.press('Escape');
  await gone(page);
  await keyboard.press('Shift+F2');
  await sheet(page, '关闭窗口？');
  await keyboard.press('Enter');
  await pill(page, '未开放');
});

it('faults W18: on plain http the menu says why there is no small window, and what to do', async () => {
  const hall = await startHall();
  const page = await atWork(chromium, hall, 5);
  await page.addInitScript(() => {
    // What a browser leaves out of a page that came over plain http from another machine.
    Reflect.deleteProperty(globalThis, 'documentPictureInPicture');
    Object.defineProperty(globalThis, 'isSecureContext', { value: false });
  });
  await page.reload();
  await pill(page, '空闲');
  await tabTo(page, '更多');
  await page.keyboard.press('Enter');
  await sheet(page, /更多/);
  const missing = page.locator('[data-missing=small]');
  await missing.getByText('这个地址是 http').waitFor();
  expect(await missing.innerText()).toContain(`https 地址，或在本机浏览器策略中把 ${hall.url}`);
  await checkAxe(page);
  await shot(page, 'window-plain-http');
  await page.getByRole('button', { name: 'English' }).click();
  await missing.getByText('The address is plain http').waitFor();
});
