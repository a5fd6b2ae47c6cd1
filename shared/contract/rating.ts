import { z } from 'zod';
import { Text } from './text.ts';
import { windowStatuses } from '../transitions.ts';
import { Day, Instant, WindowLabel, WindowNumber } from './primitives.ts';
import { Rating } from './ticket.ts';

/** Why a service was bad, by codes; the pad and the phone page have the words. */
export const ratingReasons = [
  'slow',
  'waiting',
  'attitude',
  'unclear',
  'repeated',
  'skill',
  'system',
  'other',
] as const;

/** The levels that open a case: 不满意 and 非常不满意. */
export const badLevel = 2;

/** A rating given at the pad of a window, for a step that the pad was told of. */
export const PadRating = Rating.omit({ step: true })
  .extend({ step: z.string().min(1).max(64) })
  .meta({ id: 'PadRating' });
export type PadRating = z.infer<typeof PadRating>;

/** Which days' ratings: a month at most. */
export const RatingExport = z.strictObject({ from: Day, to: Day });
export type RatingExport = z.infer<typeof RatingExport>;

export const Rated = z
  .object({ window: WindowNumber.nullable(), level: z.number().int(), at: Instant })
  .meta({ id: 'Rated' });
export type Rated = z.infer<typeof Rated>;

/** The topic `pad`: what hangs before the visitor. */
export const PadState = z
  .object({
    version: z.number().int(),
    at: Instant,
    hallName: Text,
    window: WindowNumber,
    label: WindowLabel.optional(),
    name: Text,
    /** The clerk's staff number (工号); null: none was given. */
    clerk: z.string().nullable(),
    /** The key of the clerk's portrait (`/api/photos/{key}`); null: none is to be shown. */
    photo: z.string().nullable(),
    /** The name of the team (先锋队) whose badge stands over the window; absent: none. */
    badge: z.string().optional(),
    status: z.enum(windowStatuses),
    /** The ticket in hand, and whether its visitor is here already. */
    number: z.string().nullable(),
    serving: z.boolean(),
    /** The service that has just ended here and is not rated yet, and until when it can be. */
    rating: z.object({ step: z.string(), number: z.string(), until: Instant }).nullable(),
  })
  .meta({ id: 'PadState' });
export type PadState = z.infer<typeof PadState>;
