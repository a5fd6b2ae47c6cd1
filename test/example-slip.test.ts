import { expect, it } from 'vitest';
import type { Setup } from '../shared/contract/setup.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

onBothDatabases('the slip of a package that is not published yet', (fresh) => {
  const path = '/api/halls/district/setup/slip';
  async function draftOf(hall: TestHall) {
    const { hall: own, catalogue } = await hall.ok<Setup>('GET', '/api/halls/district/setup');
    const { name, timezone, zones, queues, windows, settings } = own;
    const pack = catalogue.packages.find(({ code }) => code === 'newborn')!;
    return {
      hall: { name, timezone, zones, queues, windows, settings },
      package: { ...pack, name: { 'zh-Hans': '还没有发布的一件事', en: 'Not yet published' } },
      matters: catalogue.matters.filter(({ code }) =>
        pack.steps.some(({ matters }) => matters.includes(code)),
      ),
      language: 'en' as const,
    };
  }

  it('is drawn as it would be printed, with the first number of the day', async () => {
    const hall = await fresh();
    const { svg } = await hall.ok<{ svg: string }>('POST', path, await draftOf(hall));
    const words = svg.replace(/<[^>]+>/g, '');
    expect(words).toContain('Not yet published');
    expect(words).toContain('A001');
    expect(words).toContain('Nobody is ahead of you');
  });

  it('is for those who may see the set-up, and names what is missing', async () => {
    const hall = await fresh();
    const draft = await draftOf(hall);
    expect((await hall.call('POST', path, draft, { token: null })).status).toBe(401);
    const nameless = { ...draft, package: { ...draft.package, name: { 'zh-Hans': '' } } };
    expect((await hall.call('POST', path, nameless)).status).toBe(422);
  });
});
