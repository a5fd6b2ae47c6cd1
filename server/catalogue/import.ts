import type { Insertable } from 'kysely';
import { Catalogue } from '../../shared/contract/catalogue.ts';
import { HallFile } from '../../shared/contract/hall.ts';
import { type Issue, Problem } from '../../shared/errors.ts';
import { faultsOfForm } from '../../shared/faults.ts';
import type { Tx } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import type { Ids } from '../ids.ts';
import { afterOf } from '../rules/journey.ts';
import { catalogueFaults, hallFaults } from './check.ts';

const text = JSON.stringify;
const rowsAStatement = 50;

/**
 * Reads a hall file and its catalogue: whole or not at all.
 *
 * @throws Problem `bad_catalogue` with the place of each fault under `issues`
 */
export function readHallFiles(
  hallFile: unknown,
  catalogueFile: unknown,
): { hall: HallFile; catalogue: Catalogue } {
  const hall = HallFile.safeParse(hallFile, { reportInput: true });
  const catalogue = Catalogue.safeParse(catalogueFile, { reportInput: true });
  const faults: Issue[] = [
    ...(hall.success ? hallFaults(hall.data) : faultsOfForm(hall.error, 'hall')),
    ...(catalogue.success
      ? hall.success
        ? catalogueFaults(catalogue.data, new Set(hall.data.queues.map((q) => q.code)))
        : []
      : faultsOfForm(catalogue.error, 'catalogue')),
  ];
  if (faults.length > 0 || !hall.success || !catalogue.success) {
    throw new Problem(
      'bad_catalogue',
      faults
        .slice(0, 5)
        .map((f) => `${f.path}: ${f.message}`)
        .join('; '),
      { issues: faults },
    );
  }
  return { hall: hall.data, catalogue: catalogue.data };
}

/** Writes a checked hall and catalogue into the database, for a hall that is not there yet. */
export async function importHall(
  tx: Tx,
  hall: HallFile,
  catalogue: Catalogue,
  ids: Ids,
): Promise<string> {
  const hallId = ids.id();
  const idOf = <T extends { code: string }>(list: readonly T[]): Map<string, string> =>
    new Map(list.map((item) => [item.code, ids.id()]));
  const named = (
    list: readonly { code: string; name: unknown }[],
    idsByCode: Map<string, string>,
  ) =>
    list.map((item, position) => ({
      id: idsByCode.get(item.code)!,
      hall_id: hallId,
      code: item.code,
      name: text(item.name),
      position,
    }));
  await tx
    .insertInto('halls')
    .values({
      id: hallId,
      code: hall.code,
      name: text(hall.name),
      timezone: hall.timezone,
      enforce_hours: hall.enforceHours ? 1 : 0,
      hours: text(hall.hours),
      settings: text(hall.settings),
    })
    .execute();

  const zones = idOf(hall.zones);
  const queues = idOf(hall.queues);
  await insert(tx, 'zones', named(hall.zones, zones));
  await insert(
    tx,
    'queues',
    hall.queues.map((q, position) => ({
      id: queues.get(q.code)!,
      hall_id: hallId,
      code: q.code,
      name: text(q.name),
      prefix: q.prefix,
      service_level_seconds: q.serviceLevelMinutes * 60,
      daily_quota: q.dailyQuota ?? null,
      slot_capacity: q.slotCapacity ?? null,
      slot_minutes: q.slotMinutes ?? null,
      position,
    })),
  );
  const windows = hall.windows.map((w) => ({ id: ids.id(), file: w }));
  await insert(
    tx,
    'windows',
    windows.map(({ id, file }) => ({
      id,
      hall_id: hallId,
      number: file.number,
      name: text(file.name),
      zone_id: zones.get(file.zone)!,
    })),
  );
  await insert(
    tx,
    'window_queues',
    windows.flatMap(({ id, file }) =>
      file.serves.map((s) => ({
        window_id: id,
        queue_id: queues.get(s.queue)!,
        handicap_seconds: s.handicapMinutes * 60,
      })),
    ),
  );
  await insert(
    tx,
    'categories',
    hall.categories.map((c, position) => ({
      id: ids.id(),
      hall_id: hallId,
      code: c.code,
      name: text(c.name),
      credit_seconds: c.creditMinutes * 60,
      at_kiosk: c.atKiosk ? 1 : 0,
      position,
    })),
  );
  await importCatalogue(tx, hallId, catalogue, queues, named, ids);
  return hallId;
}

