import { type Instant, latest, plus } from './instants.ts';
import { isEnded, type Step, type Visit } from './visit.ts';

/**
 * A visit that goes on in another hall (rules.md, "Many halls"): what of it goes along, and with which
 * seniority. Pure.
 */

/** So far back (seconds) a reference reaches at most in the hall that somebody is referred to. */
export const referralSeniority = 30 * 60;

/** What the visitor has still to do, step by step. Done steps stay behind, and so do done matters. */
export interface ToDo {
  readonly queue: string;
  /** Empty: of a step for a queue alone. */
  readonly matters: readonly string[];
}

/** Queues and matters by the ids of the hall that refers. */
export function stillToDo(visit: Visit): ToDo[] {
  return openSteps(visit).map(({ queue_id, matters }) => ({
    queue: queue_id,
    matters: matters.filter(({ done }) => done !== true).map(({ id }) => id),
  }));
}

/**
 * The reference in the other hall: the old one, at most half an hour back. What a miss or a "later" had
 * cost, or a later step did not have, is given back by no referral: of several open steps the best counts.
 */
export function referredReference(visit: Visit, now: Instant): Instant {
  const references = openSteps(visit).flatMap(({ reference }) => reference ?? []);
  const own = references.reduce<Instant | null>(
    (best, one) => (best === null || one < best ? one : best),
    null,
  );
  const old = own === null ? visit.entry_reference : latest(visit.entry_reference, own);
  return latest(old, plus(now, -referralSeniority));
}

/** After a second miss a place has no credit, and gets none elsewhere. */
export function keepsCredit(visit: Visit): boolean {
  return openSteps(visit).every(({ misses }) => misses < 2);
}

function openSteps({ steps }: Visit): Step[] {
  return steps.filter((step) => !isEnded(step) && step.dropped === 0);
}
