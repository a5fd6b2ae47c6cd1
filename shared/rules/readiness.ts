import type { ReadinessCheck } from '../contract/hall.ts';
import type { Instant } from './instants.ts';

/** What is known of a hall as a whole. */
export interface HallFacts {
  /** It has given a ticket or opened a window before. */
  readonly opened: boolean;
  /** When the present hours of its calendar began; null: it is closed now. */
  readonly openSince: Instant | null;
  readonly hasHours: boolean;
  /** Codes of the queues that no window serves. */
  readonly queuesWithoutWindow: readonly string[];
  /** Numbers of the windows that serve nothing. */
  readonly windowsWithoutQueue: readonly string[];
  /** Codes of the packages whose guide says nothing of what to bring. */
  readonly packagesWithoutGuide: readonly string[];
  readonly clerks: number;
  readonly pairedKiosks: number;
  readonly pairedBoards: number;
  /** Of the paired boards, those that said that their sound is heard. */
  readonly soundingBoards: number;
  /** Open or paused. */
  readonly windowsInUse: number;
  readonly takenToday: number;
  /** When the last window closed; null: none ever was open. */
  readonly windowsClosedAt: Instant | null;
}

export interface Readiness {
  code: ReadinessCheck;
  done: boolean;
  /** The first of what is meant, and how many they are. */
  about: string[];
  count: number;
}
const mostNamed = 20;
const whether = (code: ReadinessCheck, done: boolean): Readiness => ({
  code,
  done,
  about: [],
  count: 0,
});
const without = (code: ReadinessCheck, lacking: readonly string[]): Readiness => ({
  code,
  done: lacking.length === 0,
  about: lacking.slice(0, mostNamed),
  count: lacking.length,
});

/**
 * What a hall needs before it can open, each with whether it is there. A hall that gives tickets
 * without a kiosk, at its desk, lacks none.
 */
export function readinessOf(facts: HallFacts): Readiness[] {
  return [
    whether('hours', facts.hasHours),
    without('queues', facts.queuesWithoutWindow),
    without('windows', facts.windowsWithoutQueue),
    without('guides', facts.packagesWithoutGuide),
    whether('clerk', facts.clerks > 0),
    whether('kiosk', facts.pairedKiosks > 0 || facts.takenToday > 0),
    whether('board', facts.pairedBoards > 0),
    whether('sound', facts.soundingBoards > 0),
    whether('window', facts.windowsInUse > 0),
  ];
}

/** Without these a hall at work is not well; the others are said, and it can go on. */
export const indispensable: readonly ReadinessCheck[] = [
  'hours',
  'queues',
  'clerk',
  'kiosk',
  'board',
];

/** Since when the hall should be at work and no window is open; null: it is not so. */
export function idleSince(facts: HallFacts): Instant | null {
  const { opened, openSince, windowsInUse, windowsClosedAt } = facts;
  if (!opened || openSince === null || windowsInUse > 0) return null;
  return windowsClosedAt !== null && windowsClosedAt > openSince ? windowsClosedAt : openSince;
}
