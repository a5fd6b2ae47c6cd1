import { StewardReport } from './steward-report.ts';
import { z } from 'zod';
import { hourKinds } from './hall.ts';
import { Language, Text } from './text.ts';
import { Code, Day, Instant, WindowLabel, WindowNumber } from './primitives.ts';

const Count = z.number().int().nonnegative();

/** Lengths in seconds. Percentiles by nearest rank; of none, all but the count are null. */
export const Spread = z
  .object({
    count: Count,
    mean: z.number().nullable(),
    p50: z.number().nullable(),
    p90: z.number().nullable(),
    max: z.number().nullable(),
  })
  .meta({ id: 'Spread' });
export type Spread = z.infer<typeof Spread>;

/** `rate` is numerator ÷ denominator, 0 to 1; null: of nothing. */
export const Rate = z
  .object({ numerator: z.number(), denominator: z.number(), rate: z.number().nullable() })
  .meta({ id: 'Rate' });
export type Rate = z.infer<typeof Rate>;

/** The largest count in any rolling 60 minutes, and when that hour begins. */
export const Peak = z.object({ count: Count, from: Instant.nullable() }).meta({ id: 'Peak' });
export type Peak = z.infer<typeof Peak>;

/** How many, and how they ended: `taken = done + missed + cancelled + expired + referred + stillOpen`. */
export const Outcomes = z.object({
  taken: Count,
  /** Tickets called at least once; of a queue, the steps called for it there, whatever became of them. */
  called: Count,
  done: Count,
  missed: Count,
  cancelled: Count,
  expired: Count,
  /** Gone on in another hall, with a ticket there. */
  referred: Count,
  stillOpen: Count,
  /** Of these, those that were served while the server was away and entered afterwards. */
  enteredLater: Count,
});
export type Outcomes = z.infer<typeof Outcomes>;

/** Figures of steps (rules.md, "Times"). */
export const StepFigures = z.object({
  /** First call − became waiting, less the time in which the same ticket was in hand elsewhere. */
  wait: Spread,
  /** After the first call: put back, returned, transferred. */
  waitAgain: Spread,
  walk: Spread,
  handling: Spread,
  /**
   * Waits ≤ X ÷ (called + never called although they had waited longer than X when they were
   * cancelled, referred, expired or the day closed); X is the standard that stood when the step began to wait.
   */
  serviceLevel: Rate,
  /** Steps that waited and ended without ever having been called, after however long. */
  neverCalled: Count,
  noShow: Rate,
  abandonment: Rate,
  /** Arrivals that the clerk did not confirm ÷ all arrivals. */
  estimatedStarts: Rate,
});
export type StepFigures = z.infer<typeof StepFigures>;

export const RatingFigures = z.object({
  /** Served steps: each can be rated once. */
  served: Count,
  unrated: Count,
  /** Rated ÷ served. */
  rated: Rate,
  /** Levels 1 and 2 ÷ rated. */
  bad: Rate,
  /** From 5 (very satisfied) to 1. */
  levels: z.array(z.object({ level: z.number().int().min(1).max(5), count: Count })),
});
export type RatingFigures = z.infer<typeof RatingFigures>;

export const Peaks = z.object({ taken: Peak, called: Peak, done: Peak });
export type Peaks = z.infer<typeof Peaks>;

export const Reconciliation = z.object({
  /** Numbers that the counters gave out. */
  numbersGiven: Count,
  /** Tickets. */
  taken: Count,
  /** done + missed + cancelled + expired + referred + still open, each from the ticket's steps. */
  accounted: Count,
  /** Tickets whose own state is not what their steps say. */
  disagreeing: Count,
  /** null: the day has not come yet. */
  ok: z.boolean().nullable(),
});
export type Reconciliation = z.infer<typeof Reconciliation>;

/** Of tickets; the figures of steps are those of all their steps. */
export const TicketFigures = Outcomes.extend(StepFigures.shape).extend({
  /** End of the last step − the ticket was taken, of the tickets that were done. */
  visit: Spread,
});
export type TicketFigures = z.infer<typeof TicketFigures>;

export const DayFigures = TicketFigures.extend({
  reconciliation: Reconciliation,
  peaks: Peaks,
  ratings: RatingFigures,
  /** Calls of a chosen ticket ÷ all calls, recalls left out. */
  outOfOrder: Rate,
  transfersToFront: Count,
});
export type DayFigures = z.infer<typeof DayFigures>;

/**
 * Of the steps that waited in the queue: `taken + transferredIn − transferredOut = done + missed +
 * cancelled + expired + referred + stillOpen`. Waits belong to the queue where the step waited first, calls
 * and handling to the queue where they took place, whatever became of the ticket afterwards.
 */
export const QueueRow = Outcomes.extend(StepFigures.shape).extend({
  queue: Code,
  name: Text,
  prefix: z.string(),
  /** X of the service level; where it changed in these days, the last of `standards`. */
  serviceLevelSeconds: z.number(),
  /** Each X by which waits were judged, in the order in which they came into use; none: nobody waited. */
  standards: z.array(z.object({ seconds: z.number(), steps: Count })),
  transferredIn: Count,
  transferredOut: Count,
  reconciled: z.boolean(),
  peak: Peak,
  ratings: RatingFigures,
});
export type QueueRow = z.infer<typeof QueueRow>;

