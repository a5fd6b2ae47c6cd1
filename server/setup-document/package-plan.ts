import type { Package } from '../../shared/contract/catalogue.ts';
import type { SetupDocument } from '../../shared/contract/setup.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import { packageInFile } from '../hall/catalogue-view.ts';
import type { HallConfig, PackageConfig } from '../hall/config.ts';
import { coreOf } from './content.ts';
import { listedPackages } from './document.ts';

/** What becomes of a hall's packages with a document. `position` is the place in the document. */
export interface PackagePlan {
  readonly added: readonly { readonly file: Package; readonly position: number }[];
  /** Versions that stay, with what is said of them now. */
  readonly kept: readonly {
    readonly pack: PackageConfig;
    readonly file: Package;
    readonly position: number;
  }[];
  /** Versions that are over, with their last day; one before its beginning: it never begins. */
  readonly ended: readonly { readonly pack: PackageConfig; readonly validTo: string }[];
}

/**
 * Finds for each package of a document the version that is there, or makes its next one. Pure.
 *
 * What tickets are taken for never changes in a version: other content is the next version by itself,
 * from the day on or when it says, and the one before lives on until then. Papers, guide, everyday
 * words and the last day are only said. A higher version than any is taken as it is given, since
 * whoever wrote it meant a new one; a document of before names lower ones, and is told by its content.
 *
 * @param day from which the document is in force
 */
export function packagePlan(hall: HallConfig, document: SetupDocument, day: string): PackagePlan {
  const { packages } = document.catalogue;
  const queues = new Set(document.hall.queues.map((q) => q.code));
  const plan = { added: [], kept: [], ended: [] } as {
    added: { file: Package; position: number }[];
    kept: { pack: PackageConfig; file: Package; position: number }[];
    ended: { pack: PackageConfig; validTo: string }[];
  };
  const listed = groupByCode(listedPackages(hall, day));
  const known = groupByCode(hall.packages);
  const entries = groupByCode(
    packages.map((file, position) => ({ code: file.code, file, position })),
  );
  for (const [code, all] of entries) {
    const free = new Set(listed.get(code) ?? []);
    const rows = known.get(code) ?? [];
    let newest = Math.max(0, ...rows.map((p) => p.version));
    const before = newest;
    for (const { file, position } of inOrderOfVersions(all)) {
      const superseded = isSuperseded(file, all, day);
      if (superseded && before > 0) continue;
      const same = file.version > before ? undefined : sameOf(hall, free, file, day);
      if (same !== undefined) {
        free.delete(same);
        plan.kept.push({ pack: same, file, position });
        continue;
      }
      const given = file.version > newest;
      const version = given ? file.version : newest + 1;
      newest = version;
      const validFrom = given || file.validFrom > day ? file.validFrom : day;
      plan.added.push({ file: { ...file, version, validFrom }, position });
    }
    for (const pack of free)
      if (pack.validFrom > day || !canLiveOn(hall, pack, queues))
        plan.ended.push({ pack, validTo: addDays(day, -1) });
  }
  for (const [code, packs] of known)
    if (!entries.has(code))
      for (const pack of packs)
        if (pack.validTo === null || pack.validTo >= day)
          plan.ended.push({ pack, validTo: addDays(day, -1) });
  return plan;
}

type Entry = { readonly file: Package; readonly position: number };
const inOrderOfVersions = (all: readonly Entry[]): Entry[] =>
  [...all].sort((a, b) => a.file.version - b.file.version);

/** Another version in the document has begun after it: it is history, which nobody rewrites. */
function isSuperseded(file: Package, all: readonly Entry[], day: string): boolean {
  return all.some(({ file: other }) => other.version > file.version && other.validFrom <= day);
}

/** The version among these that has a file's content: the one of its number first. */
function sameOf(
  hall: HallConfig,
  among: ReadonlySet<PackageConfig>,
  file: Package,
  day: string,
): PackageConfig | undefined {
  const wanted = coreOf(file, day);
  const same = [...among].filter((p) => coreOf(packageInFile(hall, p), day) === wanted);
  return same.find((p) => p.version === file.version) ?? same[0];
}

/** A version that goes on until the next begins needs what it names to go on, too. */
function canLiveOn(hall: HallConfig, pack: PackageConfig, queues: ReadonlySet<string>): boolean {
  return pack.steps.every((step) => queues.has(hall.queueById.get(step.queue)!.code));
}

function groupByCode<T extends { readonly code: string }>(list: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(item.code);
    if (group === undefined) groups.set(item.code, [item]);
    else group.push(item);
  }
  return groups;
}
