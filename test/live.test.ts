import { sql } from 'kysely';
import { expect, it, onTestFinished, vi } from 'vitest';
import { BoardState } from '../shared/contract/board.ts';
import type { Pushed, TopicStates } from '../shared/contract/live.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { onBothDatabases, TestHall, Watching } from './support/hall.ts';

onBothDatabases({ name: 'live topics', onFile: true }, (fresh) => {
  it('lesson 24: a call through the API reaches board, window, ticket and hall', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const ticket = await hall.take({ queue: 'one-life' });
    const board = await hall.watch({ topic: 'board', hall: 'district', zone: 'A' });
    const window = await hall.watch({ topic: 'window', hall: 'district', window: 1 }, clerk);
    const phone = await hall.watch({ topic: 'ticket', token: ticket.token });
    const console = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
    await hall.window(1, 'call-next', {}, clerk);
    const shown = await board.until((s) => s.calls.length > 0);
    expect(shown.calls[0]).toMatchObject({ number: 'A001', window: 1, zone: 'A', recall: false });
    expect(shown.announcements[0]?.text['zh-Hans']).toBe('请 A 零零一 号，到 一 号窗口办理业务');
    expect((await window.until((s) => s.ticket !== null)).ticket?.number).toBe('A001');
    expect((await phone.until((s) => s.status === 'called')).steps[0]?.window).toBe(1);
    expect((await console.until((s) => s.totals.inHand === 1)).windows[0]).toMatchObject({
      window: 1,
      number: 'A001',
      clerk: 'clerk1',
    });
  });

  it('lesson 6: twelve calls at once are all on the board, in order, each announced', async () => {
    const hall = await fresh();
    const windows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const clerks: string[] = [];
    for (const n of windows) clerks.push(await hall.openWindow(n));
    for (let i = 0; i < 8; i += 1) await hall.take({ queue: 'one-life' });
    for (let i = 0; i < 4; i += 1) await hall.take({ queue: 'realty' });
    const board = await hall.watch({ topic: 'board', hall: 'district' });
    await Promise.all(windows.map((n, i) => hall.window(n, 'call-next', {}, clerks[i])));
    const shown = await board.until((s) => s.calls.length === 12);
    expect(shown.announcements.map((a) => a.id)).toEqual(shown.calls.map((c) => c.id).reverse());
    expect(new Set(shown.calls.map((c) => c.number)).size).toBe(12);
  });

  it('lesson 17: the list of those who wait is pushed to the window', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(21);
    const window = await hall.watch({ topic: 'window', hall: 'district', window: 21 }, clerk);
    await hall.take({ queue: 'police' });
    expect((await window.until((s) => s.waiting[0]!.count === 1)).waiting[0]).toMatchObject({
      queue: 'police',
      count: 1,
    });
  });

  it('lesson 11 and 17: after a cut line the first state is the whole truth', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(21);
    await hall.take({ queue: 'police' });
    const before = await hall.watch({ topic: 'board', hall: 'district', zone: 'C' });
    before.socket.disconnect();
    await hall.window(21, 'call-next', {}, clerk);
    const after = await hall.watch({ topic: 'board', hall: 'district', zone: 'C' });
    expect(after.last.calls.map((c) => c.number)).toEqual(['G001']);
    expect(after.last.version).toBeGreaterThan(before.last.version);
  });

  it('lesson 12: a recall is another announcement with an id of its own', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const display = await hall.device('display', { zone: 'A' });
    await hall.take({ queue: 'one-life', language: 'en' });
    await hall.window(1, 'call-next', {}, clerk);
    const board = await hall.watch({ topic: 'board', hall: 'district', zone: 'A' });
    const [call] = board.last.announcements;
    expect(call?.speech.languages).toEqual(['zh-Hans', 'en']);
    await hall.ok(
      'POST',
      `/api/halls/district/announcements/${call!.id}/spoken`,
      {},
      { token: display },
    );
    await board.until((s) => s.announcements.length === 0);
    await hall.window(1, 'recall', {}, clerk);
    const again = await board.until((s) => s.calls.length === 2);
    expect(again.announcements[0]).toMatchObject({ speech: { number: 'A001', recall: true } });
    expect(again.announcements[0]!.id).not.toBe(call!.id);
  });

  it('lesson 21: the board carries numbers and windows, and its schema admits nothing else', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    await hall.take({ package: 'newborn', category: 'senior' });
    await hall.window(1, 'call-next', {}, clerk);
    const board = await hall.ok<BoardState>('GET', '/api/halls/district/board?zone=A', undefined, {
      token: null,
    });
    expect(BoardState.safeParse(board).success).toBe(true);
    const text = JSON.stringify(board);
    for (const secret of ['newborn', 'senior', 'clerk1', '新生儿', 'category', 'package', 'token'])
      expect(text).not.toContain(secret);
    expect(BoardState.safeParse({ ...board, package: 'newborn' }).success).toBe(false);
    expect(
      BoardState.safeParse({ ...board, calls: [{ ...board.calls[0], name: 'x' }] }).success,
    ).toBe(false);
  });

  it("shows a window's ticket to its clerk and to managers, to nobody else", async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    await hall.take({ queue: 'one-life' });
    const watching = await hall.watch({ topic: 'window', hall: 'district', window: 1 }, clerk);
    await hall.window(1, 'call-next', {}, clerk);
    await watching.until((s) => s.ticket !== null);
    await expect(hall.watch({ topic: 'window', hall: 'district', window: 1 })).rejects.toThrow(
      'unauthorized',
    );
    const other = await hall.person('other', 'clerk');
    await expect(
      hall.watch({ topic: 'window', hall: 'district', window: 1 }, other),
    ).rejects.toThrow('not_your_window');
    await expect(hall.watch({ topic: 'ticket', token: 'no-such' })).rejects.toThrow(
      'ticket_not_found',
    );
    await hall.window(1, 'open', { takeOver: true }, other);
    expect(await watching.until((s) => s.clerk === 'other')).toMatchObject({
      ticket: null,
      allowed: [],
    });
  });

  it('a call in one zone builds no board of another', async () => {
    const hall = await fresh();
    const there = await hall.openWindow(21);
    const here = await hall.openWindow(1);
    await hall.take({ queue: 'police' });
    await hall.take({ queue: 'one-life' });
    const a = await hall.watch({ topic: 'board', hall: 'district', zone: 'A' });
    const c = await hall.watch({ topic: 'board', hall: 'district', zone: 'C' });
    await hall.window(21, 'call-next', {}, there);
    await c.until((s) => s.calls.length === 1);
    await hall.window(1, 'call-next', {}, here);
    await a.until((s) => s.calls.length === 1);
    expect(a.states).toHaveLength(2);
    expect(c.states).toHaveLength(2);
  });

  it('tells all boards and windows that a call concerns together, not one and the others a turn later', async () => {
    const hall = await fresh({ app: { livePace: { now: 3_600_000 } } });
    const clerk = await hall.openWindow(1);
    await hall.take({ queue: 'one-life' });
    const zone = await hall.watch({ topic: 'board', hall: 'district', zone: 'A' });
    const whole = await hall.watch({ topic: 'board', hall: 'district' });
    const window = await hall.watch({ topic: 'window', hall: 'district', window: 1 }, clerk);
    await hall.window(1, 'call-next', {}, clerk);
    for (const board of [zone, whole]) await board.until((s) => s.calls.length === 1);
    await window.until((s) => s.ticket !== null);
  });

  it('tells a board of a call at once, and of those who only wait now and then', async () => {
    const hall = await fresh({ app: { livePace: { soon: 3_600_000 } } });
    const clerk = await hall.openWindow(1);
    const board = await hall.watch({ topic: 'board', hall: 'district', zone: 'A' });
    const waiting = (s: TopicStates['board']): number =>
      s.queues.find((q) => q.queue === 'one-life')!.waiting;
    for (let i = 0; i < 4; i += 1) await hall.take({ queue: 'one-life' });
    await board.until((s) => waiting(s) > 0);
    await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, clerk);
    await board.until((s) => s.calls.length === 1);
    expect(waiting(board.last)).toBe(4);
    expect(board.states.map((s) => s.calls.length)).toEqual([0, 0, 1]);
  });

  it('a window hears of the queues that it serves by now', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const window = await hall.watch({ topic: 'window', hall: 'district', window: 1 }, clerk);
    await hall.ok('PATCH', '/api/halls/district', {
      windows: [{ number: 1, serves: [{ queue: 'tax', handicapMinutes: 0 }] }],
    });
    await window.until((s) => s.waiting.some(({ queue }) => queue === 'tax'));
    await hall.take({ queue: 'tax' });
    await window.until((s) => s.waiting.some((w) => w.queue === 'tax' && w.count === 1));
  });

  it('states say which set-up they are made from', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const watching = [
      await hall.watch({ topic: 'board', hall: 'district', zone: 'A' }),
      await hall.watch({ topic: 'window', hall: 'district', window: 1 }, clerk),
      await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin),
    ];
    const { setup } = await hall.ok<{ setup: number }>('GET', '/api/halls/district');
    for (const { last } of watching) expect(last.setup).toBe(setup);
    const ticket = await hall.take({ queue: 'one-life' });
    const phone = await hall.watch({ topic: 'ticket', token: ticket.token });
    await hall.take({ queue: 'one-life' });
    await phone.until((s) => s.version === ticket.version + 1);
    const changed = await hall.ok<{ setup: number }>('PATCH', '/api/halls/district', {
      queues: [{ code: 'one-life', name: { 'zh-Hans': '新业务' } }],
    });
    await phone.until((s) => s.steps[0]!.queueName['zh-Hans'] === '新业务');
    expect(changed.setup).toBeGreaterThan(setup);
    for (const each of watching) await each.until((s) => s.setup === changed.setup);
  });

  it('tells the next in line of every call, those far behind every few seconds, and the console seldom', async () => {
    const hall = await fresh({ app: { livePace: { far: 3_600_000, seldom: 3_600_000 } } });
    const clerk = await hall.openWindow(1);
    const tickets: Ticket[] = [];
    for (let i = 0; i < 15; i += 1) tickets.push(await hall.take({ queue: 'one-life' }));
    const phone = (i: number) => hall.watch({ topic: 'ticket', token: tickets[i]!.token });
    const [next, last] = [await phone(3), await phone(14)];
    const board = await hall.watch({ topic: 'board', hall: 'district', zone: 'A' });
    const console = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
    const call = async (n: number): Promise<void> => {
      await hall.window(1, 'call-next', {}, clerk);
      await board.until((s) => s.calls.length === n);
    };
    await call(1);
    // The first is told to all; what follows is told the last one when its time has come.
    await last.until((s) => s.steps[0]!.ahead === 13);
    await console.until((s) => s.totals.inHand === 1);
    await call(2);
    await call(3);
    await next.until((s) => s.steps[0]!.ahead === 0);
    expect(last.states.map((s) => s.steps[0]!.ahead)).toEqual([14, 13]);
    expect(console.states).toHaveLength(2);
    // Ten before it: it is one of the next by now.
    await call(4);
    await last.until((s) => s.steps[0]!.ahead === 10);
    await next.until((s) => s.status === 'called');
  });

  it('tells those the less often the more are before them, and all in the end', async () => {
    const hall = await fresh({ app: { livePace: { far: 0, eachAhead: 3_600_000 } } });
    const clerk = await hall.openWindow(1);
    const tickets: Ticket[] = [];
    for (let i = 0; i < 17; i += 1) tickets.push(await hall.take({ queue: 'one-life' }));
    const phone = (i: number) => hall.watch({ topic: 'ticket', token: tickets[i]!.token });
    const aheadOf = (s: Ticket): number | null => s.steps[0]!.ahead;
    const last = await phone(15);
    await hall.window(1, 'call-next', {}, clerk);
    await last.until((s) => aheadOf(s) === 14);
    // What one more hears that has heard nothing yet, the last one could have heard, too.
    const other = await phone(16);
    await hall.window(1, 'call-next', {}, clerk);
    await other.until((s) => aheadOf(s) === 14);
    expect(last.states.map(aheadOf)).toEqual([15, 14]);
    // Half a minute is enough for everybody.
    const later = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 30_000);
    onTestFinished(() => later.mockRestore());
    await last.until((s) => aheadOf(s) === 13);
  });

  it('tells one screen of a ticket what another has heard by asking', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const tickets: Ticket[] = [];
    for (let i = 0; i < 15; i += 1) tickets.push(await hall.take({ queue: 'one-life' }));
    const wish = { topic: 'ticket', token: tickets[14]!.token } as const;
    const kiosk = await hall.watch(wish);
    await hall.take({ queue: 'one-life' });
    const socket = await hall.connect();
    await hall.window(1, 'call-next', {}, clerk);
    const phone = await Watching.start<'ticket'>(socket, wish);
    expect(phone.last.steps[0]!.ahead).toBe(13);
    await kiosk.until((s) => s.steps[0]!.ahead === 13);
  });

  it('faults M3: what could not be shown is shown when it can be, and holds nothing else up', async () => {
    const hall = await fresh();
    const board = await hall.watch({ topic: 'board', hall: 'district' });
    const console = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
    const failed = new Promise<void>((resolve) => {
      vi.spyOn(hall.hall.app.log, 'error').mockImplementation((_facts: unknown, words?: string) => {
        if (words === 'publish failed') resolve();
      });
    });
    const rename = (from: string, to: string): Promise<unknown> =>
      hall.db.lanes.run('site', {
        run: (tx) => sql`alter table ${sql.table(from)} rename to ${sql.table(to)}`.execute(tx),
      });
    await rename('help_calls', 'help_calls_away');
    await hall.take({ queue: 'one-life' });
    await failed;
    await board.until((s) => s.queues.some((q) => q.waiting === 1));
    await rename('help_calls_away', 'help_calls');
    await console.until((s) => s.totals.taken === 1);
  });

  it('tells a phone that its service was rated', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const { token } = await hall.take({ queue: 'one-life' });
    const phone = await hall.watch({ topic: 'ticket', token });
    await hall.window(1, 'call-next', {}, clerk);
    await hall.window(1, 'start', {}, clerk);
    hall.clock.pass(60);
    await hall.window(1, 'finish', {}, clerk);
    await phone.until((s) => s.steps[0]!.status === 'done');
    await hall.ok('POST', `/api/tickets/${token}/rating`, { level: 4 }, { token: null });
    await phone.until((s) => s.steps[0]!.rated);
  });

  it('keeps nothing of those who have gone, however many go at once', async () => {
    const hall = await fresh();
    const before = hall.hall.live.kept();
    const clerk = await hall.openWindow(1);
    const sockets = [await hall.connect(clerk), await hall.connect(hall.admin)];
    await Watching.start(sockets[0]!, { topic: 'window', hall: 'district', window: 1 });
    await Watching.start(sockets[1]!, { topic: 'hall', hall: 'district' });
    for (let i = 0; i < 30; i += 1) {
      const { token } = await hall.take({ queue: 'one-life' });
      const socket = await hall.connect();
      sockets.push(socket);
      await Watching.start(socket, { topic: 'ticket', token });
      await Watching.start(socket, { topic: 'board', hall: 'district', zone: null });
    }
    await hall.window(1, 'call-next', {}, clerk);
    expect(hall.hall.live.kept()).toMatchObject({ topics: 33, halls: 1 });
    for (const socket of sockets) socket.disconnect();
    await vi.waitFor(() => expect(hall.hall.live.kept()).toEqual(before));
    expect(before).toMatchObject({ topics: 0, halls: 0, states: 0, waiting: 0, followed: 0 });
  });

  it('a line that takes nothing gets the newest state when it is free, not all that it missed', async () => {
    const hall = await fresh();
    const said = await PollingLine.open(hall.url);
    await said.send('420["watch",{"topic":"board","hall":"district"}]');
    await said.until((packet) => packet.startsWith('430'));
    const board = await hall.watch({ topic: 'board', hall: 'district' });
    for (let n = 1; n <= 5; n += 1) {
      await hall.take({ queue: 'one-life' });
      await board.until((s) => s.queues.some((q) => q.waiting === n));
    }
    const states = (await said.next()).filter((packet) => packet.startsWith('42["state"'));
    expect(states).toHaveLength(1);
    const [, { state }] = JSON.parse(states[0]!.slice(2)) as [string, Pushed<'board'>];
    expect(state.version).toBe(board.last.version);
  });
});

