import { expect, it } from 'vitest';
import type { EstimateQuality } from '../shared/contract/estimate-quality.ts';
import type { QueueState } from '../shared/contract/hall.ts';
import type { MarkedDays } from '../shared/contract/marked-day.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

const at = '/api/halls/district';
const bank = async (hall: TestHall): Promise<QueueState> =>
  (await hall.ok<QueueState[]>('GET', `${at}/queues`)).find((q) => q.queue === 'bank')!;
/** So many are called and served at window 41, one after the other. */
async function serve(hall: TestHall, clerk: string, count: number, seconds: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    await hall.window(41, 'call-next', {}, clerk);
    hall.clock.pass(seconds);
    await hall.window(41, 'finish', {}, clerk);
  }
}
async function night(hall: TestHall, day: string): Promise<string> {
  hall.clock.set(`${day}T01:00:00.000Z`);
  hall.admin = await hall.signIn('admin', adminPassword);
  await hall.hall.days.tick();
  await hall.hall.fitting.tick();
  await hall.hall.fitting.idle();
  return hall.signIn('clerk41', 'long enough');
}

onBothDatabases('days that were unusual', (fresh) => {
  it('teach nothing once they are marked, and something again when the mark is taken away', async () => {
    const hall = await fresh();
    let clerk = await hall.openWindow(41);
    const fitted = async () =>
      hall.db.read.selectFrom('foresight').select(['fitted_to', 'fit']).executeTakeFirst();
    const callsIn = async (): Promise<number> => {
      const { fit } = (await fitted())!;
      const { queues } = JSON.parse(fit) as { queues: Record<string, { calls: number }> };
      return Math.max(...Object.values(queues).map(({ calls }) => calls));
    };
    for (let i = 0; i < 12; i += 1) await hall.take({ queue: 'bank' });
    await serve(hall, clerk, 12, 240);
    await hall.window(41, 'close', {}, clerk);
    clerk = await night(hall, '2026-03-03');
    expect(await callsIn()).toBe(12);
    await hall.window(41, 'open', {}, clerk);
    for (let i = 0; i < 3; i += 1) await hall.take({ queue: 'bank' });
    await serve(hall, clerk, 3, 240);
    await hall.window(41, 'close', {}, clerk);
    await night(hall, '2026-03-04');
    expect(await callsIn()).toBe(15);

    const manager = await hall.person('manager', 'manager');
    const guide = await hall.person('guide', 'guide');
    const mark = (day: string, body: object, token = manager) =>
      hall.call<{ code: string }>('PUT', `${at}/marked-days/${day}`, body, { token });
    const reason = '停电半天';
    expect((await mark('2026-03-02', { reason }, guide)).status).toBe(403);
    expect((await mark('2026-03-02', { reason: ' ' })).body.code).toBe('bad_input');
    expect((await mark('2026-03-05', { reason })).body.code).toBe('bad_input');
    expect((await mark('2026-03-02', { reason: '停电' })).status).toBe(200);
    expect((await mark('2026-03-02', { reason })).body).toMatchObject({
      day: '2026-03-02',
      reason,
    });
    const listed = async () =>
      (await hall.ok<MarkedDays>('GET', `${at}/marked-days?from=2026-03-01&to=2026-03-04`)).items;
    expect(await listed()).toEqual([{ day: '2026-03-02', reason, markedAt: hall.clock.now() }]);
    // At once, not in the next night; how far it was fitted stays.
    await hall.hall.fitting.tick();
    await hall.hall.fitting.idle();
    expect([await callsIn(), (await fitted())!.fitted_to]).toEqual([3, '2026-03-03']);
    const quality = await hall.ok<EstimateQuality>(
      'GET',
      `${at}/reports/estimates?from=2026-03-02&to=2026-03-03`,
    );
    expect(quality.markedDays.map(({ day }) => day)).toEqual(['2026-03-02']);
    expect(quality.pace).toEqual({ fittedTo: '2026-03-03', gamma: 0.25, tickets: 0, errors: [] });
    // Every day marked: nothing is known.
    await mark('2026-03-03', { reason });
    await hall.hall.fitting.tick();
    await hall.hall.fitting.idle();
    expect(await fitted()).toBeUndefined();

    const unmark = (day: string) =>
      hall.call('DELETE', `${at}/marked-days/${day}`, undefined, { token: manager });
    expect((await unmark('2026-03-02')).status).toBe(204);
    expect((await unmark('2026-03-02')).status).toBe(404);
    await unmark('2026-03-03');
    await hall.hall.fitting.tick();
    await hall.hall.fitting.idle();
    expect(await callsIn()).toBe(15);
    const lines = await hall.ok<{ command: string }[]>('GET', `${at}/events?limit=200`);
    const words = lines.filter(({ command }) => command.endsWith('mark-day'));
    expect(words.map(({ command }) => command)).toEqual([
      ...['mark-day', 'mark-day', 'mark-day', 'unmark-day', 'unmark-day'],
    ]);
  });
});

