import type { Catalogue } from '../../shared/contract/catalogue.ts';
import type { HallFile } from '../../shared/contract/hall.ts';
import type { Tx } from '../db/open.ts';
import type { Ids } from '../ids.ts';
import { insertMany, insertPackages, matterColumns } from './package-store.ts';

const text = JSON.stringify;

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
      notices: text(hall.notices),
      duty: text(hall.duty),
      media: text(hall.media),
      logo: hall.logo === undefined ? null : text(hall.logo),
      accent: hall.accent ?? null,
      proposed: text(hall.proposed),
    })
    .execute();

  const zones = idOf(hall.zones);
  const queues = idOf(hall.queues);
  await insertMany(tx, 'zones', named(hall.zones, zones));
  await insertMany(
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
      appointment_kinds: text(q.appointmentKinds ?? ['window']),
      appointment_link: q.appointmentLink ?? null,
      hours: q.hours === undefined ? null : text(q.hours),
      quotas: q.quotas === undefined ? null : text(q.quotas),
      position,
    })),
  );
  const windows = hall.windows.map((w) => ({ id: ids.id(), file: w }));
  await insertMany(
    tx,
    'windows',
    windows.map(({ id, file }) => ({
      id,
      hall_id: hallId,
      number: file.number,
      label: file.label ?? null,
      name: text(file.name),
      zone_id: zones.get(file.zone)!,
    })),
  );
  await insertMany(
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
  await insertMany(
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
  await insertMany(tx, 'departments', named(catalogue.departments, departments));
  const matters = idOf(catalogue.matters);
  await insertMany(
    tx,
    'matters',
    catalogue.matters.map((m, position) => ({
      id: matters.get(m.code)!,
      hall_id: hallId,
      code: m.code,
      ...matterColumns(m, { queues, departments }),
      position,
    })),
  );
  const directions = idOf(catalogue.directions);
  await insertMany(tx, 'directions', named(catalogue.directions, directions));
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
  await insertMany(
    tx,
    'stages',
    stages.map((s) => s.row),
  );
  await insertPackages(
    tx,
    hallId,
    catalogue.packages.map((file, position) => ({ file, position })),
    {
      queues,
      departments,
      matters,
      stages: new Map(stages.map((s) => [`${s.direction} ${s.row.code}`, s.row.id])),
    },
    ids.id,
  );
}

interface NamedRow {
  id: string;
  hall_id: string;
  code: string;
  name: string;
  position: number;
}
