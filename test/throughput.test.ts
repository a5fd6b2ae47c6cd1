import XLSX from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { beforeAll, expect, it, vi } from 'vitest';
import { type Cut, cuts, type ThroughputReport } from '../shared/contract/throughput.ts';
import type { AlarmList } from '../shared/contract/alarm.ts';
import type { DailyReport } from '../shared/contract/report.ts';
import { disagreeingDays } from '../server/reports/sums-check.ts';
import { fairDay, writeFairDay } from './support/fair-day.ts';
import { goldenDay, writeDayBefore, writeGoldenDay } from './support/golden-day.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';
import type { HallIds } from './support/hand-made-day.ts';
import { smallHall, staffedHall } from './support/report-hall.ts';

vi.setConfig({ testTimeout: 30_000 });
const at = '/api/halls/district/reports';
const of = (numerator: number, denominator: number) => ({ numerator, denominator });
const range = `from=${fairDay}&to=${goldenDay}`;
/** Of these each ticket is in one row. */
const ofTickets: readonly Cut[] = [
  ...(['day', 'week', 'month', 'weekday', 'hour', 'direction', 'stage', 'package'] as const),
  ...(['category', 'language', 'duty', 'client', 'region'] as const),
];

onBothDatabases('figures of any days by any cut', (fresh) => {
  let hall: TestHall;
  let ids: HallIds;
  const get = (query: string) => hall.ok<ThroughputReport>('GET', `${at}/throughput?${query}`);
  const daily = (query: string) => hall.ok<DailyReport>('GET', `${at}/daily?${query}`);
  const every = async () => [
    await daily(`from=2026-02-20&to=2026-03-05`),
    ...(await Promise.all(cuts.map((by) => get(`${range}&by=${by}&compare=previous,year`)))),
    await get(`${range}&by=window&queue=qb&weekday=1`),
  ];
  const draw = async (): Promise<void> => {
    for (let more = true; more;) more = await hall.hall.sums.step();
  };
  const rowOf = (report: ThroughputReport, key: string | null) =>
    report.rows.find((row) => row.key === key);

  beforeAll(async () => {
    hall = await fresh({ ...smallHall, start: '2026-03-03T01:00:00.000Z' });
    ids = await staffedHall(hall);
    await writeFairDay(hall.db, ids);
    await writeDayBefore(hall.db, ids);
    await writeGoldenDay(hall.db, ids);
  }, 60_000);

  it('says the same of days that are over from what was drawn up of them as from their rows', async () => {
    const fromRows = await every();
    await draw();
    const drawn = await hall.db.read
      .selectFrom('day_sums')
      .select(['service_day', 'tickets'])
      .where('body', 'is not', null)
      .orderBy('service_day')
      .execute();
    expect(drawn.map((row) => [row.service_day, Number(row.tickets)])).toEqual([
      [fairDay, 8],
      ['2026-02-28', 0],
      ['2026-03-01', 1],
      [goldenDay, 9],
    ]);
    expect(await every()).toEqual(fromRows);
    const now = hall.clock.now();
    const checked = { hall: 'district', from: fairDay, to: goldenDay, now };
    expect(await disagreeingDays(hall.db.read, checked, null)).toEqual([]);

    // A row that something else has changed: reports go on as they were, and the check finds the day.
    const change = (standard: number) =>
      hall.db.lanes.run('hand', {
        run: (tx) =>
          tx
            .updateTable('steps')
            .set({ standard_seconds: standard })
            .where('hall_id', '=', ids.hall)
            .where('service_day', '=', goldenDay)
            .where('standard_seconds', '=', standard === 1 ? 600 : 1)
            .execute(),
      });
    await change(1);
    expect(await every()).toEqual(fromRows);
    expect(await disagreeingDays(hall.db.read, checked, null)).toEqual([
      { hall: 'district', day: goldenDay, why: 'differs' },
    ]);
    await change(600);
    expect(await disagreeingDays(hall.db.read, checked, null)).toEqual([]);
  });

  it('answers every cut by every filter, of days with and without anybody, also as files', async () => {
    const filters = [
      ...['', 'clerk=nobody', 'package=newborn'],
      'month=2040-11&weekday=1&hour=%20&clerk=clerk157&zone=%27&package=no&department=no&duty=no',
    ];
    const bad: unknown[] = [];
    const ask = async (path: string): Promise<void> => {
      const { status } = await hall.call('GET', `${at}/${path}`);
      if (status !== 200) bad.push([status, path]);
    };
    for (const days of ['from=2081-06-19&to=2081-06-19', `from=${goldenDay}&to=${goldenDay}`])
      for (const by of cuts)
        for (const filter of filters) {
          const query = `${days}&by=${by}&${filter}`;
          await ask(`throughput.csv?${query}`);
          if (filter.startsWith('month')) await ask(`throughput.xlsx?${query}&compare=previous`);
        }
    expect(bad).toEqual([]);
  });

  it('gives the figures that were worked out on paper', async () => {
    const { total, rows, ok, faults } = await get(`${range}&by=day`);
    expect({ ok, faults }).toEqual({ ok: true, faults: [] });
    expect(total).toMatchObject({
      taken: 18,
      done: 6,
      serviceLevel: of(11, 18),
      neverCalled: 7,
      transfersToFront: 1,
      completion: of(6, 18),
      wait: { count: 11, max: 3900 },
    });
    expect(rows.map((r) => [r.key, r.taken, r.done])).toEqual([
      [fairDay, 8, 3],
      ['2026-02-28', 0, 0],
      ['2026-03-01', 1, 0],
      [goldenDay, 9, 3],
    ]);
    expect((await get(`${range}&by=week`)).rows.map((r) => [r.key, r.taken])).toEqual([
      ['2026-W09', 9],
      ['2026-W10', 9],
    ]);
    const queues = await get(`from=${goldenDay}&by=queue`);
    expect(queues.rows).toMatchObject([
      { key: 'qa', name: { 'zh-Hans': '综合受理' }, taken: 6, called: 4, serviceLevel: of(2, 5) },
      { key: 'qb', taken: 4, transferredIn: 1, serviceLevel: of(3, 4), wait: { p90: 600 } },
    ]);
    const windows = await get(`from=${goldenDay}&by=window`);
    expect(windows.rows).toMatchObject([
      { key: '1', called: 4, utilisation: of(1860, 9000) },
      { key: '2', called: 4, utilisation: of(2700, 9000) },
    ]);
    // Both windows are in one zone: a step that both called counts once there.
    expect((await get(`from=${goldenDay}&by=zone`)).rows).toMatchObject([
      { key: 'z', called: 7, done: 4, openSeconds: 18_000, utilisation: of(4560, 18_000) },
    ]);
    const steps = await get(`from=${goldenDay}&by=step&package=newborn`);
    expect(steps.rows).toMatchObject([
      { key: 'newborn/1', done: 1, wait: { max: 3900 }, handling: { max: 780 } },
      { key: 'newborn/2', done: 1, wait: { max: 120 }, handling: { max: 480 } },
    ]);
    expect(steps.rows[1]!.name!['zh-Hans']).toBe('新生儿出生一件事 2 制证发证');
    const hours = await get(`from=${goldenDay}&by=hour`);
    expect(hours.rows.map((r) => [r.key, r.taken, r.callsInHour, r.openSeconds])).toEqual([
      ['09:00', 4, 2, 5400],
      ['10:00', 3, 3, 7200],
      ['11:00', 2, 2, 5400],
    ]);
    expect(hours.waits.reduce((sum, { count }) => sum + count, 0)).toBe(6);
    expect(queues.outOfOrder.map((row) => row.reason)).toEqual(['证件即刻可取', '孕妇不适']);
  });

  it('puts every ticket in one row, and every row comes back as a filter of its own', async () => {
    for (const by of ofTickets) {
      const { total, rows } = await get(`${range}&by=${by}`);
      for (const figure of ['taken', 'done', 'neverCalled'] as const)
        expect([by, rows.reduce((sum, row) => sum + row[figure]!, 0)]).toEqual([by, total[figure]]);
      for (const row of rows) {
        const alone = await get(`${range}&by=${by}&${by}=${row.key ?? 'none'}`);
        expect(alone.rows.map((r) => r.key)).toEqual([row.key]);
        expect([by, row.key, alone.total]).toMatchObject([
          by,
          row.key,
          { taken: row.taken, wait: row.wait, serviceLevel: row.serviceLevel },
        ]);
      }
    }
    for (const by of ['queue', 'window', 'clerk', 'step', 'department', 'zone'] as const) {
      const { rows } = await get(`${range}&by=${by}`);
      for (const row of rows)
        expect((await get(`${range}&by=${by}&${by}=${row.key ?? 'none'}`)).rows).toEqual([row]);
    }
  });

  it('filters by several things at once, and says no open time where it would mean nothing', async () => {
    const both = await get(`${range}&by=window&queue=qb&package=newborn,moving`);
    expect(both.filters.map(({ by, key, name }) => [by, key, name?.['zh-Hans']])).toEqual([
      ['queue', 'qb', '制证发证'],
      ['package', 'newborn', '新生儿出生一件事'],
      ['package', 'moving', '搬家一件事'],
    ]);
    expect(both.rows).toMatchObject([{ key: '2', called: 2, done: 2 }]);
    expect(both.rows[0]).not.toHaveProperty('utilisation');
    expect(both.ok).toBeNull();
    expect((await get(`${range}&by=hour&weekday=1&queue=qa`)).rows.map((r) => r.taken)).toEqual([
      4, 2,
    ]);
    expect(await hall.call('GET', `${at}/throughput?by=colour`)).toMatchObject({ status: 400 });
    expect(await hall.call('GET', `${at}/throughput?from=2026-03-02&to=2026-03-01`)).toMatchObject({
      status: 400,
      body: { code: 'bad_input', issues: [{ path: 'to' }] },
    });
    const clerk = await hall.signIn('li', 'long enough');
    for (const form of ['', '.csv', '.xlsx'])
      expect(
        (await hall.call('GET', `${at}/throughput${form}`, undefined, { token: clerk })).status,
      ).toBe(403);
  });

  it('has the last period and last year beside it, and no limit of days', async () => {
    const { before } = await get(`from=${goldenDay}&by=hour&compare=previous,year`);
    expect(before.map(({ kind, from, to, total }) => [kind, from, to, total.taken])).toEqual([
      ['previous', '2026-02-23', '2026-02-23', 0],
      ['year', '2025-03-03', '2025-03-03', 0],
    ]);
    const march = await get(`from=2026-03-01&to=2026-03-31&by=month&compare=previous`);
    expect(march.before).toMatchObject([
      { from: '2026-02-01', to: '2026-02-28', rows: [{ key: '2026-02', taken: 8 }] },
    ]);
    expect(march.rows).toMatchObject([{ key: '2026-03', taken: 10 }]);
    const ages = await get('from=2000-01-01&to=2100-12-31&by=month');
    expect(ages.rows.map((r) => [r.key, r.taken])).toEqual([
      ['2026-02', 8],
      ['2026-03', 10],
    ]);
    const future = await get('from=2026-03-09');
    expect(future).toMatchObject({ ok: null, rows: [], total: { taken: 0 } });
  });

  it('comes as CSV and as a workbook with frozen heads, filters and types', async () => {
    const rows: Record<string, string>[] = parse(
      await hall.ok<string>('GET', `${at}/throughput.csv?${range}&by=weekday`),
      { bom: true, columns: true },
    );
    expect(rows.map((r) => [r['星期'], r['取号'], r['从未叫到']])).toEqual([
      ['周一', '9', '3'],
      ['周五', '8', '3'],
      ['周六', '0', '0'],
      ['周日', '1', '1'],
      ['合计', '18', '7'],
    ]);
    const answer = await fetch(`${hall.url}${at}/throughput.xlsx?${range}&by=queue`, {
      headers: { authorization: `Bearer ${hall.admin}` },
    });
    const file = new Uint8Array(await answer.arrayBuffer());
    const book = await readXlsx(file);
    const names = book.sheets.map((sheet) => sheet.name);
    expect(names).toEqual(['合计', '队列', '估时误差', '调序记录', '指标说明']);
    const [head, first] = book.sheets[1]!.rows;
    const cell = (name: string) => first![head!.indexOf(name)];
    expect([cell('队列'), cell('取号'), cell('从未叫到')]).toEqual(['综合受理', 14, 5]);
    // As a second library reads it: a length is a part of a day, shown as a time.
    const sheet = XLSX.read(file, { cellNF: true }).Sheets['队列']!;
    const longest = sheet[XLSX.utils.encode_cell({ r: 1, c: head!.indexOf('最长等候') })];
    expect(longest).toMatchObject({ t: 'n', z: '[h]:mm:ss', w: '1:05:00' });
    expect(book.sheets[1]!.freezePane).toMatchObject({ rows: 1 });
  });

  it('counts again what is said of a day when it is over: a rating of the next morning', async () => {
    await hall.openWindow(1);
    const { token } = await hall.take({ package: 'newborn' });
    await hall.window(1, 'call-next');
    await hall.window(1, 'start');
    hall.clock.pass(60);
    await hall.window(1, 'finish');
    const today = await get('by=package');
    expect(rowOf(today, 'newborn')).toMatchObject({
      savings: { visits: 1, steps: 2, matters: 2, saved: 1 },
    });
    hall.clock.set('2026-03-04T01:00:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    await hall.take({ queue: 'qa' });
    await draw();
    const yesterday = () => get('from=2026-03-03');
    expect((await yesterday()).total).toMatchObject({ expired: 1, ratings: { unrated: 1 } });
    await hall.ok('POST', `/api/tickets/${token}/rating`, { level: 5, step: 0 }, { token: null });
    const rated = { ratings: { served: 1, unrated: 0 } };
    // From the rows at once, then from what was drawn up anew.
    expect((await yesterday()).total).toMatchObject(rated);
    expect(await hall.hall.sums.step()).toBe(true);
    expect(await hall.hall.sums.step()).toBe(false);
    expect((await yesterday()).total).toMatchObject(rated);
  });

  it('puts a day that cannot be counted aside for longer and longer, with an alarm, and goes on with the others', async () => {
    const { db, clock } = hall;
    const matters = (json: string) =>
      db.lanes.run(ids.hall, {
        run: async (tx) => {
          await tx
            .updateTable('steps')
            .set({ matters: json })
            .where('service_day', '=', fairDay)
            .execute();
          if (json === '')
            await tx.updateTable('day_sums').set({ body: null, made_at: null }).execute();
        },
      });
    const unmade = async () =>
      (
        await db.read
          .selectFrom('day_sums')
          .select('service_day')
          .where('body', 'is', null)
          .execute()
      ).map((row) => row.service_day);
    const alarm = async () =>
      (await hall.ok<AlarmList>('GET', '/api/halls/district/alarms')).alarms.find(
        ({ code }) => code === 'sums-failed',
      );
    await matters('');
    await draw();
    expect(await unmade()).toEqual([fairDay]);
    expect(await alarm()).toMatchObject({ subject: fairDay, severity: 'attention' });
    // After a minute, and then after two.
    const tries: boolean[] = [];
    for (const seconds of [30, 31, 61, 60]) {
      clock.pass(seconds);
      tries.push(await hall.hall.sums.step());
    }
    expect(tries).toEqual([false, true, false, true]);
    await matters('[]');
    clock.pass(241);
    await draw();
    expect(await unmade()).toEqual([]);
    expect(await alarm()).toBeUndefined();
  });
});
