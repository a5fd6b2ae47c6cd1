import type { Package } from '../../shared/contract/catalogue.ts';
import type { HallFile } from '../../shared/contract/hall.ts';
import type { SetupDocument, SetupRetired } from '../../shared/contract/setup.ts';
import { matterInFile, packageInFile } from '../hall/catalogue-view.ts';
import {
  type CategoryConfig,
  type HallConfig,
  isCancelled,
  type PackageConfig,
  packageOn,
  type QueueConfig,
  type WindowConfig,
} from '../hall/config.ts';

/** A hall's set-up as one document: what is offered, by codes. Pure. @param day its service day */
export function documentOf(hall: HallConfig, day: string): SetupDocument {
  return {
    hall: hallFileOf(hall),
    catalogue: {
      directions: hall.directions.map((d) => ({ ...named(d), stages: d.stages.map(named) })),
      departments: hall.departments.map(named),
      matters: hall.matters.filter((m) => m.active).map((m) => matterInFile(hall, m)),
      packages: packagesOf(hall, day),
    },
  };
}

const named = ({ code, name }: HallConfig['departments'][number]) => ({ code, name });

const queueOf = (q: QueueConfig): HallFile['queues'][number] => ({
  ...named(q),
  prefix: q.prefix,
  serviceLevelMinutes: q.serviceLevelSeconds / 60,
  ...(q.dailyQuota === null ? {} : { dailyQuota: q.dailyQuota }),
  ...(q.slotCapacity === null ? {} : { slotCapacity: q.slotCapacity }),
  ...(q.slotMinutes === null ? {} : { slotMinutes: q.slotMinutes }),
  ...(q.appointmentKinds.join() === 'window' ? {} : { appointmentKinds: [...q.appointmentKinds] }),
  ...(q.appointmentLink === null ? {} : { appointmentLink: q.appointmentLink }),
  ...(q.hours === null ? {} : { hours: [...q.hours] }),
  ...(q.quotas.length === 0 ? {} : { quotas: [...q.quotas] }),
  ...(q.category === null ? {} : { category: q.category }),
});
const windowOf = (hall: HallConfig, w: WindowConfig): HallFile['windows'][number] => ({
  number: w.number,
  ...(w.label === null ? {} : { label: w.label }),
  name: w.name,
  zone: w.zone.code,
  serves: w.serves.map((s) => ({
    queue: hall.queueById.get(s.queueId)!.code,
    handicapMinutes: s.handicapSeconds / 60,
  })),
});
const categoryOf = (c: CategoryConfig): HallFile['categories'][number] => ({
  ...named(c),
  creditMinutes: c.creditSeconds / 60,
  atKiosk: c.atKiosk,
});

/**
 * What was offered once and is no more, as it was last. A retired queue has given its prefix free, a
 * retired window serves nothing. Pure. @param day the hall's service day
 */
export function retiredOf(hall: HallConfig, day: string): SetupRetired {
  const gone = <T extends { readonly retired: boolean }>(all: ReadonlyMap<string, T>): T[] =>
    [...all.values()].filter(({ retired }) => retired);
  return {
    zones: gone(hall.zoneById).map(named),
    queues: gone(hall.queueById).map(queueOf),
    windows: gone(hall.windowById).map((w) => windowOf(hall, w)),
    categories: gone(hall.categoryById).map(categoryOf),
    departments: gone(hall.departmentById).map(named),
    directions: gone(hall.directionById).map((d) => ({ ...named(d), stages: d.stages.map(named) })),
    stages: [...hall.directionById.values()].flatMap(({ retired, code, stages }) =>
      retired ? [] : stages.filter((s) => s.retired).map((s) => ({ direction: code, ...named(s) })),
    ),
    matters: hall.matters.filter((m) => !m.active).map((m) => matterInFile(hall, m)),
    packages: retiredPackages(hall, day).map((p) => {
      const { validTo: _, ...pack } = packageInFile(hall, p);
      return pack;
    }),
  };
}

/** Of each code that is offered no more the version that people could choose last. */
function retiredPackages(hall: HallConfig, day: string): PackageConfig[] {
  const offered = new Set(listedPackages(hall, day).map(({ code }) => code));
  const last = new Map<string, PackageConfig>();
  for (const pack of hall.packages) {
    if (offered.has(pack.code) || isCancelled(pack)) continue;
    const other = last.get(pack.code);
    if (other === undefined || other.version < pack.version) last.set(pack.code, pack);
  }
  return [...last.values()];
}

function hallFileOf(hall: HallConfig): HallFile {
  return {
    code: hall.code,
    name: hall.name,
    ...hall.place,
    timezone: hall.timezone,
    enforceHours: hall.enforceHours,
    hours: [...hall.hours],
    zones: hall.zones.map(named),
    queues: hall.queues.map(queueOf),
    windows: hall.windows.map((w) => windowOf(hall, w)),
    categories: hall.categories.map(categoryOf),
    duty: [...hall.duty],
    regions: [...hall.regions],
    notices: [...hall.notices],
    media: [...hall.media],
    ...(hall.logo === null ? {} : { logo: hall.logo }),
    ...(hall.accent === null ? {} : { accent: hall.accent }),
    proposed: [...hall.proposed],
    settings: hall.settings,
  };
}

/** For each code the version in force on a day, and those that are to begin. */
export function listedPackages(hall: HallConfig, day: string): PackageConfig[] {
  const inForce = new Map<string, PackageConfig | null>();
  for (const { code } of hall.packages)
    if (!inForce.has(code)) inForce.set(code, packageOn(hall, code, day));
  return hall.packages.filter(
    (p) => inForce.get(p.code) === p || (p.validFrom > day && !isCancelled(p)),
  );
}

function packagesOf(hall: HallConfig, day: string): Package[] {
  return listedPackages(hall, day).map((p) => packageInFile(hall, p));
}
