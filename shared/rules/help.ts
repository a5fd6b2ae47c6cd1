import type { HelpCall } from '../contract/help.ts';
import type { Instant } from './instants.ts';

/** So long a call for help rings, in seconds: who has heard nothing by then is told so. */
export const ringSeconds = 120;

/** At most so many calls of one kiosk in so many seconds that nobody came for. */
export const helpRate = { calls: 5, seconds: 600 };

/** How a call for help stands at an instant. */
export function helpStatus(
  call: {
    readonly rings_until: Instant;
    readonly taken_at: Instant | null;
    readonly withdrawn_at: Instant | null;
  },
  now: Instant,
): HelpCall['status'] {
  if (call.withdrawn_at !== null) return 'withdrawn';
  if (call.taken_at !== null) return 'taken';
  return now < call.rings_until ? 'ringing' : 'unanswered';
}
