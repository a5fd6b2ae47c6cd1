import type { HallIds } from './hand-made-day.ts';
import type { HallOptions, TestHall } from './hall.ts';

const named = (code: string, name: string) => ({ code, name: { 'zh-Hans': name, en: code } });

/** Two queues, two windows, a package in order and one in any: what a hand-made day speaks of. */
const hallFile = {
  name: { 'zh-Hans': '小厅', en: 'Small hall' },
  zones: [named('z', '一区')],
  queues: [
    { ...named('qa', '综合受理'), prefix: 'A', serviceLevelMinutes: 15 },
    { ...named('qb', '制证发证'), prefix: 'B', serviceLevelMinutes: 10 },
  ],
  windows: [
    { number: 1, name: { 'zh-Hans': '综合' }, zone: 'z', serves: [{ queue: 'qa' }] },
    {
      number: 2,
      name: { 'zh-Hans': '发证' },
      zone: 'z',
      serves: [{ queue: 'qb' }, { queue: 'qa', handicapMinutes: 30 }],
    },
  ],
  categories: [{ ...named('general', '普通') }],
};
const catalogue = {
  departments: [named('d', '一部门')],
  matters: [
    { ...named('m1', '事项一'), department: 'd', queue: 'qa' },
    { ...named('m2', '事项二'), department: 'd', queue: 'qb' },
  ],
  directions: [{ ...named('dir', '个人'), stages: [named('stage', '出生')] }],
  packages: [
    {
      ...named('newborn', '新生儿出生一件事'),
      version: 1,
      validFrom: '2026-01-01',
      direction: 'dir',
      stage: 'stage',
      lead: 'd',
      steps: [
        { queue: 'qa', matters: ['m1'] },
        { queue: 'qb', matters: ['m2'] },
      ],
    },
    {
      ...named('moving', '搬家一件事'),
      version: 1,
      validFrom: '2026-01-01',
      direction: 'dir',
      stage: 'stage',
      lead: 'd',
      steps: [
        { queue: 'qa', matters: ['m1'], after: [] },
        { queue: 'qb', matters: ['m2'], after: [] },
      ],
    },
  ],
};

export const smallHall: HallOptions = {
  change: (hall) => Object.assign(hall, hallFile),
  catalogue,
};

/** The ids of the small hall, after `li` (window 1) and `wang` (window 2) came to work there. */
export async function staffedHall(hall: TestHall): Promise<HallIds> {
  await hall.person('li', 'clerk');
  await hall.person('wang', 'clerk');
  const { read } = hall.db;
  const byCode = async (table: 'queues' | 'packages') =>
    new Map(
      (await read.selectFrom(table).select(['id', 'code']).execute()).map((r) => [r.code, r.id]),
    );
  const first = async (table: 'halls' | 'zones' | 'categories') =>
    (await read.selectFrom(table).select('id').executeTakeFirstOrThrow()).id;
  const staff = await read.selectFrom('staff').select(['id', 'username']).execute();
  const clerk = (username: string) => staff.find((s) => s.username === username)!.id;
  const windows = await read.selectFrom('windows').select(['id', 'number']).execute();
  return {
    hall: await first('halls'),
    zone: await first('zones'),
    category: await first('categories'),
    queues: await byCode('queues'),
    standards: new Map(
      (await read.selectFrom('queues').select(['code', 'service_level_seconds']).execute()).map(
        (r) => [r.code, r.service_level_seconds],
      ),
    ),
    packages: await byCode('packages'),
    windows: new Map(windows.map((r) => [r.number, r.id])),
    clerks: new Map([
      [1, clerk('li')],
      [2, clerk('wang')],
    ]),
  };
}
