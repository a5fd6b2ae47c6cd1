import type { Matter, Package } from '../../shared/contract/catalogue.ts';
import type { HallConfig, MatterConfig, PackageConfig } from './config.ts';

/** A matter as a catalogue file and the API name it. */
export function matterInFile(hall: HallConfig, m: MatterConfig): Matter {
  return {
    code: m.code,
    name: m.name,
    department: m.department,
    ...(m.queueId === null ? {} : { queue: hall.queueById.get(m.queueId)!.code }),
    mode: m.mode,
    ...(m.place === null ? {} : { place: m.place }),
    ...(m.papers === null ? {} : { papers: [...m.papers] }),
    ...(m.aliases.length === 0 ? {} : { aliases: [...m.aliases] }),
    ...(m.promisedDays === null ? {} : { promisedWorkingDays: m.promisedDays }),
    ...(m.regions ? { regions: true } : {}),
  };
}

/** A package as a catalogue file and the API name it: by codes. */
export function packageInFile(hall: HallConfig, p: PackageConfig): Package {
  return {
    code: p.code,
    name: p.name,
    version: p.version,
    validFrom: p.validFrom,
    ...(p.validTo === null ? {} : { validTo: p.validTo }),
    direction: p.direction,
    stage: p.stage,
    lead: p.lead,
    ...(p.coDepartments.length === 0 ? {} : { coDepartments: [...p.coDepartments] }),
    steps: p.steps.map((s) => ({
      queue: hall.queueById.get(s.queue)!.code,
      matters: s.matters.map((id) => hall.matterById.get(id)!.code),
      after: [...s.after],
    })),
    ...(p.also.length === 0 ? {} : { also: [...p.also] }),
    // One that came in before only pages were taken is left out.
    ...(p.guide === null || !/^https?:/i.test(p.guide) ? {} : { guide: p.guide }),
    ...(p.papers === null ? {} : { papers: [...p.papers] }),
    ...(p.aliases.length === 0 ? {} : { aliases: [...p.aliases] }),
  };
}
