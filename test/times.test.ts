import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plus, secondsBetween } from '../shared/rules/instants.ts';
import { hourLabels } from '../shared/rules/local-hour.ts';
import { coveredSeconds, totalSeconds, without } from '../shared/rules/stretches.ts';
import {
  fateOfStep,
  runningInterval,
  serviceLevelMet,
  type StateInterval,
  type StepRecord,
  stepTimes,
  type TimedStep,
} from '../shared/rules/times.ts';

const nine = '2026-03-02T01:00:00.000Z';
const at = (minutes: number): string => plus(nine, minutes * 60);

const waitingStep: TimedStep = {
  status: 'waiting',
  status_since: nine,
  hold_kind: null,
  queue_id: 'q1',
  window_id: null,
  staff_id: null,
  waiting_since: nine,
  standard_seconds: 900,
  first_called_at: null,
  start_estimated: 0,
  misses: 0,
  ended_at: null,
};

/** The times of a step of a single-step ticket, on its day. */
function timesOf(
  step: TimedStep,
  ended: readonly StateInterval[],
  calls: StepRecord['calls'] = [],
  more: Partial<StepRecord> = {},
) {
  return stepTimes(step, { ended, running: null, calls, elsewhere: [], dayOver: false, ...more });
}

function interval(
  status: StateInterval['status'],
  from: number,
  to: number,
  more: Partial<StateInterval> = {},
): StateInterval {
  return {
    status,
    hold_kind: null,
    queue_id: 'q1',
    window_id: 'w1',
    staff_id: 's1',
    began_at: at(from),
    ended_at: at(to),
    ...more,
  };
}

describe('times of a step', () => {
  it('lesson 14: a wait of 65 minutes is 65 minutes', () => {
    const { wait } = timesOf({ ...waitingStep, first_called_at: at(65) }, []);
    expect(wait).toBe(65 * 60);
  });

  it('lesson 26: a transfer and a recall do not reset the wait; what follows is shown apart', () => {
    const step: TimedStep = {
      ...waitingStep,
      queue_id: 'q2',
      first_called_at: at(30),
      status: 'done',
      ended_at: at(80),
    };
    const intervals = [
      interval('waiting', 0, 30),
      interval('called', 30, 33),
      interval('serving', 33, 40),
      interval('waiting', 40, 60, { queue_id: 'q2' }),
      interval('called', 60, 61, { queue_id: 'q2' }),
      interval('serving', 61, 80, { queue_id: 'q2' }),
    ];
    const times = timesOf(step, intervals, [{ at: at(30) }, { at: at(32) }, { at: at(60) }]);
    expect(times.wait).toBe(30 * 60);
    expect(times.waitsAgain).toEqual([
      { queueId: 'q2', windowId: 'w1', staffId: 's1', from: at(40), to: at(60) },
    ]);
    // From the recall, and from the second call.
    expect(times.arrivals.map((a) => a.walk)).toEqual([60, 60]);
    expect(totalSeconds(times.handling)).toBe((7 + 19) * 60);
  });

  it('lesson 15: holds for this window are handling; holds for any window or until a time are not', () => {
    const step: TimedStep = {
      ...waitingStep,
      first_called_at: at(0),
      status: 'done',
      ended_at: at(60),
    };
    const times = timesOf(step, [
      interval('waiting', 0, 0),
      interval('serving', 0, 5),
      interval('held', 5, 15, { hold_kind: 'this-window' }),
      interval('serving', 15, 20),
      interval('held', 20, 40, { hold_kind: 'any-window' }),
      interval('serving', 40, 43),
      interval('held', 43, 50, { hold_kind: 'until' }),
      interval('serving', 50, 60),
    ]);
    expect(totalSeconds(times.handling)).toBe((5 + 10 + 5 + 3 + 10) * 60);
  });

  it('leaves the walk of an unconfirmed arrival unknown instead of 0', () => {
    const step: TimedStep = { ...waitingStep, first_called_at: at(10), start_estimated: 1 };
    const intervals = [interval('called', 10, 12), interval('serving', 12, 20)];
    const calls = [{ at: at(10) }, { at: at(12) }];
    expect(timesOf(step, intervals, calls).arrivals[0]?.walk).toBeNull();
    expect(timesOf({ ...step, start_estimated: 0 }, intervals, calls).arrivals[0]?.walk).toBe(0);
  });

  it('counts a put-back as no arrival', () => {
    const step: TimedStep = { ...waitingStep, first_called_at: at(10) };
    const intervals = [interval('waiting', 0, 10), interval('called', 10, 12)];
    expect(timesOf(step, intervals, [{ at: at(10) }]).arrivals).toEqual([]);
  });

  it('counts the running state until now, and none of a step that is over', () => {
    const serving: TimedStep = {
      ...waitingStep,
      status: 'serving',
      status_since: at(3),
      window_id: 'w1',
    };
    expect(runningInterval(serving, at(10))).toMatchObject({ began_at: at(3), ended_at: at(10) });
    expect(runningInterval({ ...serving, status: 'done' }, at(10))).toBeNull();
  });

  it('lesson 15: the intervals add up: wait, waiting again, handling and what is neither are the whole time', () => {
    const kinds = {
      again: [['waiting', null]],
      handling: [
        ['serving', null],
        ['held', 'this-window'],
      ],
      neither: [
        ['called', null],
        ['held', 'any-window'],
        ['held', 'until'],
        ['missed', null],
      ],
    } as const;
    const lap = fc.constantFrom('again', 'handling', 'neither').chain((kind) =>
      fc.record({
        kind: fc.constant(kind),
        state: fc.constantFrom(...kinds[kind]),
        ms: fc.integer({ min: 0, max: 20_000_000 }),
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000_000 }), fc.array(lap), (waited, laps) => {
        const firstCall = plus(nine, waited / 1000);
        const sums = { again: 0, handling: 0, neither: 0 };
        const intervals = [interval('waiting', 0, 0, { ended_at: firstCall })];
        let now = firstCall;
        for (const { kind, state, ms } of laps) {
          const ended_at = plus(now, ms / 1000);
          const [status, hold_kind] = state;
          intervals.push(interval(status, 0, 0, { hold_kind, began_at: now, ended_at }));
          sums[kind] += ms / 1000;
          now = ended_at;
        }
        const step: TimedStep = {
          ...waitingStep,
          status: 'done',
          first_called_at: firstCall,
          ended_at: now,
        };
        const times = timesOf(step, intervals);
        expect(totalSeconds(times.handling)).toBeCloseTo(sums.handling, 3);
        expect(totalSeconds(times.waitsAgain)).toBeCloseTo(sums.again, 3);
        const whole = times.wait! + sums.again + sums.handling + sums.neither;
        expect(whole).toBeCloseTo(secondsBetween(nine, now), 3);
      }),
    );
  });
});

