import { z } from 'zod';
import { MarkedDay } from './marked-day.ts';
import { Code, Day, Instant } from './primitives.ts';
import { Text } from './text.ts';

const Figures = z.object({
  count: z.number().int(),
  /** Mean of |P50 − wait|, in minutes. */
  error: z.number().nullable(),
  /** Mean of P50 − wait, in minutes: below 0 people waited longer than they were told. */
  bias: z.number().nullable(),
  /** Waits within P90, of how many. */
  within: z.number().int(),
  withinOf: z.number().int(),
  /** Pinball losses of P50 and P90 together, in minutes. */
  pinball: z.number().nullable(),
  /** 1 − error ÷ error of the queue's usual wait. */
  skill: z.number().nullable(),
});

/** Why a wait was far from what was said, as far as the log shows it. */
export const missCauses = ['cleared', 'transfer', 'window-closed', 'no-call', 'unknown'] as const;

/** How good the wait estimates of some days were. */
export const EstimateQuality = z
  .object({
    hall: Code,
    from: Day,
    to: Day,
    all: Figures,
    /** By the people ahead: 0, 1, 2–3, 4–7, 8–15, 16–31, 32 and more. */
    byAhead: z.array(Figures.extend({ from: z.number().int(), to: z.number().int().nullable() })),
    byQueue: z.array(Figures.extend({ queue: Code, name: Text })),
    /** By the half-hour of the day in which the ticket was taken, HH:MM. */
    byHalfHour: z.array(Figures.extend({ time: z.string() })),
    /** By when it was told: at issue (null), and on phones with ten, five, two ahead. */
    byMoment: z.array(Figures.extend({ mark: z.number().int().nullable() })),
    /** What was claimed, and the share seen. */
    reliability: z.array(z.object({ claimed: z.number(), observed: z.number().nullable() })),
    /** In ten groups by P50: means of P50 and of the waits, in minutes. */
    groups: z.array(z.object({ count: z.number().int(), said: z.number(), seen: z.number() })),
    /** Days of the range from which nothing is learnt. */
    markedDays: z.array(MarkedDay),
    /** What the days taught so far, and how far the windows open now move the pace (0 … 1). */
    pace: z.object({
      /** null: no day is over yet. */
      fittedTo: Day.nullable(),
      gamma: z.number(),
      /** Of the last ten days, what each would have been off by in minutes; none: too few days to choose. */
      tickets: z.number().int(),
      errors: z.array(z.object({ gamma: z.number(), error: z.number() })),
    }),
    /** The twenty that were furthest off. */
    worst: z.array(
      z.object({
        day: Day,
        number: z.string(),
        queue: Code,
        name: Text,
        at: Instant,
        ahead: z.number().int(),
        /** Minutes. */
        p50: z.number(),
        p90: z.number(),
        wait: z.number(),
        cause: z.enum(missCauses),
      }),
    ),
  })
  .meta({ id: 'EstimateQuality' });
export type EstimateQuality = z.infer<typeof EstimateQuality>;
