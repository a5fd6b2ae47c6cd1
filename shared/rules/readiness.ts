import type { ReadinessCheck } from '../contract/hall.ts';
import type { Instant } from './instants.ts';

/** What is known of a hall as a whole. */
export interface HallFacts {
  /** It has given a ticket or opened a window before. */
  readonly opened: boolean;
  /** When the present hours of its calendar began; null: it is closed now. */
  readonly openSince: Instant | null;
  readonly hasHours: boolean;
  readonly clerks: number;
  readonly pairedKiosks: number;
  readonly pairedBoards: number;
  /** Open or paused. */
  readonly windowsInUse: number;
  readonly takenToday: number;
  /** When the last window closed; null: none ever was open. */
  readonly windowsClosedAt: Instant | null;
}

/**
 * What a hall needs before it can open, each with whether it is there. A hall that gives tickets
 * without a kiosk, at its desk, lacks none.
 */
export function readinessOf(facts: HallFacts): { code: ReadinessCheck; done: boolean }[] {
  return [
    { code: 'hours', done: facts.hasHours },
    { code: 'clerk', done: facts.clerks > 0 },
    { code: 'kiosk', done: facts.pairedKiosks > 0 || facts.takenToday > 0 },
    { code: 'board', done: facts.pairedBoards > 0 },
    { code: 'window', done: facts.windowsInUse > 0 },
  ];
}

/** Since when the hall should be at work and no window is open; null: it is not so. */
export function idleSince(facts: HallFacts): Instant | null {
  const { opened, openSince, windowsInUse, windowsClosedAt } = facts;
  if (!opened || openSince === null || windowsInUse > 0) return null;
  return windowsClosedAt !== null && windowsClosedAt > openSince ? windowsClosedAt : openSince;
}
