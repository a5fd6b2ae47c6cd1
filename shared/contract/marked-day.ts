import { z } from 'zod';
import { Day, Instant, Reason } from './primitives.ts';

/** Why a day was unusual: nothing is learnt from it about the waits to come. */
export const MarkDay = z.strictObject({ reason: Reason }).meta({ id: 'MarkDay' });
export type MarkDay = z.infer<typeof MarkDay>;

export const MarkedDay = z
  .object({ day: Day, reason: z.string(), markedAt: Instant })
  .meta({ id: 'MarkedDay' });
export type MarkedDay = z.infer<typeof MarkedDay>;

export const MarkedDays = z.object({ items: z.array(MarkedDay) }).meta({ id: 'MarkedDays' });
export type MarkedDays = z.infer<typeof MarkedDays>;

/** So many days are listed at the most. */
export const mostMarkedDays = 800;
