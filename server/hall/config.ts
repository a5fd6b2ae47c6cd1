import { Problem } from '../../shared/errors.ts';
import type { Text } from '../../shared/languages.ts';
import type { AlsoItem } from '../../shared/contract/catalogue.ts';
import type {
  Duty,
  HallSettings,
  Hours,
  Logo,
  Medium,
  Notice,
  Quota,
  Region,
} from '../../shared/contract/hall.ts';
import type { FollowPart } from '../../shared/contract/follow.ts';
import type { HallPlace } from '../../shared/contract/place.ts';
import type { AppointmentKind } from '../../shared/contract/appointment-kinds.ts';
import { Cached } from '../db/cached.ts';
import type { Db, Reader } from '../db/open.ts';
import type { OrderSettings } from '../../shared/rules/order.ts';
import type { PlannedStep } from '../../shared/rules/journey.ts';
import { findHall, findHalls, type HallRow, loadConfig } from './config-store.ts';

/**
 * A hall as the administrator set it up: what changes a few times a year. Read from the database
 * when its `config_version` changed and kept since; what moves by the minute is never here.
 */
export interface HallConfig {
  readonly id: string;
  readonly code: string;
  readonly name: Text;
  readonly place: HallPlace;
  /** The hall whose set-up it follows; null: none. */
  readonly follows: Followed | null;
  readonly timezone: string;
  readonly enforceHours: boolean;
  readonly hours: readonly Hours[];
  readonly settings: HallSettings;
  readonly order: OrderSettings;
  readonly notices: readonly Notice[];
  readonly duty: readonly Duty[];
  readonly regions: readonly Region[];
  readonly media: readonly Medium[];
  readonly logo: Logo | null;
  readonly accent: string | null;
  readonly proposed: readonly string[];
  readonly configVersion: number;
  /** What is offered: the lists leave out what is retired, the maps by id have that too. */
  readonly zones: readonly ZoneConfig[];
  readonly queues: readonly QueueConfig[];
  readonly windows: readonly WindowConfig[];
  readonly categories: readonly CategoryConfig[];
  readonly departments: readonly NamedConfig[];
  readonly matters: readonly MatterConfig[];
  readonly directions: readonly DirectionConfig[];
  readonly packages: readonly PackageConfig[];
  readonly queueById: ReadonlyMap<string, QueueConfig>;
  readonly queueByCode: ReadonlyMap<string, QueueConfig>;
  readonly windowById: ReadonlyMap<string, WindowConfig>;
  readonly windowByNumber: ReadonlyMap<number, WindowConfig>;
  readonly zoneById: ReadonlyMap<string, ZoneConfig>;
  readonly categoryById: ReadonlyMap<string, CategoryConfig>;
  readonly categoryByCode: ReadonlyMap<string, CategoryConfig>;
  readonly departmentById: ReadonlyMap<string, NamedConfig & Retirable>;
  /** With the stages that are retired as well. */
  readonly directionById: ReadonlyMap<string, DirectionConfig<NamedConfig & Retirable> & Retirable>;
  readonly matterById: ReadonlyMap<string, MatterConfig>;
  readonly matterByCode: ReadonlyMap<string, MatterConfig>;
  readonly packageById: ReadonlyMap<string, PackageConfig>;
}

/** Whose set-up a hall follows, in which parts, and what was taken over last; null: nothing yet. */
export interface Followed {
  /** The leader's id. */
  readonly hall: string;
  readonly parts: readonly FollowPart[];
  /** The leader's revision, and the version of its set-up. */
  readonly taken: { readonly revision: number; readonly config: number } | null;
}

