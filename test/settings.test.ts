import { expect, it } from 'vitest';
import type { Hall } from '../shared/contract/hall.ts';
import { openForReading } from '../server/db/open.ts';
import { loadConfig } from '../server/hall/config-store.ts';
import { databaseFor } from './support/postgres.ts';
import { onBothDatabases, temporaryFile, TestHall } from './support/hall.ts';

const path = '/api/halls/district';
const issuesOf = async (hall: TestHall, change: object): Promise<string[]> => {
  const { status, body } = await hall.call<{ issues?: { path: string }[] }>('PATCH', path, change);
  expect(status).toBe(400);
  return (body.issues ?? []).map((issue) => issue.path);
};

onBothDatabases('the settings of a hall', (fresh) => {
  it('change what is said and leave the rest', async () => {
    const hall = await fresh();
    const before = await hall.ok<Hall>('GET', path);
    const after = await hall.ok<Hall>('PATCH', path, {
      notices: [{ 'zh-Hans': '今日系统维护' }],
      settings: { penaltyMinutes: 20 },
      queues: [{ code: 'tax', serviceLevelMinutes: 25, dailyQuota: 1 }],
      windows: [{ number: 1, serves: [{ queue: 'tax', handicapMinutes: 5 }] }],
    });
    expect(after.notices).toEqual([{ 'zh-Hans': '今日系统维护' }]);
    expect(after.settings).toEqual({ ...before.settings, penaltyMinutes: 20 });
    expect(after.queues.find((q) => q.code === 'tax')).toMatchObject({
      serviceLevelMinutes: 25,
      dailyQuota: 1,
    });
    expect(after.windows.find((w) => w.number === 1)?.serves).toEqual([
      { queue: 'tax', handicapMinutes: 5 },
    ]);
    expect(after.windows.slice(1)).toEqual(before.windows.slice(1));
    expect(after.hours).toEqual(before.hours);

    await hall.take({ queue: 'tax' });
    const full = await hall.call<{ code: string }>('POST', `${path}/tickets`, { queue: 'tax' });
    expect(full.body.code).toBe('quota_reached');
    await hall.ok('PATCH', path, { queues: [{ code: 'tax', dailyQuota: null }] });
    await hall.take({ queue: 'tax' });
  });

  it('keep a category from the kiosk without touching its credit', async () => {
    const hall = await fresh();
    const { categories } = await hall.ok<Hall>('GET', path);
    const before = categories.find((c) => c.code === 'senior')!;
    const after = await hall.ok<Hall>('PATCH', path, {
      categories: [{ code: 'senior', atKiosk: !before.atKiosk }],
    });
    expect(after.categories.find((c) => c.code === 'senior')).toEqual({
      ...before,
      atKiosk: !before.atKiosk,
    });
  });

  it('reach a board that watches at once', async () => {
    const hall = await fresh();
    const board = await hall.watch({ topic: 'board', hall: 'district', zone: 'A' });
    await hall.ok('PATCH', path, { notices: [{ 'zh-Hans': '今日系统维护' }] });
    await board.until((state) => state.notices.length === 1);
  });

  it('say what is wrong at its place and change nothing', async () => {
    const hall = await fresh();
    const before = await hall.ok<Hall>('GET', path);
    expect(
      await issuesOf(hall, {
        notices: [{ 'zh-Hans': '不会保存' }],
        hours: [{ days: [1], from: '12:00', to: '09:00' }],
        queues: [{ code: 'no-such' }, { code: 'tax', slotCapacity: 3, slotMinutes: null }],
        windows: [
          { number: 999 },
          { number: 1, serves: [{ queue: 'tax' }, { queue: 'tax' }, { queue: 'none' }] },
        ],
        categories: [{ code: 'none', creditMinutes: 1 }],
        packages: [{ code: 'newborn', version: 99, guide: null }],
        matters: [{ code: 'none', papers: [] }],
      }),
    ).toEqual([
      'hours.0.to',
      'queues.0.code',
      'queues.1.slotMinutes',
      'windows.0.number',
      'windows.1.serves.2.queue',
      'windows.1.serves.1.queue',
      'categories.0.code',
      'packages.0.code',
      'matters.0.code',
    ]);
    expect(
      await issuesOf(hall, {
        packages: [{ code: 'newborn', version: 1, guide: 'javascript:alert(1)' }],
      }),
    ).toEqual(['packages.0.guide']);
    expect(await issuesOf(hall, { settings: { penaltyMinutes: -1 } })).toEqual([
      'settings.penaltyMinutes',
    ]);
    expect((await hall.ok<Hall>('GET', path)).notices).toEqual(before.notices);
  });

  it('are for managers', async () => {
    const hall = await fresh();
    const change = { notices: [] };
    for (const [role, status] of [
      ['clerk', 403],
      ['guide', 403],
      ['manager', 200],
    ] as const) {
      const token = await hall.person(role, role);
      expect((await hall.call('PATCH', path, change, { token })).status).toBe(status);
    }
  });
});

const server = process.env['TEST_DATABASE_URL'];

it.each([
  ['SQLite', () => Promise.resolve(fileOf(temporaryFile()))],
  ...(server === undefined
    ? []
    : [['PostgreSQL', () => databaseFor(server).then(postgresOf)] as const]),
] as const)(
  'a set-up is read as of one moment, whatever is changed meanwhile (%s)',
  async (_name, make) => {
    const { options, remove } = await make();
    const hall = await TestHall.start({ database: options });
    try {
      const { id } = await hall.db.read.selectFrom('halls').select('id').executeTakeFirstOrThrow();
      // The queues are changed once the first rows have been read.
      let changed: Promise<unknown> | undefined;
      const own = openForReading(options);
      const reader = own.withPlugin({
        transformQuery: ({ node }) => node,
        transformResult: async ({ result }) => {
          if (result.rows.length > 0)
            await (changed ??= hall.ok('PATCH', path, {
              queues: [{ code: 'tax', dailyQuota: 77 }],
              settings: { penaltyMinutes: 21 },
            }));
          return result;
        },
      });
      const read = await loadConfig(reader, id);
      await own.destroy();
      const now = await loadConfig(hall.db.read, id);
      const facts = ({ configVersion, settings, queueByCode }: typeof read) => ({
        configVersion,
        penalty: settings.penaltyMinutes,
        quota: queueByCode.get('tax')!.dailyQuota,
      });
      expect(facts(now)).toMatchObject({ penalty: 21, quota: 77 });
      expect(facts(read)).toEqual({
        configVersion: now.configVersion - 1,
        penalty: 10,
        quota: null,
      });
    } finally {
      await hall.stop();
      await remove();
    }
  },
);

function fileOf({ file, remove }: ReturnType<typeof temporaryFile>) {
  return { options: { kind: 'sqlite' as const, file }, remove };
}

function postgresOf({ url, drop }: Awaited<ReturnType<typeof databaseFor>>) {
  return { options: { kind: 'postgres' as const, url, idleMs: 300 }, remove: drop };
}
