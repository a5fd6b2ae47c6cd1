import type { Db } from '../../server/db/open.ts';
import { type HallIds, HandMadeDay } from './hand-made-day.ts';

export const fairDay = '2026-02-27';

/**
 * Eight tickets with everything that makes figures flatter: two that waited in two queues at once,
 * one that was transferred and then forgotten, some that nobody ever called, a standard that was
 * changed at noon and back, a call undone, a hold taken up elsewhere, one in hand when the day ended.
 */
export async function writeFairDay(db: Db, ids: HallIds): Promise<void> {
  const day = new HandMadeDay(db, fairDay, ids);
  await day.counter('A', 7);
  await day.counter('B', 1);
  await day.window([1, 'open', '09:00', '12:00']);
  await day.window([2, 'open', '09:00', '12:00']);
  const [one, two] = [{ window: 1 }, { window: 2 }];

  // Faults F3: it waits 25 minutes for window 2, ten of them in hand at window 1.
  await day.ticket({
    number: 'A001',
    taken: '09:00',
    status: 'done',
    package: 'newborn',
    steps: [
      {
        queue: 'qa',
        status: 'done',
        waits: '09:00',
        firstCall: '09:10',
        window: 1,
        ended: '09:20',
        states: [
          ['waiting', '09:00', '09:10'],
          ['called', '09:10', '09:11', one],
          ['serving', '09:11', '09:20', one],
        ],
        calls: [['09:10', 1]],
      },
      {
        queue: 'qb',
        status: 'done',
        standard: 900,
        waits: '09:00',
        firstCall: '09:25',
        window: 2,
        ended: '09:30',
        states: [
          ['waiting', '09:00', '09:25'],
          ['called', '09:25', '09:26', two],
          ['serving', '09:26', '09:30', two],
        ],
        calls: [['09:25', 2]],
      },
    ],
  });

  // Faults F4: four minutes of work at window 1, then on to a queue that never called it.
  await day.ticket({
    number: 'A002',
    taken: '09:05',
    status: 'expired',
    steps: [
      {
        queue: 'qb',
        firstQueue: 'qa',
        status: 'expired',
        waits: '09:05',
        firstCall: '09:20',
        ended: '24:00',
        states: [
          ['waiting', '09:05', '09:20', { queue: 'qa' }],
          ['called', '09:20', '09:21', { ...one, queue: 'qa' }],
          ['serving', '09:21', '09:25', { ...one, queue: 'qa' }],
          ['waiting', '09:25', '24:00'],
        ],
        calls: [['09:20', 1, { queue: 'qa' }]],
      },
    ],
  });

  // Faults F1: never called, although it waited until the day was closed; and one who left soon.
  await day.ticket({
    number: 'A003',
    taken: '09:30',
    status: 'expired',
    steps: [
      {
        queue: 'qa',
        status: 'expired',
        waits: '09:30',
        ended: '24:00',
        states: [['waiting', '09:30', '24:00']],
      },
    ],
  });
  await day.ticket({
    number: 'A004',
    taken: '11:50',
    status: 'cancelled',
    steps: [
      {
        queue: 'qa',
        status: 'cancelled',
        waits: '11:50',
        ended: '11:55',
        states: [['waiting', '11:50', '11:55']],
      },
    ],
  });

  // Faults F2: 75 minutes were the standard when it began to wait.
  await day.ticket({
    number: 'A005',
    taken: '09:40',
    status: 'done',
    steps: [
      {
        queue: 'qa',
        status: 'done',
        standard: 4500,
        waits: '09:40',
        firstCall: '10:30',
        window: 1,
        ended: '10:40',
        states: [
          ['waiting', '09:40', '10:30'],
          ['called', '10:30', '10:31', one],
          ['serving', '10:31', '10:40', one],
        ],
        calls: [['10:30', 1]],
      },
    ],
  });

  // Window 1's call was undone; window 2 began, window 1 took it up again and finished.
  await day.ticket({
    number: 'A006',
    taken: '10:00',
    status: 'done',
    steps: [
      {
        queue: 'qa',
        status: 'done',
        waits: '10:00',
        firstCall: '10:50',
        window: 1,
        ended: '11:10',
        states: [
          ['waiting', '10:00', '10:20', { voided: true }],
          ['waiting', '10:00', '10:50'],
          ['called', '10:50', '10:51', two],
          ['serving', '10:51', '10:54', two],
          ['held', '10:54', '11:04', { ...two, holdKind: 'any-window' }],
          ['serving', '11:04', '11:10', one],
        ],
        calls: [
          ['10:20', 1, { withdrawn: true }],
          ['10:50', 2],
        ],
      },
    ],
  });

  // Gone after 19 minutes, nine of them in hand elsewhere: exactly the standard of queue qb.
  await day.ticket({
    number: 'A007',
    taken: '10:41',
    status: 'cancelled',
    package: 'newborn',
    steps: [
      {
        queue: 'qa',
        status: 'done',
        waits: '10:41',
        firstCall: '10:41',
        window: 1,
        ended: '10:50',
        states: [
          ['waiting', '10:41', '10:41'],
          ['called', '10:41', '10:42', one],
          ['serving', '10:42', '10:50', one],
        ],
        calls: [['10:41', 1]],
      },
      {
        queue: 'qb',
        status: 'cancelled',
        waits: '10:41',
        ended: '11:00',
        states: [['waiting', '10:41', '11:00']],
      },
    ],
  });

  // In hand when the day was closed; window 2 had closed at noon.
  await day.ticket({
    number: 'B001',
    taken: '11:00',
    status: 'expired',
    steps: [
      {
        queue: 'qb',
        status: 'expired',
        waits: '11:00',
        firstCall: '11:05',
        window: 2,
        ended: '24:00',
        states: [
          ['waiting', '11:00', '11:05'],
          ['called', '11:05', '11:06', two],
          ['serving', '11:06', '24:00', two],
        ],
        calls: [['11:05', 2]],
      },
    ],
  });
}
