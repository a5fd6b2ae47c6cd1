import type { SetupDocument } from '../../shared/contract/setup.ts';
import { insertPackages, matterColumns } from './package-store.ts';
import type { Tx } from '../db/open.ts';
import type { HallConfig } from '../hall/config.ts';
import { packagePlan } from './package-plan.ts';
import {
  bring,
  bringNamed,
  byCode,
  type Columns,
  type Row,
  setRows,
  wantedOf,
} from './rows-store.ts';

const text = JSON.stringify;

/** Brings departments, directions, matters and packages to a document. */
export async function bringCatalogue(
  tx: Tx,
  hall: HallConfig,
  document: SetupDocument,
  queues: ReadonlyMap<string, string>,
  at: { readonly day: string; readonly newId: () => string },
): Promise<void> {
  const { catalogue } = document;
  const departments = await bringNamed(tx, 'departments', hall.id, catalogue.departments, at);
  const directions = await bringNamed(tx, 'directions', hall.id, catalogue.directions, at);
  const stages = await bringStages(tx, hall.id, catalogue, directions, at);
  const matters = await bring(
    tx,
    'matters',
    byCode(await tx.selectFrom('matters').selectAll().where('hall_id', '=', hall.id).execute()),
    wantedOf(hall.id, catalogue.matters, (m) => ({
      ...matterColumns(m, { queues, departments }),
      active: 1,
    })),
    { newId: at.newId, gone: { active: 0 } },
  );
  const named = { queues, departments, stages, matters };
  await bringPackages(tx, hall, document, named, at);
}

async function bringStages(
  tx: Tx,
  hallId: string,
  catalogue: SetupDocument['catalogue'],
  directions: ReadonlyMap<string, string>,
  at: { readonly newId: () => string },
): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('stages')
    .innerJoin('directions', 'directions.id', 'stages.direction_id')
    .where('directions.hall_id', '=', hallId)
    .selectAll('stages')
    .select('directions.code as direction')
    .execute();
  const had = new Map(rows.map((s): [string, Row] => [`${s.direction} ${s.code}`, { ...s }]));
  const wanted = new Map<string, Columns>(
    catalogue.directions.flatMap((direction) =>
      direction.stages.map((stage, position): [string, Columns] => [
        `${direction.code} ${stage.code}`,
        {
          direction_id: directions.get(direction.code)!,
          code: stage.code,
          name: text(stage.name),
          position,
          retired: 0,
        },
      ]),
    ),
  );
  return bring(tx, 'stages', had, wanted, { newId: at.newId, gone: { retired: 1 } });
}

async function bringPackages(
  tx: Tx,
  hall: HallConfig,
  document: SetupDocument,
  named: Parameters<typeof insertPackages>[3],
  at: { readonly day: string; readonly newId: () => string },
): Promise<void> {
  const plan = packagePlan(hall, document, at.day);
  const rows = await tx.selectFrom('packages').selectAll().where('hall_id', '=', hall.id).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const wanted = new Map<string, Columns>(
    plan.kept.map(({ pack, file, position }) => {
      const { id: _, ...row } = byId.get(pack.id)!;
      return [
        pack.id,
        {
          ...row,
          position,
          valid_to: file.validTo ?? null,
          guide: file.guide ?? null,
          papers: (file.papers ?? []).length === 0 ? null : text(file.papers),
          aliases: text(file.aliases ?? []),
        },
      ];
    }),
  );
  const kept = new Map([...byId].filter(([id]) => wanted.has(id)).map(([id, r]) => [id, { ...r }]));
  await bring(tx, 'packages', kept, wanted, { newId: at.newId, gone: {} });
  const ended = new Map<string, string[]>();
  for (const { pack, validTo } of plan.ended)
    ended.set(validTo, [...(ended.get(validTo) ?? []), pack.id]);
  for (const [validTo, ids] of ended) await setRows(tx, 'packages', ids, { valid_to: validTo });
  await insertPackages(tx, hall.id, plan.added, named, at.newId);
}
