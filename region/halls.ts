import type { RegionHall } from '../shared/contract/region.ts';
import { textIn, type Language } from '../shared/languages.ts';
import { compareNames } from '../shared/natural-order.ts';

export const orders = ['quiet', 'near', 'name'] as const;
export type Order = (typeof orders)[number];
export interface Spot {
  readonly lat: number;
  readonly lon: number;
}

/** Where somebody would be called soonest: open with windows, then open, then by the next opening. */
function quietness(hall: RegionHall): readonly [number, number, string] {
  if (!hall.open) return [3, 0, hall.nextOpening ?? '9999'];
  if (hall.openWindows === 0) return [2, hall.waiting, ''];
  return [1, hall.waiting / hall.openWindows, ''];
}

/** Metres as the crow flies; null: one of the places is not known. */
export function metresBetween(a: Spot | null, b: Pick<RegionHall, 'lat' | 'lon'>): number | null {
  if (a === null || b.lat === undefined || b.lon === undefined) return null;
  const rad = (degrees: number): number => (degrees * Math.PI) / 180;
  const [dLat, dLon] = [rad(b.lat - a.lat) / 2, rad(b.lon - a.lon) / 2];
  const h = Math.sin(dLat) ** 2 + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(dLon) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The halls in an order; what is equal in it by name. */
export function inOrder(
  halls: readonly RegionHall[],
  order: Order,
  { language, spot }: { language: Language; spot: Spot | null },
): RegionHall[] {
  const name = (hall: RegionHall): string => textIn(hall.name, language);
  return [...halls].sort((a, b) => {
    if (order === 'near') {
      const by = (metresBetween(spot, a) ?? Infinity) - (metresBetween(spot, b) ?? Infinity);
      if (!Number.isNaN(by) && by !== 0) return by;
    }
    if (order === 'quiet') {
      const [x, y] = [quietness(a), quietness(b)];
      const by = x[0] - y[0] || x[1] - y[1] || (x[2] < y[2] ? -1 : x[2] > y[2] ? 1 : 0);
      if (by !== 0) return by;
    }
    return compareNames(name(a), name(b));
  });
}
