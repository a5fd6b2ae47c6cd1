import { z } from 'zod';
import { Text } from './text.ts';
import { windowStatuses } from '../transitions.ts';
import { Code, Day, Instant, WindowLabel, WindowNumber } from './primitives.ts';
import { Username } from './people.ts';
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
    status: z.enum(windowStatuses),
    /** The ticket in hand, and whether its visitor is here already. */
    number: z.string().nullable(),
    serving: z.boolean(),
    /** The service that has just ended here and is not rated yet, and until when it can be. */
    rating: z.object({ step: z.string(), number: z.string(), until: Instant }).nullable(),
  })
  .meta({ id: 'PadState' });
export type PadState = z.infer<typeof PadState>;

const Person = z.object({ username: z.string(), name: z.string() });

/** A bad rating that has to be followed up. */
export const RatingCase = z
  .object({
    id: z.string(),
    status: z.enum(['open', 'closed']),
    level: z.number().int(),
    reasons: z.array(z.string()),
    comment: z.string().nullable(),
    queue: Code,
    queueName: Text,
    window: WindowNumber.nullable(),
    clerk: Person.nullable(),
    /** The ticket, for managers only. */
    number: z.string().nullable(),
    ratedAt: Instant,
    dueDay: Day,
    overdue: z.boolean(),
    owner: Person.nullable(),
    resolution: z.string().nullable(),
    openedAt: Instant,
    closedAt: Instant.nullable(),
  })
  .meta({ id: 'RatingCase' });
export type RatingCase = z.infer<typeof RatingCase>;

export const RatingCaseChange = z
  .strictObject({
    owner: Username.optional(),
    /** What was done about it; ends the case. */
    resolution: z.string().trim().min(1).max(1000).optional(),
    status: z.literal('closed').optional(),
  })
  .meta({ id: 'RatingCaseChange' });
export type RatingCaseChange = z.infer<typeof RatingCaseChange>;

export const RatingCasesQuery = z.strictObject({
  status: z.enum(['open', 'closed']).optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RatingCasesQuery = z.infer<typeof RatingCasesQuery>;

export const RatingCaseList = z
  .object({ total: z.number().int(), cases: z.array(RatingCase) })
  .meta({ id: 'RatingCaseList' });
export type RatingCaseList = z.infer<typeof RatingCaseList>;
