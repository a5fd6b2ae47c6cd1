import type { Package } from '../../shared/contract/catalogue.ts';
import type { HallChange } from '../../shared/contract/change.ts';
import type { SetupDocument } from '../../shared/contract/setup.ts';
import { contentOf, coreOf } from './content.ts';

/**
 * A document with a change of some of its members: what is not said stays as it is. Pure. What the
 * document does not have is left out: in one that waits, a thing may be retired already.
 *
 * @param inForce the set-up in force before the change, which is what the change speaks of
 */
export function changed(
  document: SetupDocument,
  change: HallChange,
  inForce: SetupDocument = document,
): SetupDocument {
  const { hall, catalogue } = document;
  const { name, notices, media, hours, enforceHours, settings } = change;
  const queueCodes = new Set(hall.queues.map((q) => q.code));
  const zoneCodes = new Set(hall.zones.map((z) => z.code));
  return {
    hall: {
      ...hall,
      ...given({ name, hours, enforceHours }),
      ...given({ notices: inZones(notices, zoneCodes), media: inZones(media, zoneCodes) }),
      settings: { ...hall.settings, ...given(settings ?? {}) },
      zones: merged(hall.zones, change.zones, (z) => z.code),
      queues: merged(hall.queues, change.queues, (q) => q.code),
      windows: merged(
        hall.windows,
        change.windows?.map(({ zone, serves, ...window }) => ({
          ...window,
          ...(zone === undefined || !zoneCodes.has(zone) ? {} : { zone }),
          ...(serves === undefined
            ? {}
            : { serves: serves.filter(({ queue }) => queueCodes.has(queue)) }),
        })),
        (w) => w.number,
      ),
      categories: merged(hall.categories, change.categories, (c) => c.code),
    },
    catalogue: {
      ...catalogue,
      matters: merged(catalogue.matters, change.matters, (m) => m.code),
      packages: worded(catalogue.packages, change.packages, inForce.catalogue.packages),
    },
  };
}

type Words = NonNullable<HallChange['packages']>[number];
const wordKeys = ['papers', 'guide', 'aliases'] as const;

/**
 * Packages with what is said of a version. A version is told by its content, as a document that waits
 * may name it by another number; where it has other content altogether, that which is to come after it
 * follows in what it has left as it was, and keeps the words of its own.
 */
function worded(
  list: readonly Package[],
  changes: readonly Words[] | undefined,
  inForce: readonly Package[],
): Package[] {
  return (changes ?? []).reduce<Package[]>(
    (packages, { code, version, ...words }) => {
      const was = inForce.find((p) => p.code === code && p.version === version);
      const all = packages.filter((p) => p.code === code);
      const same =
        (was && all.find((p) => coreOf(p) === coreOf(was))) ??
        all.find((p) => p.version === version);
      const to = same ?? (all.length === 1 ? all[0] : undefined);
      const follows = (key: (typeof wordKeys)[number]): boolean =>
        same !== undefined || contentOf([to?.[key]]) === contentOf([was?.[key]]);
      const said = Object.fromEntries(
        wordKeys
          .filter((key) => words[key] !== undefined && follows(key))
          .map((k) => [k, words[k]]),
      );
      return packages.map((each) => (each === to ? without({ ...each, ...said }) : each));
    },
    [...list],
  );
}

/** Notices and pictures in the zones that there are; one that was for others only is left out. */
function inZones<T extends { readonly zones?: readonly string[] | undefined }>(
  list: readonly T[] | undefined,
  zones: ReadonlySet<string>,
): T[] | undefined {
  return list?.flatMap((item) => {
    if (item.zones === undefined) return item;
    const here = item.zones.filter((code) => zones.has(code));
    return here.length === 0 ? [] : { ...item, zones: here };
  });
}

type Change<T> = { readonly [K in keyof T]?: T[K] | null | undefined };

/** Each thing with what is said of it; null takes a member away. */
function merged<T extends object>(
  list: readonly T[],
  changes: readonly Change<T>[] | undefined,
  key: (item: Change<T>) => unknown,
): T[] {
  const byKey = new Map((changes ?? []).map((change) => [key(change), change]));
  return list.map((item) => {
    const change = byKey.get(key(item));
    if (change === undefined) return item;
    return without<T>({ ...item, ...given(change) });
  });
}

/** A thing without the members that null has taken away. */
function without<T extends object>(all: object): T {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as T;
}

function given<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
