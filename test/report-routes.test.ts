import { parse } from 'csv-parse/sync';
import XLSX from '@e965/xlsx';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { DailyReport } from '../shared/contract/report.ts';
import { goldenDay, writeGoldenDay } from './support/golden-day.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';
import { smallHall, staffedHall } from './support/report-hall.ts';

// Opening a window makes a clerk first, whose password is hashed slowly on purpose.
vi.setConfig({ testTimeout: 30_000 });
const path = '/api/halls/district/reports/daily';
const spreadOf = (seconds: number) => ({
  count: 1,
  mean: seconds,
  p50: seconds,
  p90: seconds,
  max: seconds,
});

onBothDatabases('the report of a day that goes on', (fresh) => {
  let hall: TestHall;
  beforeEach(async () => {
    hall = await fresh(smallHall);
  }, 60_000);

  const pass = (seconds: number): void => hall.clock.pass(seconds);
  const today = () => hall.ok<DailyReport>('GET', path);

  it('counts what the windows did, and what is still open, until now', async () => {
    await hall.openWindow(1);
    await hall.take({ queue: 'qa' });
    pass(60);
    await hall.take({ queue: 'qa' });
    await hall.take({ package: 'newborn' });
    pass(240);
    await hall.window(1, 'call-next');
    pass(30);
    await hall.window(1, 'recall');
    pass(20);
    await hall.window(1, 'start');
    pass(600);
    await hall.window(1, 'finish');
    pass(50);
    await hall.window(1, 'call-next');
    pass(10);
    await hall.window(1, 'start');
    pass(100);

    const report = await today();
    expect(report).toMatchObject({
      ok: true,
      from: '2026-03-02',
      to: '2026-03-02',
      at: hall.clock.now(),
    });
    expect(report.total).toMatchObject({ taken: 3, called: 2, done: 1, stillOpen: 2 });
    expect(report.total.walk).toMatchObject({ count: 2, max: 20, p50: 10 });
    // The second is still being served: its time is work, but no handling time yet.
    expect(report.total.handling).toEqual(spreadOf(600));
    expect(report.windows).toMatchObject([
      {
        window: 1,
        called: 2,
        recalls: 1,
        done: 1,
        openSeconds: 1110,
        utilisation: { numerator: 700 },
      },
    ]);
    // A step whose turn has not come yet waits nowhere.
    expect(report.queues.map((q) => [q.queue, q.taken, q.stillOpen])).toEqual([
      ['qa', 3, 2],
      ['qb', 0, 0],
    ]);
  });

  it('leaves a call out that was undone: the visitor waits on, and the next call counts', async () => {
    await hall.openWindow(1);
    await hall.openWindow(2);
    await hall.take({ queue: 'qa' });
    pass(100);
    await hall.window(2, 'call-next');
    pass(10);
    await hall.window(2, 'undo');
    pass(200);
    await hall.window(1, 'call-next');
    await hall.window(1, 'finish');
    const { total, windows } = await today();
    expect(total.wait).toEqual(spreadOf(310));
    expect(total.estimatedStarts).toMatchObject({ numerator: 1, denominator: 1 });
    expect(windows.map((w) => [w.window, w.called])).toEqual([
      [1, 1],
      [2, 0],
    ]);
  });

  it('lesson 16: counts a transfer to the front and a chosen call, each with its reason', async () => {
    await hall.openWindow(1);
    await hall.openWindow(2);
    await hall.take({ queue: 'qa' });
    await hall.take({ queue: 'qa' });
    pass(10);
    await hall.window(1, 'call', { number: 'A002', reason: '行动不便' });
    pass(10);
    await hall.window(1, 'start');
    await hall.window(1, 'transfer', { queue: 'qb', place: 'front', reason: '窗口受理有误' });
    pass(40);
    await hall.window(2, 'call-next');
    const { total, outOfOrder, queues } = await today();
    expect(total).toMatchObject({
      transfersToFront: 1,
      outOfOrder: { numerator: 1, denominator: 2 },
    });
    expect(outOfOrder).toMatchObject([
      { kind: 'call', number: 'A002', window: 1, reason: '行动不便' },
      {
        kind: 'front',
        number: 'A002',
        queue: 'qa',
        window: 1,
        clerk: 'clerk1',
        reason: '窗口受理有误',
      },
    ]);
    expect(total.waitAgain).toEqual(spreadOf(40));
    expect(queues.map((q) => [q.queue, q.transferredIn, q.transferredOut, q.reconciled])).toEqual([
      ['qa', 0, 1, true],
      ['qb', 1, 0, true],
    ]);
    await hall.window(2, 'finish');
    await hall.window(1, 'call-next');
    await hall.window(1, 'transfer', { queue: 'qb', place: 'front', reason: '误点' });
    await hall.window(1, 'undo');
    expect((await today()).total.transfersToFront).toBe(1);
  });
});

