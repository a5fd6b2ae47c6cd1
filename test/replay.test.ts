import { describe, expect, it } from 'vitest';
import { doubledCalls } from '../bench/replay/checks.ts';
import { readRecordedDays } from '../bench/replay/recorded-day.ts';
import { complaints, replayDay } from '../bench/replay/replay-day.ts';

const [morning] = readRecordedDays('test/data/warsaw-praga-poludnie-morning.csv');
const postgres = process.env['TEST_DATABASE_URL'];
/** A morning with its hundreds of commands, on a busy machine. */
const patience = 180_000;

describe('a recorded morning', () => {
  it('is read with its local times, its order and the windows that were open', () => {
    expect(morning!.services.map((s) => [s.name, s.tickets.length])).toEqual([
      ['Rejestracja pojazdów - składanie wniosków', 138],
      ['Prawa jazdy', 30],
      ['Dowody rejestracyjne - odbiór', 80],
    ]);
    expect(morning!.services[0]!.tickets[0]).toEqual({
      issued: '2020-01-08T07:06:00.000Z',
      called: '2020-01-08T07:31:00.000Z',
      openWindows: 6,
    });
  });

  it('tells a ticket that is called twice from one that may be called again', () => {
    const at = (command: string, window: string, ticket: string, step = ticket) => ({
      command,
      window_id: window,
      ticket_id: ticket,
      step_id: step,
    });
    const once = [at('call-next', 'w1', 'a'), at('call-next', 'w2', 'b')];
    expect(doubledCalls([...once, at('call-next', 'w1', 'c')])).toBe(0);
    expect(doubledCalls([...once, at('recall', 'w1', 'a'), at('finish', 'w1', 'a')])).toBe(0);
    expect(doubledCalls([...once, at('no-show', 'w1', 'a'), at('call-next', 'w2', 'a')])).toBe(0);
    expect(doubledCalls([...once, at('call-next', 'w2', 'a')])).toBe(1);
    expect(doubledCalls([...once, at('call-next', 'w1', 'a')])).toBe(1);
    expect(doubledCalls([...once, at('finish', 'w1', 'a'), at('call-next', 'w2', 'a')])).toBe(1);
    expect(doubledCalls([...once, at('finish', 'w1', 'a'), at('call-next', 'w1', 'a', 'a2')])).toBe(
      0,
    );
  });
});

const databases: [string, string | undefined][] = [
  ['SQLite', undefined],
  ['PostgreSQL', postgres],
];
describe.each(databases)('a recorded morning replayed (%s)', (name, url) => {
  const skip = name === 'PostgreSQL' && url === undefined;

  it.skipIf(skip)(
    'calls everyone once at the recorded pace, shows every call, and reconciles',
    async () => {
      const day = await replayDay(morning!, { postgres: url });
      expect(complaints(day)).toEqual([]);
      expect(day.report.total).toMatchObject({ taken: 248, done: 248 });
      expect(day.calls).toBe(248);
      expect(day.report.total.wait).toEqual(day.fileWait);
    },
    patience,
  );

  it.skipIf(skip)(
    'does so too with seniors, absences, journeys, holds and transfers',
    async () => {
      const services = morning!.services.slice(1);
      const day = await replayDay({ ...morning!, services }, { postgres: url, mixSeed: 7 });
      expect(complaints(day)).toEqual([]);
      const { mix, report } = day;
      for (const [what, count] of Object.entries(mix!))
        expect([what, count > 0]).toEqual([what, true]);
      const { done, missed, cancelled, expired, stillOpen, taken } = report.total;
      expect(done + missed + cancelled + expired + stillOpen).toBe(taken);
      expect(report.total.noShow.numerator).toBeGreaterThan(0);
    },
    patience,
  );
});
