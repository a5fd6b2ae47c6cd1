import type { SetupDocument } from '../../shared/contract/setup.ts';
import type { HallConfig } from '../hall/config.ts';
import { matterInFile, packageInFile } from '../hall/catalogue-view.ts';

/** The set-up in force as a document: what is offered, every version of a package. Pure. */
export function documentOf(c: HallConfig): SetupDocument {
  return {
    hall: {
      code: c.code,
      name: c.name,
      timezone: c.timezone,
      enforceHours: c.enforceHours,
      hours: [...c.hours],
      zones: c.zones.map(({ code, name }) => ({ code, name })),
      queues: c.queues.map((q) => ({
        code: q.code,
        name: q.name,
        prefix: q.prefix,
        serviceLevelMinutes: q.serviceLevelSeconds / 60,
        ...(q.dailyQuota === null ? {} : { dailyQuota: q.dailyQuota }),
        ...(q.slotCapacity === null ? {} : { slotCapacity: q.slotCapacity }),
        ...(q.slotMinutes === null ? {} : { slotMinutes: q.slotMinutes }),
        ...(q.hours === null ? {} : { hours: [...q.hours] }),
      })),
      windows: c.windows.map((w) => ({
        number: w.number,
        ...(w.label === null ? {} : { label: w.label }),
        name: w.name,
        zone: w.zone.code,
        serves: w.serves.map((s) => ({
          queue: c.queueById.get(s.queueId)!.code,
          handicapMinutes: s.handicapSeconds / 60,
        })),
      })),
      categories: c.categories.map(({ code, name, creditSeconds, atKiosk }) => ({
        code,
        name,
        creditMinutes: creditSeconds / 60,
        atKiosk,
      })),
      duty: [...c.duty],
      notices: [...c.notices],
      media: [...c.media],
      ...(c.logo === null ? {} : { logo: c.logo }),
      ...(c.accent === null ? {} : { accent: c.accent }),
      proposed: [...c.proposed],
      settings: c.settings,
    },
    catalogue: {
      directions: c.directions.map(({ code, name, stages }) => ({
        code,
        name,
        stages: stages.map((stage) => ({ code: stage.code, name: stage.name })),
      })),
      departments: c.departments.map(({ code, name }) => ({ code, name })),
      matters: c.matters.filter((m) => m.active).map((m) => matterInFile(c, m)),
      packages: c.packages.map((p) => packageInFile(c, p)),
    },
  };
}
