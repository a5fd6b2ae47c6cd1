import type { Fate } from '../times.ts';

/**
 * What is counted of a service day, drawn from its steps and calls: one line a ticket, a step, a call,
 * an arrival, a stretch of handling. It holds no person and no free text, and every figure of a report
 * follows from it exactly; where it is kept, a report of years reads it in place of the rows.
 *
 * Whole numbers only, in columns; −1 stands for "none" or "not known". Seconds are rounded as everywhere in
 * the figures; what is still to be added up by place is in milliseconds.
 */
const groups = {
  tickets: {
    /** Milliseconds after the day began. */
    taken: 'ms',
    package: 'packages',
    category: 'categories',
    language: 'languages',
    /** Whose steward it is for, by an id, and the region that it is for; −1: nobody's, this one. */
    client: 'clients',
    region: 'regions',
    /** As of `fates`; −1: it has no steps. */
    fate: 'code',
    called: 'flag',
    late: 'flag',
    /** 1: its own state is not what its steps say. */
    disagrees: 'flag',
    /** End of the last step − taken, in seconds, where it was done. */
    visit: 'seconds',
    /** How many of the steps are its own: they follow each other. */
    steps: 'count',
  },
  steps: {
    firstQueue: 'queues',
    queue: 'queues',
    window: 'windows',
    staff: 'staff',
    position: 'count',
    fate: 'code',
    dropped: 'flag',
    late: 'flag',
    /** When it began to wait, was called first and was done: milliseconds after the day began. */
    since: 'ms',
    firstCalled: 'ms',
    doneAt: 'ms',
    /** X of the service level, in seconds. */
    standard: 'seconds',
    /** 1: the wait was within X, 0: not, −1: does not count. */
    met: 'flag',
    inVain: 'flag',
    wait: 'seconds',
    ahead: 'count',
    p50: 'seconds',
    p90: 'seconds',
    /** 1 to 5. */
    rating: 'count',
    calls: 'count',
    arrivals: 'count',
    handled: 'count',
    again: 'count',
    matters: 'count',
  },
  calls: {
    queue: 'queues',
    window: 'windows',
    staff: 'staff',
    recall: 'flag',
    /** 1: of a chosen ticket. */
    chosen: 'flag',
    /** 1: the first of its step. */
    first: 'flag',
  },
  arrivals: {
    queue: 'queues',
    window: 'windows',
    staff: 'staff',
    /** Seconds; −1: the arrival was not confirmed. */
    walk: 'seconds',
  },
  /** Handling, one line a place. */
  handled: { queue: 'queues', window: 'windows', staff: 'staff', ms: 'ms' },
  /** Waiting after the first call, one line a queue. */
  again: { queue: 'queues', ms: 'ms' },
  matters: { matter: 'matters' },
  /** The hours of each window, and of each person: open, paused, and open with something in handling. */
  windows: { window: 'windows', hour: 'count', open: 'ms', paused: 'ms', busy: 'ms' },
  people: { staff: 'staff', hour: 'count', open: 'ms', paused: 'ms', busy: 'ms' },
} as const;

export type GroupName = keyof typeof groups;
export type ColumnName<G extends GroupName> = keyof (typeof groups)[G] & string;
export type Columns<G extends GroupName> = Readonly<Record<ColumnName<G>, Int32Array>>;
export type Line<G extends GroupName> = Readonly<Record<ColumnName<G>, number>>;

/** What the lines name by its place in these lists. */
export const named = [
  'queues',
  'windows',
  'staff',
  'packages',
  'categories',
  'languages',
  'clients',
  'regions',
  'matters',
] as const;
export type Named = (typeof named)[number];
export type Names = Readonly<Record<Named, readonly string[]>>;

export const groupNames = Object.keys(groups) as readonly GroupName[];
export function columnsOf<G extends GroupName>(group: G): readonly ColumnName<G>[] {
  return Object.keys(groups[group]) as ColumnName<G>[];
}

/** Fates by their number in a line; what is kept has these numbers, so new ones come last. */
export const fates = [
  'done',
  'missed',
  'cancelled',
  'expired',
  'open',
  'referred',
] as const satisfies Fate[];
export const fateNumber: Readonly<Record<Fate, number>> = {
  done: 0,
  missed: 1,
  cancelled: 2,
  expired: 3,
  open: 4,
  referred: 5,
};

export type DayGroups = { readonly [G in GroupName]: Columns<G> };

/** How many in the fullest rolling hour, and when it began, in milliseconds after the day did; −1: there was none. */
export type HourPeak = readonly [count: number, from: number];

/** The lines of one day. */
export interface DayLines {
  readonly day: string;
  /** When it began, in milliseconds since 1970. */
  readonly begins: number;
  /** Numbers that the counters gave out, and those on paper that were entered. */
  readonly numbersGiven: number;
  readonly transfersToFront: number;
  /** Of all tickets of the day: long to find, and asked for by every report. */
  readonly peaks: Readonly<Record<'taken' | 'called' | 'done', HourPeak>>;
  readonly names: Names;
  readonly of: DayGroups;
}

/** Where the lines of each step begin in the groups that belong to steps; one more than there are. */
export type StepParts = Readonly<
  Record<'calls' | 'arrivals' | 'handled' | 'again' | 'matters', Int32Array>
>;

export function partsOf({ of: { steps } }: DayLines): StepParts {
  return {
    calls: begins(steps.calls),
    arrivals: begins(steps.arrivals),
    handled: begins(steps.handled),
    again: begins(steps.again),
    matters: begins(steps.matters),
  };
}

/** From how many lines each has, where they begin. */
export function begins(counts: Int32Array): Int32Array {
  const all = new Int32Array(counts.length + 1);
  let sum = 0;
  for (let i = 0; i < counts.length; i += 1) all[i + 1] = sum += counts[i]!;
  return all;
}

/** Of a day on which nothing was. */
export function noLines(day: string, begins: number): DayLines {
  const of = Object.fromEntries(
    groupNames.map((group) => [
      group,
      Object.fromEntries(columnsOf(group).map((column) => [column, new Int32Array(0)])),
    ]),
  ) as unknown as DayGroups;
  const names = Object.fromEntries(named.map((list) => [list, []])) as unknown as Names;
  const none = [0, -1] as const;
  const peaks = { taken: none, called: none, done: none };
  return { day, begins, numbersGiven: 0, transfersToFront: 0, peaks, names, of };
}
