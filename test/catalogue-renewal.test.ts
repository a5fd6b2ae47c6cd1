import { expect, it } from 'vitest';
import type { Catalogue } from '../shared/contract/catalogue.ts';
import type { CatalogueRenewal } from '../shared/contract/change.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

const path = '/api/halls/district/catalogue';
const catalogueOf = (hall: TestHall): Promise<Catalogue> => hall.ok('GET', path);

onBothDatabases('a new catalogue', (fresh) => {
  it('changes nothing where it is the same', async () => {
    const hall = await fresh();
    const before = await catalogueOf(hall);
    const renewal = await hall.ok<CatalogueRenewal>('POST', path, before);
    expect(renewal).toEqual({
      departments: { added: [], changed: [] },
      directions: { added: [], changed: [] },
      matters: { added: [], changed: [], retired: [] },
      packages: { added: [], unchanged: before.packages.length, ended: [] },
    });
    expect(await catalogueOf(hall)).toEqual(before);
  });

  it('brings a new version from its day on; open tickets keep theirs', async () => {
    const hall = await fresh();
    const file = await catalogueOf(hall);
    const ticket = await hall.take({ package: 'second-hand-home' });
    const pack = file.packages.find((p) => p.code === 'second-hand-home')!;
    pack.version += 1;
    pack.validFrom = '2026-03-03';
    pack.steps = pack.steps.slice(0, 1);
    const renewal = await hall.ok<CatalogueRenewal>('POST', path, file);
    expect(renewal.packages.added).toEqual([
      { code: 'second-hand-home', version: pack.version, validFrom: '2026-03-03' },
    ]);
    expect((await hall.follow(ticket)).steps).toHaveLength(3);
    expect((await hall.take({ package: 'second-hand-home' })).steps).toHaveLength(3);
    hall.clock.set('2026-03-03T01:00:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    expect((await hall.take({ package: 'second-hand-home' })).steps).toHaveLength(1);
  });

  it('ends what is not in the file any more, and takes it up again', async () => {
    const hall = await fresh();
    const before = await catalogueOf(hall);
    const open = await hall.take({ package: 'newborn' });
    const alone = before.matters.find(
      (m) =>
        m.mode === 'hall' &&
        !before.packages.some((p) => p.steps.some((s) => s.matters.includes(m.code))),
    );
    const file = structuredClone(before);
    file.packages = file.packages.filter((p) => p.code !== 'newborn');
    file.matters = file.matters.filter((m) => m.code !== alone?.code);
    const renewal = await hall.ok<CatalogueRenewal>('POST', path, file);
    expect(renewal.packages.ended).toEqual(['newborn']);
    expect(renewal.matters.retired).toEqual(alone === undefined ? [] : [alone.code]);
    const refused = await hall.call<{ code: string }>('POST', '/api/halls/district/tickets', {
      package: 'newborn',
    });
    expect(refused.body.code).toBe('package_not_valid');
    expect((await hall.follow(open)).status).toBe('waiting');

    const pack = before.packages.find((p) => p.code === 'newborn')!;
    pack.version += 1;
    await hall.ok('POST', path, before);
    expect((await hall.take({ package: 'newborn' })).package).toBe('newborn');
    expect(await catalogueOf(hall)).toEqual(before);
  });

  it('refuses a bad file whole, with the place of each fault', async () => {
    const hall = await fresh();
    const before = await catalogueOf(hall);
    const file = structuredClone(before);
    file.packages[0]!.name['zh-Hans'] = '别的名称';
    for (const pack of file.packages.slice(1, 3)) pack.version += 1;
    file.packages[1]!.steps[0]!.queue = 'no-such';
    file.packages[2]!.lead = 'no-such';
    file.matters[0]!.name['zh-Hans'] = '不会保存的名称';
    const answer = await hall.call<{ code: string; issues: { path: string }[] }>(
      'POST',
      path,
      file,
    );
    expect([answer.status, answer.body.code]).toEqual([422, 'bad_catalogue']);
    expect(answer.body.issues.map((i) => i.path).sort()).toEqual([
      'packages.0.version',
      'packages.1.steps.0.queue',
      'packages.2.lead',
    ]);
    const noForm = await hall.call<{ issues: { path: string }[] }>('POST', path, {
      ...before,
      matters: [{ code: 'x' }],
    });
    expect(noForm.body.issues.map((i) => i.path)).toContain('matters.0.name');
    expect(await catalogueOf(hall)).toEqual(before);
  });

  it('says first what it would change, and is for administrators', async () => {
    const hall = await fresh();
    const before = await catalogueOf(hall);
    const file = structuredClone(before);
    file.departments[0]!.name['zh-Hans'] = '新名称';
    const renewal = await hall.ok<CatalogueRenewal>('POST', `${path}/check`, file);
    expect(renewal.departments.changed).toEqual([file.departments[0]!.code]);
    expect(await catalogueOf(hall)).toEqual(before);
    const manager = await hall.person('chen', 'manager');
    expect((await hall.call('POST', path, file, { token: manager })).status).toBe(403);
  });
});
