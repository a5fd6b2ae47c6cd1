import { z } from 'zod';
import { TimeOfDay } from './primitives.ts';

/**
 * When a board is lit: always; every day between two local times (over midnight where the second is
 * the earlier one); or by the hall's hours, so many minutes before opening until after closing.
 */
export const ScreenTimes = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('always') }),
  z.strictObject({ by: z.literal('times'), on: TimeOfDay, off: TimeOfDay }),
  z.strictObject({
    by: z.literal('hours'),
    before: z.number().int().min(0).max(240),
    after: z.number().int().min(0).max(240),
  }),
]);
export type ScreenTimes = z.infer<typeof ScreenTimes>;
