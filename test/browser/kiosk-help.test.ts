import { expect, it } from 'vitest';
import type { EventEntry } from '../../shared/contract/events.ts';
import { checkAxe, shot, useChromium } from './chromium.ts';
import { breathe, choosePackage, openKiosk } from './kiosk-hall.ts';
import { useHalls } from './halls.ts';
import { checkFit, checkTargets } from './kiosk-measure.ts';
import { openConsole, signIn } from './admin-hall.ts';

const startHall = useHalls();
const chromium = useChromium();

// faults S19
it("rings at the guide's desk by one key of the kiosk, and hears who comes", async () => {
  const hall = await startHall();
  await hall.person('guide', 'guide');
  const desk = await openConsole(chromium, hall, 'guide');
  await signIn(desk, 'guide', 'long enough');
  await desk.getByRole('heading', { level: 1, name: '今日号票' }).waitFor();
  await desk.evaluate(() => {
    Object.assign(globalThis, { tones: 0 });
    // Each tone is connected to what is heard.
    const connect = Reflect.get(AudioNode.prototype, 'connect') as (to: AudioNode) => AudioNode;
    Object.assign(AudioNode.prototype, {
      connect(this: AudioNode, to: AudioNode) {
        if (to === to.context.destination) (globalThis as unknown as { tones: number }).tones += 1;
        return connect.call(this, to);
      },
    });
  });
  const kiosk = await openKiosk(chromium, hall);
  await choosePackage(kiosk, '出生', '新生儿出生一件事');
  await kiosk.getByRole('button', { name: '请人帮忙' }).click();
  await kiosk.getByText('已通知，工作人员马上来。').waitFor();
  await shot(kiosk, 'kiosk-help');
  await checkFit(kiosk);
  await checkTargets(kiosk);
  await checkAxe(kiosk, 'AAA');

  const bell = desk.getByRole('alert', { name: '请人帮忙' });
  await bell.getByText('一号取号机 请人帮忙').waitFor();
  await desk.waitForFunction(() => (globalThis as unknown as { tones: number }).tones > 0);
  await shot(desk, 'console-help');
  await checkAxe(desk);
  // The visitor goes on meanwhile, where they were.
  await breathe(kiosk);
  await kiosk.getByRole('button', { name: '知道了' }).click();
  expect(await kiosk.locator('.take').isVisible()).toBe(true);

  await bell.getByRole('button', { name: '我去' }).click();
  await bell.waitFor({ state: 'detached' });
  await kiosk.getByRole('button', { name: '已叫人' }).click();
  await kiosk.getByText('工作人员正在过来。').waitFor();
});

it('says when nobody answers, and takes the call back when its visitor leaves', async () => {
  const hall = await startHall();
  const kiosk = await openKiosk(chromium, hall, { heldClock: true });
  const press = async (name: string): Promise<void> => {
    await kiosk.clock.runFor(600);
    await kiosk.getByRole('button', { name, exact: true }).click();
  };
  await press('请人帮忙');
  await kiosk.getByText('已通知，工作人员马上来。').waitFor();
  // Who waits touches nothing, and is not sent away.
  await kiosk.clock.fastForward(90_000);
  expect(await kiosk.getByText('已通知，工作人员马上来。').isVisible()).toBe(true);
  hall.clock.pass(121);
  await kiosk.clock.fastForward(6_000);
  await kiosk.getByText(/暂时没有人应答。请到入口处的咨询台/).waitFor();

  await press('再叫一次');
  await kiosk.getByText('已通知，工作人员马上来。').waitFor();
  await press('不用来了');
  await kiosk.locator('dialog').waitFor({ state: 'detached' });
  const last = async (): Promise<string | undefined> =>
    (await hall.ok<EventEntry[]>('GET', '/api/halls/district/events?limit=1000'))
      .filter(({ command }) => command.endsWith('-help'))
      .sort((a, b) => b.version - a.version)[0]?.command;
  await expect.poll(last).toBe('withdraw-help');
});
