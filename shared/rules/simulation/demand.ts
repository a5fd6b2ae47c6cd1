import type { Seeded } from './chance.ts';
import { halfHourOf, type Visitor } from './queue-day.ts';

/** One queue on one recorded day. Minutes of the local day. */
export interface Demand {
  readonly day: string;
  readonly came: readonly Came[];
}

export interface Came {
  readonly at: number;
  /** Reference less head start. */
  readonly key: number;
}

/** How long a window has a visit in hand (minutes), as it was recorded or worked out. */
export interface Handling {
  /** By half-hour of the day, what visits took that were called in it. */
  readonly byHalfHour: ReadonlyMap<number, readonly number[]>;
  readonly all: readonly number[];
}

/** So many visits of a half-hour speak for it; with fewer, the whole day's do. */
const enough = 10;

/**
 * A queue's day drawn anew: one of the recorded days, each of its visitors no time, once or more often,
 * as chance has it, at the minute when he came, and with a visit as long as some visit of that half-hour.
 * So a crowd at the door stays a crowd. Days are drawn for all queues together: see `daysDrawn`.
 *
 * @param grid minutes that instants are known to: within them, somebody came at any
 */
export function visitorsDrawn(
  { came }: Pick<Demand, 'came'>,
  handling: Handling,
  chance: Seeded,
  grid = 0,
): Visitor[] {
  const visitors: Visitor[] = [];
  for (const { at, key } of came) {
    for (let n = times(chance); n > 0; n -= 1) {
      const earlier = grid * chance.next();
      visitors.push({
        at: at - earlier,
        key: key - earlier,
        handling: handlingDrawn(handling, halfHourOf(at), chance),
      });
    }
  }
  return visitors;
}

export function handlingDrawn({ byHalfHour, all }: Handling, half: number, chance: Seeded): number {
  const own = byHalfHour.get(half) ?? [];
  const from = own.length >= enough ? own : all;
  return from.length === 0 ? 0 : chance.pick(from);
}

/** A chance number of times, one in the mean (Poisson). */
function times(chance: Seeded): number {
  let n = 0;
  for (let p = chance.next(); p > Math.exp(-1); p *= chance.next()) n += 1;
  return n;
}

/** Of so many recorded days, which one each drawn day is: each as often as any, as far as it goes. */
export function daysDrawn(recorded: number, draws: number, chance: Seeded): number[] {
  const days: number[] = [];
  while (days.length < draws) days.push(...chance.shuffled([...Array(recorded).keys()]));
  return days.slice(0, draws);
}

export const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, v) => sum + v, 0) / values.length;

/** In a half-hour, the mean handling that `handlingDrawn` draws from. */
export function meanHandling({ byHalfHour, all }: Handling, half: number): number {
  const own = byHalfHour.get(half) ?? [];
  return meanOf(own.length >= enough ? own : all);
}
