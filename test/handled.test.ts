import { expect, it } from 'vitest';
import type { ClerkDay } from '../shared/contract/window.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

const dayOf = (hall: TestHall, token: string): Promise<ClerkDay> =>
  hall.ok<ClerkDay>('GET', '/api/halls/district/clerk-day', undefined, { token });

onBothDatabases('what was handled so far', (fresh) => {
  it('lesson 15: a hold does not set the clock of the ticket in hand back', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const { number } = await hall.take({ queue: 'one-life' });
    const called = await hall.window(1, 'call-next', {}, clerk);
    expect(called.ticket?.handledSeconds).toBe(0);
    await hall.window(1, 'start', {}, clerk);
    hall.clock.pass(300);
    await hall.window(1, 'hold', { kind: 'any-window' }, clerk);
    hall.clock.pass(600);
    const back = await hall.window(1, 'take-up', { number }, clerk);
    expect(back.ticket).toMatchObject({ handledSeconds: 300, since: back.at });

    // With the papers at the window the handling goes on; what was undone does not count.
    hall.clock.pass(60);
    await hall.window(1, 'hold', { kind: 'this-window' }, clerk);
    hall.clock.pass(100);
    expect((await hall.window(1, 'take-up', { number }, clerk)).ticket?.handledSeconds).toBe(460);
    hall.clock.pass(20);
    await hall.window(1, 'hold', { kind: 'any-window' }, clerk);
    const undone = await hall.window(1, 'undo', {}, clerk);
    expect(undone.ticket?.handledSeconds).toBe(460);

    // And whoever takes the window over goes on from there, with a clock of their own.
    const other = await hall.person('wangfang', 'clerk');
    const taken = await hall.window(1, 'open', { takeOver: true }, other);
    expect(taken.ticket).toMatchObject({ handledSeconds: 480, since: taken.at });
  });

  it('says who has the window, also by name', async () => {
    const hall = await fresh();
    const clerk = await hall.person('wangfang', 'clerk');
    await hall.ok('PATCH', '/api/staff/wangfang', { name: '王芳' });
    const opened = await hall.window(1, 'open', {}, clerk);
    expect(opened).toMatchObject({ clerk: 'wangfang', clerkName: '王芳' });
    const other = await hall.person('lina', 'clerk');
    const refused = await hall.call(
      'POST',
      '/api/halls/district/windows/1/open',
      {},
      { token: other },
    );
    expect(refused.body).toMatchObject({ code: 'window_taken', clerk: 'wangfang', name: '王芳' });
  });

  it('counts for each clerk what they served today, with the mean of the handling', async () => {
    const hall = await fresh();
    const [one, two] = [await hall.openWindow(1), await hall.openWindow(2)];
    expect(await dayOf(hall, one)).toEqual({ served: 0, handlingSeconds: null });
    const served = async (window: number, token: string, seconds: number): Promise<void> => {
      await hall.take({ queue: 'one-life' });
      await hall.window(window, 'call-next', {}, token);
      await hall.window(window, 'start', {}, token);
      hall.clock.pass(seconds);
      await hall.window(window, 'finish', {}, token);
    };
    await served(1, one, 300);
    await served(1, one, 120);
    await served(2, two, 60);
    // Finished without saying that the visitor had come: served all the same.
    await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, one);
    hall.clock.pass(30);
    await hall.window(1, 'finish', {}, one);
    expect(await dayOf(hall, one)).toEqual({ served: 3, handlingSeconds: 150 });
    expect(await dayOf(hall, two)).toEqual({ served: 1, handlingSeconds: 60 });
  });
});
