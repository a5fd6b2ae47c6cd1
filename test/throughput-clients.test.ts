import { beforeAll, expect, it, vi } from 'vitest';
import type { Kysely } from 'kysely';
import * as sumsByClient from '../migrations/041-sums-by-client.ts';
import type { ThroughputReport } from '../shared/contract/throughput.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

vi.setConfig({ testTimeout: 60_000 });
const base = '/api/halls/district';
const day = 'from=2026-03-02&to=2026-03-02';
const jiangxi = { code: 'jx', name: { 'zh-Hans': '江西', en: 'Jiangxi' } };

/*
 * A day with six visits: three of two clients of stewards, one for another region, two of anybody. Worked out
 * by hand: who waited how long, and what of it is whose.
 */
onBothDatabases('figures by client and by region', (fresh) => {
  let hall: TestHall;
  let matter: string;
  const figures = (query: string, path = `${base}/reports`) =>
    hall.ok<ThroughputReport>('GET', `${path}/throughput?${day}&${query}`);
  const rowsOf = async (query: string) =>
    (await figures(query)).rows.map(({ key, name, taken, done, wait }) => [
      ...[key, name?.['zh-Hans'] ?? null],
      ...[taken, done, wait?.max],
    ]);

  beforeAll(async () => {
    hall = await fresh();
    const setup = await hall.ok<{
      hall: object;
      catalogue: { matters: { code: string; queue?: string }[] };
    }>('GET', `${base}/setup`);
    matter = setup.catalogue.matters.find((m) => m.queue === 'social')!.code;
    await hall.ok('PUT', `${base}/setup`, {
      ...setup,
      hall: { ...setup.hall, regions: [jiangxi] },
      catalogue: {
        ...setup.catalogue,
        matters: setup.catalogue.matters.map((m) =>
          m.code === matter ? { ...m, regions: true } : m,
        ),
      },
      from: 'now',
    });
    await hall.person('aji', 'clerk');
    for (const [code, name] of [
      ['SH2026', '晨光电子有限公司'],
      ['XM7001', '海丝项目'],
    ])
      await hall.ok('POST', `${base}/clients`, { code, name, kind: 'firm', steward: 'aji' });
    const clerk = await hall.openWindow(33);
    const serve = async (wish: object, minutes: number): Promise<void> => {
      await hall.take({ queue: 'social', ...wish });
      hall.clock.pass(minutes * 60);
      for (const command of ['call-next', 'start', 'finish'])
        await hall.window(33, command, {}, clerk);
    };
    await serve({ client: 'SH2026' }, 4);
    await serve({ client: 'SH2026' }, 6);
    await serve({ client: 'XM7001' }, 10);
    await serve({ queue: undefined, matters: [matter], region: 'jx' }, 20);
    await serve({}, 1);
    await hall.take({ queue: 'social' });
  }, 120_000);

  const byClient = [
    ['SH2026', '晨光电子有限公司', 2, 2, 360],
    ['XM7001', '海丝项目', 1, 1, 600],
    [null, null, 3, 2, 1200],
  ];
  const byRegion = [
    ['jx', '江西', 1, 1, 1200],
    [null, null, 5, 4, 600],
  ];

  it('tell each client with its name, and each region; what is of none comes last', async () => {
    expect(await rowsOf('by=client')).toEqual(byClient);
    expect(await rowsOf('by=region')).toEqual(byRegion);
  });

  it('count only what is filtered, also together with other cuts', async () => {
    const hours = await figures('by=hour&client=SH2026');
    expect(hours.total).toMatchObject({ taken: 2, wait: { count: 2, p50: 240, max: 360 } });
    expect(hours.filters).toMatchObject([
      { by: 'client', key: 'SH2026', name: { 'zh-Hans': '晨光电子有限公司' } },
    ]);
    expect((await figures('by=day&client=none')).total.taken).toBe(3);
    expect((await figures('by=day&region=jx')).total.taken).toBe(1);
    expect(await rowsOf('by=client&region=none')).toEqual([
      ...byClient.slice(0, 2),
      [null, null, 2, 1, 60],
    ]);
  });

  it('say in a file whose they are, and what is of nobody and of here', async () => {
    const file = async (query: string) =>
      (await hall.call<string>('GET', `${base}/reports/throughput.csv?${day}&${query}`)).body
        .split('\r\n')
        .map((line) => line.split(',')[0]!.replace(/^\uFEFF/, ''));
    expect(await file('by=client')).toEqual([
      ...['服务客户', '晨光电子有限公司', '海丝项目', '非服务客户', '合计', ''],
    ]);
    expect(await file('by=region&lang=en')).toEqual([
      'Region',
      'Jiangxi',
      'This region',
      'Total',
      '',
    ]);
  });

  it('name a client by its hall where several halls are counted together', async () => {
    const together = await figures('by=client&halls=district', '/api/reports');
    expect(together.rows.map(({ key, name, taken }) => [key, name?.['zh-Hans'], taken])).toEqual([
      ['district/SH2026', expect.stringMatching(/ 晨光电子有限公司$/), 2],
      ['district/XM7001', expect.stringMatching(/ 海丝项目$/), 1],
      [null, undefined, 3],
    ]);
    const one = await figures('by=day&halls=district&client=district/XM7001', '/api/reports');
    expect(one.total.taken).toBe(1);
  });

  it('say the same from the sums of the day, drawn up anew where an earlier program made them', async () => {
    hall.clock.pass(24 * 3600);
    hall.admin = await hall.signIn('admin', adminPassword);
    // The day is over with the first of the next one.
    await hall.take({ queue: 'social' });
    const draw = async (): Promise<void> => {
      while (await hall.hall.sums.step());
    };
    await draw();
    const same = async (): Promise<void> => {
      expect(await rowsOf('by=client')).toEqual(byClient);
      expect(await rowsOf('by=region')).toEqual(byRegion);
    };
    await same();
    const isDrawn = async (): Promise<boolean[]> =>
      (await hall.db.read.selectFrom('day_sums').select('body').execute()).map(
        ({ body }) => body !== null,
      );
    expect(await isDrawn()).toEqual([true]);
    // As an update finds it: bytes of another form, which say nothing of clients.
    await hall.db.lanes.run('hand', {
      run: (tx) =>
        tx
          .updateTable('day_sums')
          .set({ body: Buffer.from('of an earlier form') })
          .where('service_day', '=', '2026-03-02')
          .execute(),
    });
    await same();
    await hall.db.lanes.run('hand', {
      run: (tx) => sumsByClient.up(tx as unknown as Kysely<unknown>),
    });
    expect(await isDrawn()).toEqual([false]);
    await same();
    await draw();
    expect(await isDrawn()).toEqual([true]);
    await same();
  });
});