it('a call comes to its board between two slices of phones', async () => {
  const hall = await TestHall.start({
    app: {
      livePace: { far: 0, eachAhead: 0 },
      limits: { topicsASocket: 1000, messagesInABurst: 1000 },
    },
  });
  const clerk = await hall.openWindow(1);
  const socket = await hall.connect();
  for (let i = 0; i < 400; i += 1) {
    const { token } = await hall.take({ queue: 'one-life' });
    await socket.emitWithAck('watch', { topic: 'ticket', token });
  }
  const board = await Watching.start<'board'>(socket, {
    topic: 'board',
    hall: 'district',
    zone: 'A',
  });
  // What the takes before have left to tell may still be on its way: it is of their versions.
  const before = board.last.version;
  const order: string[] = [];
  let second: Promise<unknown> | undefined;
  const told = new Promise<void>((resolve) => {
    socket.on('state', ({ topic, state }: Pushed) => {
      if (topic === 'board') order.push(`board ${(state as TopicStates['board']).calls.length}`);
      if (topic !== 'ticket') return;
      const { number, version } = state as TopicStates['ticket'];
      if (version <= before) return;
      order.push(number);
      // One far behind: the slices have begun.
      if (number === 'A050') second ??= hall.window(1, 'call-next', {}, clerk);
      if (number === 'A400') resolve();
    });
  });
  await hall.window(1, 'call-next', {}, clerk);
  await told;
  await second;
  await board.until((s) => s.calls.length === 2);
  // A call's own board first of all, and the next one's before the last of the crowd.
  expect(order[0]).toBe('board 1');
  expect(order.indexOf('board 2')).toBeLessThan(order.indexOf('A400'));
  await hall.stop();
});

/** A screen that asks by plain requests, and only when the test says so. */
class PollingLine {
  private readonly url: string;
  private constructor(url: string) {
    this.url = url;
  }

  static async open(server: string): Promise<PollingLine> {
    const url = `${server}/socket.io/?EIO=4&transport=polling`;
    const opened = await (await fetch(url)).text();
    const line = new PollingLine(
      `${url}&sid=${(JSON.parse(opened.slice(1)) as { sid: string }).sid}`,
    );
    await line.send('40');
    await line.until((packet) => packet.startsWith('40'));
    return line;
  }

  async send(packet: string): Promise<void> {
    await fetch(this.url, { method: 'POST', body: packet });
  }

  async next(): Promise<string[]> {
    return (await (await fetch(this.url)).text()).split('\u001e');
  }

  async until(fits: (packet: string) => boolean): Promise<void> {
    while (!(await this.next()).some(fits));
  }
}
