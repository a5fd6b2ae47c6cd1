import type { Db } from '../../server/db/open.ts';
import { type HallIds, HandMadeDay } from './hand-made-day.ts';

export const goldenDay = '2026-03-02';

/**
 * Nine tickets with everything that makes figures wrong: a wait over an hour, a recall, an undone
 * call, holds of two kinds, a transfer to the front, a chosen call, an estimated start, misses, a
 * third return, people who left, and two that the end of the day closed. The figures that follow
 * from it were worked out by hand (report-golden-day.test.ts).
 */
export async function writeGoldenDay(db: Db, ids: HallIds): Promise<void> {
  const day = new HandMadeDay(db, goldenDay, ids);
  await day.counter('A', 6);
  await day.counter('B', 3);
  await day.window([1, 'open', '09:00', '11:00']);
  await day.window([1, 'paused', '11:00', '11:30']);
  await day.window([1, 'open', '11:30', '12:00']);
  await day.window([2, 'open', '09:30', '12:00']);
  const [one, two] = [{ window: 1 }, { window: 2 }];

  await day.ticket({
    number: 'A001',
    taken: '09:00',
    status: 'done',
    steps: [
      {
        queue: 'qa',
        status: 'done',
        waits: '09:00',
        firstCall: '09:05',
        window: 1,
        ended: '09:20',
        estimate: [0, 240, 400],
        rating: 5,
        states: [
          ['waiting', '09:00', '09:05'],
          ['called', '09:05', '09:06', one],
          ['serving', '09:06', '09:10', one],
          ['held', '09:10', '09:15', { ...one, holdKind: 'this-window' }],
          // A transfer to the front that was undone.
          ['serving', '09:15', '09:19', { ...one, voided: true, version: 900 }],
          ['serving', '09:15', '09:20', one],
        ],
        calls: [['09:05', 1]],
      },
    ],
  });
  await day.event(900, '09:19', 'transfer', { number: 'A001', place: 'front', reason: '误点' });

  await day.ticket({
    number: 'A002',
    taken: '09:10',
    status: 'done',
    package: 'newborn',
    steps: [
      {
        queue: 'qa',
        status: 'done',
        waits: '09:10',
        firstCall: '10:15',
        window: 1,
        ended: '10:30',
        states: [
          ['waiting', '09:10', '10:15'],
          ['called', '10:15', '10:17', one],
          ['serving', '10:17', '10:30', one],
        ],
        calls: [
          ['10:15', 1],
          ['10:16', 1, { recall: true }],
        ],
      },
      {
        queue: 'qb',
        status: 'done',
        waits: '10:30',
        firstCall: '10:32',
        window: 2,
        estimated: true,
        ended: '10:40',
        rating: 2,
        states: [
          ['blocked', '09:10', '10:30'],
          ['waiting', '10:30', '10:32'],
          ['called', '10:32', '10:32', two],
          ['serving', '10:32', '10:40', two],
        ],
        calls: [['10:32', 2]],
      },
    ],
  });

  await day.ticket({
    number: 'A003',
    taken: '09:30',
    status: 'done',
    steps: [
      {
        queue: 'qb',
        firstQueue: 'qa',
        status: 'done',
        waits: '09:30',
        firstCall: '09:50',
        window: 2,
        ended: '10:30',
        states: [
          // Called by window 2 at 09:40, and that call undone.
          ['waiting', '09:30', '09:40', { queue: 'qa', voided: true }],
          ['waiting', '09:30', '09:50', { queue: 'qa' }],
          ['called', '09:50', '09:51', { ...one, queue: 'qa' }],
          ['serving', '09:51', '09:55', { ...one, queue: 'qa', version: 901 }],
          ['waiting', '09:55', '10:00'],
          ['called', '10:00', '10:02', two],
          ['serving', '10:02', '10:05', two],
          ['held', '10:05', '10:25', { ...two, holdKind: 'any-window' }],
          ['serving', '10:25', '10:30', two],
        ],
        calls: [
          ['09:40', 2, { withdrawn: true, queue: 'qa' }],
          ['09:50', 1, { queue: 'qa' }],
          ['10:00', 2],
        ],
      },
    ],
  });
  await day.event(901, '09:55', 'transfer', {
    number: 'A003',
    place: 'front',
    reason: '证件即刻可取',
  });

  await day.ticket({
    number: 'A004',
    taken: '09:45',
    status: 'missed',
    steps: [
      {
        queue: 'qa',
        status: 'missed',
        since: '10:03',
        waits: '09:45',
        firstCall: '10:00',
        window: 1,
        misses: 1,
        estimate: [4, 600, 800],
        states: [
          ['waiting', '09:45', '10:00'],
          ['called', '10:00', '10:03', one],
        ],
        calls: [['10:00', 1, { reason: '孕妇不适' }]],
      },
    ],
  });

  for (const [number, taken, ended] of [
    ['A005', '10:00', '10:20'],
    ['A006', '10:05', '10:10'],
  ] as const) {
    const states: [['waiting', string, string]] = [['waiting', taken, ended]];
    await day.ticket({
      number,
      taken,
      status: 'cancelled',
      steps: [{ queue: 'qa', status: 'cancelled', waits: taken, ended, states }],
    });
  }

  await day.ticket({
    number: 'B001',
    taken: '10:50',
    status: 'cancelled',
    steps: [
      {
        queue: 'qb',
        status: 'cancelled',
        waits: '10:50',
        firstCall: '11:00',
        window: 2,
        misses: 3,
        ended: '11:08',
        states: [
          ['waiting', '10:50', '11:00'],
          ['called', '11:00', '11:01', two],
          ['missed', '11:01', '11:02', two],
          ['waiting', '11:02', '11:03'],
          ['called', '11:03', '11:04', two],
          ['missed', '11:04', '11:05', two],
          ['waiting', '11:05', '11:06'],
          ['called', '11:06', '11:07', two],
          ['missed', '11:07', '11:08', two],
        ],
        calls: [
          ['11:00', 2],
          ['11:03', 2],
          ['11:06', 2],
        ],
      },
    ],
  });

  await day.ticket({
    number: 'B002',
    taken: '11:10',
    status: 'expired',
    steps: [
      {
        queue: 'qb',
        status: 'expired',
        waits: '11:10',
        ended: '24:00',
        states: [['waiting', '11:10', '24:00']],
      },
    ],
  });
  await day.ticket({
    number: 'B003',
    taken: '11:20',
    status: 'expired',
    steps: [
      {
        queue: 'qb',
        status: 'expired',
        waits: '11:20',
        firstCall: '11:30',
        window: 2,
        ended: '24:00',
        estimate: [1, 60, 90],
        states: [
          ['waiting', '11:20', '11:30'],
          ['called', '11:30', '11:31', two],
          ['serving', '11:31', '24:00', two],
        ],
        calls: [['11:30', 2]],
      },
    ],
  });
}

/** Yesterday: one ticket that nobody served, closed with its day. */
export async function writeDayBefore(db: Db, ids: HallIds): Promise<void> {
  const day = new HandMadeDay(db, '2026-03-01', ids);
  await day.counter('A', 1);
  await day.ticket({
    number: 'A001',
    taken: '16:00',
    status: 'expired',
    steps: [
      {
        queue: 'qa',
        status: 'expired',
        waits: '16:00',
        ended: '24:00',
        states: [['waiting', '16:00', '24:00']],
      },
    ],
  });
}
