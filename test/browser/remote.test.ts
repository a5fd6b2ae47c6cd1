import { expect, it } from 'vitest';
import type { Appointment, Slots } from '../../shared/contract/appointment.ts';
import type { LateEntered } from '../../shared/contract/late.ts';
import type { Setup } from '../../shared/contract/setup.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { openPage } from './admin-hall.ts';
import { useHalls } from './halls.ts';
import { atWork } from './window-desk.ts';

const startHall = useHalls();
const chromium = useChromium();
const base = '/api/halls/district';

it('holds appointments by telephone and video, each with the number or link that both sides see', async () => {
  const hall = await startHall();
  await hall.ok('PATCH', base, {
    queues: [
      { code: 'tax', slotCapacity: 3, slotMinutes: 30, appointmentLink: '腾讯会议 111 222' },
    ],
  });
  const page = await openPage(chromium, hall, 'appointments');
  await page.getByRole('button', { name: '预约方式' }).click();
  const queue = page.getByRole('dialog').getByRole('group', { name: /税务/ });
  for (const kind of ['电话', '视频']) await queue.getByLabel(kind, { exact: true }).check();
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  const { slots, kinds } = await hall.ok<Slots>('GET', `${base}/slots?queue=tax`);
  expect(kinds).toEqual(['window', 'telephone', 'video']);
  const book = (kind: string, phone: string, name: string) =>
    hall.ok<Appointment>(
      'POST',
      `${base}/appointments`,
      { queue: 'tax', kind, slot: slots[0]!.from, phone, name },
      { token: null },
    );
  await book('telephone', '13800138000', '林女士');
  const { code } = await book('video', '13900139000', '王先生');
  hall.clock.set(slots[0]!.from);
  const visitor = await chromium.page({ viewport: { width: 390, height: 844 } });
  await visitor.goto(`${hall.url}/phone/book?hall=district&code=${code}`);
  await visitor.getByText('腾讯会议 111 222').waitFor();

  // The guide gives this one a place of its own; what is no address is said where it stands.
  await page.reload();
  await page.getByRole('button', { name: `本次预约的视频地址 · ${code}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/视频地址或会议号/).fill('javascript:alert(1)');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel(/视频地址或会议号/).fill('https://meet.example.cn/42');
  await checkAxe(page);
  await shot(page, 'appointment-link');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'detached' });
  await visitor.reload();
  await visitor.getByRole('link', { name: 'https://meet.example.cn/42' }).waitFor();
  await checkAxe(visitor);

  // The clerk has whom to call and where to meet, and can change it, by the keyboard alone.
  const window = (await hall.ok<Setup>('GET', `${base}/setup`)).hall.windows.find(({ serves }) =>
    serves.some((each) => each.queue === 'tax'),
  )!;
  const terminal = await atWork(chromium, hall, window.number);
  const list = terminal.getByRole('region', { name: '电话和视频预约' });
  await list.getByText('13800138000').waitFor();
  expect(await list.getByRole('link', { name: '打开视频' }).getAttribute('href')).toBe(
    'https://meet.example.cn/42',
  );
  await list.getByRole('button', { name: /改会议号/ }).press('Enter');
  await list.getByLabel('视频地址或会议号').fill('会议 987 654');
  await checkAxe(terminal);
  await shot(terminal, 'terminal-remote');
  await list.getByLabel('视频地址或会议号').press('Enter');
  await list.getByText('会议 987 654').waitFor();
  await visitor.reload();
  await visitor.getByText('会议 987 654').waitFor();
});

it('enters a number on paper for a window that is retired since', async () => {
  const hall = await startHall();
  await hall.person('li', 'clerk');
  const draft = await hall.ok<Setup>('GET', `${base}/setup`);
  const { number, serves } = draft.hall.windows[0]!;
  const queue = draft.hall.queues.find(({ code }) => code === serves[0]!.queue)!;
  draft.hall.windows.shift();
  const { revision, hall: file, catalogue } = draft;
  await hall.ok('PUT', `${base}/setup`, { revision, hall: file, catalogue, from: 'now' });
  hall.clock.pass(7200);
  const page = await openPage(chromium, hall, 'paper');
  await page.getByRole('button', { name: '代窗口补录…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '补录', exact: true }).click();
  await dialog.getByText('请填纸上的号').waitFor();
  const windows = dialog.getByLabel('窗口', { exact: true });
  await windows.selectOption(
    await windows.locator('option', { hasText: '（已停用）' }).getAttribute('value'),
  );
  await dialog.getByLabel('业务队列').selectOption(queue.code);
  await dialog.getByLabel('号码').fill(`P-${queue.prefix}001`);
  const clock = (minutesAgo: number): string =>
    new Intl.DateTimeFormat('zh-CN', {
      ...{ timeZone: draft.hall.timezone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    }).format(new Date(Date.parse(hall.clock.now()) - minutesAgo * 60_000));
  await dialog.getByLabel('叫号').fill(clock(60));
  await dialog.getByLabel('结束').fill(clock(50));
  await dialog.getByLabel('窗口人员').selectOption('li');
  await checkAxe(page);
  await shot(page, 'late-entry');
  await dialog.getByRole('button', { name: '补录', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: new RegExp(`P-${queue.prefix}001`) }).waitFor();
  const { items } = await hall.ok<LateEntered>('GET', `${base}/late-entries`);
  expect(items).toMatchObject([{ window: number, outcome: 'done', clerk: 'li' }]);
});
