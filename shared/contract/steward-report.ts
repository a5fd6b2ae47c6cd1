import { z } from 'zod';
import { clientKinds } from './client.ts';
import { Text } from './text.ts';
import { Code, Day, Instant, WindowLabel, WindowNumber } from './primitives.ts';

const Count = z.number().int().nonnegative();

/** Visits are tickets; files are the people's matters that they brought (业务笔数). */
const Visits = z.object({ visits: Count, files: Count });

/**
 * What a hall's stewards, agents, other regions and stations did on some days. `visits` counts tickets
 * as `taken` of the daily report does; `files` and `consultations` are never part of it.
 */
export const StewardReport = z
  .object({
    hall: Code,
    from: Day,
    to: Day,
    at: Instant,
    total: Visits.extend({
      /** Tickets of agents, and their files. */
      agentVisits: Count,
      agentFiles: Count,
      consultations: Count,
    }),
    clients: z.array(
      Visits.extend({
        code: z.string(),
        name: z.string(),
        kind: z.enum(clientKinds),
        steward: z.string(),
        stewardName: z.string(),
        done: Count,
      }),
    ),
    stewards: z.array(
      Visits.extend({ steward: z.string(), name: z.string(), clients: Count, done: Count }),
    ),
    /** `region` null: this one. */
    regions: z.array(
      Visits.extend({ region: Code.nullable(), name: Text.nullable(), done: Count }),
    ),
    /** Steps that were done at a window, and the files of their tickets. */
    windows: z.array(
      z.object({
        window: WindowNumber,
        label: WindowLabel.optional(),
        done: Count,
        files: Count,
        otherRegions: Count,
        consultations: Count,
      }),
    ),
    zones: z.array(
      z.object({ zone: Code.nullable(), name: Text.nullable(), consultations: Count }),
    ),
    days: z.array(Visits.extend({ day: Day, consultations: Count })),
  })
  .meta({ id: 'StewardReport' });
export type StewardReport = z.infer<typeof StewardReport>;

/** Days of the hall, both included. Absent: today; only one given: that day. */
export const StewardReportQuery = z.strictObject({ from: Day.optional(), to: Day.optional() });
export type StewardReportQuery = z.infer<typeof StewardReportQuery>;
