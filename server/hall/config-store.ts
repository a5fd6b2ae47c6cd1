import type { Text } from '../../shared/languages.ts';
import type { AlsoItem } from '../../shared/contract/catalogue.ts';
import {
  type Duty,
  HallSettings,
  type Hours,
  type Logo,
  type Medium,
  type Notice,
  type Quota,
  type Region,
} from '../../shared/contract/hall.ts';
import { type FollowPart, usualParts } from '../../shared/contract/follow.ts';
import { placeOf } from '../../shared/contract/place.ts';
import type { AppointmentKind } from '../../shared/contract/appointment-kinds.ts';
import type { Reader } from '../db/open.ts';
import { preparedForKeys } from '../db/prepared.ts';
import type { PlannedStep } from '../../shared/rules/journey.ts';
import { windowsShown } from '../../shared/rules/serving.ts';
import type {
  CategoryConfig,
  HallConfig,
  MatterConfig,
  NamedConfig,
  PackageConfig,
  QueueConfig,
  WindowConfig,
  ZoneConfig,
} from './config.ts';

const json = <T>(text: string): T => JSON.parse(text) as T;
const maybe = <T>(text: string | null): T | null => (text === null ? null : json<T>(text));
const by = <T, K>(list: readonly T[], key: (item: T) => K): Map<K, T> =>
  new Map(list.map((item) => [key(item), item]));
const named = (row: { id: string; code: string; name: string }): NamedConfig => ({
  id: row.id,
  code: row.code,
  name: json<Text>(row.name),
});

const offered = <T extends { readonly retired: boolean }>(list: readonly T[]): T[] =>
  list.filter((item) => !item.retired);
const kept = (row: { id: string; code: string; name: string; retired: 0 | 1 }) => ({
  ...named(row),
  retired: row.retired === 1,
});

type ListTable = 'zones' | 'queues' | 'categories' | 'departments' | 'matters' | 'directions';

/** A hall's rows of one table, in the order that the administrator gave them. */
const rowsOf = <T extends ListTable>(db: Reader, table: T, hallId: string) =>
  db
    .selectFrom<ListTable>(table)
    .selectAll(table)
    .where('hall_id', '=', hallId)
    .orderBy('position');

/** A hall with the version of its set-up. */
export interface HallRow {
  readonly id: string;
  readonly code: string;
  readonly config_version: number;
}

const hallsBy = (column: 'id' | 'code') =>
  preparedForKeys<HallRow>((db, keys) =>
    db.selectFrom('halls').select(['id', 'code', 'config_version']).where(column, 'in', keys),
  );

/** Halls by their ids or codes; those that there are. */
export const findHalls = { id: hallsBy('id'), code: hallsBy('code') };

/** A hall by its id or code; null: no such hall. */
export async function findHall(
  db: Reader,
  column: 'id' | 'code',
  value: string,
): Promise<HallRow | null> {
  const [row] = await findHalls[column](db, [value]);
  return row ?? null;
}

/**
 * Reads a hall's set-up whole, as it stands at one moment: fourteen queries, whatever its size. In a
 * transaction they are those of its command, which holds the hall's row, as every change of it does.
 */
export function loadConfig(db: Reader, hallId: string): Promise<HallConfig> {
  if (db.isTransaction) return readConfig(db, hallId);
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => readConfig(tx, hallId));
}

