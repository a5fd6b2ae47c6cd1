import { expect, it } from 'vitest';
import type { BoardState } from '../shared/contract/board.ts';
import type { EventEntry } from '../shared/contract/events.ts';
import type { Hall } from '../shared/contract/hall.ts';
import type { MessageList, SentMessage } from '../shared/contract/message.ts';
import type { Colleague } from '../shared/contract/people.ts';
import type { WindowState } from '../shared/contract/window.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

const at = '/api/halls/district';
const day = 24 * 60 * 60;
const text = { 'zh-Hans': '请到服务台' };
const send = (hall: TestHall, body: object, token = hall.admin) =>
  hall.call<SentMessage>('POST', `${at}/messages`, body, { token });
const sent = async (hall: TestHall, body: object): Promise<SentMessage> => {
  const answer = await send(hall, body);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body;
};
const windowOf = (hall: TestHall, window: number) =>
  hall.ok<WindowState>('GET', `${at}/windows/${window}`);
const refusal = async (hall: TestHall, body: object, token = hall.admin) => {
  const { status, body: said } = await send(hall, body, token);
  return [status, (said as unknown as { code: string }).code];
};

onBothDatabases('messages', (fresh) => {
  it('call a clerk: the terminal has it at once, and it ends when it is read', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const terminal = await hall.watch({ topic: 'window', hall: 'district', window: 1 }, clerk);
    const body = { to: { kind: 'window', window: 1 }, text, calls: true };
    const { id, reads } = await sent(hall, body);
    expect(reads).toEqual([{ window: 1, at: null, by: null }]);
    const shown = await terminal.until((s) => s.messages.length === 1);
    expect(shown.messages[0]).toMatchObject({ id, text, calls: true, from: '管理员' });
    // What the clerk does meanwhile takes nothing off.
    await hall.take({ queue: 'one-life' });
    expect((await hall.window(1, 'call-next', {}, clerk)).messages).toHaveLength(1);
    hall.clock.pass(20);
    const read = `${at}/windows/1/messages/${id}/read`;
    const other = await hall.person('other', 'clerk');
    expect((await hall.call('POST', read, {}, { token: other })).status).toBe(403);
    const answer = await hall.ok<SentMessage>('POST', read, {}, { token: clerk });
    expect(answer.reads).toEqual([{ window: 1, at: hall.clock.now(), by: 'clerk1' }]);
    await terminal.until((s) => s.messages.length === 0);
    // Read twice is read once.
    hall.clock.pass(20);
    await hall.ok('POST', read, {}, { token: clerk });
    const { messages } = await hall.ok<MessageList>('GET', `${at}/messages`);
    expect(messages[0]!.reads[0]!.at).toBe(answer.reads[0]!.at);
    const events = await hall.ok<EventEntry[]>('GET', `${at}/events?limit=100`);
    const logged = events.filter(({ command }) => /message|clerk$/.test(command));
    expect(logged.map(({ command, window }) => [command, window])).toEqual(
      expect.arrayContaining([
        ['call-clerk', 1],
        ['read-message', 1],
      ]),
    );
  });

  it('to all terminals reach those at work, each read for itself, and end by themselves', async () => {
    const hall = await fresh();
    expect(await refusal(hall, { to: { kind: 'terminals' }, text })).toEqual([409, 'not_allowed']);
    const one = await hall.openWindow(1);
    await hall.openWindow(2);
    const { id, reads } = await sent(hall, { to: { kind: 'terminals' }, text });
    expect(reads.map(({ window }) => window)).toEqual([1, 2]);
    await hall.ok('POST', `${at}/windows/1/messages/${id}/read`, {}, { token: one });
    expect((await windowOf(hall, 1)).messages).toEqual([]);
    expect((await windowOf(hall, 2)).messages).toHaveLength(1);
    expect((await windowOf(hall, 3)).messages).toEqual([]);
    const notHere = await hall.call('POST', `${at}/windows/3/messages/${id}/read`, {});
    expect(notHere.status).toBe(404);
    hall.clock.pass(60 * 60);
    expect((await windowOf(hall, 2)).messages).toEqual([]);
  });

  it('on boards stand in place of the notices, in their zone, until they end', async () => {
    const hall = await fresh();
    const notices = [{ 'zh-Hans': '欢迎' }];
    await hall.ok<Hall>('PATCH', at, { notices });
    const board = await hall.watch({ topic: 'board', hall: 'district', zone: 'A' });
    const other = await hall.watch({ topic: 'board', hall: 'district', zone: 'B' });
    expect(board.last.notices).toEqual(notices);
    const words = { 'zh-Hans': 'A 区打印机维修中', en: 'The printer of zone A is being mended' };
    const until = '2026-03-02T01:30:00.000Z';
    const body = { to: { kind: 'boards', zone: 'A' }, text: words, until };
    const { id } = await sent(hall, body);
    await board.until((s) => s.notices[0]!['zh-Hans'] === words['zh-Hans']);
    expect(board.last.notices).toEqual([words]);
    const whole = await hall.ok<BoardState>('GET', `${at}/board`);
    expect(whole.notices).toEqual(notices);
    expect(other.last.notices).toEqual(notices);
    await hall.hall.overview.tick();
    hall.clock.set(until);
    // Nobody does anything: the clock alone ends it.
    await hall.hall.overview.tick();
    await board.until((s) => s.at >= until && s.notices[0]!['zh-Hans'] === '欢迎');

    const again = await sent(hall, { to: { kind: 'boards' }, text: words });
    expect((await hall.ok<BoardState>('GET', `${at}/board`)).notices).toEqual([words]);
    const ended = await hall.ok<SentMessage>('POST', `${at}/messages/${again.id}/end`, {});
    expect(ended).toMatchObject({ standing: false, endedAt: hall.clock.now() });
    expect((await hall.ok<BoardState>('GET', `${at}/board`)).notices).toEqual(notices);
    expect(id).not.toBe(again.id);
  });

  it('are refused where they make no sense, and too many of them', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const to = { kind: 'window', window: 1 };
    const until = '2026-03-02T00:59:00.000Z';
    expect(await refusal(hall, { to, text, until })).toEqual([422, 'until_required']);
    const late = '2026-03-03T01:00:01.000Z';
    expect(await refusal(hall, { to, text, until: late })).toEqual([422, 'until_required']);
    const bad = [
      { to, text: { 'zh-Hans': '字'.repeat(81) } },
      { to, text: { 'zh-Hans': ' ' } },
      { to: { kind: 'boards' }, text, calls: true },
      { to: { kind: 'boards' }, text: { 'zh-Hans': '字'.repeat(46) } },
      { to: { kind: 'window', window: 1, zone: 'A' }, text },
    ];
    for (const body of bad) expect(await refusal(hall, body)).toEqual([400, 'bad_input']);
    expect(await refusal(hall, { to: { kind: 'window', window: 999 }, text })).toEqual([
      404,
      'window_not_found',
    ]);
    expect(await refusal(hall, { to: { kind: 'boards', zone: 'Q' }, text })).toEqual([
      422,
      'unknown_zone',
    ]);
    expect(await refusal(hall, { to, text }, clerk)).toEqual([403, 'forbidden']);
    expect((await hall.call('POST', `${at}/messages/none/end`, {})).status).toBe(404);
    expect((await windowOf(hall, 1)).messages).toEqual([]);
    for (let n = 0; n < 30; n += 1) await sent(hall, { to, text });
    expect(await refusal(hall, { to, text })).toEqual([429, 'too_many_requests']);
    hall.clock.pass(601);
    await sent(hall, { to, text });
  });

  it('with the same key is sent once', async () => {
    const hall = await fresh();
    await hall.openWindow(1);
    const body = { to: { kind: 'window', window: 1 }, text };
    const first = await hall.call('POST', `${at}/messages`, body, { key: 'same' });
    const second = await hall.call('POST', `${at}/messages`, body, { key: 'same' });
    expect(second).toEqual(first);
    expect((await windowOf(hall, 1)).messages).toHaveLength(1);
  });

  it('leave the database with the free texts of the hall', async () => {
    const hall = await fresh();
    await hall.openWindow(1);
    await sent(hall, { to: { kind: 'window', window: 1 }, text: { 'zh-Hans': '请王某某来' } });
    hall.clock.pass(95 * day);
    await hall.hall.days.tick();
    await hall.hall.erasure.tick();
    expect(await hall.db.read.selectFrom('messages').selectAll().execute()).toEqual([]);
    const log = await hall.db.read.selectFrom('events').select('data').execute();
    expect(JSON.stringify(log)).not.toContain('王某某');
  });
});

