import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { TestHall } from '../support/hall.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { atNine, useHalls } from './halls.ts';

const startHall = useHalls(atNine);
const chromium = useChromium();

/** A pad paired to window 5, on its first screen. */
async function openPad(hall: TestHall): Promise<Page> {
  const { pairingCode } = await hall.ok<{ pairingCode: string }>('POST', '/api/devices', {
    hall: 'district',
    kind: 'rating',
    name: '5 号窗口评价器',
    window: 5,
  });
  const page = await chromium.page({ viewport: { width: 1280, height: 800 }, hasTouch: true });
  await page.clock.install();
  await page.goto(`${hall.url}/window/pad?pairingCode=${pairingCode}`);
  await page.getByText('5 号窗口', { exact: true }).waitFor();
  return page;
}

/** One visitor, called and served at window 5 to the end. */
async function serve(hall: TestHall, clerk: string) {
  const ticket = await hall.take({ queue: 'one-enterprise' });
  await hall.window(5, 'call-next', {}, clerk);
  await hall.window(5, 'start', {}, clerk);
  return { ticket, finish: () => hall.window(5, 'finish', {}, clerk) };
}

it('shows the window, the number in service, and asks after the end', async () => {
  const hall = await startHall();
  const clerk = await hall.openWindow(5);
  await hall.ok('PATCH', '/api/staff/clerk5', { number: '0805' });
  const pad = await openPad(hall);
  await checkAxe(pad);
  await pad.getByText('区行政服务中心').waitFor();
  // Faults S22: who is only called is not being served; the clerk has a number, no login.
  const ticket = await hall.take({ queue: 'one-enterprise' });
  await hall.window(5, 'call-next', {}, clerk);
  await pad.getByText(`请 ${ticket.number} 号到本窗口办理`).waitFor();
  expect(await pad.getByText('正在为您服务').count()).toBe(0);
  await shot(pad, 'pad-called');
  await hall.window(5, 'start', {}, clerk);
  await pad.getByText('正在为您服务').waitFor();
  await pad.getByText(ticket.number, { exact: true }).waitFor();
  await pad.getByText('工号 0805').waitFor();
  expect(await pad.locator('body').innerText()).not.toContain('clerk5');
  await shot(pad, 'pad-serving');
  await checkAxe(pad);
  await hall.window(5, 'finish', {}, clerk);
  await pad.getByRole('heading', { name: '请您对本次服务作出评价' }).waitFor();
  await checkAxe(pad);
  await shot(pad, 'pad-ask');
  await pad.getByRole('button', { name: '满意', exact: true }).click();
  await pad.getByText('感谢您的评价').waitFor();
  expect((await hall.follow(ticket)).steps[0]?.rated).toBe(true);
});

it('takes the reasons of a bad rating, each optional', async () => {
  const hall = await startHall();
  const clerk = await hall.openWindow(5);
  const pad = await openPad(hall);
  const { ticket, finish } = await serve(hall, clerk);
  await finish();
  await pad.getByRole('button', { name: '非常不满意' }).click();
  await pad.getByRole('heading', { name: '哪里需要改进？' }).waitFor();
  expect((await hall.follow(ticket)).steps[0]?.rated).toBe(false);
  await checkAxe(pad);
  await shot(pad, 'pad-why');
  await pad.getByRole('button', { name: '解释不清楚' }).click();
  await pad.getByRole('button', { name: '提交' }).click();
  await pad.getByText('我们会尽快核实改进').waitFor();
  expect((await hall.follow(ticket)).steps[0]?.rated).toBe(true);
});

it('records nothing when nobody touches it', async () => {
  const hall = await startHall();
  const clerk = await hall.openWindow(5);
  const pad = await openPad(hall);
  const { ticket, finish } = await serve(hall, clerk);
  await finish();
  await pad.getByRole('heading', { name: '请您对本次服务作出评价' }).waitFor();
  await pad.clock.fastForward(15_000);
  await pad.getByText('欢迎您').waitFor();
  expect((await hall.follow(ticket)).steps[0]?.rated).toBe(false);
});

it('faults S22: takes 不评价 for an answer, and records nothing', async () => {
  const hall = await startHall();
  const clerk = await hall.openWindow(5);
  const pad = await openPad(hall);
  const { ticket, finish } = await serve(hall, clerk);
  await finish();
  await pad.getByRole('button', { name: '不评价' }).click();
  await pad.getByText('欢迎您').waitFor();
  expect(await pad.getByText('请您对本次服务作出评价').count()).toBe(0);
  expect((await hall.follow(ticket)).steps[0]?.rated).toBe(false);
});
