import { expect, it } from 'vitest';
import type { CaseList } from '../../shared/contract/case.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { atNine, useHalls } from './halls.ts';
import { atWork, compact, inHand, sheet } from './window-desk.ts';

const startHall = useHalls(atNine);
const chromium = useChromium();
const at = '/api/halls/district';

it('what could not be done is told on the phone, answered there, and asked again once', async () => {
  const hall = await startHall();
  await hall.person('manager', 'manager');
  const clerk = await hall.openWindow(33);
  const ticket = await hall.take({ queue: 'social' });
  const page = await chromium.page({ viewport: { width: 390, height: 844 }, isMobile: true });
  await page.goto(`${hall.url}/phone/${ticket.token}`);
  await page.getByText(ticket.number).first().waitFor();
  // Nobody is asked before anything was done.
  const tell = page.getByRole('button', { name: '没办成？告诉我们' });
  expect(await tell.count()).toBe(0);
  await hall.window(33, 'call-next', {}, clerk);
  await hall.window(33, 'start', {}, clerk);
  await hall.window(33, 'finish', {}, clerk);

  await tell.click();
  await page.getByLabel('什么事没有办成').fill('跑了三次，公章还是没有备案');
  await page.getByLabel('联系电话（选填）').fill('13800138000');
  await checkAxe(page);
  await shot(page, 'phone-case-tell');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText(/正在处理，3月9日.*前答复您/).waitFor();
  expect(await tell.count()).toBe(0);

  const { cases } = await hall.ok<CaseList>('GET', `${at}/cases`);
  expect(cases[0]).toMatchObject({ number: ticket.number, phone: '13800138000' });
  const path = `${at}/cases/${cases[0]!.id}`;
  await hall.ok('POST', `${path}/answer`, { resolution: '已协调公安窗口当场备案' });
  await page.getByText('已协调公安窗口当场备案').waitFor();
  await shot(page, 'phone-case-answered', { fullPage: true });
  await checkAxe(page);
  await page.getByRole('button', { name: '对答复不满意' }).click();
  await page.getByLabel('哪里还没有解决').fill('还是没有收到');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText(/正在处理，3月9日/).waitFor();
  expect(await page.getByRole('button', { name: '对答复不满意' }).count()).toBe(0);

  // At the window, of the ticket in hand: from the list by a digit, with a wish for a call back.
  const second = await hall.take({ package: 'company-setup' });
  const desk = await atWork(chromium, hall, 5, { viewport: compact });
  await desk.keyboard.press('Shift+F5');
  await desk.getByRole('status').getByText('手上没有号票').waitFor();
  await desk.keyboard.press('F2');
  await inHand(desk);
  await desk.keyboard.press('Shift+F5');
  const dialog = await sheet(desk, `${second.number} 有什么事没办成`);
  await desk.keyboard.press('1');
  await dialog.locator('[name=phone]').fill('1380013800x');
  await desk.keyboard.press('Enter');
  await dialog.getByText('请核对联系电话').waitFor();
  await dialog.locator('[name=phone]').fill('13800138000');
  await dialog.locator('[name=more]').fill('公章备案');
  await checkAxe(desk);
  await shot(desk, 'window-not-done');
  await desk.keyboard.press('Enter');
  await desk.getByText(`${second.number} 的诉求已登记，3月9日`).waitFor();
  await shot(desk, 'window-not-done-kept');
  await desk.keyboard.press('Escape');
  await desk.getByText(/诉求已登记/).waitFor({ state: 'detached' });
  await desk.keyboard.press('F4');
  await desk.keyboard.press('F5');
  // Its visitor reads the reason in his own language, with what the clerk added.
  await page.goto(`${hall.url}/phone/${second.token}`);
  await page.getByRole('button', { name: /English/ }).click();
  await page.getByText(second.number).first().waitFor();
  await shot(page, 'phone-case-of-window', { fullPage: true });
  await page.getByText('Came several times in vain: 公章备案').waitFor();
});
