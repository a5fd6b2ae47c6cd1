import type { Popular } from '../../shared/contract/catalogue.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import { packageOn, type HallConfig } from '../hall/config.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { secondsBetween, type Instant } from '../../shared/rules/instants.ts';
import { takenLately, type TakenFor } from './popular-store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
}

/** What a screen shows without a second page. */
const most = 7;
/** Fewer say nothing about what people usually come for. */
const least = 5;
/** What somebody came for before that is another season's. */
const days = 28;
/** What people come for changes by the season, not by the minute. */
const keptSeconds = 600;

/** What people come to a hall for most: the empty page of a search. */
export class PopularThings {
  private readonly d: Dependencies;
  private readonly kept = new Map<string, { at: Instant; counts: Promise<Counts> }>();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @throws Problem `hall_not_found` */
  async of(hallCode: string): Promise<Popular> {
    const hall = await this.d.commands.hall(hallCode);
    const now = this.d.clock.now();
    const day = serviceDay(now, hall.timezone);
    return popularOf(hall, await this.counts(hall.id, now, addDays(day, -days)), day);
  }

  /** Read once for all who ask within ten minutes. */
  private counts(hallId: string, now: Instant, since: string): Promise<Counts> {
    const known = this.kept.get(hallId);
    const age = known === undefined ? Infinity : secondsBetween(known.at, now);
    if (known !== undefined && age >= 0 && age < keptSeconds) return known.counts;
    const counts = takenLately(this.d.read, hallId, since).then(countsOf);
    const entry = { at: now, counts };
    this.kept.set(hallId, entry);
    // A failed reading is not kept.
    counts.catch(() => {
      if (this.kept.get(hallId) === entry) this.kept.delete(hallId);
    });
    return counts;
  }
}

/** How often each package and matter was taken, by its id. */
type Counts = ReadonlyMap<string, number>;

function countsOf(rows: readonly TakenFor[]): Counts {
  const counts = new Map<string, number>();
  const add = (id: string): void => void counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const { packageIds, matters } of rows) {
    if (packageIds.length > 0) packageIds.forEach(add);
    else if (matters !== null)
      for (const { id } of JSON.parse(matters) as { id: string }[]) add(id);
  }
  return counts;
}

/** Those taken most, then the hall's own list; only what is offered today. Pure. */
function popularOf(hall: HallConfig, counts: Counts, day: string): Popular {
  const offered = new Map<string, Popular[number]>();
  for (const { code } of hall.packages)
    if (packageOn(hall, code, day) !== null) offered.set(code, { kind: 'package', code });
  for (const { code, active, mode } of hall.matters)
    if (active && mode === 'hall' && !offered.has(code))
      offered.set(code, { kind: 'matter', code });
  const taken = new Map<string, number>();
  for (const { id, code } of [...hall.packages, ...hall.matters])
    if (counts.has(id)) taken.set(code, (taken.get(code) ?? 0) + counts.get(id)!);
  const often = [...taken]
    .filter(([, count]) => count >= least)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([code]) => code);
  return [...new Set([...often, ...hall.settings.popular])]
    .flatMap((code) => offered.get(code) ?? [])
    .slice(0, most);
}
