import type { HallState } from '../../../shared/contract/hall.ts';

/** What a manager should look at now: made from the state, and what devices and the server raised. */
export type Alarm =
  | {
      readonly kind: 'late';
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
      const seconds = queue.longestSeconds + age;
      const limit = queue.serviceLevelMinutes * 60;
      return seconds > limit ? [{ kind: 'late', queue: index, seconds, limit }] : [];
    }),
  ];
}
