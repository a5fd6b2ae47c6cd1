import type { HallState, QueueState } from '../../../shared/contract/hall.ts';

/** Seconds that the first in line has waited. @param age seconds since the state was built */
export const waitOf = (queue: QueueState, age: number): number =>
  queue.waiting === 0 ? 0 : queue.longestSeconds + age;

/** Whoever comes now is expected to wait longer than the standard. */
export const expectsTooMuch = ({ waiting, estimate, serviceLevelMinutes }: QueueState): boolean =>
  waiting > 0 && estimate !== null && estimate.p50 > serviceLevelMinutes * 60;

/** What a manager should look at now: made from the state, and what devices and the server raised. */
export type Alarm =
  | {
      /** `expected`: nobody has waited so long yet, but will. */
      readonly kind: 'late' | 'expected';
      readonly queue: number;
      readonly seconds: number;
      readonly limit: number;
    }
  | { readonly kind: 'unserved'; readonly queue: number; readonly waiting: number }
  | { readonly kind: 'raised'; readonly raised: HallState['alarms'][number] };

/** @param age seconds since the state was built */
export function alarmsOf(state: HallState, age: number): Alarm[] {
  return [
    ...state.alarms.map((raised): Alarm => ({ kind: 'raised', raised })),
    ...state.queues.flatMap((queue, index): Alarm[] => {
      if (queue.waiting === 0) return [];
      if (queue.openWindows === 0)
        return [{ kind: 'unserved', queue: index, waiting: queue.waiting }];
      const seconds = waitOf(queue, age);
      const limit = queue.serviceLevelMinutes * 60;
      if (seconds > limit) return [{ kind: 'late', queue: index, seconds, limit }];
      return expectsTooMuch(queue)
        ? [{ kind: 'expected', queue: index, seconds: queue.estimate!.p50, limit }]
        : [];
    }),
  ];
}
