import type { AffectedReason } from '../contract/appointment.ts';
import { type DayPlan, periodAt } from './calendar.ts';
import type { Instant } from './instants.ts';

/** What of a hall a booking depends on, as it stands now. */
export interface BookedAt {
  /** The hall's day, and the same day as it is for the queue. */
  readonly day: DayPlan;
  readonly queueDay: DayPlan;
  readonly retired: boolean;
  /** The queue is stopped at the time of the slot. */
  readonly stopped: boolean;
}

/** Why the visitor of a slot would come in vain; null: the slot stands. Pure. */
export function affectedBy(slotFrom: Instant, at: BookedAt): AffectedReason | null {
  if (at.retired) return 'queue-retired';
  if (at.day.periods.length === 0) return 'day-closed';
  if (periodAt(at.day, slotFrom) === null) return 'closed-then';
  if (periodAt(at.queueDay, slotFrom) === null) return 'queue-hours';
  return at.stopped ? 'paused' : null;
}
