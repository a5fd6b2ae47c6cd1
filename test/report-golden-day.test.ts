import { beforeAll, describe, expect, it } from 'vitest';
import type { DailyReport, Spread } from '../shared/contract/report.ts';
import { goldenDay, writeDayBefore, writeGoldenDay } from './support/golden-day.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';
import type { HallIds } from './support/hand-made-day.ts';
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

onBothDatabases('the golden day', (fresh) => {
  let hall: TestHall;
  let ids: HallIds;
  let report: DailyReport;
  const get = (query: string) => hall.ok<DailyReport>('GET', `${path}?${query}`);
  beforeAll(async () => {
    hall = await fresh({ ...smallHall, start: '2026-03-03T01:00:00.000Z' });
    ids = await staffedHall(hall);
    await writeDayBefore(hall.db, ids);
    await writeGoldenDay(hall.db, ids);
    report = await get(`from=${goldenDay}`);
  }, 60_000);

  it('reconciles: taken = done + missed + cancelled + expired + still open', () => {
    expect(report).toMatchObject({ ok: true, faults: [], from: goldenDay, to: goldenDay });
    expect(report.total).toMatchObject({
      taken: 9,
      called: 6,
      done: 3,
      // One missed the call; the other came back twice and was cancelled at the third return.
      missed: 2,
      cancelled: 2,
      expired: 2,
      stillOpen: 0,
      reconciliation: { numbersGiven: 9, taken: 9, accounted: 9, disagreeing: 0, ok: true },
    });
  });

  it('lesson 14: times are in seconds, a wait of 65 minutes is 3,900', () => {
    expect(report.total.wait).toEqual(spread(6, 1170, 600, 3900, 3900));
    expect(report.total.walk).toEqual(spread(4, 75, 60, 120, 120));
    expect(report.total.visit).toEqual(spread(3, 3400, 3600, 5400, 5400));
  });

  it('lesson 15: handling is the sum of the serving intervals, with the right holds in and out', () => {
    expect(report.total.handling).toEqual(spread(4, 705, 720, 840, 840));
  });

  it('lesson 26: waiting again after a transfer or a return stands apart', () => {
    expect(report.total.waitAgain).toEqual(spread(2, 210, 120, 300, 300));
  });

  it('lesson 5: expired tickets stand in the reconciliation and in no average', () => {
    const waits = report.queues.find((q) => q.queue === 'qb')!.wait;
    // B003 waited 600 too, and its "serving" until midnight would be 12 hours.
    expect(waits).toEqual(spread(2, 360, 120, 600, 600));
    expect(report.total.handling.max).toBe(840);
  });

  it('prints every rate with numerator and denominator', () => {
    const { serviceLevel, noShow, abandonment, estimatedStarts, outOfOrder } = report.total;
    expect(serviceLevel).toMatchObject(of(5, 9));
    expect(noShow).toMatchObject(of(2, 6));
    expect(abandonment).toMatchObject(of(3, 9));
    expect(estimatedStarts).toMatchObject(of(1, 5));
    expect(outOfOrder).toMatchObject(of(1, 10));
  });

  it('finds the peaks of any rolling 60 minutes', () => {
    expect(report.total.peaks).toEqual({
      taken: { count: 5, from: '2026-03-02T01:10:00.000Z' },
      called: { count: 4, from: '2026-03-02T01:50:00.000Z' },
      done: { count: 3, from: '2026-03-02T02:30:00.000Z' },
    });
  });

  it('reconciles each queue, transfers in and out', () => {
    const [qa, qb] = report.queues;
    expect(qa).toMatchObject({
      queue: 'qa',
      taken: 6,
      transferredIn: 0,
      transferredOut: 1,
      called: 4,
      done: 2,
      missed: 1,
      cancelled: 2,
      expired: 0,
      reconciled: true,
      wait: spread(4, 1575, 900, 3900, 3900),
      handling: spread(3, 620, 780, 840, 840),
      serviceLevel: of(2, 5),
      noShow: of(1, 4),
      abandonment: of(2, 5),
    });
    expect(qb).toMatchObject({
      queue: 'qb',
      taken: 4,
      transferredIn: 1,
      transferredOut: 0,
      called: 4,
      done: 2,
      missed: 1,
      cancelled: 0,
      expired: 2,
      reconciled: true,
      handling: spread(2, 480, 480, 480, 480),
      waitAgain: spread(2, 210, 120, 300, 300),
      walk: spread(1, 120, 120, 120, 120),
      estimatedStarts: of(1, 2),
      serviceLevel: of(3, 4),
      noShow: of(1, 4),
      abandonment: of(1, 5),
    });
  });

  it('gives each window its calls, its work and its utilisation, pauses left out', () => {
    expect(report.windows).toMatchObject([
      {
        window: 1,
        called: 4,
        recalls: 1,
        done: 2,
        missed: 1,
        wait: spread(4, 1575, 900, 3900, 3900),
        handling: spread(3, 620, 780, 840, 840),
        openSeconds: 9000,
        pausedSeconds: 1800,
        utilisation: of(1860, 9000),
      },
      {
        window: 2,
        called: 4,
        recalls: 0,
        done: 2,
        missed: 1,
        wait: spread(2, 360, 120, 600, 600),
        handling: spread(2, 480, 480, 480, 480),
        openSeconds: 9000,
        pausedSeconds: 0,
        // B003 was served from 11:31 until the window closed, whatever became of it.
        utilisation: of(2700, 9000),
      },
    ]);
  });

  it('lesson 25: shows the walk time of each clerk, so that idle time cannot hide in it', () => {
    expect(report.clerks.map((c) => [c.clerk, c.walk, c.estimatedStarts])).toMatchObject([
      ['li', spread(3, 60, 60, 60, 60), of(0, 3)],
      ['wang', spread(1, 120, 120, 120, 120), of(1, 2)],
    ]);
  });

  it('groups by package and by the hour in which the ticket was taken', () => {
    expect(report.packages.map((p) => [p.package, p.taken, p.done])).toEqual([
      ['newborn', 1, 1],
      [null, 8, 2],
    ]);
    expect(report.hours.map((h) => [h.hour, h.taken, h.callsInHour, h.doneInHour])).toEqual([
      ['09:00', 4, 2, 1],
      ['10:00', 3, 3, 3],
      ['11:00', 2, 2, 0],
    ]);
  });

  it('counts the calls out of order with their reasons, and not what was undone', () => {
    expect(report.total.transfersToFront).toBe(1);
    expect(report.outOfOrder).toMatchObject([
      { kind: 'front', number: 'A003', window: 1, clerk: 'li', reason: '证件即刻可取' },
      { kind: 'call', number: 'A004', window: 1, clerk: 'li', reason: '孕妇不适' },
    ]);
  });

  it('reports the error of the estimates by people ahead', () => {
    expect(report.estimates.filter((e) => e.count > 0)).toMatchObject([
      { ahead: '0', count: 1, meanAbsoluteError: 60, withinP90: of(1, 1) },
      { ahead: '3-5', count: 1, meanAbsoluteError: 300, withinP90: of(0, 1) },
    ]);
  });

  it('keeps unrated steps apart: they are never counted as good', () => {
    expect(report.total.ratings).toMatchObject({
      served: 4,
      unrated: 2,
      rated: of(2, 4),
      bad: of(1, 2),
    });
  });

  it('lesson 14: gives the same result when it is run again', async () => {
    expect(await get(`from=${goldenDay}&to=${goldenDay}`)).toEqual(report);
  });

  it('adds several days up, each with its own line', async () => {
    const several = await get(`from=2026-02-28&to=${goldenDay}`);
    expect(several.days.map((d) => [d.day, d.taken, d.expired, d.reconciliation.ok])).toEqual([
      ['2026-02-28', 0, 0, true],
      ['2026-03-01', 1, 1, true],
      [goldenDay, 9, 2, true],
    ]);
    expect(several.total).toMatchObject({ taken: 10, expired: 3, wait: report.total.wait });
    const { day, ...own } = several.days[2]!;
    expect(own).toEqual(report.total);
    expect(day).toBe(goldenDay);
  });

  it('lesson 14: an empty day has zeros for counts and nothing for averages', async () => {
    const { total, ok, queues, windows, hours } = await get('from=2026-02-28');
    expect(ok).toBe(true);
    expect(total).toMatchObject({ taken: 0, stillOpen: 0 });
    expect(total.wait).toEqual({ count: 0, mean: null, p50: null, p90: null, max: null });
    expect(total.serviceLevel).toEqual({ ...of(0, 0), rate: null });
    expect([queues.length, windows, hours]).toEqual([2, [], []]);
  });

  describe('when a ticket is lost', () => {
    it('says loudly which day does not reconcile, and how', async () => {
      await hall.db.lanes.run('hand', {
        run: (tx) =>
          tx
            .updateTable('counters')
            .set({ count: 7 })
            .where('hall_id', '=', ids.hall)
            .where('service_day', '=', goldenDay)
            .where('prefix', '=', 'A')
            .execute(),
      });
      const faulty = await get(`from=2026-03-01&to=${goldenDay}`);
      expect(faulty.ok).toBe(false);
      expect(faulty.total.reconciliation.ok).toBe(false);
      expect(faulty.faults.map((f) => f.day)).toEqual([goldenDay]);
      expect(faulty.faults[0]!.text.en).toContain('10 numbers given, 9 tickets taken');
      const csv = await hall.ok<string>('GET', `${path}.csv?from=${goldenDay}`);
      expect(csv.split('\r\n')[1]).toContain('对账不符');
    });
  });
});
