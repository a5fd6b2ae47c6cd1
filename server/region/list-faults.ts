import { type ListedHall, mostInRegion } from '../../shared/contract/region.ts';
import type { Issue } from '../../shared/errors.ts';
import { faultAt, type FaultCode, type FaultFacts } from '../../shared/faults.ts';

/**
 * What is wrong with a list of halls as a whole. Pure.
 *
 * @param here the halls that are there, by code, each with the one above it
 * @param placeOf where a member of a hall of the list stands
 */
export function listFaults(
  halls: readonly ListedHall[],
  here: ReadonlyMap<string, string | null>,
  placeOf: (index: number, member: string) => string,
): Issue[] {
  const faults: Issue[] = [];
  const listed = new Map(halls.map((hall) => [hall.code, hall]));
  const known = (code: string): boolean => here.has(code) || listed.has(code);
  const seen = new Set<string>();
  halls.forEach((hall, i) => {
    const tell = (member: string, code: FaultCode, facts: FaultFacts = {}): void =>
      void faults.push(faultAt(placeOf(i, member), code, facts));
    const { code, parent, follows, lat, lon, timezone } = hall;
    if (here.has(code)) tell('code', 'hall_here', { code });
    else if (seen.has(code)) tell('code', 'stands_twice', { code });
    else if (here.size + seen.size >= mostInRegion)
      tell('code', 'too_many_rows', { most: mostInRegion });
    seen.add(code);
    if (parent === code) tell('parent', 'parent_of_itself');
    else if (parent !== undefined && !known(parent))
      tell('parent', 'unknown_hall', { code: parent });
    else if (isInCircle(hall, listed, ({ parent: next }) => next))
      tell('parent', 'parents_in_circle');
    if (follows === code) tell('follows', 'follows_itself');
    else if (follows !== undefined && !known(follows))
      tell('follows', 'unknown_hall', { code: follows });
    else if (isInCircle(hall, listed, ({ follows: next }) => next))
      tell('follows', 'follows_itself');
    if ((lat === undefined) !== (lon === undefined))
      tell(lat === undefined ? 'lat' : 'lon', 'coordinate_missing');
    if (timezone !== undefined && !isTimeZone(timezone))
      tell('timezone', 'unknown_time_zone', { code: timezone });
  });
  return faults;
}

/** Halls that are there already lead to none of the list. */
function isInCircle(
  hall: ListedHall,
  listed: ReadonlyMap<string, ListedHall>,
  next: (hall: ListedHall) => string | undefined,
): boolean {
  const seen = new Set<string>();
  for (let at = next(hall); at !== undefined && !seen.has(at);) {
    if (at === hall.code) return true;
    seen.add(at);
    const above = listed.get(at);
    at = above === undefined ? undefined : next(above);
  }
  return false;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** In the order in which they can be made: whom one of the list follows before it. Pure. */
export function inOrderToMake(halls: readonly ListedHall[]): ListedHall[] {
  const listed = new Map(halls.map((hall) => [hall.code, hall]));
  const ordered = new Set<ListedHall>();
  const add = (hall: ListedHall, depth: number): void => {
    const leader = hall.follows === undefined ? undefined : listed.get(hall.follows);
    if (leader !== undefined && depth < halls.length) add(leader, depth + 1);
    ordered.add(hall);
  };
  for (const hall of halls) add(hall, 0);
  return [...ordered];
}
