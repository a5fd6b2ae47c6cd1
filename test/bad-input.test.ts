import { expect, it } from 'vitest';
import type { EventEntry } from '../shared/contract/events.ts';
import { onBothDatabases } from './support/hall.ts';

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly issues?: { path: string; message: string }[];
}
const district = '/api/halls/district';
const window1 = `${district}/windows/1`;

onBothDatabases('bad input', (fresh) => {
  it('gets a code and a sentence, and changes nothing', async () => {
    const hall = await fresh();
    const kiosk = await hall.device('kiosk');
    const display = await hall.device('display', { zone: 'A' });
    const guide = await hall.person('guide', 'guide');
    const clerk = await hall.openWindow(1);
    const other = await hall.openWindow(2);
    await hall.take({ queue: 'one-life' });
    const waiting = await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, clerk);
    const events = (): Promise<EventEntry[]> => hall.ok('GET', `${district}/events?limit=1000`);
    const before = await events();

    const tickets = `${district}/tickets`;
    const cases: [string, string | null, string, object, number, string][] = [
      // Unknown names.
      [
        'an unknown hall',
        kiosk,
        '/api/halls/nowhere/tickets',
        { queue: 'tax' },
        404,
        'hall_not_found',
      ],
      ['an unknown package', kiosk, tickets, { package: 'moon' }, 422, 'unknown_package'],
      ['an unknown matter', kiosk, tickets, { matters: ['moon'] }, 422, 'unknown_matter'],
      ['an unknown queue', kiosk, tickets, { queue: 'moon' }, 422, 'unknown_queue'],
      [
        'an unknown category',
        kiosk,
        tickets,
        { queue: 'tax', category: 'king' },
        422,
        'unknown_category',
      ],
      [
        'an unknown appointment',
        kiosk,
        tickets,
        { appointment: 'ABCD2345' },
        404,
        'appointment_not_found',
      ],
      ['an unknown window', clerk, `${district}/windows/99/call-next`, {}, 404, 'window_not_found'],
      ['an unknown number', clerk, `${window1}/take-up`, { number: 'Z999' }, 409, 'not_allowed'],
      [
        'an unknown target',
        clerk,
        `${window1}/transfer`,
        { queue: 'moon', reason: 'x' },
        422,
        'unknown_queue',
      ],
      [
        'an unknown token',
        null,
        '/api/tickets/AAAAAAAAAAAAAAAAAAAAAA/cancel',
        {},
        404,
        'ticket_not_found',
      ],
      // Commands that are not allowed.
      ['no command of that name', clerk, `${window1}/dance`, {}, 404, 'not_found'],
      [
        'a pause with a ticket in hand',
        clerk,
        `${window1}/pause`,
        { reason: 'tea' },
        409,
        'not_allowed',
      ],
      ['a resume of an open window', clerk, `${window1}/resume`, {}, 409, 'not_allowed'],
      ['a no-show at once', clerk, `${window1}/no-show`, {}, 409, 'not_allowed'],
      [
        'a return of who waits',
        null,
        `/api/tickets/${waiting.token}/return`,
        {},
        409,
        'not_allowed',
      ],
      ['a second window', clerk, `${district}/windows/3/open`, {}, 409, 'clerk_has_window'],
      ['a window that is taken', guide, `${window1}/open`, {}, 403, 'forbidden'],
      // At another's.
      ['at another’s window', other, `${window1}/finish`, {}, 403, 'not_your_window'],
      ['a guide at a window', guide, `${window1}/recall`, {}, 403, 'forbidden'],
      ['a board that takes a ticket', display, tickets, { queue: 'tax' }, 403, 'forbidden'],
      ['a stranger that takes a ticket', null, tickets, { queue: 'tax' }, 401, 'unauthorized'],
      ['a stranger that calls', null, `${window1}/call-next`, {}, 401, 'unauthorized'],
      [
        'a rating before the end',
        null,
        `/api/tickets/${waiting.token}/rating`,
        { level: 5 },
        409,
        'not_served',
      ],
      // What does not fit.
      ['nothing asked for', kiosk, tickets, {}, 400, 'bad_input'],
      ['no matters', kiosk, tickets, { matters: [] }, 400, 'bad_input'],
      [
        'a package and a queue',
        kiosk,
        tickets,
        { package: 'newborn', queue: 'tax' },
        400,
        'bad_input',
      ],
      ['a reason left out', clerk, `${window1}/put-back`, {}, 400, 'bad_input'],
      ['an empty reason', clerk, `${window1}/put-back`, { reason: ' ' }, 400, 'bad_input'],
      ['a call without reason', clerk, `${window1}/call`, { number: 'A002' }, 400, 'bad_input'],
      [
        'a transfer without reason',
        clerk,
        `${window1}/transfer`,
        { queue: 'tax' },
        400,
        'bad_input',
      ],
      ['a transfer to nowhere', clerk, `${window1}/transfer`, { reason: 'x' }, 400, 'bad_input'],
      ['a hold of no kind', clerk, `${window1}/hold`, {}, 400, 'bad_input'],
      [
        'a hold until yesterday',
        clerk,
        `${window1}/hold`,
        { kind: 'until', until: '2026-03-01T01:00:00.000Z' },
        422,
        'until_required',
      ],
      [
        'a slot in the past',
        null,
        `${district}/appointments`,
        { queue: 'one-life', slot: '2026-02-27T01:30:00.000Z' },
        422,
        'slot_not_open',
      ],
    ];
    for (const [what, token, path, body, status, code] of cases) {
      const answer = await hall.call<Refusal>('POST', path, body, { token });
      expect([what, answer.status, answer.body.code]).toEqual([what, status, code]);
      expect(answer.body.status, what).toBe(status);
      expect(answer.body.title, what).not.toBe('');
      expect(answer.body.detail, what).not.toBe('');
      if (code === 'bad_input') expect(answer.body.issues, what).not.toEqual([]);
    }
    expect(await events()).toEqual(before);
    expect((await hall.follow(waiting)).status).toBe('waiting');
  });

  it('is named field by field, in plain words', async () => {
    const hall = await fresh();
    const answer = await hall.call<Refusal>('POST', `${window1}/call`, { number: 7 });
    expect(answer.body.issues).toEqual([
      { path: 'number', message: 'must be text' },
      { path: 'reason', message: 'is needed' },
    ]);
  });
});
