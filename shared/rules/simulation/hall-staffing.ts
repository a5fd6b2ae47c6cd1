import type { JointFare, JointHalf, JointKind, Worst } from './joint.ts';
import { staffTogether } from './joint.ts';
import {
  drawnVisitors,
  type HalfHourPlan,
  type QueueWork,
  type StaffingOptions,
} from './staffing.ts';

/** Windows of a hall that serve the same queues in the same way. */
export interface HallKind {
  readonly serves: readonly { readonly queue: string; readonly handicapMinutes: number }[];
  /** How many the hall has. */
  readonly count: number;
  /** How many were open by half-hour, in the mean of the days. */
  readonly wereOpen: ReadonlyMap<number, number>;
}

/** A queue alone, and what it needs so. */
export interface AloneQueue {
  readonly work: QueueWork;
  readonly plan: readonly HalfHourPlan[];
}

/** What the windows of one kind are to do in a half-hour. */
export interface KindHalf {
  readonly half: number;
  readonly windows: number;
  /** Who fares worst with one less; null: it has none. */
  readonly oneLess: (Omit<Worst, 'queue'> & { readonly queue: string }) | null;
}

/** A queue's half-hour with the windows that all queues need together, and with those that were open. */
export interface Together {
  readonly fare: JointFare;
  readonly asWas: JointFare;
}

export interface HallStaffing<K> {
  readonly kinds: readonly {
    /** null: nothing serves its queue. */
    readonly kind: K | null;
    /** Of its queues those to which somebody comes. */
    readonly serves: HallKind['serves'];
    readonly halves: readonly KindHalf[];
  }[];
  /** By queue and half-hour. */
  readonly queues: ReadonlyMap<string, ReadonlyMap<number, Together>>;
}

/** No hall has more of a kind. */
const mostWindows = 200;
/** Of the drawn days so many are enough for queues together: many queues are many days. */
const shareOfDraws = 0.5;
const leastDraws = 20;

/**
 * The windows of each kind that a hall needs by half-hour where some serve several queues. Of the kind whose
 * work a queue is before all others there may be more than the hall has: that is what is asked. Of those
 * that only help out there are those that there are.
 *
 * @param told how much is done, 0 to 1
 */
export function staffHall<K extends HallKind>(
  queues: ReadonlyMap<string, AloneQueue>,
  kinds: readonly K[],
  options: StaffingOptions,
  told: (done: number) => void = () => undefined,
): HallStaffing<K> {
  const found: HallStaffing<K>['kinds'][number][] = [];
  const together = new Map<string, Map<number, Together>>();
  const draws = Math.min(options.draws, Math.max(leastDraws, shareOfDraws * options.draws));
  const groups = groupsOf([...queues.keys()], kinds);
  const places = new Map([...queues.keys()].map((queue, place) => [queue, place]));
  groups.forEach(({ members, kinds: own }, n) => {
    const joint = staffTogether(
      members.map((queue) => {
        const { work, plan } = queues.get(queue)!;
        return {
          days: drawnVisitors(work, { ...options, draws }, places.get(queue)),
          opens: work.opens,
          apart: new Map(plan.map(({ half, windows }) => [half, windows])),
        };
      }),
      own.map((kind): JointKind => jointKind(kind, members)),
      options,
      (done) => told((n + done) / groups.length),
    );
    own.forEach(({ kind, serves }, k) => {
      found.push({ kind, serves, halves: joint.map((each) => kindHalf(each, k, members)) });
    });
    members.forEach((queue, q) => {
      const halves = joint.map(({ half, fares, asWas }): [number, Together] => {
        return [half, { fare: fares[q]!, asWas: asWas[q]! }];
      });
      together.set(queue, new Map(halves));
    });
  });
  return { kinds: found, queues: together };
}

function kindHalf({ half, windows, oneLess }: JointHalf, k: number, members: readonly string[]) {
  const worst = oneLess[k]!;
  return {
    ...{ half, windows: windows[k]! },
    oneLess: worst === null ? null : { ...worst, queue: members[worst.queue]! },
  };
}

interface GroupKind<K> {
  /** null: nothing serves its queue. */
  readonly kind: K | null;
  readonly serves: HallKind['serves'];
  readonly isOwn: boolean;
}

/** Queues that follow from one another, as some window serves both, and the windows that serve them. */
function groupsOf<K extends HallKind>(
  queues: readonly string[],
  kinds: readonly K[],
): { members: string[]; kinds: GroupKind<K>[] }[] {
  const known = new Set(queues);
  const served = kinds
    .map((kind) => ({ kind, serves: kind.serves.filter(({ queue }) => known.has(queue)) }))
    .filter(({ serves }) => serves.length > 0);
  const groupOf = new Map(queues.map((queue) => [queue, queue]));
  for (const { serves } of served) {
    const into = groupOf.get(serves[0]!.queue)!;
    const joined = new Set(serves.map(({ queue }) => groupOf.get(queue)!));
    for (const [queue, group] of groupOf) if (joined.has(group)) groupOf.set(queue, into);
  }
  const own = new Set(queues.map((queue) => ownKind(queue, served)));
  return [...new Set(groupOf.values())].map((group) => {
    const members = queues.filter((queue) => groupOf.get(queue) === group);
    const theirs = served.filter(({ serves }) => members.includes(serves[0]!.queue));
    const found = theirs.map((each): GroupKind<K> => ({ ...each, isOwn: own.has(each.kind) }));
    const alone = { serves: [{ queue: group, handicapMinutes: 0 }], kind: null, isOwn: true };
    return { members, kinds: found.length === 0 ? [alone] : found };
  });
}

/** Of the windows that serve a queue, those whose work it is before all others. */
function ownKind<K extends HallKind>(
  queue: string,
  served: readonly { readonly kind: K; readonly serves: HallKind['serves'] }[],
): K | undefined {
  const handicapOf = ({ serves }: { readonly serves: HallKind['serves'] }): number =>
    serves.find((s) => s.queue === queue)?.handicapMinutes ?? Infinity;
  const able = served.filter((each) => handicapOf(each) < Infinity);
  able.sort(
    (a, b) =>
      handicapOf(a) - handicapOf(b) ||
      a.serves.length - b.serves.length ||
      b.kind.count - a.kind.count,
  );
  return able[0]?.kind;
}

function jointKind<K extends HallKind>(
  { kind, serves, isOwn }: GroupKind<K>,
  members: readonly string[],
): JointKind {
  return {
    serves: serves.map(({ queue, handicapMinutes }) => {
      return { queue: members.indexOf(queue), handicap: handicapMinutes };
    }),
    count: kind?.count ?? 0,
    most: isOwn ? mostWindows : kind!.count,
    wereOpen: kind?.wereOpen ?? new Map(),
  };
}