export interface NamedConfig {
  readonly id: string;
  readonly code: string;
  readonly name: Text;
}
/** Offered no more: what refers to it keeps it. */
interface Retirable {
  readonly retired: boolean;
}
export type ZoneConfig = NamedConfig & Retirable;
type DirectionConfig<Stage = NamedConfig> = NamedConfig & { readonly stages: readonly Stage[] };
export interface QueueConfig extends NamedConfig, Retirable {
  readonly prefix: string;
  readonly serviceLevelSeconds: number;
  readonly dailyQuota: number | null;
  readonly slotCapacity: number | null;
  readonly slotMinutes: number | null;
  readonly appointmentKinds: readonly AppointmentKind[];
  readonly appointmentLink: string | null;
  /** Its own hours; null: those of the hall. */
  readonly hours: readonly Hours[] | null;
  /** Tickets by the part of the day; empty: no limit but that of the day. */
  readonly quotas: readonly Quota[];
  /** The code of the category that a visit to it has by itself. */
  readonly category: string | null;
  /** The windows that serve it, by number, and their zones' codes. */
  readonly windowNumbers: readonly number[];
  readonly zoneCodes: readonly string[];
}
export interface WindowConfig extends Retirable {
  readonly id: string;
  readonly number: number;
  /** What stands at it instead of its number. */
  readonly label: string | null;
  readonly name: Text;
  readonly zone: ZoneConfig;
  readonly serves: readonly { readonly queueId: string; readonly handicapSeconds: number }[];
}
export interface CategoryConfig extends NamedConfig, Retirable {
  readonly creditSeconds: number;
  readonly atKiosk: boolean;
}
export interface MatterConfig extends NamedConfig {
  readonly department: string;
  readonly queueId: string | null;
  readonly mode: 'hall' | 'online' | 'offsite' | 'automatic';
  readonly place: Text | null;
  readonly papers: readonly Text[] | null;
  readonly aliases: readonly string[];
  /** Working days; null: the matter says nothing of its own. */
  readonly promisedDays: number | null;
  /** It is handled for other regions, too. */
  readonly regions: boolean;
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
  readonly coDepartments: readonly string[];
  /** Queues and matters by id. */
  readonly steps: readonly PlannedStep[];
  readonly also: readonly AlsoItem[];
  readonly guide: string | null;
  readonly papers: readonly Text[] | null;
  readonly aliases: readonly string[];
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

/** Whether a version was taken back before it began: it never does. */
export function isCancelled(p: Pick<PackageConfig, 'validFrom' | 'validTo'>): boolean {
  return p.validTo !== null && p.validTo < p.validFrom;
}

/** The version of a package that begins next after a day, of several that begin together the newest. */
export function packageComing(config: HallConfig, code: string, day: string): PackageConfig | null {
  const coming = config.packages.filter(
    (p) => p.code === code && p.validFrom > day && !isCancelled(p),
  );
  return coming.reduce<PackageConfig | null>((best, p) => {
    if (best === null || p.validFrom < best.validFrom) return p;
    return p.validFrom === best.validFrom && p.version > best.version ? p : best;
  }, null);
}

/**
 * The version of a package that is valid on a day.
 *
 * @throws Problem `unknown_package`; `package_not_valid` with the day from which it will be under
 *   `validFrom`, null where none is known
 */
export function requirePackage(config: HallConfig, code: string, day: string): PackageConfig {
  if (!config.packages.some((p) => p.code === code))
    throw new Problem('unknown_package', `There is no package "${code}"`);
  const pack = packageOn(config, code, day);
  if (pack !== null) return pack;
  throw new Problem('package_not_valid', `The package "${code}" is not valid on ${day}`, {
    validFrom: packageComing(config, code, day)?.validFrom ?? null,
  });
}

/**
 * Whether the own work of a window has matters that are handled for other regions, too: single ones, or
 * those of a package's step.
 */
export function isForRegions(
  hall: Pick<HallConfig, 'regions' | 'matterById' | 'packages'>,
  { serves }: Pick<WindowConfig, 'serves'>,
): boolean {
  if (hall.regions.length === 0) return false;
  const own = new Set(serves.filter((s) => s.handicapSeconds === 0).map((s) => s.queueId));
  const isFor = (id: string): boolean => {
    const matter = hall.matterById.get(id);
    return matter !== undefined && matter.regions && matter.active;
  };
  return (
    [...hall.matterById.values()].some(
      ({ id, queueId }) => queueId !== null && own.has(queueId) && isFor(id),
    ) ||
    hall.packages.some(({ steps }) =>
      steps.some(({ queue, matters }) => own.has(queue) && matters.some(isFor)),
    )
  );
}

/** A region by its code; one that was taken out of the set-up since keeps the code for a name. Null: this one. */
export function regionOf(hall: Pick<HallConfig, 'regions'>, code: string | null): Region | null {
  if (code === null) return null;
  return hall.regions.find((region) => region.code === code) ?? { code, name: { 'zh-Hans': code } };
}

/** Keeps each hall's set-up until its `config_version` moves on. */
export class Configs {
  private readonly kept = new Map<string, HallConfig>();
  private readonly read: Reader;
  private readonly found: Readonly<Record<'id' | 'code', Cached<HallRow>>>;

  /** @param db where a hall is looked up by its code or id, outside a transaction */
  constructor({ read, stamp }: Pick<Db, 'read' | 'stamp'>) {
    this.read = read;
    const by = (column: 'id' | 'code') =>
      new Cached(stamp, async (keys) => {
        const rows = await findHalls[column](read, keys);
        return new Map(rows.map((row) => [row[column], row]));
      });
    this.found = { id: by('id'), code: by('code') };
  }

  /** The set-up as it is kept; null: not this version. */
  known(hallId: string, configVersion: number): HallConfig | null {
    const kept = this.kept.get(hallId);
    return kept?.configVersion === configVersion ? kept : null;
  }

  async get(db: Reader, hallId: string, configVersion: number): Promise<HallConfig> {
    const known = this.known(hallId, configVersion);
    if (known !== null) return known;
    const config = await loadConfig(db, hallId);
    this.kept.set(hallId, config);
    return config;
  }

  /** By the hall's code, outside a transaction; null: no such hall. */
  byCode(code: string): Promise<HallConfig | null> {
    return this.find('code', code);
  }

  byId(id: string): Promise<HallConfig | null> {
    return this.find('id', id);
  }

  private async find(column: 'id' | 'code', value: string): Promise<HallConfig | null> {
    const row = await this.found[column].of(value);
    return row === undefined ? null : this.get(this.read, row.id, row.config_version);
  }
}

const keptBy = new WeakMap<Reader, Configs>();

/**
 * A hall's set-up as it stands, for long reads: it is kept beside the connection that reads it, as it takes
 * longer to read than the figures of a day.
 */
export async function configOf(db: Reader, hallId: string): Promise<HallConfig> {
  let configs = keptBy.get(db);
  if (configs === undefined)
    keptBy.set(db, (configs = new Configs({ read: db, stamp: () => null })));
  const row = await findHall(db, 'id', hallId);
  return row === null ? loadConfig(db, hallId) : configs.get(db, hallId, row.config_version);
}
