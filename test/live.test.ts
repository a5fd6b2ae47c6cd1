import { expect, it } from 'vitest';
import { BoardState } from '../shared/contract/board.ts';
import { onBothDatabases } from './support/hall.ts';

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
});
