import { z } from 'zod';
import { QueueOffer } from './hall.ts';
import { Code, InstantInput, Reason } from './primitives.ts';

/** A queue is stopped: a reason for those who stand before the kiosk, and when it goes on. */
export const PauseQueue = z
  .strictObject({
    reason: Reason,
    /** A later time of today; absent: until it is resumed, or the day is over. */
    until: InstantInput.optional(),
  })
  .meta({ id: 'PauseQueue' });
export type PauseQueue = z.infer<typeof PauseQueue>;

export const PausedQueue = z.object({ queue: Code, offer: QueueOffer }).meta({ id: 'PausedQueue' });
export type PausedQueue = z.infer<typeof PausedQueue>;
