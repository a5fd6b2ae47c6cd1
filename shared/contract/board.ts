import { z } from 'zod';
import { Text } from './text.ts';
import { windowStatuses } from '../transitions.ts';
import { Code, Instant, SetupVersion, WindowLabel, WindowNumber } from './primitives.ts';

/**
 * What a call is by now: `called` while its visitor is on the way, `serving` at that window,
 * `missed` when nobody came, else `over`.
 */
export const callStatuses = ['called', 'serving', 'missed', 'over'] as const;

/**
 * What hangs over the hall, strictly: numbers and windows, never a name, a theme, a matter or a
 * category (field-lessons.md, 21).
 */
export const BoardCall = z.strictObject({
  id: z.string(),
  number: z.string(),
  window: WindowNumber,
  label: WindowLabel.optional(),
  zone: Code,
  at: Instant,
  recall: z.boolean(),
  status: z.enum(callStatuses),
  /** Since when it counts as missed; given with `missed` only. */
  missedAt: Instant.optional(),
});
export type BoardCall = z.infer<typeof BoardCall>;

export const Announcement = z.strictObject({
  id: z.string(),
  zone: Code,
  at: Instant,
  /** The sentence, as caption and for a voice that reads text. */
  text: z.strictObject({ 'zh-Hans': z.string(), 'zh-Hant': z.string(), en: z.string() }),
  /** For voices made of clips: what is said, and in which languages, in this order. */
  speech: z.strictObject({
    number: z.string(),
    window: WindowNumber,
    /** What stands at the window instead of its number: said letter by letter. */
    label: WindowLabel.optional(),
    recall: z.boolean(),
    /** The letters of the window's zone, where the board shows several and they can be spoken. */
    zone: z.string().optional(),
    languages: z.array(z.string()),
  }),
});
export type Announcement = z.infer<typeof Announcement>;

/** `file` is served under `/media/`; a picture stands for `seconds`, a film as long as it lasts. */
export const BoardMedium = z.strictObject({ file: z.string(), seconds: z.number().int() });
export type BoardMedium = z.infer<typeof BoardMedium>;

export const BoardState = z
  .strictObject({
    version: z.number().int(),
    at: Instant,
    setup: SetupVersion,
    hall: Code,
    zone: Code.nullable(),
    calls: z.array(BoardCall),
    windows: z.array(
      z.strictObject({
        window: WindowNumber,
        label: WindowLabel.optional(),
        zone: Code,
        /** Others are on duty now: nobody is sent there, though somebody may work at it. */
        offDuty: z.literal(true).optional(),
        status: z.enum(windowStatuses),
        number: z.string().nullable(),
      }),
    ),
    queues: z.array(
      z.strictObject({
        queue: Code,
        waiting: z.number().int(),
        /** Outside its hours, or not on duty: no tickets are given for it now. */
        closed: z.literal(true).optional(),
      }),
    ),
    /** Those of this moment and place. */
    notices: z.array(Text),
    /** Pictures and films for the quiet area, in turn, those of this moment and place. */
    media: z.array(BoardMedium),
    /** What is still to be spoken and still true, the oldest first. */
    announcements: z.array(Announcement),
  })
  .meta({ id: 'BoardState' });
export type BoardState = z.infer<typeof BoardState>;
