import { expect, it } from 'vitest';
import type { BoardState } from '../../shared/contract/board.ts';
import { useChromium } from './chromium.ts';
import { eventually, inHand, openTerminal, pill, sheet, signIn, tabTo } from './window-desk.ts';
import { atNine, useHalls } from './halls.ts';

const startHall = useHalls(atNine);
const chromium = useChromium();

it('a whole day of a clerk is done by keyboard alone', async () => {
  const hall = await startHall();
  await hall.person('wangfang', 'clerk');
  const [b1, b2, b3, b4, b5] = [
    await hall.take({ package: 'company-setup' }),
    await hall.take({ package: 'company-setup', category: 'general' }),
    await hall.take({ package: 'company-setup' }),
    await hall.take({ package: 'company-setup' }),
    await hall.take({ package: 'company-setup' }),
  ];
  const page = await openTerminal(chromium, hall);
  const { keyboard } = page;
  await signIn(page, 'wangfang');
  await keyboard.type('5');
  await keyboard.press('Enter');
  await pill(page, '空闲');

  // Call, recall, arrived; one matter ticked, the others left undone with a reason.
  await keyboard.press('F2');
  expect(await inHand(page)).toBe(b1.number);
  await pill(page, '呼叫中');
  await keyboard.press('F3');
  await page.getByText('已呼叫 2 次').waitFor();
  await keyboard.press('F4');
  await pill(page, '服务中');
  await keyboard.press('1');
  await keyboard.press('F5');
  await sheet(page, /未办结/);
  await keyboard.press('1');
  await keyboard.press('Enter');
  await page.getByText(`${b1.number} 已办结`).waitFor();
  await page.getByText('请前往').waitFor();
  const [step] = (await hall.follow(b1)).steps;
  expect(step?.items.map(({ done }) => done)).toEqual([
    true,
    ...step!.items.slice(1).map(() => false),
  ]);

  // No-show only after a second call and some seconds: the key says what is missing.
  await keyboard.press('F2');
  expect(await inHand(page)).toBe(b2.number);
  await keyboard.press('F6');
  await page.locator('.says', { hasText: '再呼叫 1 次后可过号' }).waitFor();
  await keyboard.press('F3');
  await page.getByText('已呼叫 2 次').waitFor();
  await keyboard.press('F6');
  await page.locator('.says', { hasText: /\d+ 秒后可过号/ }).waitFor();
  hall.clock.pass(25);
  await hall.take({ package: 'company-setup' });
  await page.locator('[data-command=no-show][aria-disabled=false]').waitFor();
  await keyboard.press('F6');
  await pill(page, '空闲');
  expect((await hall.follow(b2)).status).toBe('missed');

  // Held while the visitor fetches a paper; the next one is put back.
  await keyboard.press('F2');
  expect(await inHand(page)).toBe(b3.number);
  await keyboard.press('F4');
  await pill(page, '服务中');
  await keyboard.press('F7');
  await sheet(page, /挂起/);
  await keyboard.press('1');
  await keyboard.press('Enter');
  await pill(page, '空闲');
  expect((await hall.follow(b3)).status).toBe('held');
  await keyboard.press('F2');
  expect(await inHand(page)).toBe(b4.number);
  await keyboard.press('Shift+F6');
  await sheet(page, /退回排队/);
  await keyboard.press('1');
  await keyboard.press('Enter');
  await pill(page, '空闲');

  // A chosen ticket, with a reason; then to another queue, to its front.
  await keyboard.press('F9');
  await sheet(page, '指定呼叫');
  await keyboard.type(b5.number.toLowerCase());
  await keyboard.press('Tab');
  await keyboard.press('3');
  await keyboard.press('Enter');
  expect(await inHand(page)).toBe(b5.number);
  await keyboard.press('F4');
  await pill(page, '服务中');
  await keyboard.press('F8');
  const transfer = await sheet(page, /转窗/);
  await keyboard.press('ArrowDown');
  await keyboard.press('Tab');
  await keyboard.press('ArrowDown');
  await keyboard.press('Tab');
  await keyboard.type('材料已核对');
  await keyboard.press('Tab');
  await keyboard.press('2');
  expect(await transfer.locator('[name=place]').inputValue()).toBe('front');
  await keyboard.press('Enter');
  await pill(page, '空闲');
  expect((await hall.follow(b5)).status).toBe('waiting');

  // Taken up again, finished, undone, finished again.
  await keyboard.press('Shift+F7');
  await sheet(page, /取回/);
  await keyboard.press('Enter');
  expect(await inHand(page)).toBe(b3.number);
  await pill(page, '服务中');
  await keyboard.press('F5');
  await page.getByText(`${b3.number} 已办结`).waitFor();
  await keyboard.press('Control+z');
  expect(await inHand(page)).toBe(b3.number);
  await keyboard.press('F5');
  await pill(page, '空闲');
  expect((await hall.follow(b3)).steps[0]?.status).toBe('done');

  // A pause with its reason, back, and the end of the day.
  await keyboard.press('F10');
  await sheet(page, '暂停服务');
  await keyboard.press('2');
  await keyboard.press('Enter');
  await pill(page, '暂停服务');
  await page.getByText('原因：用餐').waitFor();
  await keyboard.press('F10');
  await pill(page, '空闲');
  await keyboard.press('F10');
  await sheet(page, '暂停服务');
  await tabTo(page, '关闭窗口');
  await keyboard.press('Enter');
  await sheet(page, '关闭窗口？');
  await tabTo(page, '关闭窗口');
  await keyboard.press('Enter');
  await pill(page, '未开放');
  await tabTo(page, '更多');
  await keyboard.press('Enter');
  await sheet(page, /更多/);
  await tabTo(page, '退出登录');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: '窗口工作人员登录' }).waitFor();

  // What the terminal did is what the hall saw.
  await eventually(async () => {
    const board = await hall.ok<BoardState>('GET', '/api/halls/district/board', undefined, {
      token: null,
    });
    expect(board.windows.find(({ window }) => window === 5)?.status).toBe('closed');
    expect(board.calls.filter(({ recall }) => !recall).map(({ number }) => number)).toEqual(
      [b1, b2, b3, b4, b5].map(({ number }) => number).reverse(),
    );
  });
});

it('what is done is shown in the first frame after the answer', async () => {
  const hall = await startHall();
  await hall.person('wangfang', 'clerk');
  const ticket = await hall.take({ package: 'company-setup' });
  const page = await openTerminal(chromium, hall);
  await page.addInitScript(() => {
    const read = Object.getOwnPropertyDescriptor(Response.prototype, 'text')?.value as (
      this: Response,
    ) => Promise<string>;
    Response.prototype.text = async function (this: Response) {
      const body = await read.call(this);
      if (this.url.endsWith('/call-next')) {
        let frames = 0;
        const look = (): void => {
          frames += 1;
          if (document.querySelector('.card .number') === null) requestAnimationFrame(look);
          else document.documentElement.dataset['frames'] = String(frames);
        };
        requestAnimationFrame(look);
      }
      return body;
    };
  });
  await page.reload();
  await signIn(page, 'wangfang');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await pill(page, '空闲');
  await page.keyboard.press('F2');
  expect(await inHand(page)).toBe(ticket.number);
  await page.locator('html[data-frames]').waitFor({ state: 'attached' });
  expect(await page.locator('html').getAttribute('data-frames')).toBe('1');
});