async function readConfig(db: Reader, hallId: string): Promise<HallConfig> {
  const hall = await db
    .selectFrom('halls')
    .selectAll()
    .where('id', '=', hallId)
    .executeTakeFirstOrThrow();
  const everyZone = (await rowsOf(db, 'zones', hallId).execute()).map(kept);
  const everyWindow = await loadWindows(db, hallId, everyZone);
  const windows = offered(everyWindow);
  const everyQueue = await loadQueues(db, hallId, windows);
  const [zones, queues] = [offered(everyZone), offered(everyQueue)];
  const everyCategory = await loadCategories(db, hallId);
  const categories = offered(everyCategory);
  const everyDepartment = (await rowsOf(db, 'departments', hallId).execute()).map(kept);
  const matters = await loadMatters(db, hallId, everyDepartment);
  const { directions, directionById, packages } = await loadPackages(db, hallId, everyDepartment);
  // A set-up of before a setting was there has its default.
  const settings = HallSettings.parse(json(hall.settings));
  return {
    id: hall.id,
    code: hall.code,
    name: json<Text>(hall.name),
    place: placeOf({ ...hall, address: maybe<Text>(hall.address) }),
    follows:
      hall.follows === null
        ? null
        : {
            hall: hall.follows,
            parts: maybe<FollowPart[]>(hall.follows_parts) ?? usualParts,
            taken:
              hall.follows_revision === null
                ? null
                : { revision: hall.follows_revision, config: hall.follows_config ?? 0 },
          },
    timezone: hall.timezone,
    enforceHours: hall.enforce_hours === 1,
    hours: json<Hours[]>(hall.hours),
    settings,
    order: {
      grace: settings.graceMinutes * 60,
      seniority: settings.seniorityMinutes * 60,
      comeback: settings.returnMinutes * 60,
      penalty: settings.penaltyMinutes * 60,
    },
    notices: json<Notice[]>(hall.notices),
    duty: json<Duty[]>(hall.duty),
    regions: json<Region[]>(hall.regions),
    media: json<Medium[]>(hall.media),
    logo: maybe<Logo>(hall.logo),
    accent: hall.accent,
    proposed: json<string[]>(hall.proposed),
    configVersion: hall.config_version,
    zones,
    queues,
    windows,
    categories,
    departments: offered(everyDepartment),
    matters,
    directions,
    packages,
    queueById: by(everyQueue, (q) => q.id),
    queueByCode: by(queues, (q) => q.code),
    windowById: by(everyWindow, (w) => w.id),
    windowByNumber: by(windows, (w) => w.number),
    zoneById: by(everyZone, (z) => z.id),
    categoryById: by(everyCategory, (c) => c.id),
    categoryByCode: by(categories, (c) => c.code),
    departmentById: by(everyDepartment, (d) => d.id),
    directionById,
    matterById: by(matters, (m) => m.id),
    matterByCode: by(matters, (m) => m.code),
    packageById: by(packages, (p) => p.id),
  };
}

async function loadWindows(
  db: Reader,
  hallId: string,
  zones: readonly ZoneConfig[],
): Promise<WindowConfig[]> {
  const zoneById = by(zones, (z) => z.id);
  const serves = await db
    .selectFrom('window_queues')
    .innerJoin('windows', 'windows.id', 'window_queues.window_id')
    .innerJoin('queues', 'queues.id', 'window_queues.queue_id')
    .where('windows.hall_id', '=', hallId)
    .orderBy('queues.position')
    .select(['window_id', 'queue_id', 'handicap_seconds'])
    .execute();
  const rows = await db
    .selectFrom('windows')
    .selectAll()
    .where('hall_id', '=', hallId)
    .orderBy('number')
    .execute();
  return rows.map((w) => ({
    id: w.id,
    number: w.number,
    label: w.label,
    retired: w.retired === 1,
    name: json<Text>(w.name),
    zone: zoneById.get(w.zone_id)!,
    serves: serves
      .filter((s) => s.window_id === w.id)
      .map((s) => ({ queueId: s.queue_id, handicapSeconds: s.handicap_seconds })),
  }));
}

async function loadQueues(
  db: Reader,
  hallId: string,
  windows: readonly WindowConfig[],
): Promise<QueueConfig[]> {
  const rows = await rowsOf(db, 'queues', hallId).execute();
  return rows.map((q) => {
    const shown = windowsShown(windows, q.id);
    return {
      ...kept(q),
      // A retired one has given its own free.
      prefix: q.retired === 1 ? '' : q.prefix,
      serviceLevelSeconds: q.service_level_seconds,
      dailyQuota: q.daily_quota,
      slotCapacity: q.slot_capacity,
      slotMinutes: q.slot_minutes,
      appointmentKinds: json<AppointmentKind[]>(q.appointment_kinds),
      appointmentLink: q.appointment_link,
      hours: maybe<Hours[]>(q.hours),
      quotas: maybe<Quota[]>(q.quotas) ?? [],
      category: q.category,
      windowNumbers: shown.map((w) => w.number),
      zoneCodes: [...new Set(shown.map((w) => w.zone.code))],
    };
  });
}

