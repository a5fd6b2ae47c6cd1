import { beforeAll, expect, it } from 'vitest';
import type { DailyReport, Spread } from '../shared/contract/report.ts';
import { fairDay, writeFairDay } from './support/fair-day.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';
import { smallHall, staffedHall } from './support/report-hall.ts';

const spread = (count: number, mean: number, p50: number, p90: number, max: number): Spread => ({
  count,
  mean,
  p50,
  p90,
  max,
});
const of = (numerator: number, denominator: number) => ({ numerator, denominator });
const path = '/api/halls/district/reports/daily';

/** Every figure here was worked out on paper from support/fair-day.ts and rules.md, "Times". */
onBothDatabases('the day that flatters nobody', (fresh) => {
  let hall: TestHall;
  let report: DailyReport;
  beforeAll(async () => {
    hall = await fresh({ ...smallHall, start: '2026-03-03T01:00:00.000Z' });
    await writeFairDay(hall.db, await staffedHall(hall));
    report = await hall.ok<DailyReport>('GET', `${path}?from=${fairDay}`);
  }, 60_000);

  it('faults F1: who was never called after X counts in the level; all never called stand beside it', () => {
    expect(report.ok).toBe(true);
    expect(report.total).toMatchObject({
      taken: 8,
      called: 6,
      done: 3,
      cancelled: 2,
      expired: 3,
      serviceLevel: of(6, 8),
      neverCalled: 3,
      abandonment: of(3, 8),
    });
    expect(report.days[0]).toMatchObject({ serviceLevel: of(6, 8), neverCalled: 3 });
    expect(report.queues).toMatchObject([
      { queue: 'qa', serviceLevel: of(4, 6), neverCalled: 2, abandonment: of(2, 6) },
      { queue: 'qb', serviceLevel: of(2, 2), neverCalled: 1, abandonment: of(2, 4) },
    ]);
    expect(report.packages.map((p) => [p.package, p.neverCalled])).toEqual([
      ['newborn', 1],
      [null, 2],
    ]);
  });

  it('faults F2: each step is judged by the standard that stood when it began to wait', () => {
    expect(report.queues).toMatchObject([
      {
        serviceLevelSeconds: 4500,
        standards: [
          { seconds: 900, steps: 6 },
          { seconds: 4500, steps: 1 },
        ],
      },
      {
        serviceLevelSeconds: 600,
        standards: [
          { seconds: 900, steps: 1 },
          { seconds: 600, steps: 2 },
        ],
      },
    ]);
  });

  it('faults F3: a step does not wait while its visitor is served for another', () => {
    expect(report.total.wait).toEqual(spread(5, 1500, 900, 3000, 3000));
    expect(report.queues[1]!.wait).toEqual(spread(1, 900, 900, 900, 900));
  });

  it('faults F4: calls, handling and utilisation stay where they took place', () => {
    expect(report.queues).toMatchObject([
      {
        taken: 7,
        transferredOut: 1,
        called: 5,
        done: 4,
        cancelled: 1,
        expired: 1,
        reconciled: true,
        handling: spread(5, 468, 540, 540, 540),
      },
      {
        taken: 3,
        transferredIn: 1,
        called: 2,
        done: 1,
        cancelled: 1,
        expired: 2,
        reconciled: true,
        handling: spread(1, 240, 240, 240, 240),
      },
    ]);
    const work = [
      {
        called: 4,
        done: 4,
        wait: spread(3, 1200, 600, 3000, 3000),
        handling: spread(5, 432, 480, 540, 540),
        utilisation: of(2160, 10_800),
      },
      {
        called: 3,
        done: 1,
        wait: spread(2, 1950, 900, 3000, 3000),
        handling: spread(2, 210, 180, 240, 240),
        utilisation: of(3660, 10_800),
      },
    ];
    expect(report.windows).toMatchObject(work);
    expect(report.clerks).toMatchObject(work);
    // The times of an expired step enter no average of the hall.
    expect(report.total.handling).toEqual(spread(5, 468, 540, 540, 540));
  });
});
