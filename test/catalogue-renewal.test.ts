import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Catalogue } from '../shared/contract/catalogue.ts';
import type { CatalogueRenewal } from '../shared/contract/change.ts';
import type { Issue } from '../shared/errors.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

const path = '/api/halls/district/catalogue';
const defaultCatalogue = (): Catalogue =>
  JSON.parse(readFileSync('data/catalogue.json', 'utf8')) as Catalogue;
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
      packages: { added: [], unchanged: before.packages.length, reworded: [], ended: [] },
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
    const answer = await hall.call<{ code: string; issues: Issue[] }>('POST', path, file);
    expect([answer.status, answer.body.code]).toEqual([422, 'bad_catalogue']);
    const { code, version } = file.packages[0]!;
    expect(answer.body.issues.map(({ path, code, facts }) => [path, code, facts]).sort()).toEqual([
      ['packages.0.version', 'version_has_other_content', { code, version, next: version + 1 }],
      ['packages.1.steps.0.queue', 'unknown_queue', { code: 'no-such' }],
      ['packages.2.lead', 'unknown_department', { code: 'no-such' }],
    ]);
    const noForm = await hall.call<{ issues: Issue[] }>('POST', path, {
      ...before,
      matters: [{ code: 'x', department: 7, mode: 'by-post' }],
    });
    expect(noForm.body.issues.map((i) => [i.path, i.code])).toEqual([
      ['matters.0.name', 'missing'],
      ['matters.0.department', 'bad_form'],
      ['matters.0.mode', 'not_one_of'],
    ]);
    expect(await catalogueOf(hall)).toEqual(before);
  });

  it('says papers and guides anew without a new version, in the file as in the console', async () => {
    const hall = await fresh();
    const file = await catalogueOf(hall);
    const pack = file.packages.find((p) => p.code === 'newborn')!;
    pack.papers = [{ 'zh-Hans': '父母双方身份证', en: 'ID cards of both parents' }];
    pack.guide = 'https://example.org/newborn';
    const renewal = await hall.ok<CatalogueRenewal>('POST', path, file);
    expect(renewal.packages).toMatchObject({ added: [], reworded: ['newborn'], ended: [] });
    expect(await catalogueOf(hall)).toEqual(file);

    const manager = await hall.person('chen', 'manager');
    const { code, version } = pack;
    const matter = file.matters[0]!.code;
    await hall.ok(
      'PATCH',
      '/api/halls/district',
      {
        packages: [{ code, version, papers: [], guide: null }],
        matters: [{ code: matter, papers: [{ 'zh-Hans': '户口簿' }] }],
      },
      { token: manager },
    );
    const now = await catalogueOf(hall);
    const said = now.packages.find((p) => p.code === 'newborn')!;
    expect([said.version, said.papers, said.guide]).toEqual([version, undefined, undefined]);
    expect(now.matters[0]!.papers).toEqual([{ 'zh-Hans': '户口簿' }]);
  });

  it('faults S10: takes everyday words anew without a new version, in the file as in the console', async () => {
    const hall = await fresh();
    const file = await catalogueOf(hall);
    const pack = file.packages.find((p) => p.code === 'newborn')!;
    expect(pack.aliases).toContain('生孩子');
    pack.aliases = ['添丁'];
    file.matters[0]!.aliases = ['出世纸'];
    const renewal = await hall.ok<CatalogueRenewal>('POST', path, file);
    expect(renewal.packages).toMatchObject({ added: [], reworded: ['newborn'], ended: [] });
    expect(renewal.matters.changed).toEqual([file.matters[0]!.code]);
    expect(await catalogueOf(hall)).toEqual(file);

    const manager = await hall.person('chen', 'manager');
    const { code, version } = pack;
    const matter = file.matters[0]!.code;
    await hall.ok(
      'PATCH',
      '/api/halls/district',
      {
        packages: [{ code, version, aliases: ['  添丁 ', 'baby'] }],
        matters: [{ code: matter, aliases: [] }],
      },
      { token: manager },
    );
    const now = await catalogueOf(hall);
    const said = now.packages.find((p) => p.code === 'newborn')!;
    expect([said.version, said.aliases, said.papers]).toEqual([
      version,
      ['添丁', 'baby'],
      pack.papers,
    ]);
    expect([now.matters[0]!.aliases, now.matters[0]!.papers]).toEqual([
      undefined,
      file.matters[0]!.papers,
    ]);
  });

  it('faults S10: brings everyday words to a hall that had none', async () => {
    const file = defaultCatalogue();
    const bare = defaultCatalogue();
    for (const each of [...bare.matters, ...bare.packages]) delete each.aliases;
    const hall = await fresh({ catalogue: bare });
    expect((await catalogueOf(hall)).matters[0]!.aliases).toBeUndefined();
    const renewal = await hall.ok<CatalogueRenewal>('POST', path, file);
    expect(renewal.packages).toMatchObject({ added: [], unchanged: 0, ended: [] });
    expect(renewal.packages.reworded).toHaveLength(file.packages.length);
    expect(renewal.matters.changed).toHaveLength(file.matters.length);
    expect((await catalogueOf(hall)).matters[0]!.aliases).toEqual(file.matters[0]!.aliases);
  });

  it('faults S10: refuses everyday words that are doubled, empty, too long or too many', async () => {
    const hall = await fresh();
    const before = await catalogueOf(hall);
    const file = structuredClone(before);
    file.packages[0]!.aliases = ['生娃', '生娃'];
    file.matters[1]!.aliases = ['疫苗', '疫苗'];
    const doubled = await hall.call<{ issues: Issue[] }>('POST', path, file);
    expect(doubled.body.issues.map((i) => [i.path, i.code])).toEqual([
      ['matters.1.aliases.1', 'stands_twice'],
      ['packages.0.aliases.1', 'stands_twice'],
    ]);
    const { code } = before.matters[0]!;
    for (const aliases of [
      [''],
      ['长'.repeat(21)],
      Array.from({ length: 21 }, (_, i) => `词${i}`),
    ]) {
      const inFile = structuredClone(before);
      inFile.matters[0]!.aliases = aliases;
      expect((await hall.call('POST', path, inFile)).status).toBe(422);
      const change = { matters: [{ code, aliases }] };
      expect((await hall.call('PATCH', '/api/halls/district', change)).status).toBe(400);
    }
    const twice = { matters: [{ code, aliases: ['疫苗', '疫苗'] }] };
    expect((await hall.call('PATCH', '/api/halls/district', twice)).status).toBe(400);
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
