import { busyCalls, busySpans, type Span, type Wait } from './waits.ts';

/** Half-hours of a day. */
export const halfHours = 48;
export const halfHour = 30;
const longestWait = 480;
/** Minutes of the hall's and of the queue's own rate that stand against what was seen. */
const hallMinutes = 30;
const ownMinutes = 90;
/** The wait of one with n ahead ends with call n + 1, a little later than on the mean. */
const untilCall = 1.1;
const leadCalls = 15;

export const halfHourOf = (minute: number): number =>
  Math.min(halfHours - 1, Math.max(0, Math.floor(minute / halfHour)));

/** Calls and minutes of busy time by half-hour. */
export interface Busy {
  readonly calls: Float64Array;
  readonly minutes: Float64Array;
}

export const noBusy = (): Busy => ({
  calls: new Float64Array(halfHours),
  minutes: new Float64Array(halfHours),
});

/** Adds what one day of a queue shows. */
export function addDay(busy: Busy, waits: readonly Wait[]): void {
  const spans = busySpans(waits);
  for (const span of spans)
    eachPart(span, (half, minutes) => {
      busy.minutes[half]! += minutes;
    });
  // A call on the stroke ends the half-hour before it.
  for (const at of busyCalls(waits, spans)) busy.calls[halfHourOf(at - 0.001)]! += 1;
}

function eachPart([from, to]: Span, add: (half: number, minutes: number) => void): void {
  for (let at = from; at < to;) {
    const half = halfHourOf(at);
    const end = half === halfHours - 1 ? to : Math.min(to, (half + 1) * halfHour);
    add(half, end - at);
    at = end;
  }
}

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);

/** Calls a minute of busy time over all queues of a hall; null: nobody was called yet. */
export function hallRate(all: readonly Busy[]): number | null {
  const minutes = all.reduce((total, busy) => total + sum(busy.minutes), 0);
  const calls = all.reduce((total, busy) => total + sum(busy.calls), 0);
  return minutes === 0 || calls === 0 ? null : calls / minutes;
}

/** Calls a minute of a queue in each half-hour, shrunk towards its own mean and the hall's. */
export function ratesOf(busy: Busy, ofHall: number): Float64Array {
  const own = (sum(busy.calls) + hallMinutes * ofHall) / (sum(busy.minutes) + hallMinutes);
  return busy.calls.map(
    (calls, half) => (calls + ownMinutes * own) / (busy.minutes[half]! + ownMinutes),
  );
}

/** The minutes from `minute` on until a queue with these rates has called those ahead and one more. */
export function profileWait(rates: Float64Array, minute: number, ahead: number): number {
  let needed = ahead + untilCall;
  for (let at = minute; at - minute < longestWait;) {
    const half = halfHourOf(at);
    const end = half === halfHours - 1 ? Infinity : (half + 1) * halfHour;
    const rate = rates[half]!;
    if (rate * (end - at) >= needed) return Math.min(longestWait, at + needed / rate - minute);
    needed -= rate * (end - at);
    at = end;
  }
  return longestWait;
}

/** How far a queue is before its usual pace today. */
export class Lead {
  private readonly calls: readonly number[];
  private readonly spans: readonly Span[];
  /** Calls expected before each span. */
  private readonly before: readonly number[];
  private readonly rates: Float64Array;

  constructor(waits: readonly Wait[], rates: Float64Array) {
    this.rates = rates;
    this.spans = busySpans(waits);
    this.calls = busyCalls(waits, this.spans);
    let expected = 0;
    this.before = this.spans.map((span) => {
      const so = expected;
      expected += this.expectedIn(span);
      return so;
    });
  }

  /**
   * The logarithm of calls to calls expected; 0 where the queue is behind: a pause ends. Whoever waits
   * at a minute makes it busy, whenever the call comes: nothing later than `minute` is looked at.
   */
  at(minute: number): number {
    const calls = countBelow(this.calls, (call) => call < minute);
    const spans = countBelow(this.spans, ([from]) => from < minute);
    let expected = 0;
    if (spans > 0) {
      const [from, to] = this.spans[spans - 1]!;
      expected = this.before[spans - 1]! + this.expectedIn([from, Math.min(to, minute)]);
    }
    return Math.max(0, Math.log((calls + leadCalls) / (expected + leadCalls)));
  }

