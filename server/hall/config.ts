import type { Text } from '../../shared/languages.ts';
import type { AlsoItem } from '../../shared/contract/catalogue.ts';
import type { HallSettings, Hours } from '../../shared/contract/hall.ts';
import type { Reader } from '../db/open.ts';
import type { OrderSettings } from '../rules/order.ts';
import type { PlannedStep } from '../rules/journey.ts';

/**
 * A hall as the administrator set it up: what changes a few times a year. Read from the database
 * when its `config_version` changed and kept since; what moves by the minute is never here.
 */
export interface HallConfig {
  readonly id: string;
  readonly code: string;
  readonly name: Text;
  readonly timezone: string;
  readonly enforceHours: boolean;
  readonly hours: readonly Hours[];
  readonly settings: HallSettings;
  readonly order: OrderSettings;
  readonly notices: readonly Text[];
  readonly configVersion: number;
  readonly zones: readonly ZoneConfig[];
  readonly queues: readonly QueueConfig[];
  readonly windows: readonly WindowConfig[];
  readonly categories: readonly CategoryConfig[];
  readonly departments: readonly NamedConfig[];
  readonly matters: readonly MatterConfig[];
  readonly directions: readonly (NamedConfig & { readonly stages: readonly NamedConfig[] })[];
  readonly packages: readonly PackageConfig[];
  readonly queueById: ReadonlyMap<string, QueueConfig>;
  readonly queueByCode: ReadonlyMap<string, QueueConfig>;
  readonly windowById: ReadonlyMap<string, WindowConfig>;
  readonly windowByNumber: ReadonlyMap<number, WindowConfig>;
  readonly zoneById: ReadonlyMap<string, ZoneConfig>;
  readonly categoryById: ReadonlyMap<string, CategoryConfig>;
  readonly categoryByCode: ReadonlyMap<string, CategoryConfig>;
  readonly matterById: ReadonlyMap<string, MatterConfig>;
  readonly matterByCode: ReadonlyMap<string, MatterConfig>;
  readonly packageById: ReadonlyMap<string, PackageConfig>;
}

interface NamedConfig {
  readonly id: string;
  readonly code: string;
  readonly name: Text;
}
export type ZoneConfig = NamedConfig;
export interface QueueConfig extends NamedConfig {
  readonly prefix: string;
  readonly serviceLevelSeconds: number;
  readonly dailyQuota: number | null;
  readonly slotCapacity: number | null;
  readonly slotMinutes: number | null;
  /** The windows that serve it, by number, and their zones' codes. */
  readonly windowNumbers: readonly number[];
  readonly zoneCodes: readonly string[];
}
export interface WindowConfig {
  readonly id: string;
  readonly number: number;
  readonly name: Text;
  readonly zone: ZoneConfig;
  readonly serves: readonly { readonly queueId: string; readonly handicapSeconds: number }[];
}
export interface CategoryConfig extends NamedConfig {
  readonly creditSeconds: number;
  readonly atKiosk: boolean;
}
export interface MatterConfig extends NamedConfig {
  readonly department: string;
  readonly queueId: string | null;
  readonly mode: 'hall' | 'online' | 'offsite' | 'automatic';
  readonly place: Text | null;
  readonly papers: readonly Text[] | null;
  /** False: no longer in the catalogue; open tickets keep it. */
  readonly active: boolean;
}
export interface PackageConfig extends NamedConfig {
  readonly version: number;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly direction: string;
  readonly stage: string;
  readonly lead: string;
  /** Queues and matters by id. */
  readonly steps: readonly PlannedStep[];
  readonly also: readonly AlsoItem[];
  readonly guide: string | null;
  readonly papers: readonly Text[] | null;
}

const json = <T>(text: string): T => JSON.parse(text) as T;
const maybe = <T>(text: string | null): T | null => (text === null ? null : json<T>(text));
const by = <T, K>(list: readonly T[], key: (item: T) => K): Map<K, T> =>
  new Map(list.map((item) => [key(item), item]));