describe('how a step ended', () => {
  const missedThrice: TimedStep = {
    ...waitingStep,
    status: 'cancelled',
    misses: 3,
    ended_at: at(90),
  };

  it('is missed for good when the third return cancelled it', () => {
    expect(fateOfStep(missedThrice, [interval('missed', 80, 90)])).toBe('missed');
    expect(fateOfStep({ ...missedThrice, misses: 2 }, [interval('missed', 80, 90)])).toBe(
      'cancelled',
    );
    expect(
      fateOfStep(missedThrice, [interval('missed', 70, 80), interval('waiting', 80, 90)]),
    ).toBe('cancelled');
  });
});

describe('service level', () => {
  const met = (change: Partial<TimedStep>, more: Partial<StepRecord> = {}): boolean | null => {
    const step = { ...waitingStep, ...change };
    return serviceLevelMet(step, timesOf(step, [], [], more));
  };
  it.each([
    ['exactly X is met', { first_called_at: at(15) }, true],
    ['a millisecond more is not', { first_called_at: plus(at(15), 0.001) }, false],
    ['gone uncalled after X is not met', { status: 'cancelled', ended_at: plus(at(15), 1) }, false],
    ['gone uncalled at X does not count', { status: 'cancelled', ended_at: at(15) }, null],
    ['still waiting does not count', {}, null],
    [
      'called counts, also when the day was closed before its end',
      { status: 'expired', first_called_at: at(1), ended_at: at(600) },
      true,
    ],
    [
      'faults F1: closed with the day after X, never called, is not met',
      { status: 'expired', ended_at: at(600) },
      false,
    ],
    [
      'faults F1: taken shortly before the day was closed does not count',
      { status: 'expired', ended_at: at(15) },
      null,
    ],
    [
      'faults F2: X is the one that was stored with it',
      { standard_seconds: 4500, first_called_at: at(75) },
      true,
    ],
  ] as const)('%s', (_, change, expected) => {
    expect(met(change)).toBe(expected);
  });

  it('faults F1: counts those who still wait when their day is over, closed or not yet', () => {
    const running = interval('waiting', 0, 600);
    expect(met({}, { running })).toBeNull();
    expect(met({}, { running, dayOver: true })).toBe(false);
  });
});

