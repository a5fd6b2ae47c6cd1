import { z } from 'zod';
import { Username } from './people.ts';
import { Code, Day, Instant, TicketNumber, WindowNumber } from './primitives.ts';

/** One line of the event log: who did what, when. `version` is the hall's, without gaps. */
export const EventEntry = z
  .object({
    version: z.number().int(),
    at: Instant,
    command: z.string(),
    /** `staff:<username>`, `device:<id>`, `visitor` or `system`. */
    actor: z.string(),
    /** The ticket's number; numbers begin anew each day. */
    ticket: z.string().nullable(),
    /** The step's position in its ticket, from 0. */
    step: z.number().int().nullable(),
    window: WindowNumber.nullable(),
    data: z.record(z.string(), z.unknown()),
    /** The names, by user name, of the people that the line speaks of. */
    people: z.record(z.string(), z.string()),
  })
  .meta({ id: 'EventEntry' });
export type EventEntry = z.infer<typeof EventEntry>;

/** What lines can be about: each names the kinds of lines, or what stands in them. */
export const eventThings = ['ticket', 'window', 'queue', 'setup', 'person'] as const;
export type EventThing = (typeof eventThings)[number];

/** Which lines. Always ordered by version; with `before`, the last ones before it. */
export const EventQuery = z.strictObject({
  /** Only lines with a greater version. */
  after: z.coerce.number().int().min(0).optional(),
  /** Only lines with a smaller version, and of these the newest `limit`. */
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(5000).default(500),
  command: z.string().min(1).max(64).optional(),
  actor: z.string().min(1).max(80).optional(),
  ticket: TicketNumber.optional(),
  window: z.coerce.number().pipe(WindowNumber).optional(),
  /** A local day of the hall. */
  day: Day.optional(),
  /** Local days of the hall, both included; either may be absent. */
  from: Day.optional(),
  to: Day.optional(),
  /** A user name: what this person did, and what names them. */
  person: Username.optional(),
  /** The code of a queue that the line names. */
  queue: Code.optional(),
  thing: z.enum(eventThings).optional(),
});
export type EventQuery = z.infer<typeof EventQuery>;

/** Of the log of the site, which has no tickets and no windows. */
export const SiteEventQuery = EventQuery.pick({
  after: true,
  before: true,
  limit: true,
  command: true,
  actor: true,
  person: true,
});
