import type { HallChange } from '../../shared/contract/change.ts';
import type { SetupDocument } from '../../shared/contract/setup.ts';

/**
 * A document with a change of some of its members: what is not said stays as it is. Pure. What the
 * document does not have is left out: in one that waits, a thing may be retired already.
 */
export function changed(document: SetupDocument, change: HallChange): SetupDocument {
  const { hall, catalogue } = document;
  const { name, notices, media, hours, enforceHours, settings } = change;
  const queueCodes = new Set(hall.queues.map((q) => q.code));
  const zoneCodes = new Set(hall.zones.map((z) => z.code));
  return {
    hall: {
      ...hall,
      ...given({ name, notices, media, hours, enforceHours }),
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
      packages: merged(catalogue.packages, change.packages, (p) => `${p.code} ${p.version}`),
    },
  };
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
    const all: object = { ...item, ...given(change) };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as T;
  });
}

function given<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
