import type { QueueState } from '../../../shared/contract/hall.ts';

/** Seconds that the first in line has waited. @param age seconds since the state was built */
export const waitOf = (queue: QueueState, age: number): number =>
  queue.waiting === 0 ? 0 : queue.longestSeconds + age;

/** Whoever comes now is expected to wait longer than the standard. */
export const expectsTooMuch = ({ waiting, estimate, serviceLevelMinutes }: QueueState): boolean =>
  waiting > 0 && estimate !== null && estimate.p50 > serviceLevelMinutes * 60;
