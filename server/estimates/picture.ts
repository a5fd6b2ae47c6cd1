import type { PassWindow } from '../../shared/rules/foresight/pass.ts';
import { type Instant, secondsBetween } from '../../shared/rules/instants.ts';
import type { HallConfig } from '../hall/config.ts';
import type { HallDay } from './hall-day.ts';
import type { QueueNow } from './hall-now.ts';
import type { PlannedDay } from './planned.ts';
import type { Hand } from './store.ts';

/** A hall's day as it was read last, and its queues as they were foreseen last. */
export interface Picture {
  readonly hall: HallConfig;
  readonly read: HallDay;
  readonly plan: PlannedDay;
  /** Which windows were open, and whom each had in hand. */
  hands: ReadonlyMap<string, Hand>;
  at: Instant;
  queues: ReadonlyMap<string, QueueNow>;
  /** Somebody asked since it was read: something may have happened. */
  isAsked: boolean;
}

/** Seconds after which a picture is made anew beside the commands, and after which none is used any more. */
export const freshSeconds = 15;
const oldestSeconds = 30;
/** A hall in which nobody waited and nothing was asked is as it was for so long. */
const quietSeconds = 600;

export const ageOf = ({ read }: Picture, now: Instant): number =>
  Math.abs(secondsBetween(read.readAt, now));

/** Whether a picture says nothing of now any more, and has to be made before anything is said. */
export function isTooOld(picture: Picture, now: Instant): boolean {
  const isQuiet = !picture.isAsked && !picture.read.isWaitedIn;
  return ageOf(picture, now) >= (isQuiet ? quietSeconds : oldestSeconds);
}

/** Time alone moves the waits of a hall that was not read again since nothing happened. */
export const isLater = ({ at }: Picture, now: Instant): boolean =>
  Math.abs(secondsBetween(at, now)) >= freshSeconds;

/** Whether the same windows are open as when the waits were foreseen. */
export function areOpen({ hands: before }: Picture, hands: ReadonlyMap<string, Hand>): boolean {
  if (before.size !== hands.size) return false;
  for (const id of hands.keys()) if (!before.has(id)) return false;
  return true;
}

/** The open windows for a pass of the calling rule, with the rests that the day's plan has for them. */
export function passWindows(
  { windows }: HallConfig,
  hands: ReadonlyMap<string, Hand>,
  { read, plan }: Pick<Picture, 'read' | 'plan'>,
  now: Instant,
): PassWindow[] {
  const minute = read.minutes.of(now);
  return windows.flatMap(({ id, serves }): PassWindow[] => {
    const hand = hands.get(id);
    if (hand === undefined) return [];
    // One that is open although it is to rest stays so.
    const rests = plan
      .restsOf(id)
      .flatMap(([from, to]) => (from > minute ? [[from - minute, to - minute] as const] : []));
    return [{ serves, hand, rests }];
  });
}
