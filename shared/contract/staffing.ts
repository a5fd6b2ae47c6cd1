import { z } from 'zod';
import { Duty } from './hall.ts';
import { Code, Day, TimeOfDay } from './primitives.ts';
import { Language, Text } from './text.ts';

/** So many recorded days are looked at, and days drawn anew, at the most. */
export const mostStaffingDays = 62;
const mostDraws = 200;

/** What one who waits for an answer calls it, to ask how far it is and to stop it. */
export const RunName = z.string().regex(/^[a-z0-9-]{8,40}$/);

const promise = {
  /** Of the visitors, so many are called within so many minutes. */
  share: z.coerce.number().min(0.5).max(0.99).default(0.9),
  minutes: z.coerce.number().min(1).max(120).default(15),
  draws: z.coerce.number().int().min(20).max(mostDraws).default(40),
  run: RunName.optional(),
};

export const StaffingQuery = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
  ...promise,
  lang: Language.default('zh-Hans'),
});
export type StaffingQuery = z.infer<typeof StaffingQuery>;

/** Of a file of recorded days, the file is the body. */
export const StaffingFileQuery = StaffingQuery.omit({ from: true, to: true });
export type StaffingFileQuery = z.infer<typeof StaffingFileQuery>;

const Share = z.number().min(0).max(1).nullable();
/** Minutes; null: nobody comes. `never`: so long that the tenth is called on no such day. */
const P90 = z.union([z.number(), z.literal('never')]).nullable();
const Windows = z.number().int();

const Fare = z.object({ windows: Windows, share: Share, p90: P90 });

export const StaffingRow = Fare.extend({
  from: TimeOfDay,
  to: z.string(),
  /** Who comes, in the mean of a day. */
  visitors: z.number(),
  /** Mean minutes that a window has a visit in hand. */
  handling: z.number(),
  /** What Erlang C asks for: a check, which decides nothing. */
  erlang: Windows,
  /** Windows that the hours and the plan of duty have for it; null: of a file nothing is known. */
  planned: Windows.nullable(),
  /** With the windows that were open. */
  asWas: Fare.nullable(),
  oneLess: Fare.nullable(),
  /** With the windows that all queues need together; null: of a file, nobody knows what windows share. */
  together: Fare.omit({ windows: true }).nullable(),
});
export type StaffingRow = z.infer<typeof StaffingRow>;

export const StaffingQueue = z.object({
  /** null: a service of a file. */
  queue: Code.nullable(),
  name: Text,
  /** Visitors a day. */
  visitors: z.number(),
  handling: z.number(),
  most: Windows,
  rows: z.array(StaffingRow),
});
export type StaffingQueue = z.infer<typeof StaffingQueue>;

/** Windows that serve the same queues in the same way, and how many of them are to be open. */
export const StaffingKind = z.object({
  /** Their numbers; none: no window serves the queue. */
  windows: z.array(z.number().int()),
  serves: z.array(z.object({ queue: Code, handicapMinutes: z.number() })),
  rows: z.array(
    z.object({
      from: TimeOfDay,
      to: z.string(),
      windows: Windows,
      /** Were open, in the mean of the days. */
      open: z.number(),
      /** With one less, the visitors who fare worst, and the share of them called in time. */
      oneLess: z.object({ queue: Code, from: TimeOfDay, share: z.number() }).nullable(),
    }),
  ),
});
export type StaffingKind = z.infer<typeof StaffingKind>;

export const Staffing = z.object({
  hall: Code,
  source: z.enum(['log', 'file']),
  days: z.array(Day),
  /** Of the range, those without a visitor: they say nothing. */
  emptyDays: z.array(Day),
  /** Of the days, those that another system recorded. */
  importedDays: z.array(Day),
  share: z.number(),
  minutes: z.number(),
  draws: z.number().int(),
  queues: z.array(StaffingQueue),
  /** By kind of window, where several queues share some; of a file none. */
  kinds: z.array(StaffingKind),
  /** All queues together: what is needed with windows that help out, and without; was open, is planned. */
  total: z.array(
    z.object({
      from: TimeOfDay,
      to: z.string(),
      windows: Windows,
      /** With windows of its own for each queue. */
      apart: Windows,
      erlang: Windows,
      open: Windows.nullable(),
      planned: Windows.nullable(),
    }),
  ),
  /** Who is on duty at noon, in the evening, on weekends, by these figures. */
  proposal: z.array(Duty),
});
export type Staffing = z.infer<typeof Staffing>;

export const RunProgress = z.object({
  /** 0 … 1; null: no such run is known here. */
  done: z.number().min(0).max(1).nullable(),
});
export type RunProgress = z.infer<typeof RunProgress>;
