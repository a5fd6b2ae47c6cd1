import { z } from 'zod';
import { Code, Day, TimeOfDay, WindowNumber } from './primitives.ts';
import { RunName } from './staffing.ts';

/** The one thing that is different when a recorded day is run again. */
export const WhatIfChange = z.discriminatedUnion('kind', [
  /** A window serves another queue, too, or nothing else. */
  z.strictObject({
    kind: z.literal('serve'),
    window: WindowNumber,
    queue: Code,
    handicapMinutes: z.number().min(0).max(240).default(0),
    only: z.boolean().default(false),
  }),
  /** A window is closed for a time, half-open; without an end for the rest of the day. */
  z.strictObject({
    kind: z.literal('close'),
    window: WindowNumber,
    from: TimeOfDay,
    to: TimeOfDay.optional(),
  }),
  /** A window is open for a time in which it was not. */
  z.strictObject({ kind: z.literal('open'), window: WindowNumber, from: TimeOfDay, to: TimeOfDay }),
  z.strictObject({
    kind: z.literal('credits'),
    credits: z.record(Code, z.number().min(0).max(240)),
  }),
  /** Of those who came without an appointment, so many had booked, spread evenly over the day. */
  z.strictObject({
    kind: z.literal('book'),
    queue: Code,
    share: z.number().min(0.05).max(1),
  }),
]);
export type WhatIfChange = z.infer<typeof WhatIfChange>;

export const WhatIfWish = z.strictObject({
  day: Day,
  /** null: the day as it was. */
  change: WhatIfChange.nullable(),
  /** How long a wait is long. */
  minutes: z.number().min(1).max(120).default(15),
  run: RunName.optional(),
});
export type WhatIfWish = z.infer<typeof WhatIfWish>;

/** Waits in minutes; of nobody, null. */
const Waits = z.object({
  called: z.number().int(),
  /** Waiting when the day was over. */
  neverCalled: z.number().int(),
  mean: z.number().nullable(),
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  /** Called within the minutes asked for, of all who waited. */
  share: z.number().nullable(),
});
export type Waits = z.infer<typeof Waits>;

export const WhatIf = z.object({
  hall: Code,
  day: Day,
  change: WhatIfChange.nullable(),
  minutes: z.number(),
  /** The day run again without a change makes the recorded calls. */
  exact: z.boolean(),
  calls: z.number().int(),
  /** Recorded calls that the clerk chose, and such that the rule as it stands now would have made otherwise. */
  chosen: z.number().int(),
  deviations: z.number().int(),
  /** Where clerks went by another order: what the rule alone makes of the day against what was. */
  regression: z
    .object({
      visits: z.number().int(),
      /** Minutes, simulated less real, in the mean. */
      bias: z.number(),
      slope: z.number(),
      /** The rule alone gives other waits than were had, beyond chance (5 %). */
      differs: z.boolean(),
    })
    .nullable(),
  before: Waits,
  after: Waits,
  queues: z.array(z.object({ queue: Code, before: Waits, after: Waits })),
  /** By quarter of an hour: how many wait, in the mean. */
  waiting: z.array(z.object({ from: TimeOfDay, before: z.number(), after: z.number() })),
});
export type WhatIf = z.infer<typeof WhatIf>;