async function importCatalogue(
  tx: Tx,
  hallId: string,
  catalogue: Catalogue,
  queues: ReadonlyMap<string, string>,
  named: (list: readonly { code: string; name: unknown }[], ids: Map<string, string>) => NamedRow[],
  ids: Ids,
): Promise<void> {
  const idOf = (list: readonly { code: string }[]): Map<string, string> =>
    new Map(list.map((item) => [item.code, ids.id()]));
  const departments = idOf(catalogue.departments);
  await insert(tx, 'departments', named(catalogue.departments, departments));
  const matters = idOf(catalogue.matters);
  await insert(
    tx,
    'matters',
    catalogue.matters.map((m, position) => ({
      id: matters.get(m.code)!,
      hall_id: hallId,
      code: m.code,
      name: text(m.name),
      department_id: departments.get(m.department)!,
      queue_id: m.queue === undefined ? null : queues.get(m.queue)!,
      mode: m.mode,
      place: m.place === undefined ? null : text(m.place),
      papers: m.papers === undefined ? null : text(m.papers),
      position,
    })),
  );
  const directions = idOf(catalogue.directions);
  await insert(tx, 'directions', named(catalogue.directions, directions));
  const stages = catalogue.directions.flatMap((direction) =>
    direction.stages.map((stage, position) => ({
      direction: direction.code,
      row: {
        id: ids.id(),
        direction_id: directions.get(direction.code)!,
        code: stage.code,
        name: text(stage.name),
        position,
      },
    })),
  );
  await insert(
    tx,
    'stages',
    stages.map((s) => s.row),
  );
  const packages = catalogue.packages.map((p, position) => ({ id: ids.id(), position, file: p }));
  await insert(
    tx,
    'packages',
    packages.map(({ id, position, file }) => ({
      id,
      hall_id: hallId,
      code: file.code,
      version: file.version,
      name: text(file.name),
      valid_from: file.validFrom,
      valid_to: file.validTo ?? null,
      stage_id: stages.find((s) => s.direction === file.direction && s.row.code === file.stage)!.row
        .id,
      lead_id: departments.get(file.lead)!,
      also: text(file.also ?? []),
      guide: file.guide ?? null,
      papers: file.papers === undefined ? null : text(file.papers),
      position,
    })),
  );
  await insert(
    tx,
    'package_steps',
    packages.flatMap(({ id, file }) =>
      file.steps.map((step, position) => ({
        package_id: id,
        position,
        queue_id: queues.get(step.queue)!,
        after_steps: text(afterOf(step, position)),
      })),
    ),
  );
  await insert(
    tx,
    'package_matters',
    packages.flatMap(({ id, file }) =>
      file.steps.flatMap((step, s) =>
        step.matters.map((code, position) => ({
          package_id: id,
          step: s,
          position,
          matter_id: matters.get(code)!,
        })),
      ),
    ),
  );
}

interface NamedRow {
  id: string;
  hall_id: string;
  code: string;
  name: string;
  position: number;
}

/** Inserts many rows in statements of a bounded size; none where the list is empty. */
async function insert<T extends keyof Database>(
  tx: Tx,
  table: T,
  rows: readonly Insertable<Database[T]>[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsAStatement) {
    await tx
      .insertInto(table)
      .values(rows.slice(at, at + rowsAStatement))
      .execute();
  }
}
