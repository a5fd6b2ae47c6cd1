import type { Matter, Package } from '../../shared/contract/catalogue.ts';
import type { FollowPart } from '../../shared/contract/follow.ts';
import type { HallFile, Notice } from '../../shared/contract/hall.ts';
import type { SetupDocument } from '../../shared/contract/setup.ts';

interface Leading {
  /** The leader's set-up as it is. */
  readonly leader: SetupDocument;
  /** The same as it was taken over last; null: never, or kept no more. */
  readonly base: SetupDocument | null;
  readonly parts: readonly FollowPart[];
}

/**
 * A hall's document with parts of another's. What the leader has comes as the leader has it; what it had
 * when it was taken over last and has no more goes; what the hall has of its own stays, after the rest.
 * Queues are the hall's own where they are not among the parts: work that the leader gives to a queue
 * that is not here stays in the queue that it has here, and in a hall with one queue goes there. Pure.
 */
export function takenOver(own: SetupDocument, { leader, base, parts }: Leading): SetupDocument {
  const takes = new Set(parts);
  const hall = takes.has('queues') ? withQueues(own.hall, leader, base) : own.hall;
  const queueOf = queuesHere(hall, own);
  const { catalogue } = own;
  const from = <K extends 'departments' | 'directions' | 'matters' | 'packages'>(list: K) =>
    [leader.catalogue[list], base?.catalogue[list] ?? []] as const;
  return {
    hall: takes.has('texts') ? { ...hall, notices: noticesOf(hall, leader, base) } : hall,
    catalogue: {
      ...catalogue,
      ...(takes.has('departments')
        ? { departments: merged(catalogue.departments, ...from('departments'), byCode) }
        : {}),
      ...(takes.has('matters')
        ? {
            matters: merged(catalogue.matters, ...from('matters'), byCode).map((m) =>
              inQueue(m, queueOf),
            ),
          }
        : {}),
      ...(takes.has('packages')
        ? {
            directions: directionsOf(own, leader, base),
            packages: merged(catalogue.packages, ...from('packages'), byCode).map((p) =>
              inQueues(p, queueOf, hall),
            ),
          }
        : {}),
    },
  };
}

type Coded = { readonly code: string };
const byCode = ({ code }: Coded): string => code;

/** What the leader has, then what is here and never came from it. */
function merged<T>(
  own: readonly T[],
  leading: readonly T[],
  base: readonly T[],
  key: (item: T) => string,
): T[] {
  const from = new Set([...leading, ...base].map(key));
  return [...leading, ...own.filter((item) => !from.has(key(item)))];
}

/** The queue here in which something of the leader's is handled, by its code and the leader's queue. */
type QueueHere = (matter: string | null, queue: string) => string;

function queuesHere(hall: HallFile, own: SetupDocument): QueueHere {
  const here = new Set(hall.queues.map(byCode));
  const before = new Map(own.catalogue.matters.map(({ code, queue }) => [code, queue]));
  return (matter, queue) => {
    if (here.has(queue)) return queue;
    const kept = matter === null ? undefined : before.get(matter);
    if (kept !== undefined && here.has(kept)) return kept;
    const [only, another] = hall.queues;
    return another === undefined ? only!.code : queue;
  };
}

function inQueue(matter: Matter, queueOf: QueueHere): Matter {
  const { queue } = matter;
  return queue === undefined ? matter : { ...matter, queue: queueOf(matter.code, queue) };
}

/** Where everything is done at one queue, a package is one step there: nobody is called twice to one window. */
function inQueues(pack: Package, queueOf: QueueHere, { queues }: HallFile): Package {
  const steps = pack.steps.map((step) => ({
    ...step,
    queue: queueOf(step.matters[0] ?? null, step.queue),
  }));
  const [first, second] = steps;
  if (queues.length > 1 || first === undefined || second === undefined) return { ...pack, steps };
  return {
    ...pack,
    steps: [{ queue: first.queue, matters: steps.flatMap(({ matters }) => matters), after: [] }],
  };
}

function directionsOf(own: SetupDocument, leader: SetupDocument, base: SetupDocument | null) {
  const of = (document: SetupDocument | null) => document?.catalogue.directions ?? [];
  const stagesOf = (document: SetupDocument | null, code: string) =>
    of(document).find((direction) => direction.code === code)?.stages ?? [];
  return merged(of(own), of(leader), of(base), byCode).map((direction) => ({
    ...direction,
    stages: merged(
      stagesOf(own, direction.code),
      direction.stages,
      stagesOf(base, direction.code),
      byCode,
    ),
  }));
}

/** Notices for all zones, or for zones of that code here. */
function noticesOf(hall: HallFile, leader: SetupDocument, base: SetupDocument | null): Notice[] {
  const zones = new Set(hall.zones.map(byCode));
  const here = (notices: readonly Notice[]): Notice[] =>
    notices.flatMap((notice) => {
      if (notice.zones === undefined) return notice;
      const some = notice.zones.filter((zone) => zones.has(zone));
      return some.length === 0 ? [] : { ...notice, zones: some };
    });
  return merged(
    hall.notices,
    here(leader.hall.notices),
    base?.hall.notices ?? [],
    (n) => n['zh-Hans'],
  );
}

/** What refers to a queue that has gone with the leader's goes with it. */
function withQueues(hall: HallFile, leader: SetupDocument, base: SetupDocument | null): HallFile {
  const categories = new Set(hall.categories.map(byCode));
  const queues = merged(hall.queues, leader.hall.queues, base?.hall.queues ?? [], byCode).map(
    ({ category, ...queue }) =>
      category === undefined || !categories.has(category) ? queue : { ...queue, category },
  );
  const codes = new Set(queues.map(byCode));
  return {
    ...hall,
    queues,
    windows: hall.windows.map((window) => ({
      ...window,
      serves: window.serves.filter(({ queue }) => codes.has(queue)),
    })),
    duty: hall.duty.flatMap((duty) => {
      const left = duty.queues.filter((code) => codes.has(code));
      return left.length === 0 ? [] : { ...duty, queues: left };
    }),
  };
}