async function loadCategories(db: Reader, hallId: string): Promise<CategoryConfig[]> {
  const rows = await rowsOf(db, 'categories', hallId).execute();
  return rows.map((c) => ({
    ...kept(c),
    creditSeconds: c.credit_seconds,
    atKiosk: c.at_kiosk === 1,
  }));
}

async function loadMatters(
  db: Reader,
  hallId: string,
  departments: readonly NamedConfig[],
): Promise<MatterConfig[]> {
  const departmentById = by(departments, (d) => d.id);
  const rows = await rowsOf(db, 'matters', hallId).execute();
  return rows.map((m) => ({
    ...named(m),
    department: departmentById.get(m.department_id)!.code,
    queueId: m.queue_id,
    mode: m.mode,
    place: maybe<Text>(m.place),
    papers: maybe<Text[]>(m.papers),
    aliases: json<string[]>(m.aliases),
    promisedDays: m.promised_days,
    regions: m.regions === 1,
    active: m.active === 1,
  }));
}

async function loadPackages(
  db: Reader,
  hallId: string,
  departments: readonly NamedConfig[],
): Promise<Pick<HallConfig, 'directions' | 'directionById' | 'packages'>> {
  const stages = await db
    .selectFrom('stages')
    .innerJoin('directions', 'directions.id', 'stages.direction_id')
    .where('directions.hall_id', '=', hallId)
    .orderBy('stages.position')
    .select([
      'stages.id',
      'stages.code',
      'stages.name',
      'stages.retired',
      'direction_id',
      'directions.code as direction',
    ])
    .execute();
  const everyDirection = (await rowsOf(db, 'directions', hallId).execute()).map((d) => ({
    ...kept(d),
    stages: stages.filter((s) => s.direction_id === d.id).map(kept),
  }));
  const directions = offered(everyDirection).map((d) => ({ ...d, stages: offered(d.stages) }));
  const stageById = by(stages, (s) => s.id);
  const departmentById = by(departments, (d) => d.id);
  const stepsOf = await loadPackageSteps(db, hallId);
  const rows = await db
    .selectFrom('packages')
    .selectAll()
    .where('hall_id', '=', hallId)
    .orderBy('position')
    .orderBy('code')
    .orderBy('version')
    .execute();
  const packages = rows.map((p): PackageConfig => ({
    ...named(p),
    version: p.version,
    validFrom: p.valid_from,
    validTo: p.valid_to,
    direction: stageById.get(p.stage_id)!.direction,
    stage: stageById.get(p.stage_id)!.code,
    lead: departmentById.get(p.lead_id)!.code,
    coDepartments: json<string[]>(p.co_departments),
    steps: stepsOf.get(p.id) ?? [],
    also: json<AlsoItem[]>(p.also),
    guide: p.guide,
    papers: maybe<Text[]>(p.papers),
    aliases: json<string[]>(p.aliases),
  }));
  return { directions, directionById: by(everyDirection, (d) => d.id), packages };
}

/** The steps of each package by its id. */
async function loadPackageSteps(db: Reader, hallId: string): Promise<Map<string, PlannedStep[]>> {
  const steps = await db
    .selectFrom('package_steps')
    .innerJoin('packages', 'packages.id', 'package_steps.package_id')
    .where('packages.hall_id', '=', hallId)
    .orderBy('package_steps.position')
    .select(['package_id', 'package_steps.position', 'queue_id', 'after_steps'])
    .execute();
  const matters = await db
    .selectFrom('package_matters')
    .innerJoin('packages', 'packages.id', 'package_matters.package_id')
    .where('packages.hall_id', '=', hallId)
    .orderBy('package_matters.position')
    .select(['package_id', 'step', 'matter_id'])
    .execute();
  const mattersOf = new Map<string, string[]>();
  for (const { package_id, step, matter_id } of matters)
    append(mattersOf, `${package_id} ${step}`, matter_id);
  const stepsOf = new Map<string, PlannedStep[]>();
  for (const { package_id, position, queue_id, after_steps } of steps) {
    append(stepsOf, package_id, {
      queue: queue_id,
      matters: mattersOf.get(`${package_id} ${position}`) ?? [],
      after: json<number[]>(after_steps),
    });
  }
  return stepsOf;
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
