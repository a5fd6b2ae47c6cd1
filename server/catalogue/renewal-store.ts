import { sql } from 'kysely';
import type { Catalogue, Package } from '../../shared/contract/catalogue.ts';
import type { CatalogueRenewal } from '../../shared/contract/change.ts';
import type { Tx } from '../db/open.ts';
import type { HallConfig } from '../hall/config.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import { insertPackages, matterColumns, type Named, putPackageTexts } from './package-store.ts';

const text = JSON.stringify;
type NewId = () => string;

/**
 * Writes a checked catalogue over the one that is there. What is gone from the file stays in the
 * database, where tickets point at it: matters become inactive, packages end the day before `day`.
 */
export async function renew(
  tx: Tx,
  hall: HallConfig,
  catalogue: Catalogue,
  renewal: CatalogueRenewal,
  day: string,
  newId: NewId,
): Promise<void> {
  const queues = new Map([...hall.queueByCode].map(([code, { id }]) => [code, id]));
  const departments = await putNamed(tx, 'departments', hall.id, catalogue.departments, newId);
  const directions = await putNamed(tx, 'directions', hall.id, catalogue.directions, newId);
  const stages = new Map<string, string>();
  for (const direction of catalogue.directions) {
    const directionId = directions.get(direction.code)!;
    for (const [position, stage] of direction.stages.entries()) {
      const row = await tx
        .insertInto('stages')
        .values({
          id: newId(),
          direction_id: directionId,
          code: stage.code,
          name: text(stage.name),
          position,
        })
        .onConflict((c) =>
          c.columns(['direction_id', 'code']).doUpdateSet({ name: text(stage.name), position }),
        )
        .returning('id')
        .executeTakeFirstOrThrow();
      stages.set(`${direction.code} ${stage.code}`, row.id);
    }
  }
  const matters = await putMatters(tx, hall.id, catalogue, { queues, departments }, newId);
  for (const code of renewal.matters.retired) {
    await tx
      .updateTable('matters')
      .set({ active: 0 })
      .where('hall_id', '=', hall.id)
      .where('code', '=', code)
      .execute();
  }
  await putPackages(tx, hall.id, catalogue, renewal);
  await insertPackages(
    tx,
    hall.id,
    catalogue.packages
      .map((file, position) => ({ file, position }))
      .filter(({ file }) => isAdded(renewal, file)),
    { queues, departments, stages, matters },
    newId,
  );
  for (const code of renewal.packages.ended) await endPackage(tx, hall.id, code, day);
  await bumpConfig(tx, hall.id);
}

async function putNamed(
  tx: Tx,
  table: 'departments' | 'directions',
  hallId: string,
  list: readonly { readonly code: string; readonly name: unknown }[],
  newId: NewId,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [position, { code, name }] of list.entries()) {
    const row = await tx
      .insertInto(table)
      .values({ id: newId(), hall_id: hallId, code, name: text(name), position })
      .onConflict((c) => c.columns(['hall_id', 'code']).doUpdateSet({ name: text(name), position }))
      .returning('id')
      .executeTakeFirstOrThrow();
    ids.set(code, row.id);
  }
  return ids;
}

async function putMatters(
  tx: Tx,
  hallId: string,
  catalogue: Catalogue,
  named: Pick<Named, 'queues' | 'departments'>,
  newId: NewId,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [position, m] of catalogue.matters.entries()) {
    const content = { ...matterColumns(m, named), position, active: 1 as const };
    const row = await tx
      .insertInto('matters')
      .values({ id: newId(), hall_id: hallId, code: m.code, ...content })
      .onConflict((c) => c.columns(['hall_id', 'code']).doUpdateSet(content))
      .returning('id')
      .executeTakeFirstOrThrow();
    ids.set(m.code, row.id);
  }
  return ids;
}

function isAdded({ packages }: CatalogueRenewal, { code, version }: Package): boolean {
  return packages.added.some((p) => p.code === code && p.version === version);
}

/** The packages that stay: their place in the file, and what is said of them anew. */
async function putPackages(
  tx: Tx,
  hallId: string,
  catalogue: Catalogue,
  renewal: CatalogueRenewal,
): Promise<void> {
  for (const [position, p] of catalogue.packages.entries()) {
    if (isAdded(renewal, p)) continue;
    const { code, version, papers = [], guide = null, aliases = [] } = p;
    await tx
      .updateTable('packages')
      .set({ position })
      .where('hall_id', '=', hallId)
      .where('code', '=', code)
      .where('version', '=', version)
      .execute();
    if (renewal.packages.reworded.includes(code))
      await putPackageTexts(tx, hallId, { code, version, papers, guide, aliases });
  }
}

/** Versions that have begun end yesterday; those that have not never begin. */
async function endPackage(tx: Tx, hallId: string, code: string, day: string): Promise<void> {
  const yesterday = addDays(day, -1);
  await tx
    .updateTable('packages')
    .set({ valid_to: yesterday })
    .where('hall_id', '=', hallId)
    .where('code', '=', code)
    .where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>', yesterday)]))
    .execute();
}

/** Every process reads the set-up anew with its next command. */
export async function bumpConfig(tx: Tx, hallId: string): Promise<void> {
  await tx
    .updateTable('halls')
    .set({ config_version: sql<number>`config_version + 1` })
    .where('id', '=', hallId)
    .execute();
}