/** What was done at a window, or by a clerk. */
export const WorkFigures = z.object({
  /** Steps called there; a step called again there counts once. */
  called: Count,
  recalls: Count,
  done: Count,
  missed: Count,
  /** Of the done and missed ones, those that were entered afterwards. */
  enteredLater: Count,
  wait: Spread,
  walk: Spread,
  handling: Spread,
  noShow: Rate,
  estimatedStarts: Rate,
  /** Open without pauses, in seconds. */
  openSeconds: z.number(),
  pausedSeconds: z.number(),
  /** Seconds of the open time in which something was handled ÷ the open time. */
  utilisation: Rate,
  ratings: RatingFigures,
});
export type WorkFigures = z.infer<typeof WorkFigures>;

export const WindowRow = WorkFigures.extend({
  window: WindowNumber,
  label: WindowLabel.optional(),
  name: Text,
});
export type WindowRow = z.infer<typeof WindowRow>;
export const ClerkRow = WorkFigures.extend({ clerk: z.string(), name: z.string() });
export type ClerkRow = z.infer<typeof ClerkRow>;

/** `package` null: tickets without a package. */
export const PackageRow = TicketFigures.extend({
  /** Its code; of a combination of several theirs, as "a+b". */
  package: z.string().nullable(),
  name: Text.nullable(),
});
export type PackageRow = z.infer<typeof PackageRow>;

/** Of the tickets taken in [hour, hour + 1 h) of the hall's local time, over all days. */
export const HourRow = TicketFigures.extend({
  hour: z.string(),
  /** First calls, and steps done, that fell in this hour, whenever the ticket was taken. */
  callsInHour: Count,
  doneInHour: Count,
});
export type HourRow = z.infer<typeof HourRow>;

/** What a ticket is counted under: the hours in which it was taken, or `outside` of all. */
export const dutyRowKinds = [...hourKinds, 'outside'] as const;

/** Of the tickets taken in the hours of one kind, over all days: what shows 不打烊. */
export const DutyRow = TicketFigures.extend({ kind: z.enum(dutyRowKinds) });
export type DutyRow = z.infer<typeof DutyRow>;

/** How good the estimates given at issue were, by the people ahead at issue. */
export const EstimateRow = z.object({
  ahead: z.enum(['0', '1-2', '3-5', '6-10', '11+']),
  count: Count,
  /** Mean of |wait − P50|, in seconds. */
  meanAbsoluteError: z.number().nullable(),
  /** Waits no longer than the P90 that was given. */
  withinP90: Rate,
});
export type EstimateRow = z.infer<typeof EstimateRow>;

/** A call of a chosen ticket, or a transfer to the front. */
export const OutOfOrder = z.object({
  day: Day,
  at: Instant,
  kind: z.enum(['call', 'front']),
  number: z.string(),
  queue: Code,
  window: WindowNumber.nullable(),
  label: WindowLabel.optional(),
  clerk: z.string().nullable(),
  reason: z.string().nullable(),
});
export type OutOfOrder = z.infer<typeof OutOfOrder>;

/** Clients and regions of which there was a visit; `region` null: this one. */
const Services = StewardReport.shape.total
  .pick({ visits: true, files: true, agentVisits: true, agentFiles: true })
  .extend({ clients: StewardReport.shape.clients, regions: StewardReport.shape.regions });

/** The daily throughput report, for one day or several. Durations in seconds. */
export const DailyReport = z
  .object({
    hall: Code,
    name: Text,
    timezone: z.string(),
    from: Day,
    to: Day,
    at: Instant,
    /** Every day that has come reconciles; else `faults` says which does not, and how. null: none has come. */
    ok: z.boolean().nullable(),
    faults: z.array(z.object({ day: Day, text: Text })),
    total: DayFigures,
    days: z.array(DayFigures.extend({ day: Day })),
    queues: z.array(QueueRow),
    windows: z.array(WindowRow),
    clerks: z.array(ClerkRow),
    packages: z.array(PackageRow),
    /** Whose files were brought, for which clients and regions; null: of more than 366 days. */
    services: Services.nullable(),
    hours: z.array(HourRow),
    /** By the kind of the hours; empty: the days have no hours of duty. */
    duty: z.array(DutyRow),
    estimates: z.array(EstimateRow),
    outOfOrder: z.array(OutOfOrder),
    /** Out-of-order entries that are counted but not listed, the list being full. */
    outOfOrderNotListed: Count,
    definitions: z.array(z.object({ term: Text, text: Text })),
  })
  .meta({ id: 'DailyReport' });
export type DailyReport = z.infer<typeof DailyReport>;

/** A report with a line a day covers so many days at the most. */
export const mostReportDays = 3_660;

/** Days of the hall, both included. Absent: today; only one given: that day. */
export const ReportQuery = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
  /** Of the headings and texts of a file. */
  lang: Language.default('zh-Hans'),
});
