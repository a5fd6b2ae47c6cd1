import { expect, it } from 'vitest';
import type { Setup, SetupRetired } from '../shared/contract/setup.ts';
import {
  bringMatterBack,
  bringPackageBack,
  bringStageBack,
  everKnown,
} from '../admin/setup/bring-back.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

const path = '/api/halls/district/setup';
const setupOf = (hall: TestHall): Promise<Setup> => hall.ok<Setup>('GET', path);
const retiredOf = (hall: TestHall): Promise<SetupRetired> => hall.ok('GET', `${path}/retired`);
const publish = ({ ok }: Pick<TestHall, 'ok'>, { revision, hall, catalogue }: Setup) =>
  ok('PUT', path, { revision, hall, catalogue, from: 'now' });

onBothDatabases('what earlier publications have retired of the catalogue', (fresh) => {
  it('is listed as it was last, and comes back with all that it names', async () => {
    const hall = await fresh();
    const send = { ok: hall.ok.bind(hall) };
    const first = await setupOf(hall);
    expect(await retiredOf(hall)).toMatchObject({ packages: [], matters: [], departments: [] });
    const pack = first.catalogue.packages[0]!;
    const matters = new Set(pack.steps.flatMap((step) => step.matters));
    const others = first.catalogue.packages.filter((p) => p.code !== pack.code);
    // Everything goes that only this package needs, and the stage that it stands in.
    const emptied = structuredClone(first);
    const { catalogue } = emptied;
    catalogue.packages = others.filter(
      (p) =>
        !(p.direction === pack.direction && p.stage === pack.stage) &&
        !p.steps.some((step) => step.matters.some((code) => matters.has(code))),
    );
    catalogue.matters = catalogue.matters.filter(({ code }) => !matters.has(code));
    catalogue.directions = catalogue.directions.map((direction) => ({
      ...direction,
      stages: direction.stages.filter(
        ({ code }) => direction.code !== pack.direction || code !== pack.stage,
      ),
    }));
    await publish(send, emptied);
    const gone = await retiredOf(hall);
    expect(new Set(gone.matters.map(({ code }) => code))).toEqual(matters);
    expect(gone.stages).toEqual([
      { direction: pack.direction, ...stageOf(first, pack.direction, pack.stage) },
    ]);
    expect(gone.packages.map(({ code }) => code)).toContain(pack.code);
    const was = gone.packages.find(({ code }) => code === pack.code)!;
    expect({ ...was, aliases: undefined }).toEqual({ ...pack, aliases: undefined });

    const draft = await setupOf(hall);
    const known = everKnown(draft.catalogue, gone);
    bringPackageBack(draft.catalogue, known, was);
    await publish(send, draft);
    const back = await setupOf(hall);
    expect(back.catalogue.packages.find(({ code }) => code === pack.code)).toEqual({
      ...was,
      version: was.version + 1,
      validFrom: '2026-03-02',
    });
    expect((await retiredOf(hall)).packages.map(({ code }) => code)).not.toContain(pack.code);
    // The matter is the one that it was: its old tickets and its new ones are counted together.
    const rows = await hall.db.read
      .selectFrom('matters')
      .select('code')
      .where('code', 'in', [...matters])
      .execute();
    expect(rows).toHaveLength(matters.size);
    await hall.take({ package: pack.code });
  });

  it('comes back with its department, and a direction with the stages that it had', async () => {
    const hall = await fresh();
    const send = { ok: hall.ok.bind(hall) };
    const first = await setupOf(hall);
    const emptied = structuredClone(first);
    emptied.catalogue.packages = [];
    emptied.catalogue.matters = [];
    emptied.catalogue.departments = [];
    emptied.catalogue.directions = [];
    await publish(send, emptied);
    const gone = await retiredOf(hall);
    for (const list of ['departments', 'directions', 'matters'] as const)
      expect(gone[list].map(({ code }) => code).sort(), list).toEqual(
        first.catalogue[list].map(({ code }) => code).sort(),
      );
    expect(gone.stages).toEqual([]);
    const draft = await setupOf(hall);
    const known = everKnown(draft.catalogue, gone);
    const matter = first.catalogue.matters[0]!;
    bringMatterBack(draft.catalogue, known, matter.code);
    const direction = first.catalogue.directions[0]!;
    bringStageBack(draft.catalogue, known, direction.code, direction.stages[0]!.code);
    await publish(send, draft);
    const { catalogue } = await setupOf(hall);
    expect(catalogue.matters).toEqual([matter]);
    expect(catalogue.departments.map(({ code }) => code)).toEqual([matter.department]);
    expect(catalogue.directions).toEqual([direction]);
    // An address of somebody who only works here says nothing of it.
    const clerk = await hall.person('li', 'clerk');
    expect((await hall.call('GET', `${path}/retired`, undefined, { token: clerk })).status).toBe(
      403,
    );
  });
});

function stageOf({ catalogue }: Setup, direction: string, code: string) {
  return catalogue.directions
    .find((each) => each.code === direction)!
    .stages.find((stage) => stage.code === code)!;
}