describe('a ticket that waits in several queues', () => {
  const spell = (from: number, to: number) => ({ from: at(from), to: at(to) });

  it('faults F3: does not wait while it is in hand at another window', () => {
    const called = { ...waitingStep, first_called_at: at(25) };
    expect(timesOf(called, [], [], { elsewhere: [spell(10, 20)] }).wait).toBe(15 * 60);
    const left = { ...waitingStep, status: 'cancelled' as const, ended_at: at(25) };
    const inVain = timesOf(left, [], [], { elsewhere: [spell(10, 11), spell(11, 20)] });
    expect(inVain.waitInVain).toBe(15 * 60);
    expect(serviceLevelMet(left, inVain)).toBeNull();
  });

  it('faults F3: does not wait again either', () => {
    const step = { ...waitingStep, first_called_at: at(5), status: 'done' as const };
    const ended = [
      interval('waiting', 0, 5),
      interval('called', 5, 6),
      interval('waiting', 6, 30),
      interval('serving', 30, 40),
    ];
    const { waitsAgain } = timesOf(step, ended, [], { elsewhere: [spell(10, 20)] });
    expect(totalSeconds(waitsAgain)).toBe(14 * 60);
  });

  it('faults F3: waiting, and in hand elsewhere, add up to the whole, each moment once', () => {
    const stretch = fc
      .tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 200 }))
      .map(([from, length]) => spell(from, from + length));
    fc.assert(
      fc.property(stretch, fc.array(stretch, { maxLength: 8 }), (whole, others) => {
        const left = without(whole, others);
        const covered = coveredSeconds(others, [whole]);
        expect(totalSeconds(left) + covered).toBe(totalSeconds([whole]));
        expect(coveredSeconds(left, others)).toBe(0);
        expect(coveredSeconds(left, [whole])).toBe(totalSeconds(left));
      }),
    );
  });
});

describe('a step that the closing of the day ended', () => {
  it('faults F4: keeps the handling that had ended before, and not what was cut off', () => {
    const step = {
      ...waitingStep,
      first_called_at: at(5),
      status: 'expired' as const,
      ended_at: at(40),
    };
    const served = [
      interval('waiting', 0, 5),
      interval('called', 5, 6),
      interval('serving', 6, 10),
    ];
    const transferred = timesOf(step, [...served, interval('waiting', 10, 40)]);
    expect(totalSeconds(transferred.handling)).toBe(4 * 60);
    const atOnce = timesOf({ ...step, ended_at: at(10) }, [...served, interval('waiting', 10, 10)]);
    expect(totalSeconds(atOnce.handling)).toBe(4 * 60);
    const cut = timesOf(step, [
      ...served,
      interval('held', 10, 20, { hold_kind: 'any-window' }),
      interval('serving', 20, 40),
    ]);
    expect(totalSeconds(cut.handling)).toBe(4 * 60);
    // The window was busy with it all the same.
    expect(totalSeconds(cut.work)).toBe(24 * 60);
  });
});

describe('covered time', () => {
  it('counts a moment with two tickets once, and only inside the open time', () => {
    const spell = (from: number, to: number) => ({ from: at(from), to: at(to) });
    const work = [spell(0, 10), spell(5, 20), spell(30, 50)];
    expect(coveredSeconds(work, [spell(8, 15), spell(40, 60)])).toBe((7 + 10) * 60);
    expect(coveredSeconds(work, [spell(0, 60)])).toBe(40 * 60);
    expect(coveredSeconds([], [spell(0, 60)])).toBe(0);
  });
});

describe('hours of the day', () => {
  it('are half-open and local', () => {
    const hourOf = hourLabels('Asia/Shanghai');
    expect(hourOf('2026-03-02T00:59:59.999Z')).toBe('08:00');
    expect(hourOf('2026-03-02T01:00:00.000Z')).toBe('09:00');
    expect(hourLabels('Asia/Kathmandu')('2026-03-02T02:15:00.000Z')).toBe('08:00');
  });

  it('lesson 4: follow the clock on the days when it changes', () => {
    const hourOf = hourLabels('Europe/Warsaw');
    // 29 March 2026: 01:59 is followed by 03:00. 25 October 2026: 02:00 to 03:00 comes twice.
    expect(['2026-03-29T00:59:00.000Z', '2026-03-29T01:00:00.000Z'].map(hourOf)).toEqual([
      '01:00',
      '03:00',
    ]);
    expect(
      ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z', '2026-10-25T02:00:00.000Z'].map(
        hourOf,
      ),
    ).toEqual(['02:00', '02:00', '03:00']);
  });
});
