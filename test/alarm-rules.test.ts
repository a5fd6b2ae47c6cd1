import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AlarmMoment,
  callsStill,
  type Condition,
  type DeviceFact,
  idleWindows,
  keyOf,
  queueWaits,
  silentDevices,
} from '../shared/rules/alarms.ts';
import { type Memory, noMemory, standingOf } from '../shared/rules/alarm-standing.ts';
import { plus } from '../shared/rules/instants.ts';

const start = '2026-03-02T01:00:00.000Z';
const ago = (now: string) => fc.integer({ min: 0, max: 7200 }).map((s) => plus(now, -s));
const codes = ['a', 'b', 'c'];

const windows = fc.array(
  fc.record({
    status: fc.constantFrom('open' as const, 'paused' as const, 'closed' as const),
    onDuty: fc.boolean(),
    since: fc.option(ago(start)),
    serves: fc.subarray(codes),
    hand: fc.option(fc.record({ number: fc.constant('A001'), since: ago(start) })),
  }),
  { maxLength: 12 },
);
const queues = fc.tuple(
  ...codes.map((code) =>
    fc.record({
      code: fc.constant(code),
      waiting: fc.integer({ min: 0, max: 20 }),
      waitingSince: fc.option(ago(start)),
      openWindows: fc.integer({ min: 0, max: 3 }),
      expected: fc.option(fc.integer({ min: 0, max: 3600 })),
      pausedSince: fc.option(ago(start)),
      limit: fc.integer({ min: 60, max: 3600 }),
    }),
  ),
);
const moments = fc
  .record({ windows, queues, opened: fc.boolean(), openSince: fc.option(ago(start)) })
  .map(({ windows: all, ...rest }): AlarmMoment => {
    const numbered = all.map((window, i) => ({ ...window, number: i + 1 }));
    return { ...rest, now: start, day: '2026-03-02', windows: numbered, stood: () => false };
  });

const all = (at: AlarmMoment): Condition[] => [
  ...queueWaits(at),
  ...idleWindows(at),
  ...callsStill(at, null, 15),
];

describe('rules of the alarms', () => {
  it('name each thing once, and offer only windows that can do it', () => {
    fc.assert(
      fc.property(moments, (at) => {
        const found = all(at);
        const keys = found.map(keyOf);
        expect(new Set(keys).size).toBe(keys.length);
        const status = new Map(at.windows.map((w) => [w.number, w.status]));
        for (const { act, window } of found.flatMap(({ acts }) => acts)) {
          if (act === 'resume-window') expect(status.get(window!)).toBe('paused');
          if (act === 'open-window') expect(status.get(window!)).toBe('closed');
          if (act === 'add-queue' || act === 'call-clerk') expect(status.get(window!)).toBe('open');
        }
        expect(found.every(({ acts }) => acts.length <= 12)).toBe(true);
      }),
    );
  });

  it('ask no more windows to call than people wait', () => {
    fc.assert(
      fc.property(moments, (at) => {
        const waiting = at.queues.reduce((sum, q) => sum + q.waiting, 0);
        expect(idleWindows(at).length).toBeLessThanOrEqual(waiting);
      }),
    );
  });

  it('silent devices are said in a few lines, however many they are', () => {
    const device = fc.record({ seenAt: ago(start), kind: fc.constantFrom('display', 'kiosk') });
    fc.assert(
      fc.property(moments, fc.array(device, { maxLength: 40 }), (at, some) => {
        const devices = some.map((each, i): DeviceFact => ({
          ...each,
          id: String(i),
          name: `device ${i}`,
        }));
        const found = silentDevices(at, devices, plus(start, -3600));
        expect(found.length).toBeLessThanOrEqual(5);
        if (!at.opened || at.openSince === null) expect(found).toEqual([]);
      }),
    );
  });

  it('an alarm stands only after its time, keeps since when, and ends with its cause', () => {
    const condition = (after: number, since: string | null): Condition => ({
      code: 'x',
      subject: '',
      detail: '',
      severity: 'urgent',
      about: {},
      acts: [],
      since,
      after,
    });
    const steps = fc.array(
      fc.record({ seconds: fc.integer({ min: 0, max: 90 }), is: fc.boolean() }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 200 }), (all, after) => {
        let memory: Memory = noMemory;
        let now = start;
        let began: string | null = null;
        for (const { seconds, is } of all) {
          now = plus(now, seconds);
          began = is ? (began ?? now) : null;
          const found = is ? [condition(after, null)] : [];
          const { alarms, memory: next } = standingOf(found, memory, now);
          memory = next;
          const due = began !== null && plus(began, after) <= now;
          expect(alarms.map(({ at }) => at)).toEqual(due ? [began] : []);
        }
      }),
    );
  });

  it('the urgent stand first, the older before the newer', () => {
    const one = fc.record({
      severity: fc.constantFrom('urgent' as const, 'attention' as const),
      since: ago(start),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 20 }), (some) => {
        const conditions = some.map((each, i): Condition => ({
          ...{ code: 'x', subject: String(i), detail: '', about: {}, acts: [], after: 0 },
          ...each,
        }));
        const { alarms } = standingOf(conditions, noMemory, start);
        const rank = alarms.map(({ severity, at }) => `${severity === 'urgent' ? 0 : 1} ${at}`);
        expect(rank).toEqual([...rank].sort());
        expect(alarms).toHaveLength(some.length);
      }),
    );
  });
});
