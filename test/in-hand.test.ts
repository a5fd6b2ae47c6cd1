import { expect, it } from 'vitest';
import type { EventEntry } from '../shared/contract/events.ts';
import type { WindowState } from '../shared/contract/window.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

// What becomes of one who was called and never came when the next is called (faults S8).

type Refusal = { code: string; number?: string; noShowFrom?: string | null };
const next = (hall: TestHall, body: object, token: string) =>
  hall.call<Refusal & WindowState>('POST', '/api/halls/district/windows/1/call-next', body, {
    token,
  });
const key = (hall: TestHall, name: string, token: string) =>
  hall.call<Refusal>('POST', '/api/halls/district/windows/1/keys', { key: name }, { token });

/** A window with a called ticket in hand, of three that were taken. */
async function called(hall: TestHall) {
  const clerk = await hall.openWindow(1);
  const tickets = [];
  for (let n = 0; n < 3; n += 1) tickets.push(await hall.take({ queue: 'one-life' }));
  await hall.window(1, 'call-next', {}, clerk);
  const [first, second, third] = tickets;
  return { clerk, first: first!, second: second!, third: third! };
}

onBothDatabases('the next call with one in hand who has not come', (fresh) => {
  it('asks a key that a person pressed, finishes who is being served, and does as it is told', async () => {
    const hall = await fresh();
    const { clerk, first, second, third } = await called(hall);
    const asked = await next(hall, { inHand: 'ask' }, clerk);
    expect([asked.status, asked.body.code, asked.body.number, asked.body.noShowFrom]).toEqual([
      409,
      'decide_first',
      first.number,
      null,
    ]);
    expect((await hall.follow(first)).status).toBe('called');

    // Too early for a no-show: the hall's rule holds here too, and nothing was called.
    expect((await next(hall, { inHand: 'no-show' }, clerk)).body.code).toBe('not_allowed');
    expect((await next(hall, { inHand: 'put-back' }, clerk)).body.code).toBe('reason_required');
    await hall.window(1, 'recall', {}, clerk);
    hall.clock.pass(30);
    const missed = await next(hall, { inHand: 'no-show' }, clerk);
    expect(missed.body.ticket?.number).toBe(second.number);
    // Nobody is told where the one who never came "goes next".
    expect(missed.body.finished).toBeNull();
    expect((await hall.follow(first)).status).toBe('missed');

    // Who is put back keeps the place in line and is not called again by the same press.
    const back = await next(hall, { inHand: 'put-back', reason: 'absent' }, clerk);
    expect(back.body.ticket?.number).toBe(third.number);
    expect((await hall.follow(second)).status).toBe('waiting');
    await hall.window(1, 'undo', {}, clerk);
    expect((await hall.follow(second)).status).toBe('called');
    await next(hall, { inHand: 'put-back', reason: 'absent' }, clerk);

    await hall.window(1, 'start', {}, clerk);
    const done = await next(hall, { inHand: 'ask' }, clerk);
    expect([done.status, done.body.ticket?.number]).toEqual([200, second.number]);
    expect((await hall.follow(third)).status).toBe('done');
    const events = await hall.ok<EventEntry[]>(
      'GET',
      '/api/halls/district/events?command=call-next',
    );
    expect(events.map(({ data }) => [data['missed'], data['putBack'], data['finished']])).toEqual([
      [undefined, undefined, undefined],
      [first.number, undefined, undefined],
      [undefined, second.number, undefined],
      [undefined, second.number, undefined],
      [undefined, undefined, third.number],
    ]);
  });

  it('keeps a no-show or a put-back for one who is being served out', async () => {
    const hall = await fresh();
    const { clerk, first } = await called(hall);
    await hall.window(1, 'start', {}, clerk);
    for (const body of [{ inHand: 'no-show' }, { inHand: 'put-back', reason: 'mistake' }])
      expect((await next(hall, body, clerk)).body.code).toBe('not_allowed');
    expect((await hall.follow(first)).status).toBe('serving');
  });

  it('never finishes silently by a key box: a second key decides', async () => {
    const hall = await fresh();
    const { first, second, clerk } = await called(hall);
    const box = await hall.device('keypad', { window: 1 });
    const refused = await key(hall, 'next', box);
    expect([refused.status, refused.body.code]).toEqual([409, 'decide_first']);
    expect((await hall.follow(first)).status).toBe('called');
    await key(hall, 'recall', box);
    hall.clock.pass(30);
    expect((await key(hall, 'no-show', box)).status).toBe(200);
    expect((await key(hall, 'next', box)).status).toBe(200);
    expect((await hall.follow(second)).status).toBe('called');
    await hall.window(1, 'start', {}, clerk);
    expect((await key(hall, 'next', box)).status).toBe(200);
    expect((await hall.follow(second)).status).toBe('done');
  });

  it('makes a no-show at once where the hall wishes it and the time has passed', async () => {
    const hall = await fresh();
    const { clerk, first, second, third } = await called(hall);
    await hall.ok('PATCH', '/api/halls/district', { settings: { noShowOnNext: true } });
    expect((await next(hall, { inHand: 'ask' }, clerk)).body.code).toBe('decide_first');
    const recalled = await hall.window(1, 'recall', {}, clerk);
    expect(recalled.ticket?.noShowOnNext).toBe(true);
    hall.clock.pass(30);
    const answer = await next(hall, { inHand: 'ask' }, clerk);
    expect(answer.body.ticket?.number).toBe(second.number);
    expect((await hall.follow(first)).status).toBe('missed');
    // A program that says nothing still means what it always meant.
    expect((await next(hall, {}, clerk)).body.ticket?.number).toBe(third.number);
    expect((await hall.follow(second)).status).toBe('done');
  });
});
