import { fitHall, type HallFit } from './fit.ts';
import { foresee } from './foresee.ts';
import { gammas, halfHourOf, Lead, profileWait, ratesNow, usualGamma, withLead } from './rates.ts';
import type { Wait } from './waits.ts';

/** The waits of each queue by day. */
type DaysOfQueues = ReadonlyMap<string, ReadonlyMap<string, readonly Wait[]>>;

/** How far the windows open now move the pace of a hall, and why. */
export interface GammaChoice {
  readonly gamma: number;
  /** Tickets that were looked at. */
  readonly count: number;
  /** What each would have been off by, in the mean (minutes). */
  readonly errors: readonly { readonly gamma: number; readonly error: number }[];
}

/** Days whose tickets are judged, days before them that are needed, and tickets that say enough. */
const judgedDays = 10;
const leastBefore = 3;
const leastTickets = 200;
/** At most so many are judged, spread evenly: a choice by night is to take no minutes. */
const mostTickets = 800;
/** What is usual stays unless another is better by so much. */
const leastGain = 0.01;

/**
 * Which gamma would have told the people of the last ten days best, fitted on the days before them. Queues
 * whose waits come from the pass of the calling rule know their windows, and are not asked.
 *
 * @returns null: too little is known to choose
 */
export function chooseGamma(history: DaysOfQueues): GammaChoice | null {
  const days = [...new Set([...history.values()].flatMap((own) => [...own.keys()]))].sort();
  const judged = new Set(days.slice(-judgedDays));
  if (days.length - judged.size < leastBefore) return null;
  const past = new Map(
    [...history].map(([queue, own]) => [
      queue,
      [...own].flatMap(([day, waits]) => (judged.has(day) ? [] : [waits])),
    ]),
  );
  const asked = [...history].flatMap(([queue, own]) =>
    [...own].flatMap(([day, waits]) => (judged.has(day) ? asksOf(queue, waits) : [])),
  );
  if (asked.length < leastTickets) return null;
  const every = Math.max(1, asked.length / mostTickets);
  const some = asked.filter((_, i) => Math.floor(i / every) !== Math.floor((i - 1) / every));
  const errors = gammas.map((gamma) => ({ gamma, error: errorOf(fitHall(past, { gamma }), some) }));
  const best = errors.reduce((a, b) => (b.error < a.error ? b : a));
  const usual = errors.find(({ gamma }) => gamma === usualGamma)!;
  const isBetter = best.error < usual.error * (1 - leastGain);
  return { gamma: isBetter ? best.gamma : usualGamma, count: some.length, errors };
}

interface Asked {
  readonly queue: string;
  readonly wait: Wait;
  readonly leadOf: (rates: Float64Array) => number;
}

function asksOf(queue: string, waits: readonly Wait[]): Asked[] {
  const leads = new Map<Float64Array, Lead>();
  return waits
    .filter((w) => w.called && w.ahead >= 0 && (w.windows ?? 0) > 0 && (w.base ?? null) === null)
    .map((wait) => ({
      ...{ queue, wait },
      leadOf: (rates) => {
        const lead = leads.get(rates) ?? new Lead(waits, rates);
        leads.set(rates, lead);
        return lead.at(wait.began);
      },
    }));
}

function errorOf({ queues, bands, unknown, gamma }: HallFit, asked: readonly Asked[]): number {
  let sum = 0;
  for (const { queue, wait, leadOf } of asked) {
    const fit = queues.get(queue) ?? unknown;
    const { began: minute, ahead, windows: open = 0 } = wait;
    const rates = ratesNow(fit, { open, gamma, half: halfHourOf(minute) });
    const usual = profileWait(rates, minute, ahead);
    const base = withLead(usual, leadOf(fit.rates));
    const { p50 } = foresee(fit, bands, 1, { ahead, minute, usual, base });
    sum += Math.abs(p50 - (wait.until - wait.began));
  }
  return sum / asked.length;
}