onBothDatabases('a manager at the windows', (fresh) => {
  it('opens one for a clerk, who finds it open; nobody else may', async () => {
    const hall = await fresh();
    const wang = await hall.person('wang', 'clerk');
    await hall.person('guide', 'guide');
    const people = await hall.ok<Colleague[]>('GET', `${at}/staff?atWindows=true`);
    expect(people.map(({ username }) => username)).toEqual(['wang']);
    const li = await hall.person('li', 'clerk');
    const open = (clerk: string, token: string) =>
      hall.call('POST', `${at}/windows/5/open`, { clerk }, { token });
    expect((await open('wang', li)).status).toBe(403);
    expect((await open('guide', hall.admin)).status).toBe(404);
    expect((await open('nobody', hall.admin)).status).toBe(404);
    expect(await open('wang', hall.admin)).toMatchObject({
      status: 200,
      body: { status: 'open', clerk: 'wang' },
    });
    expect(await windowOf(hall, 5)).toMatchObject({ clerk: 'wang' });
    await hall.take({ queue: 'one-life' });
    expect((await hall.window(5, 'call-next', {}, wang)).ticket?.number).toBe('A001');
    // One window a clerk holds for whom it is opened, too.
    const second = await hall.call('POST', `${at}/windows/6/open`, { clerk: 'wang' });
    expect(second).toMatchObject({ status: 409, body: { code: 'clerk_has_window' } });
  });
});