onBothDatabases('what a hall foresees', (fresh) => {
  it('is made anew beside the commands, and is right at once where a window opens or closes', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(41);
    for (let i = 0; i < 20; i += 1) await hall.take({ queue: 'bank' });
    await serve(hall, clerk, 11, 240);
    const asked = async (): Promise<number> => (await bank(hall)).estimate!.p50;
    await hall.hall.estimates.idle();
    expect(await asked()).toBeGreaterThan(0);
    // A take reads no day: the picture that is fifteen seconds old is good, and a newer one is made after it.
    let reads = 0;
    const read = hall.db.read as unknown as { executeQuery: (q: { sql: string }) => unknown };
    const execute = read.executeQuery;
    read.executeQuery = function counted(q) {
      if (q.sql.includes('from "steps"') && q.sql.includes('"entered_later"')) reads += 1;
      return execute.call(this, q);
    };
    hall.clock.pass(20);
    const taken = await hall.take({ queue: 'bank' });
    expect(taken.next!.estimate).not.toBeNull();
    await hall.hall.estimates.idle();
    const once = reads;
    expect(once).toBeGreaterThan(0);
    await hall.take({ queue: 'bank' });
    await hall.hall.estimates.idle();
    expect(reads).toBe(once);
    // The clock makes it anew where somebody waits, and only then.
    hall.clock.pass(16);
    await hall.hall.estimates.tick();
    expect(reads).toBe(2 * once);
    await hall.hall.estimates.tick();
    expect(reads).toBe(2 * once);
    read.executeQuery = execute;
    // No window: no number, at once. And a number again as soon as one is open.
    await hall.window(41, 'close', {}, clerk);
    expect((await bank(hall)).estimate).toBeNull();
    expect((await hall.take({ queue: 'bank' })).next!.estimate).toBeNull();
    await hall.window(41, 'open', {}, clerk);
    expect((await hall.take({ queue: 'bank' })).next!.estimate).not.toBeNull();
  });

  it('says when windows open by the hours of the day where none is, and what was told on phones is judged', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(41);
    const tickets: Ticket[] = [];
    for (let i = 0; i < 14; i += 1) tickets.push(await hall.take({ queue: 'bank' }));
    await serve(hall, clerk, 11, 240);
    while (tickets.length < 26) tickets.push(await hall.take({ queue: 'bank' }));
    const phone = await hall.watch({ topic: 'ticket', token: tickets.at(-1)!.token });
    let ahead = phone.states.at(-1)!.next!.ahead;
    expect(ahead).toBe(14);
    for (; ahead > 1; ahead -= 1) {
      await serve(hall, clerk, 1, 120);
      await phone.until((state) => state.next?.ahead === ahead - 1);
    }
    phone.socket.close();
    await serve(hall, clerk, 2, 120);
    await hall.hall.later.tick();
    const rows = await hall.db.read
      .selectFrom('later_estimates')
      .select(['mark', 'ahead', 'p50', 'given_at'])
      .orderBy('mark')
      .execute();
    expect(rows.map(({ mark, ahead: place }) => [mark, place])).toEqual([
      [2, 2],
      [5, 5],
      [10, 10],
    ]);
    const quality = await hall.ok<EstimateQuality>(
      'GET',
      `${at}/reports/estimates?from=2026-03-02&to=2026-03-02`,
    );
    expect(quality.byMoment.map(({ mark, count }) => [mark, count])).toEqual([
      [null, quality.all.count],
      [10, 1],
      [5, 1],
      [2, 1],
    ]);
    const [, ten] = quality.byMoment;
    const { p50, given_at } = rows.at(-1)!;
    const { calledAt } = (await hall.follow(tickets.at(-1)!)).steps[0]!;
    const waited = (Date.parse(calledAt!) - Date.parse(given_at)) / 60_000;
    expect(waited).toBeGreaterThanOrEqual(20);
    expect(ten!.bias).toBeCloseTo(p50 / 60 - waited, 3);

    // The default hall opens at half past eight on Monday: at seven no window is open.
    await hall.window(41, 'close', {}, clerk);
    const queues = async () => (await hall.ok<QueueState[]>('GET', `${at}/queues`))[0]!;
    expect((await queues()).opens).toBeUndefined();
    hall.clock.set('2026-03-02T23:00:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    const early = await hall.take({ queue: 'bank' });
    expect(early.next).toMatchObject({ estimate: null, opens: '2026-03-03T00:30:00.000Z' });
    expect((await queues()).opens).toBe('2026-03-03T00:30:00.000Z');
  });
});