/** Reads a hall's set-up whole: fourteen queries, whatever its size. */
export async function loadConfig(db: Reader, hallId: string): Promise<HallConfig> {
  const ofHall = <
    T extends
      | 'zones'
      | 'queues'
      | 'windows'
      | 'categories'
      | 'departments'
      | 'matters'
      | 'directions'
      | 'packages',
  >(
    table: T,
  ) =>
    db
      .selectFrom(table as 'zones')
      .selectAll()
      .where('hall_id', '=', hallId);
  const hall = await db
    .selectFrom('halls')
    .selectAll()
    .where('id', '=', hallId)
    .executeTakeFirstOrThrow();
  const named = <R extends { id: string; code: string; name: string }>(row: R): NamedConfig => ({
    id: row.id,
    code: row.code,
    name: json<Text>(row.name),
  });

  const zones = (await ofHall('zones').orderBy('position').execute()).map(named);
  const zoneById = by(zones, (z) => z.id);
  const serves = await db
    .selectFrom('window_queues')
    .innerJoin('windows', 'windows.id', 'window_queues.window_id')
    .innerJoin('queues', 'queues.id', 'window_queues.queue_id')
    .where('windows.hall_id', '=', hallId)
    .orderBy('queues.position')
    .select(['window_id', 'queue_id', 'handicap_seconds'])
    .execute();
  const windows = (
    await db
      .selectFrom('windows')
      .selectAll()
      .where('hall_id', '=', hallId)
      .orderBy('number')
      .execute()
  ).map((w): WindowConfig => ({
    id: w.id,
    number: w.number,
    name: json<Text>(w.name),
    zone: zoneById.get(w.zone_id)!,
    serves: serves
      .filter((s) => s.window_id === w.id)
      .map((s) => ({ queueId: s.queue_id, handicapSeconds: s.handicap_seconds })),
  }));
  const queues = (
    await db
      .selectFrom('queues')
      .selectAll()
      .where('hall_id', '=', hallId)
      .orderBy('position')
      .execute()
  ).map((q): QueueConfig => {
    const at = windows.filter((w) => w.serves.some((s) => s.queueId === q.id));
    // Where visitors are sent: the windows whose main work it is, else all that help out. A steward
    // who does everything is nobody's main window.
    const ownWork = (w: WindowConfig): number =>
      w.serves.filter((s) => s.handicapSeconds === 0).length;
    const main = at.filter((w) =>
      w.serves.some((s) => s.queueId === q.id && s.handicapSeconds === 0),
    );
    const fewest = Math.min(...main.map(ownWork));
    const shown = main.length > 0 ? main.filter((w) => ownWork(w) === fewest) : at;
    return {
      ...named(q),
      prefix: q.prefix,
      serviceLevelSeconds: q.service_level_seconds,
      dailyQuota: q.daily_quota,
      slotCapacity: q.slot_capacity,
      slotMinutes: q.slot_minutes,
      windowNumbers: shown.map((w) => w.number),
      zoneCodes: [...new Set(shown.map((w) => w.zone.code))],
    };
  });
  const categories = (
    await db
      .selectFrom('categories')
      .selectAll()
      .where('hall_id', '=', hallId)
      .orderBy('position')
      .execute()
  ).map((c): CategoryConfig => ({
    ...named(c),
    creditSeconds: c.credit_seconds,
    atKiosk: c.at_kiosk === 1,
  }));
  const departments = (await ofHall('departments').orderBy('position').execute()).map(named);
  const departmentById = by(departments, (d) => d.id);
  const matters = (
    await db
      .selectFrom('matters')
      .selectAll()
      .where('hall_id', '=', hallId)
      .orderBy('position')
      .execute()
  ).map((m): MatterConfig => ({
    ...named(m),
    department: departmentById.get(m.department_id)!.code,
    queueId: m.queue_id,
    mode: m.mode,
    place: maybe<Text>(m.place),
    papers: maybe<Text[]>(m.papers),
    active: m.active === 1,
  }));
  const stageRows = await db
    .selectFrom('stages')
    .innerJoin('directions', 'directions.id', 'stages.direction_id')
    .where('directions.hall_id', '=', hallId)
    .orderBy('stages.position')
    .select([
      'stages.id',
      'stages.code',
      'stages.name',
      'direction_id',
      'directions.code as direction',
    ])
    .execute();
  const stageById = by(stageRows, (s) => s.id);
  const directions = (await ofHall('directions').orderBy('position').execute()).map((d) => ({
    ...named(d),
    stages: stageRows.filter((s) => s.direction_id === d.id).map(named),
  }));
  const stepRows = await db
    .selectFrom('package_steps')
    .innerJoin('packages', 'packages.id', 'package_steps.package_id')
    .where('packages.hall_id', '=', hallId)
    .orderBy('package_steps.position')
    .select(['package_id', 'package_steps.position', 'queue_id', 'after_steps'])
    .execute();
  const matterRows = await db
    .selectFrom('package_matters')
    .innerJoin('packages', 'packages.id', 'package_matters.package_id')
    .where('packages.hall_id', '=', hallId)
    .orderBy('package_matters.position')
    .select(['package_id', 'step', 'matter_id'])
    .execute();
  const mattersOf = new Map<string, string[]>();
  for (const row of matterRows) {
    const key = `${row.package_id} ${row.step}`;
    mattersOf.set(key, [...(mattersOf.get(key) ?? []), row.matter_id]);
  }
  const stepsOf = new Map<string, PlannedStep[]>();
  for (const row of stepRows) {
    const step = {
      queue: row.queue_id,
      matters: mattersOf.get(`${row.package_id} ${row.position}`) ?? [],
      after: json<number[]>(row.after_steps),
    };
    stepsOf.set(row.package_id, [...(stepsOf.get(row.package_id) ?? []), step]);
  }
  const packages = (
    await db
      .selectFrom('packages')
      .selectAll()
      .where('hall_id', '=', hallId)
      .orderBy('position')
      .execute()
  ).map((p): PackageConfig => ({
    ...named(p),
    version: p.version,
    validFrom: p.valid_from,
    validTo: p.valid_to,
    direction: stageById.get(p.stage_id)!.direction,
    stage: stageById.get(p.stage_id)!.code,
    lead: departmentById.get(p.lead_id)!.code,
    steps: stepsOf.get(p.id) ?? [],
    also: json<AlsoItem[]>(p.also),
    guide: p.guide,
    papers: maybe<Text[]>(p.papers),
  }));
  const settings = json<HallSettings>(hall.settings);
  return {
    id: hall.id,
    code: hall.code,
    name: json<Text>(hall.name),
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
    notices: json<Text[]>(hall.notices),
    configVersion: hall.config_version,
    zones,
    queues,
    windows,
    categories,
    departments,
    matters,
    directions,
    packages,
    queueById: by(queues, (q) => q.id),
    queueByCode: by(queues, (q) => q.code),
    windowById: by(windows, (w) => w.id),
    windowByNumber: by(windows, (w) => w.number),
    zoneById,
    categoryById: by(categories, (c) => c.id),
    categoryByCode: by(categories, (c) => c.code),
    matterById: by(matters, (m) => m.id),
    matterByCode: by(matters, (m) => m.code),
    packageById: by(packages, (p) => p.id),
  };
}

