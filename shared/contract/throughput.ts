import { z } from 'zod';
import {
  EstimateRow,
  OutOfOrder,
  Outcomes,
  Peak,
  Peaks,
  Rate,
  RatingFigures,
  Reconciliation,
  Spread,
  StepFigures,
  TicketFigures,
  WorkFigures,
} from './report.ts';
import { Code, Day, Instant, WindowLabel } from './primitives.ts';
import { Language, Text } from './text.ts';

const Count = z.number().int().nonnegative();

/** By what the figures can be cut, and filtered. */
export const cuts = [
  'day',
  'week',
  'month',
  'weekday',
  'hour',
  'queue',
  'window',
  'clerk',
  'zone',
  'direction',
  'stage',
  'package',
  'step',
  'department',
  'category',
  'language',
  'duty',
  'client',
  'region',
  'hall',
] as const;
export const Cut = z.enum(cuts);
export type Cut = z.infer<typeof Cut>;

/** With which ranges one is compared: as many weeks (or months) before, and the same a year before. */
export const comparisons = ['previous', 'year'] as const;
export type Comparison = (typeof comparisons)[number];

/** Numbers that visits for a package saved (省号), against a ticket for each matter. */
export const Savings = z.object({
  /** Tickets for a package. */
  visits: Count,
  /** What they were for. */
  steps: Count,
  matters: Count,
  /** Matters − visits. */
  saved: Count,
});
export type Savings = z.infer<typeof Savings>;

const onlyOf = {
  ...Outcomes.partial().shape,
  ...StepFigures.partial().shape,
  visit: TicketFigures.shape.visit.optional(),
  ratings: RatingFigures.optional(),
  /** By day, week, month and weekday: the largest count in any rolling hour of a day. */
  peaks: Peaks.optional(),
  outOfOrder: Rate.optional(),
  /** Done ÷ taken. */
  completion: Rate.optional(),
  savings: Savings.optional(),
  /** By day, week, month and weekday, where nothing is filtered. */
  reconciliation: Reconciliation.optional(),
  transfersToFront: Count.optional(),
  /** Of an hour: first calls, and steps done, that fell in it. */
  callsInHour: Count.optional(),
  doneInHour: Count.optional(),
  /** Of a queue. */
  transferredIn: Count.optional(),
  transferredOut: Count.optional(),
  reconciled: z.boolean().optional(),
  peak: Peak.optional(),
  standards: z.array(z.object({ seconds: z.number(), steps: Count })).optional(),
  /** Of a window, a zone, a clerk; the times only where they are not filtered by something else. */
  recalls: Count.optional(),
  openSeconds: WorkFigures.shape.openSeconds.optional(),
  pausedSeconds: WorkFigures.shape.pausedSeconds.optional(),
  utilisation: WorkFigures.shape.utilisation.optional(),
};

/**
 * One row of the cut: the figures of `reports/daily` that there are of its kind. Of tickets by day, week,
 * month, weekday, hall, hour, direction, stage, package, category, language, duty, client, region; of steps by queue,
 * step, department; of work by window, zone, clerk.
 */
export const ThroughputRow = z
  .object({
    /** What it is of, as it is filtered by; null: of none, as `none` in a filter. */
    key: z.string().nullable(),
    /** null: the key says it. */
    name: Text.nullable(),
    /** What stands at a window instead of its number. */
    label: WindowLabel.optional(),
    ...onlyOf,
  })
  .meta({ id: 'ThroughputRow' });
export type ThroughputRow = z.infer<typeof ThroughputRow>;

/** Of all tickets of the range that are counted. */
export const ThroughputTotal = TicketFigures.extend({
  ratings: RatingFigures,
  peaks: Peaks,
  outOfOrder: Rate,
  completion: Rate,
  savings: Savings,
  reconciliation: Reconciliation.optional(),
  transfersToFront: Count.optional(),
}).meta({ id: 'ThroughputTotal' });
export type ThroughputTotal = z.infer<typeof ThroughputTotal>;

const filters = Object.fromEntries(
  cuts.map((cut) => [cut, z.string().min(1).max(500).optional()]),
) as Record<Cut, z.ZodOptional<z.ZodString>>;

export const ThroughputReport = z
  .object({
    /** Of several halls: `region`, and which they are. */
    hall: Code,
    halls: z.array(z.object({ code: Code, name: Text })).optional(),
    name: Text,
    timezone: z.string(),
    from: Day,
    to: Day,
    /** When it was made: what still runs is counted until then. */
    at: Instant,
    by: Cut,
    /** What is counted only, each with its name. */
    filters: z.array(
      z.object({
        by: Cut,
        key: z.string().nullable(),
        name: Text.nullable(),
        label: WindowLabel.optional(),
      }),
    ),
    /** Every day reconciles; null: none has come yet. Filtered figures say nothing of it. */
    ok: z.boolean().nullable(),
    /** The days that do not. */
    faults: z.array(Day),
    total: ThroughputTotal,
    rows: z.array(ThroughputRow),
    before: z.array(
      z.object({
        kind: z.enum(comparisons),
        from: Day,
        to: Day,
        total: ThroughputTotal,
        rows: z.array(ThroughputRow),
      }),
    ),
    /** Waits by their length: so many of `upTo` seconds at the most, and more than the one before. */
    waits: z.array(z.object({ upTo: z.number().nullable(), count: Count })),
    estimates: z.array(EstimateRow),
    /** By weekday (1 is Monday) and half-hour: who came, and the waits of those who began to wait then. */
    heat: z.object({
      /** How many days of each weekday anybody came on, Monday first. */
      days: z.array(Count).length(7),
      cells: z.array(
        z.object({
          weekday: z.number().int().min(1).max(7),
          /** When it begins, by the hall's clock: HH:00 or HH:30. */
          at: z.string(),
          taken: Count,
          wait: Spread,
        }),
      ),
    }),
    outOfOrder: z.array(OutOfOrder),
    outOfOrderNotListed: Count,
    definitions: z.array(z.object({ term: Text, text: Text })),
  })
  .meta({ id: 'ThroughputReport' });
export type ThroughputReport = z.infer<typeof ThroughputReport>;

/**
 * Days of the hall, both included, however many; absent: today, or the other one. Each filter is a key of
 * its cut, or several with commas between; `none` is what has none.
 */
export const ThroughputQuery = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
  by: Cut.default('day'),
  /** `previous`, `year`, or both with a comma between. */
  compare: z
    .string()
    .regex(/^(previous|year)(,(previous|year))?$/, 'previous, year or both')
    .optional(),
  ...filters,
  lang: Language.default('zh-Hans'),
});
export type ThroughputQuery = z.infer<typeof ThroughputQuery>;

/** So many halls are counted together. */
export const mostHallsTogether = 200;
/** The same over halls: their codes with commas between, or `all` that whoever asks leads. */
export const RegionThroughputQuery = ThroughputQuery.extend({
  halls: z
    .string()
    .regex(/^[a-z0-9-]+(,[a-z0-9-]+)*$/i, 'codes of halls with commas between, or all')
    .max(8000)
    .default('all'),
});
export type RegionThroughputQuery = z.infer<typeof RegionThroughputQuery>;
