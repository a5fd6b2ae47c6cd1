import { expect, it } from 'vitest';
import type { Setup, SetupRevisionWhole } from '../shared/contract/setup.ts';
import type { Issue } from '../shared/errors.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

const base = '/api/halls/district';
const now = (hall: TestHall): Promise<Setup> => hall.ok<Setup>('GET', `${base}/setup`);
const next = async (hall: TestHall): Promise<SetupRevisionWhole> =>
  hall.ok('GET', `${base}/setup/revisions/${(await now(hall)).next!.revision}`);
/** Publishes a change of the set-up for the next service day. */
async function wait(hall: TestHall, change: (draft: Setup) => void): Promise<void> {
  const draft = await now(hall);
  change(draft);
  const { revision, hall: file, catalogue } = draft;
  await hall.ok('PUT', `${base}/setup`, { revision, hall: file, catalogue, from: 'next-day' });
}
const patch = (hall: TestHall, change: object) =>
  hall.call<{ code: string; issues: Issue[] }>('PATCH', base, change);
const papers = [{ 'zh-Hans': '身份证' }];

onBothDatabases('a change of today while another set-up waits for tomorrow', (fresh) => {
  it('is in both, also where the one that waits calls a version by another number', async () => {
    const hall = await fresh();
    const first = await now(hall);
    const [pack, other] = first.catalogue.packages as [
      Setup['catalogue']['packages'][number],
      Setup['catalogue']['packages'][number],
    ];
    // The package becomes its version 2, while a file of before still calls it 1.
    const steps = structuredClone(pack.steps);
    const draft = await now(hall);
    draft.catalogue.packages[0]!.name = {
      ...pack.name,
      'zh-Hans': `${pack.name['zh-Hans']}（新）`,
    };
    const { revision, hall: file, catalogue } = draft;
    await hall.ok('PUT', `${base}/setup`, { revision, hall: file, catalogue, from: 'now' });
    expect((await now(hall)).catalogue.packages[0]!.version).toBe(pack.version + 1);
    await wait(hall, (waiting) => {
      waiting.catalogue.packages[0] = { ...waiting.catalogue.packages[0]!, version: 1, steps };
      // This one is to have other content, by a number of its own, and papers as they are.
      const late = waiting.catalogue.packages[1]!;
      Object.assign(late, { version: late.version + 5, aliases: ['别名'] });
      late.name = { 'zh-Hans': '另一件事' };
    });
    const changes = {
      name: { 'zh-Hans': '今天的名字' },
      notices: [{ 'zh-Hans': '通知' }],
      settings: { penaltyMinutes: 33 },
      queues: [{ code: 'tax', serviceLevelMinutes: 7 }],
      packages: [
        { code: pack.code, version: pack.version + 1, papers, aliases: ['新叫法'] },
        { code: other.code, version: other.version, papers, aliases: ['今天的'] },
      ],
    };
    expect((await patch(hall, changes)).status).toBe(200);
    const [today, tomorrow] = [await now(hall), await next(hall)];
    for (const { hall: file, catalogue } of [today, tomorrow]) {
      expect(file).toMatchObject({ name: changes.name, notices: changes.notices });
      expect(file.settings.penaltyMinutes).toBe(33);
      expect(file.queues.find((q) => q.code === 'tax')!.serviceLevelMinutes).toBe(7);
      expect(catalogue.packages[0]).toMatchObject({ papers, aliases: ['新叫法'] });
      expect(catalogue.packages[1]!.papers).toEqual(papers);
    }
    // What the one that waits says of its own, it goes on saying.
    expect(today.catalogue.packages[1]!.aliases).toEqual(['今天的']);
    expect(tomorrow.catalogue.packages[1]!.aliases).toEqual(['别名']);
  });

  it('leaves out what is retired tomorrow, and is refused where tomorrow could not come with it', async () => {
    const hall = await fresh();
    const booked = (await now(hall)).hall.queues.find((q) => (q.slotCapacity ?? 0) > 0)!.code;
    await wait(hall, ({ hall: file }) => {
      file.zones.push({ code: 'Z', name: { 'zh-Hans': '新区' } });
      file.windows.forEach((window) => (window.zone = 'Z'));
      file.zones = file.zones.filter(({ code }) => code === 'Z');
      const queue = file.queues.find(({ code }) => code === booked)!;
      delete queue.slotCapacity;
      delete queue.slotMinutes;
    });
    const notices = [{ 'zh-Hans': '全部' }, { 'zh-Hans': '只在A区', zones: ['A'] }];
    expect((await patch(hall, { notices })).status).toBe(200);
    expect((await now(hall)).hall.notices).toEqual(notices);
    expect((await next(hall)).hall.notices).toEqual([notices[0]]);

    // Of the queue that is booked no more tomorrow, today's change of its places has no length of a slot.
    const before = await now(hall);
    const refused = await patch(hall, { queues: [{ code: booked, slotCapacity: 5 }] });
    expect([refused.status, refused.body.code]).toEqual([422, 'bad_setup']);
    expect(refused.body.issues.map(({ code }) => code)).toEqual(['slot_length_needed']);
    expect(await now(hall)).toEqual(before);

    hall.clock.set('2026-03-02T16:00:01.000Z');
    await hall.hall.days.tick();
    hall.admin = await hall.signIn('admin', adminPassword);
    const after = await now(hall);
    expect([after.next, after.hall.notices]).toEqual([null, [notices[0]]]);
  });
});