/** The version of a package that is valid on a day: the newest that has begun and not ended. */
export function packageOn(config: HallConfig, code: string, day: string): PackageConfig | null {
  const valid = config.packages.filter(
    (p) => p.code === code && p.validFrom <= day && (p.validTo === null || p.validTo >= day),
  );
  return valid.reduce<PackageConfig | null>(
    (best, p) => (best === null || p.version > best.version ? p : best),
    null,
  );
}

/** Keeps each hall's set-up until its `config_version` moves on. */
export class Configs {
  private readonly kept = new Map<string, HallConfig>();

  async get(db: Reader, hallId: string, configVersion: number): Promise<HallConfig> {
    const kept = this.kept.get(hallId);
    if (kept?.configVersion === configVersion) return kept;
    const config = await loadConfig(db, hallId);
    this.kept.set(hallId, config);
    return config;
  }

  /** By the hall's code, outside a transaction; null: no such hall. */
  byCode(db: Reader, code: string): Promise<HallConfig | null> {
    return this.find(db, 'code', code);
  }

  byId(db: Reader, id: string): Promise<HallConfig | null> {
    return this.find(db, 'id', id);
  }

  private async find(db: Reader, column: 'id' | 'code', value: string): Promise<HallConfig | null> {
    const row = await db
      .selectFrom('halls')
      .select(['id', 'config_version'])
      .where(column, '=', value)
      .executeTakeFirst();
    return row === undefined ? null : this.get(db, row.id, row.config_version);
  }
}
