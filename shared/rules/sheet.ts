import type { proposalKinds, SheetKind } from '../contract/sheet.ts';
import { type Instant, secondsBetween } from './instants.ts';

/*
 * Month sheets (积分制; rules.md, "Those who lead"). What proposes an entry is told of bad ratings that
 * were found justified and of windows that were opened late, and of nothing else: no rule here is given a
 * handling time or a number of tickets, so that none can make a proposal of them.
 */

/** An entry as far as it counts. */
export interface CountedEntry {
  readonly points: number;
  readonly withdrawn: boolean;
}

/** The points of a sheet: of what was not withdrawn. Halves are exact. */
export function sheetPoints(entries: readonly CountedEntry[]): number {
  return entries.reduce((sum, { points, withdrawn }) => (withdrawn ? sum : sum + points), 0);
}

export interface Proposal {
  /** The same for the same thing, whenever it is asked for. */
  readonly key: string;
  readonly what: (typeof proposalKinds)[number];
  readonly kind: SheetKind;
  readonly subject: string;
  readonly day: string;
  readonly minutes: number | null;
}

/** A case of a bad rating that was closed as justified. */
export interface JustifiedRating {
  readonly caseId: string;
  readonly clerk: string;
  /** The day on which it was closed. */
  readonly day: string;
}

export function badRatings(cases: readonly JustifiedRating[]): Proposal[] {
  return cases.map(({ caseId, clerk, day }) => ({
    key: `bad-rating:${caseId}`,
    what: 'bad-rating',
    kind: 'clerk',
    subject: clerk,
    day,
    minutes: null,
  }));
}

/** When a window was opened for the first time on a day, and by whom. */
export interface FirstOpening {
  readonly day: string;
  readonly window: number;
  readonly clerk: string;
  readonly at: Instant;
}

/** Minutes after the hall's opening within which a window is opened in time. */
const graceMinutes = 5;
/** Later than so many minutes it was not meant to be open from the first. */
const mostMinutes = 120;

/** @param opens when the hall opens, by day; a day without is one on which it is closed */
export function lateOpenings(
  openings: readonly FirstOpening[],
  opens: ReadonlyMap<string, Instant>,
): Proposal[] {
  return openings.flatMap(({ day, window, clerk, at }): Proposal[] => {
    const since = opens.get(day);
    if (since === undefined) return [];
    const minutes = Math.floor(secondsBetween(since, at) / 60);
    if (minutes <= graceMinutes || minutes > mostMinutes) return [];
    return [
      {
        key: `late-opening:${day}:${window}`,
        what: 'late-opening',
        kind: 'clerk',
        subject: clerk,
        day,
        minutes,
      },
    ];
  });
}

/** The first and last day of a month (YYYY-MM). */
export function daysOfMonth(month: string): { readonly first: string; readonly last: string } {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { first: `${month}-01`, last: `${month}-${String(days).padStart(2, '0')}` };
}
