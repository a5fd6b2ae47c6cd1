import { sql } from 'kysely';
import type { Catalogue } from '../../shared/contract/catalogue.ts';
import type { CatalogueRenewal } from '../../shared/contract/change.ts';
import type { Tx } from '../db/open.ts';
import type { HallConfig } from '../hall/config.ts';
import { putPackageTexts } from './package-texts.ts';
import { afterOf } from '../rules/journey.ts';

const text = JSON.stringify;
type NewId = () => string;
interface Named {
  readonly code: string;
  readonly name: unknown;
}

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
  const matters = await putMatters(tx, hall, catalogue, departments, newId);
  for (const code of renewal.matters.retired) {
    await tx
      .updateTable('matters')
      .set({ active: 0 })
      .where('hall_id', '=', hall.id)
      .where('code', '=', code)
      .execute();
  }
  await putPackages(tx, { hall, catalogue, renewal, departments, stages, matters, newId });
  for (const code of renewal.packages.ended) await endPackage(tx, hall.id, code, day);
  await bumpConfig(tx, hall.id);
}

async function putNamed(
  tx: Tx,
  table: 'departments' | 'directions',
  hallId: string,
  list: readonly Named[],
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
  hall: HallConfig,
  catalogue: Catalogue,
  departments: ReadonlyMap<string, string>,
  newId: NewId,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [position, m] of catalogue.matters.entries()) {
    const content = {
      name: text(m.name),
      department_id: departments.get(m.department)!,
      queue_id: m.queue === undefined ? null : hall.queueByCode.get(m.queue)!.id,
      mode: m.mode,
      place: m.place === undefined ? null : text(m.place),
      papers: m.papers === undefined ? null : text(m.papers),
      position,
      active: 1 as const,
    };
    const row = await tx
      .insertInto('matters')
      .values({ id: newId(), hall_id: hall.id, code: m.code, ...content })
      .onConflict((c) => c.columns(['hall_id', 'code']).doUpdateSet(content))
      .returning('id')
      .executeTakeFirstOrThrow();
    ids.set(m.code, row.id);
  }
  return ids;
}

async function putPackages(
  tx: Tx,
  d: {
    hall: HallConfig;
    catalogue: Catalogue;
    renewal: CatalogueRenewal;
    departments: ReadonlyMap<string, string>;
    stages: ReadonlyMap<string, string>;
    matters: ReadonlyMap<string, string>;
    newId: NewId;
  },
): Promise<void> {
  const added = new Set(d.renewal.packages.added.map((p) => `${p.code} ${p.version}`));
  for (const [position, p] of d.catalogue.packages.entries()) {
    if (!added.has(`${p.code} ${p.version}`)) {
      await tx
        .updateTable('packages')
        .set({ position })
        .where('hall_id', '=', d.hall.id)
        .where('code', '=', p.code)
        .where('version', '=', p.version)
        .execute();
      if (d.renewal.packages.reworded.includes(p.code)) {
        const { code, version, papers = [], guide = null } = p;
        await putPackageTexts(tx, d.hall.id, { code, version, papers, guide });
      }
      continue;
    }
    const id = d.newId();
    await tx
      .insertInto('packages')
      .values({
        id,
        hall_id: d.hall.id,
        code: p.code,
        version: p.version,
        name: text(p.name),
        valid_from: p.validFrom,
        valid_to: p.validTo ?? null,
        stage_id: d.stages.get(`${p.direction} ${p.stage}`)!,
        lead_id: d.departments.get(p.lead)!,
        also: text(p.also ?? []),
        guide: p.guide ?? null,
        papers: p.papers === undefined ? null : text(p.papers),
        position,
      })
      .execute();
    for (const [s, step] of p.steps.entries()) {
      await tx
        .insertInto('package_steps')
        .values({
          package_id: id,
          position: s,
          queue_id: d.hall.queueByCode.get(step.queue)!.id,
          after_steps: text(afterOf(step, s)),
        })
        .execute();
      await tx
        .insertInto('package_matters')
        .values(
          step.matters.map((code, m) => ({
            package_id: id,
            step: s,
            position: m,
            matter_id: d.matters.get(code)!,
          })),
        )
        .execute();
    }
  }
}

/** Versions that have begun end yesterday; those that have not never begin. */
async function endPackage(tx: Tx, hallId: string, code: string, day: string): Promise<void> {
  const yesterday = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
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