onBothDatabases('the report as it is asked for', (fresh) => {
  let hall: TestHall;
  const csv = (query: string) => hall.ok<string>('GET', `${path}.csv?from=${goldenDay}${query}`);
  const bytes = async (ending: string): Promise<Buffer> => {
    const answer = await fetch(`${hall.url}${path}${ending}`, {
      headers: { authorization: `Bearer ${hall.admin}` },
    });
    return Buffer.from(await answer.arrayBuffer());
  };
  beforeAll(async () => {
    hall = await fresh({ ...smallHall, start: '2026-03-03T01:00:00.000Z' });
    await writeGoldenDay(hall.db, await staffedHall(hall));
  }, 60_000);

  it('is for managers of the hall', async () => {
    const clerk = await hall.signIn('li', 'long enough');
    const manager = await hall.person('chief', 'manager');
    for (const ending of ['', '.csv', '.xlsx']) {
      const as = (token: string | null) => hall.call('GET', path + ending, undefined, { token });
      expect((await as(manager)).status).toBe(200);
      expect(await as(null)).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
      expect(await as(clerk)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
  });

  it('refuses what is no range of days, naming the field', async () => {
    const refused = async (query: string) => (await hall.call('GET', `${path}?${query}`)).body;
    expect(await refused('from=2026-03-02&to=2026-03-01')).toMatchObject({
      code: 'bad_input',
      issues: [{ path: 'to' }],
    });
    expect(await refused('from=2015-01-01&to=2026-01-02')).toMatchObject({
      code: 'bad_input',
      issues: [{ path: 'to', message: 'A report covers 3660 days at the most' }],
    });
    expect(await refused('from=2026-02-30')).toMatchObject({
      code: 'bad_input',
      issues: [{ path: 'from' }],
    });
    expect(await hall.call('GET', '/api/halls/nowhere/reports/daily')).toMatchObject({
      status: 404,
      body: { code: 'hall_not_found' },
    });
  });

  it('comes as one table for Excel and WPS, a column saying the section', async () => {
    const raw = await bytes(`.csv?from=${goldenDay}`);
    expect([...raw.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows: Record<string, string>[] = parse(raw, { bom: true, columns: true });
    const find = (section: string, code: string) =>
      rows.find((r) => r['栏目'] === section && r['代码'] === code);
    expect(rows[0]).toMatchObject({
      栏目: '合计',
      日期: goldenDay,
      名称: '小厅',
      取号: '9',
      对账相符: '是',
      '平均等候（秒）': '1170',
      '最长等候（秒）': '3900',
      '达标率（%）': '55.6',
      达标率分子: '5',
      达标率分母: '9',
      从未叫到: '3',
      取号高峰: '5',
      取号高峰起于: '2026-03-02 09:10',
    });
    expect(find('按队列', 'qa')).toMatchObject({ 名称: '综合受理', 取号: '6', 转出: '1' });
    expect(find('按窗口', '1')).toMatchObject({ '利用率（%）': '20.7', '开放时长（秒）': '9000' });
    expect(rows.find((r) => r['栏目'] === '按套餐' && r['代码'] === '')).toMatchObject({
      名称: '无套餐',
    });
    expect(rows.filter((r) => r['栏目'] === '指标说明').map((r) => r['名称'])).toContain(
      '等候时长',
    );
  });

  it.each(['zh-Hans', 'zh-Hant', 'en'] as const)(
    'explains its figures word for word alike in every form, in %s',
    async (language) => {
      const { definitions } = await hall.ok<DailyReport>('GET', `${path}?from=${goldenDay}`);
      const said = definitions.map(({ term, text }) => [term[language], text[language]]);
      const rows: string[][] = parse(await bytes(`.csv?from=${goldenDay}&lang=${language}`), {
        bom: true,
      });
      const [head, ...body] = rows;
      const name = head!.indexOf({ 'zh-Hans': '名称', 'zh-Hant': '名稱', en: 'Name' }[language]);
      const words = head!.indexOf({ 'zh-Hans': '说明', 'zh-Hant': '說明', en: 'Text' }[language]);
      expect(body.slice(-said.length).map((row) => [row[name], row[words]])).toEqual(said);
      const book = XLSX.read(await bytes(`.xlsx?from=${goldenDay}&lang=${language}`));
      const sheet = book.Sheets[book.SheetNames.at(-1)!]!;
      expect(XLSX.utils.sheet_to_json<string[]>(sheet, { header: 1 }).slice(1)).toEqual(said);
    },
  );

  it('speaks Traditional Chinese and English too, the definitions printed with it', async () => {
    const hant = await csv('&lang=zh-Hant');
    expect(hant).toContain('取號之前在大廳停留的時間無從得知');
    const en = await csv('&lang=en');
    expect(en).toContain('time spent in the hall before it is not known');
    expect(en).not.toMatch(/窗口|等候/);
  });

  it('comes as a workbook, one sheet a section, lengths as times and rates as per cents', async () => {
    const raw = await bytes(`.xlsx?from=${goldenDay}&lang=en`);
    const book = XLSX.read(raw, { cellNF: true });
    expect(book.SheetNames).toEqual([
      'Total',
      'By day',
      'By queue',
      'By window',
      'By clerk',
      'By package',
      'By hour',
      'By hours of duty',
      'Estimate error',
      'Out of order',
      'Definitions',
    ]);
    const [heading, row] = XLSX.utils.sheet_to_json<string[]>(book.Sheets['By day']!, {
      header: 1,
      raw: false,
    });
    const cell = (name: string) => row![heading!.indexOf(name)];
    expect([cell('Taken'), cell('Longest wait'), cell('Service level')]).toEqual([
      '9',
      '1:05:00',
      '55.6%',
    ]);
  });

  it('makes text that looks like a formula harmless', async () => {
    await hall.db.lanes.run('hand', {
      run: (tx) =>
        tx
          .updateTable('calls')
          .set({ reason: '=HYPERLINK("x")' })
          .where('reason', 'is not', null)
          .execute(),
    });
    expect(await csv('')).toContain(`"'=HYPERLINK`);
  });
});
