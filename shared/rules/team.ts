/** A team (先锋队) as far as an alarm asks for it. */
export interface AlarmedTeam {
  readonly name: string;
  readonly zone: string | null;
  readonly windows: readonly number[];
  readonly leader: { readonly username: string; readonly name: string } | null;
}

/** Where an alarm comes from: of which window, or of a queue that these windows serve. */
export interface AlarmPlace {
  readonly windows: readonly { readonly number: number; readonly zone: string }[];
}

/**
 * The team whose badge (先锋队) stands over a window: one that has the window itself before one that has its
 * zone, of several the first by name. Null: none has a badge there. It says whose place it is, not who sits there.
 */
export function badgeOf(
  window: { readonly number: number; readonly zone: string },
  teams: readonly (Pick<AlarmedTeam, 'name' | 'zone' | 'windows'> & { readonly badge: boolean })[],
): string | null {
  const shown = teams.filter(({ badge }) => badge);
  const team =
    shown.find(({ windows }) => windows.includes(window.number)) ??
    shown.find(({ zone }) => zone === window.zone);
  return team?.name ?? null;
}

/**
 * The team whose leader is told of an alarm first: the one that has one of its windows, else the one that
 * has the zone of all of them. Null: nobody in particular, as for what lies in several zones.
 */
export function teamFor<T extends AlarmedTeam>(
  { windows }: AlarmPlace,
  teams: readonly T[],
): T | null {
  const led = teams.filter(({ leader }) => leader !== null);
  if (windows.length === 0) return null;
  const ofAll = (team: T): boolean => windows.every(({ number }) => team.windows.includes(number));
  const zones = new Set(windows.map(({ zone }) => zone));
  return (
    led.find(ofAll) ??
    (zones.size === 1 ? led.find(({ zone }) => zone !== null && zones.has(zone)) : undefined) ??
    null
  );
}
