import { z } from 'zod';
import { Code } from './primitives.ts';
import { publishTimes, SetupCheck, SetupDifference } from './setup.ts';

/**
 * What a hall can take from the set-up of the one that it follows. Windows, devices and people are a hall's
 * own; `queues` are, too, unless it says otherwise.
 */
export const followParts = ['departments', 'matters', 'packages', 'texts', 'queues'] as const;
export type FollowPart = (typeof followParts)[number];
export const usualParts: readonly FollowPart[] = ['departments', 'matters', 'packages', 'texts'];

const Parts = z.array(z.enum(followParts)).min(1).max(followParts.length);

/** A hall and the one that it follows. */
export const Follow = z
  .object({
    /** The leader's code; null: it follows no other, and nothing differs. */
    follows: Code.nullable(),
    parts: Parts.or(z.array(z.never()).length(0)),
    /** The leader's revision that was taken over last; null: none was yet. */
    takenRevision: z.number().int().nullable(),
    /** The one that the leader has in force; null: it follows no other. */
    newestRevision: z.number().int().nullable(),
    /** The leader has changed what is followed since it was taken over last. */
    behind: z.boolean(),
    /** What a take-over of these parts would change here. */
    differs: z.array(SetupDifference),
  })
  .meta({ id: 'Follow' });
export type Follow = z.infer<typeof Follow>;

export const FollowWish = z
  .strictObject({ hall: Code.nullable(), parts: Parts.optional() })
  .meta({ id: 'FollowWish' });
export type FollowWish = z.infer<typeof FollowWish>;

/** Absent: the parts that are followed, on the newest revision, now. */
export const TakeOver = z
  .strictObject({
    parts: Parts.optional(),
    /** The newest revision of the hall's own set-up that was looked at: 409 `setup_changed` where it is not. */
    revision: z.number().int().min(0).optional(),
    from: z.enum(publishTimes).default('now'),
    note: z.string().trim().max(200).optional(),
  })
  .meta({ id: 'TakeOver' });
export type TakeOver = z.infer<typeof TakeOver>;

/** What a take-over would do. */
export const TakeOverCheck = SetupCheck.extend({
  /** The newest revision here, and the leader's that would be taken over. */
  revision: z.number().int(),
  leaderRevision: z.number().int(),
}).meta({ id: 'TakeOverCheck' });
export type TakeOverCheck = z.infer<typeof TakeOverCheck>;

export const TakenOver = z
  .object({
    /** The new revision here; where nothing differed, the one that is there. */
    revision: z.number().int(),
    takenRevision: z.number().int(),
    changes: z.number().int(),
  })
  .meta({ id: 'TakenOver' });
export type TakenOver = z.infer<typeof TakenOver>;
