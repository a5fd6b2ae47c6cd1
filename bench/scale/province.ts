import { Seeded } from '../../shared/rules/simulation/chance.ts';
import { firstHalf, halves, type Shape } from './shapes.ts';

export interface Province {
  readonly halls: number;
  /** A day. */
  readonly tickets: number;
  /** Tickets of a day that a phone follows. */
  readonly phones: number;
  readonly seed: number;
}

/** What happens in the whole province in half an hour. */
export interface HalfHour {
  readonly from: string;
  readonly tickets: number;
  readonly calls: number;
  /** In the busiest minute of it. */
  readonly ticketsInMinute: number;
  readonly callsInMinute: number;
  /** In the largest hall, in its busiest minute: tickets and calls. */
  readonly busiestHall: number;
  /** At its end. */
  readonly waiting: number;
  /** Phones that follow a ticket that waits or is served, at the most in a minute of it. */
  readonly phones: number;
  /** Messages to phones in the busiest minute. */
  readonly phoneMessages: number;
}

/** Sizes of halls: the largest of 1,200 has some fifty times the smallest's visitors. */
const sizeSpread = 0.9;
/** A window has a visitor in hand for so many minutes. */
const handling = 8;
/** Windows for this part of the busiest half-hour's demand: at its peak a hall has a line. */
const staffedFor = 0.85;
/** Phones that stand near the front are told of each call, the others twelve times a minute at most. */
const nearPlaces = 10;
const farMessagesAMinute = 12;

/** One day of a province, minute by minute, by half-hours. The same seed gives the same day. */
export function simulateProvince(
  { halls, tickets, phones, seed }: Province,
  shapes: readonly Shape[],
): HalfHour[] {
  const chance = new Seeded(seed);
  const sizes = Array.from({ length: halls }, () => Math.exp(sizeSpread * normal(chance)));
  const all = sizes.reduce((a, b) => a + b, 0);
  const followed = Math.min(1, phones / tickets);
  const minutes = halves * 30;
  const sums = {
    tickets: new Float64Array(minutes),
    calls: new Float64Array(minutes),
    waiting: new Float64Array(minutes),
    inHand: new Float64Array(minutes),
    messages: new Float64Array(minutes),
    busiest: new Float64Array(minutes),
  };
  for (const size of sizes) {
    const ofDay = (tickets * size) / all;
    const shape = chance.pick(shapes);
    const peak = Math.max(...shape) * ofDay;
    const windows = Math.max(1, Math.ceil((staffedFor * peak * handling) / 30));
    let [waiting, credit, inHand] = [0, 0, 0];
    for (let minute = 0; minute < minutes; minute += 1) {
      const came = poisson(chance, (shape[Math.floor(minute / 30)]! * ofDay) / 30);
      waiting += came;
      // Windows that stand idle save no calls for later.
      credit = Math.min(credit + windows / handling, windows);
      const called = Math.min(waiting, Math.floor(credit));
      credit -= called;
      waiting -= called;
      inHand = Math.min(windows, Math.max(0, inHand + called - inHand / handling));
      const line = waiting * followed;
      const near = Math.min(line, nearPlaces);
      const told = called * near + Math.max(0, line - near) * Math.min(called, farMessagesAMinute);
      sums.tickets[minute]! += came;
      sums.calls[minute]! += called;
      sums.waiting[minute]! += waiting;
      sums.inHand[minute]! += inHand;
      // Whoever takes a ticket, and whoever is called, is told of that as well.
      sums.messages[minute]! += told + (came + 2 * called) * followed;
      sums.busiest[minute] = Math.max(sums.busiest[minute]!, came + called);
    }
  }
  return Array.from({ length: halves }, (_, half) => {
    const of = (list: Float64Array): number[] => [...list.subarray(half * 30, half * 30 + 30)];
    const sum = (list: Float64Array): number => of(list).reduce((a, b) => a + b, 0);
    const most = (list: Float64Array): number => Math.max(...of(list));
    const present = of(sums.waiting).map((n, i) => n + of(sums.inHand)[i]!);
    const start = (firstHalf + half) * 30;
    const two = (n: number): string => String(n).padStart(2, '0');
    return {
      from: `${two(Math.floor(start / 60))}:${two(start % 60)}`,
      tickets: sum(sums.tickets),
      calls: sum(sums.calls),
      ticketsInMinute: most(sums.tickets),
      callsInMinute: most(sums.calls),
      busiestHall: most(sums.busiest),
      waiting: of(sums.waiting).at(-1)!,
      phones: Math.round(Math.max(...present) * followed),
      phoneMessages: most(sums.messages),
    };
  });
}

function normal(chance: Seeded): number {
  return Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
}

/** Knuth's for small means, the normal curve for large ones. */
function poisson(chance: Seeded, mean: number): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(chance)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = chance.next(); product > limit; product *= chance.next()) count += 1;
  return count;
}
