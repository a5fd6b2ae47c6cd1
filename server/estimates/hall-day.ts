import { type HallFit, type QueueFit, withToday } from '../../shared/rules/foresight/fit.ts';
import type { InLine } from '../../shared/rules/foresight/pass.ts';
import { Lead, sharesOf } from '../../shared/rules/foresight/rates.ts';
import { addTurns, type Turns, turnsOf, type Wait } from '../../shared/rules/foresight/waits.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Foresight } from './fit-text.ts';
import type { StepOfDay } from './store.ts';
import { DayMinutes, lateFactorAfter, type StepWait, visitsOf, waitsOf } from './waits.ts';

/** What is known of a hall from the days before. */
export interface Known extends Foresight {
  readonly fittedAt: Instant | null;
  /** The factor of P90. */
  readonly late: number;
}

/** What a queue's day has shown up to an instant. */
interface QueueDay {
  readonly fit: QueueFit;
  readonly waits: readonly Wait[];
  /** Minutes of the day; null: nobody was called yet. */
  readonly lastCall: number | null;
  readonly lead: Lead;
  readonly line: readonly InLine[];
  /** Minutes between two who came in the last hour; null: nobody came. */
  readonly gap: number | null;
  /** By half-hour, the windows that the day's plan has, of those that days usually have; null: as many. */
  readonly shares: readonly number[] | null;
}

/** A hall's day as far as it was read: what depends neither on the windows nor on the minute. */
export interface HallDay {
  readonly day: string;
  readonly readAt: Instant;
  readonly minutes: DayMinutes;
  readonly fit: HallFit;
  readonly late: number;
  readonly queues: ReadonlyMap<string, QueueDay>;
  /** A queue's minutes from call to call at a window. */
  readonly turnOf: (queueId: string) => number;
  /** Whether somebody waited. */
  readonly isWaitedIn: boolean;
}

/** Minutes from call to call where nothing is known, and how many visits that counts for. */
const unknownTurn = 8;
const unknownTurns = 3;
/** Turns of today count as long as there are no more than so many of other days. */
const enoughTurns = 100;
const recentMinutes = 60;

interface HallDayWish {
  readonly day: string;
  readonly now: Instant;
  readonly timezone: string;
  /** Of a queue, the windows that this day's plan has for it by half-hour. */
  readonly plan: (queueId: string) => readonly number[];
}

/**
 * What the steps of a day say up to an instant. It yields between two queues, so that whoever is in no
 * hurry can let others have their turn.
 */
export function* hallDay(
  known: Known,
  steps: ReadonlyMap<string, readonly StepOfDay[]>,
  { day, now, timezone, plan }: HallDayWish,
): Generator<undefined, HallDay> {
  const minutes = new DayMinutes(day, timezone);
  const minute = minutes.of(now);
  const waits = new Map<string, StepWait[]>();
  const queues = new Map<string, QueueDay>();
  for (const [queue, own] of steps) {
    const ofQueue = waitsOf(own, minutes, now);
    waits.set(queue, ofQueue);
    const seen = { steps: own, waits: ofQueue, minutes, minute, plan: plan(queue) };
    queues.set(queue, queueDay(known, queue, seen));
    yield;
  }
  return {
    ...{ day, readAt: now, minutes, queues },
    fit: known.fit,
    late: lateFactorAfter(known.late, [...steps.values()].flat()),
    turnOf: turnMinutes(known.turns, waits, minutes, minute),
    isWaitedIn: [...queues.values()].some(({ line }) => line.length > 0),
  };
}

interface Seen {
  readonly steps: readonly StepOfDay[];
  readonly waits: readonly StepWait[];
  readonly minutes: DayMinutes;
  readonly minute: number;
  readonly plan: readonly number[];
}

function queueDay({ fit }: Known, queue: string, seen: Seen): QueueDay {
  const waits = seen.waits.map(({ wait }) => wait);
  const own = withToday(fit, queue, waits);
  const lastCall = seen.steps.reduce<Instant | null>(
    (last, { last_called_at: at }) => (at !== null && (last === null || at > last) ? at : last),
    null,
  );
  return {
    ...{ fit: own, waits },
    lastCall: lastCall === null ? null : seen.minutes.of(lastCall),
    lead: new Lead(waits, own.rates),
    line: seen.steps.flatMap(({ callable, order_key, seq, position, weight }) =>
      callable === 1 && order_key !== null ? [{ order_key, seq, position, weight }] : [],
    ),
    gap: gapMinutes(waits, seen.minute),
    shares: sharesOf(seen.plan, own.planned),
  };
}

function gapMinutes(waits: readonly Wait[], now: number): number | null {
  const first = waits[0]?.began;
  if (first === undefined) return null;
  const from = Math.max(first, now - recentMinutes);
  const came = waits.filter(({ began }) => began >= from).length;
  // A few minutes say nothing about an hour.
  return came === 0 ? null : Math.max(now - from, recentMinutes / 4) / came;
}

function turnMinutes(
  past: ReadonlyMap<string, Turns>,
  waits: ReadonlyMap<string, readonly StepWait[]>,
  minutes: DayMinutes,
  now: number,
): (queueId: string) => number {
  const visits = [...waits].flatMap(([queue, own]) => visitsOf(queue, own, minutes));
  const today = turnsOf(visits, now);
  const known = new Map(
    [...waits.keys()].map((queue) => {
      const before = past.get(queue);
      const enough = before !== undefined && before.count >= enoughTurns;
      return [queue, enough ? before : addTurns(before, today.get(queue))];
    }),
  );
  const all = [...known.values()].reduce(addTurns, { count: 0, minutes: 0 });
  const mean = (turns: Turns, usual: number): number =>
    (turns.minutes + unknownTurns * usual) / (turns.count + unknownTurns);
  const ofHall = mean(all, unknownTurn);
  return (queueId) => mean(known.get(queueId) ?? { count: 0, minutes: 0 }, ofHall);
}
