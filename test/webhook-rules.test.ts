import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupsOf, isOpenAddress } from '../shared/rules/addresses.ts';
import { happeningsOf, type LogLine, numbersIn } from '../shared/rules/happenings.ts';
import { askedPause, pauseAfter } from '../shared/rules/webhook-tries.ts';
import { signed } from '../server/webhooks/signing.ts';

it('knows addresses of machines and private networks in all their forms', () => {
  const closed = [
    ...['0.0.0.0', '10.0.0.1', '100.64.1.1', '127.0.0.1', '127.255.255.255', '169.254.169.254'],
    ...[
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '198.18.0.1',
      '224.0.0.1',
      '255.255.255.255',
    ],
    ...['::', '::1', '::127.0.0.1', '::ffff:10.0.0.1', '::ffff:7f00:1', '::ffff:0:127.0.0.1'],
    ...[
      '64:ff9b::7f00:1',
      '64:ff9b:1::1',
      '2002:7f00:1::',
      '2001::1',
      '2001:db8::1',
      'fe80::1%eth0',
    ],
    ...['fc00::1', 'fdff::1', 'fec0::1', 'ff02::1', '100::1', '3fff::1'],
    ...['', 'localhost', '127.1', '1.2.3', '1.2.3.256', 'g::1', '1::2::3', '1:2:3:4:5:6:7:8:9'],
  ];
  expect(closed.filter(isOpenAddress)).toEqual([]);
  const open = [
    ...['1.1.1.1', '93.184.215.14', '172.32.0.1', '100.128.0.1', '::ffff:1.1.1.1'],
    ...['2606:4700::1111', '64:ff9b::101:101', '2002:101:101::', '240e::1'],
  ];
  expect(open.filter((address) => !isOpenAddress(address))).toEqual([]);
  // An IPv4 address is open or closed, whichever way it is written in.
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number];
      const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
      for (const other of [
        `::ffff:${address}`,
        `::ffff:${hex}`,
        `64:ff9b::${hex}`,
        `2002:${hex}::`,
      ])
        expect([other, isOpenAddress(other)]).toEqual([other, isOpenAddress(address)]);
    }),
  );
  fc.assert(fc.property(fc.ipV6(), (address) => void expect(groupsOf(address)).toHaveLength(8)));
});

it('tries again after growing pauses, for three days, and not without end', () => {
  const pauses: number[] = [];
  for (let tries = 1; ; tries += 1) {
    const pause = pauseAfter(tries, 0, null);
    if (pause === null) break;
    pauses.push(pause);
    expect(pauseAfter(tries, 1, null)! / pause).toBeCloseTo(1.25);
  }
  expect(pauses).toEqual([...pauses].sort((a, z) => a - z));
  const days = pauses.reduce((sum, pause) => sum + pause, 0) / 86_400;
  expect(days).toBeGreaterThan(2.5);
  expect(days).toBeLessThan(4);
  expect(pauseAfter(1, 0, 3600)).toBe(3600);
  expect(pauseAfter(1, 0, 1e8)).toBe(86_400);
  expect(pauseAfter(8, 0, 1)).toBe(pauses[7]);
  expect([askedPause('120'), askedPause('Wed, 21 Oct'), askedPause(undefined)]).toEqual([
    120,
    null,
    null,
  ]);
});

it('signs as Standard Webhooks says: its own example', () => {
  const headers = signed('whsec_plJ3nmyCDGBKInavdOK15jsl', {
    id: 'msg_loFOjxBNrRLzqYUf',
    at: '2022-11-10T21:22:11.000Z',
    body: '{"event_type":"ping","data":{"success":true}}',
  });
  expect(headers['webhook-timestamp']).toBe('1668115331');
  expect(headers['webhook-signature']).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
});

it('a "next" tells first what became of the one in hand; an end is told by the line that made it, once', () => {
  const line: LogLine = {
    ...{ version: 9, at: '2026-03-02T01:00:00.000Z', command: 'call-next' },
    ...{ ticketId: 'b', stepId: 'b1', windowId: 'w', data: { number: 'A002', finished: 'A001' } },
  };
  const was = { id: 'a', number: 'A001', status: 'done', endedAt: line.at };
  const next = { id: 'b', number: 'A002', status: 'called', endedAt: null, version: 9 };
  expect(numbersIn(line)).toEqual(['A001']);
  const types = (version: number): string[] =>
    happeningsOf(line, [next, { ...was, version }]).map((h) => `${h.type} ${h.ticketId}`);
  expect(types(9)).toEqual(['ticket.finished a', 'visit.ended a', 'ticket.called b']);
  // Undone meanwhile: the later line tells how it is.
  expect(types(10)).toEqual(['ticket.finished a', 'ticket.called b']);
  const entered = { ...line, command: 'enter-late', ticketId: 'a', data: {} };
  expect(happeningsOf(entered, [{ ...was, version: 9 }])).toEqual([]);
});
