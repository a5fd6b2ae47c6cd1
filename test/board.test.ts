import { expect, it } from 'vitest';
import { BoardState } from '../shared/contract/board.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

/** The board of a zone, or of the whole hall, as its schema admits it. */
async function boardOf(hall: TestHall, zone?: string): Promise<BoardState> {
  const path = `/api/halls/district/board${zone === undefined ? '' : `?zone=${zone}`}`;
  return BoardState.parse(await hall.ok('GET', path, undefined, { token: null }));
}

onBothDatabases('the board', (fresh) => {
  it('faults S1, S3: says of each call what it is by now, and announces only what still stands', async () => {
    const hall = await fresh();
    const clerks = new Map<number, string>();
    for (const n of [1, 2, 3, 4]) clerks.set(n, await hall.openWindow(n));
    for (let i = 0; i < 5; i += 1) await hall.take({ queue: 'one-life' });
    const act = (n: number, command: string, input: object = {}): Promise<unknown> =>
      hall.window(n, command, input, clerks.get(n));
    for (const n of [1, 2, 3, 4]) await act(n, 'call-next');
    expect((await boardOf(hall, 'A')).announcements.map(({ speech }) => speech.number)).toEqual([
      'A001',
      'A002',
      'A003',
      'A004',
    ]);

    await act(1, 'start');
    await act(2, 'put-back', { reason: '等家属' });
    hall.clock.pass(30);
    await act(3, 'recall');
    await act(3, 'no-show');
    const missedAt = hall.clock.now();
    await act(4, 'recall');
    const state = await boardOf(hall, 'A');
    const newest = new Map([...state.calls].reverse().map((call) => [call.number, call]));
    expect(newest.get('A001')).toMatchObject({ window: 1, status: 'serving' });
    expect(newest.get('A002')).toMatchObject({ window: 2, status: 'over' });
    expect(newest.get('A003')).toMatchObject({ window: 3, status: 'missed', missedAt });
    expect(newest.get('A004')).toMatchObject({ window: 4, status: 'called', recall: true });
    // Its call and its recall: both unspoken, both true.
    expect(state.announcements.map(({ speech }) => [speech.number, speech.recall])).toEqual([
      ['A004', false],
      ['A004', true],
    ]);

    await act(1, 'finish');
    await act(1, 'close');
    await act(2, 'call-next');
    const later = await boardOf(hall, 'A');
    expect(later.calls.find(({ number }) => number === 'A001')?.status).toBe('over');
    expect(later.calls[0]).toMatchObject({ number: 'A002', status: 'called' });
    // Undone: no call at all.
    await act(2, 'undo');
    const undone = await boardOf(hall, 'A');
    expect(undone.announcements.some(({ speech }) => speech.number === 'A002')).toBe(false);
  });

  it('house 5: a board stays small however many calls nobody has spoken: the last 20, the oldest 12 announcements', async () => {
    const hall = await fresh();
    const queues = ['one-life', 'one-enterprise', 'realty', 'tax', 'police', 'social', 'utility'];
    for (const queue of queues) for (let i = 0; i < 14; i += 1) await hall.take({ queue });
    const { windows } = await hall.ok<{
      windows: { number: number; serves: { queue: string }[] }[];
    }>('GET', '/api/halls/district');
    const called: string[] = [];
    for (const { number, serves } of windows) {
      if (!serves.some(({ queue }) => queues.includes(queue))) continue;
      const clerk = await hall.openWindow(number);
      const { ticket } = await hall.window(number, 'call-next', {}, clerk);
      called.push(ticket!.number);
      await hall.window(number, 'recall', {}, clerk);
    }
    expect(called.length).toBeGreaterThan(24);
    const state = await boardOf(hall);
    expect(state.windows).toHaveLength(44);
    expect(state.calls).toHaveLength(20);
    expect(state.announcements.map(({ speech }) => speech.number)).toEqual(
      called.slice(0, 6).flatMap((number) => [number, number]),
    );
    const bytes = (of: object): number => Buffer.byteLength(JSON.stringify(of));
    expect(bytes(state)).toBeLessThan(10_200);
    expect(bytes({ ...state, announcements: [] })).toBeLessThan(6000);
    // As the product's own boards ask for it.
    const lean = await hall.watch({ topic: 'board', hall: 'district', lean: true });
    expect(lean.last.announcements).toHaveLength(12);
    expect(bytes(lean.last)).toBeLessThan(8192);
    const zone = await boardOf(hall, 'B');
    expect(bytes({ ...zone, announcements: zone.announcements.slice(0, 1) })).toBeLessThan(4096);
  });

  it('faults S6: a board of several zones says in which zone a window is, that of one zone does not', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(12);
    await hall.take({ queue: 'realty' });
    await hall.window(12, 'call-next', {}, clerk);
    const [all] = (await boardOf(hall)).announcements;
    expect(all?.text).toEqual({
      'zh-Hans': '请 C 零零一 号，到 B区 十二 号窗口办理业务',
      'zh-Hant': '請 C 零零一 號，到 B區 十二 號窗口辦理業務',
      en: 'Number C 0 0 1, please go to window 12, Zone B',
    });
    expect(all?.speech.zone).toBe('B');
    const [own] = (await boardOf(hall, 'B')).announcements;
    expect(own?.text['zh-Hans']).toBe('请 C 零零一 号，到 十二 号窗口办理业务');
    expect(own?.speech).not.toHaveProperty('zone');
  });

  it('still has to speak a zone’s call, however much is called meanwhile in another', async () => {
    const hall = await fresh();
    const clerks = { quiet: await hall.openWindow(12), busy: await hall.openWindow(1) };
    await hall.take({ queue: 'realty' });
    await hall.take({ queue: 'one-life' });
    await hall.window(12, 'call-next', {}, clerks.quiet);
    await hall.window(1, 'call-next', {}, clerks.busy);
    for (let i = 0; i < 205; i += 1) await hall.window(1, 'recall', {}, clerks.busy);
    const { announcements } = await boardOf(hall, 'B');
    expect(announcements.map(({ speech }) => speech.number)).toEqual(['C001']);
  });

  it('still has to speak a call, however often another window of the hall has called since', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(12);
    await hall.take({ queue: 'realty' });
    await hall.window(12, 'call-next', {}, clerk);
    const busy = await hall.openWindow(1);
    await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, busy);
    for (let i = 0; i < 280; i += 1) await hall.window(1, 'recall', {}, busy);
    const { announcements } = await boardOf(hall);
    expect(announcements[0]?.speech.number).toBe('C001');
  });
});
