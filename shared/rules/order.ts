import { type Instant, latest, plus } from './instants.ts';

/**
 * Which ticket next: the earliest reference time, with a fixed head start
 * (rules.md, "Which ticket next"). All times of the rule in seconds.
 */
export interface OrderSettings {
  /** An appointment checked in this late keeps its slot. */
  readonly grace: number;
  /** R: how far a later step reaches back behind the end of the one before. */
  readonly seniority: number;
  /** Rₙ: how far the first return after a miss reaches back behind now. */
  readonly comeback: number;
  readonly penalty: number;
}

/** Where a step stands among those that wait; it never changes while it waits. */
export interface Place {
  readonly reference: Instant;
  readonly credit_seconds: number;
  /** reference − credit: the smallest goes first. */
  readonly order_key: Instant;
}

export function place(reference: Instant, creditSeconds: number): Place {
  return { reference, credit_seconds: creditSeconds, order_key: plus(reference, -creditSeconds) };
}

/** The reference of a visit: when the ticket was taken, or the slot of an appointment kept. */
export function entryReference(
  takenAt: Instant,
  slotFrom: Instant | null,
  settings: OrderSettings,
): Instant {
  if (slotFrom === null) return takenAt;
  return takenAt <= plus(slotFrom, settings.grace) ? slotFrom : takenAt;
}

/** A later step: seniority is kept, and nobody who has waited longer than R is jumped. */
export function laterReference(
  entry: Instant,
  previousEnd: Instant,
  settings: OrderSettings,
): Instant {
  return latest(entry, plus(previousEnd, -settings.seniority));
}

/** Whether a return after so many misses leads back into the queue: the third one cancels the ticket. */
export const mayComeBack = (misses: number): boolean => misses <= 2;

/**
 * The place of one who missed the call and comes back. Coming back late never gains.
 *
 * @returns null from the third time on: the step is cancelled
 */
export function placeAfterMiss(
  old: Place,
  misses: number,
  now: Instant,
  settings: OrderSettings,
): Place | null {
  if (!mayComeBack(misses)) return null;
  const penalised = plus(old.order_key, settings.penalty);
  if (misses < 2) {
    const key = latest(penalised, plus(now, -settings.comeback));
    return place(plus(key, old.credit_seconds), old.credit_seconds);
  }
  return place(latest(penalised, now), 0);
}

/** The first in line of one queue, as one window sees it. */
export interface Head {
  readonly order_key: Instant;
  /** Ties go to the earlier ticket, and of one ticket to the step that its package names first. */
  readonly seq: number;
  readonly position: number;
  readonly handicap_seconds: number;
}

/** The key by which a window compares: its own work first, other queues' after the handicap. */
export function keyAtWindow(head: Head): Instant {
  return plus(head.order_key, head.handicap_seconds);
}

/** Of the heads of a window's queues, the one that it calls next. */
export function chooseNext<H extends Head>(heads: readonly H[]): H | null {
  let best: H | null = null;
  for (const head of heads) {
    if (best === null || goesBefore(head, best)) best = head;
  }
  return best;
}

function goesBefore(a: Head, b: Head): boolean {
  return ranksBefore(keyAtWindow(a), a, keyAtWindow(b), b);
}

/** Whether one goes before another, by the keys that a window compares: the rule itself. */
export function ranksBefore<K extends Instant | number>(
  keyA: K,
  a: Pick<Head, 'seq' | 'position'>,
  keyB: K,
  b: Pick<Head, 'seq' | 'position'>,
): boolean {
  if (keyA !== keyB) return keyA < keyB;
  return a.seq < b.seq || (a.seq === b.seq && a.position < b.position);
}

/** The place at the front of a queue: just before its head, never later than the own one. */
export function placeInFront(own: Place, headKey: Instant | null): Place {
  if (headKey === null || own.order_key < headKey) return own;
  const key = plus(headKey, -0.001);
  return { ...own, reference: plus(key, own.credit_seconds), order_key: key };
}