  private expectedIn(span: Span): number {
    return expectedCalls(this.rates, span);
  }
}

/** The calls that a queue with these rates makes in busy time from one minute to another. */
export function expectedCalls(rates: Float64Array, span: Span): number {
  let expected = 0;
  eachPart(span, (half, minutes) => {
    expected += rates[half]! * minutes;
  });
  return expected;
}

/** How many at the beginning of a sorted list are so. */
function countBelow<T>(sorted: readonly T[], is: (value: T) => boolean): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (is(sorted[middle]!)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** What the lead of today makes of the usual wait, in minutes. */
export const withLead = (usual: number, lead: number): number =>
  (usual + 3) * Math.exp(-0.6 * lead) - 3;

/** How far the windows open now move the usual pace, where nothing was chosen for the hall. */
export const usualGamma = 0.25;
export const gammas = [0, 0.25, 0.5, 0.75, 1] as const;
const mostRatio = 4;

/**
 * The windows that a day's plan has by half-hour, as shares of those that days usually have there; null:
 * as many. Where days have none the plan says nothing: whoever is called then is called beside it. Nor does
 * it after the day's last window: who waits then is served yet, or is told at the window.
 */
export function sharesOf(
  planned: readonly number[],
  usual: readonly number[],
): readonly number[] | null {
  const last = planned.findLastIndex((windows) => windows > 0);
  const shares = Array.from({ length: halfHours }, (_, half) => {
    const before = usual[half] ?? 0;
    return before <= 0 || half > last ? 1 : Math.min(2, (planned[half] ?? 0) / before);
  });
  return shares.every((share) => Math.abs(share - 1) < 0.05) ? null : shares;
}

/** What moves the pace of a queue today. */
interface PaceNow {
  /** Windows open for it; 0: not known. */
  readonly open: number;
  readonly gamma: number;
  readonly shares?: readonly number[] | null;
  /** The half-hour that is. */
  readonly half: number;
}

/**
 * Calls a minute by half-hour as they are to be expected now: as many windows more or fewer as the day's
 * plan has, and a part (`gamma`) of what is open beside the plan.
 *
 * @param usual windows open by half-hour in the mean of the days; 0: not known
 */
export function ratesNow(
  { rates, open: usual }: { readonly rates: Float64Array; readonly open: Float64Array },
  { open, gamma, shares = null, half }: PaceNow,
): Float64Array {
  const hasCount = gamma > 0 && open > 0 && usual.some((windows) => windows > 0);
  if (!hasCount && shares === null) return rates;
  const kept = shares === null ? null : keptShares(shares, open, half);
  const planned = kept?.[half] ?? 1;
  return rates.map((rate, each) => {
    const usually = usual[each]! * (planned > 0 ? planned : 1);
    const ratio = hasCount && usually > 0 ? open / usually : 1;
    const moved = Math.min(mostRatio, Math.max(1 / mostRatio, ratio)) ** gamma;
    return rate * moved * (kept?.[each] ?? 1);
  });
}

/** Windows that are open although the plan has none stay so until it has some again. */
function keptShares(shares: readonly number[], open: number, half: number): readonly number[] {
  if (open === 0 || shares[half] !== 0) return shares;
  const kept = [...shares];
  for (let each = half; each < kept.length && kept[each] === 0; each += 1) kept[each] = 1;
  return kept;
}

/** The mean of each half-hour of some days; where none says anything, 0. */
export function meanByHalfHour(days: readonly (readonly number[])[]): number[] {
  return Array.from({ length: halfHours }, (_, half) => {
    const sum = days.reduce((all, day) => all + (day[half] ?? 0), 0);
    return days.length === 0 ? 0 : sum / days.length;
  });
}
