import { expect, it } from 'vitest';
import type { Popular } from '../shared/contract/catalogue.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

onBothDatabases('what people come for most (faults S10)', (fresh) => {
  const popular = async (hall: TestHall): Promise<string[]> => {
    const path = '/api/halls/district/popular';
    const things = await hall.ok<Popular>('GET', path, undefined, { token: null });
    return things.map(({ kind, code }) => `${kind} ${code}`);
  };
  const own = { popular: ['retirement', 'police-identity-card', 'no-such-thing'] };
  const itsOwn = (file: Record<string, unknown>): void => {
    file['settings'] = own;
  };

  it("is the hall's own list while little was taken, and only what it has", async () => {
    const hall = await fresh({ change: itsOwn });
    for (let i = 0; i < 4; i += 1) await hall.take({ package: 'newborn' });
    expect(await popular(hall)).toEqual(['package retirement', 'matter police-identity-card']);
    await hall.ok('PATCH', '/api/halls/district', { settings: { popular: ['newborn'] } });
    expect(await popular(hall)).toEqual(['package newborn']);
  });

  it('is what was taken lately, packages and single matters, then the own list', async () => {
    const hall = await fresh({ change: itsOwn });
    for (let i = 0; i < 5; i += 1) await hall.take({ package: 'newborn' });
    for (let i = 0; i < 6; i += 1) await hall.take({ matters: ['tax-deed-tax'] });
    await hall.take({ queue: 'bank' });
    const expected = [
      'matter tax-deed-tax',
      'package newborn',
      'package retirement',
      'matter police-identity-card',
    ];
    expect(await popular(hall)).toEqual(expected);
    // Read once for all who ask within ten minutes.
    for (let i = 0; i < 7; i += 1) await hall.take({ package: 'unemployment' });
    expect(await popular(hall)).toEqual(expected);
    hall.clock.pass(600);
    expect((await popular(hall))[0]).toBe('package unemployment');
  });
});
