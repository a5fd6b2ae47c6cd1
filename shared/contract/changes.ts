import { z } from 'zod';
import { Text } from './text.ts';
import { Code, Day, Reason } from './primitives.ts';
import { isOneOrSeveral, isQueueAlone, oneOrSeveral, Packages, queueAlone } from './ticket.ts';

/** What a visitor has come for after a change. What is absent stays; `matters` are all that are wanted. */
export const TicketChange = z
  .strictObject({
    category: Code.optional(),
    /** null: no package any more. */
    package: Code.nullable().optional(),
    /**
     * All packages that are wanted, in place of `package`. Without `matters` what the ticket has stays,
     * but for what a package that goes had, and all of a new one comes.
     */
    packages: Packages.optional(),
    /** The whole list; finished ones may be in it or not. Absent with another package: all of it. */
    matters: z.array(Code).min(1).max(40).optional(),
    queue: Code.optional(),
    reason: Reason.optional(),
  })
  .refine(
    (t) =>
      t.category !== undefined ||
      t.package !== undefined ||
      t.packages !== undefined ||
      t.matters !== undefined ||
      t.queue !== undefined,
    { message: 'say what changes: category, package, matters or queue', path: ['matters'] },
  )
  .refine(isQueueAlone, queueAlone)
  .refine(isOneOrSeveral, oneOrSeveral)
  .meta({ id: 'TicketChange' });
export type TicketChange = z.infer<typeof TicketChange>;

/** A waiting step goes to another queue with its place; `from` where several steps wait. */
export const TicketMove = z
  .strictObject({ queue: Code, from: Code.optional(), reason: Reason })
  .meta({ id: 'TicketMove' });
export type TicketMove = z.infer<typeof TicketMove>;

/** 稍后再叫: behind so many people, or as if one had come so many minutes later. */
export const CallLater = z
  .strictObject({
    places: z.number().int().min(1).max(20).optional(),
    minutes: z.number().int().min(1).max(60).optional(),
  })
  .refine((t) => (t.places === undefined) !== (t.minutes === undefined), {
    message: 'places or minutes',
    path: ['minutes'],
  })
  .meta({ id: 'CallLater' });
export type CallLater = z.infer<typeof CallLater>;
/** How often a visit may be put off. */
export const mostLater = 3;

/** The longest range of the report of combinations. */
export const mostCombinationDays = 93;
export const CombinationsQuery = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
});

const Matter = z.object({ code: Code, name: Text });
export const Combinations = z
  .object({
    from: Day,
    to: Day,
    tickets: z.number().int(),
    /** The most wanted first. */
    rows: z.array(
      z.object({
        /** The first of `packages`. */
        package: z.object({ code: Code, name: Text }).nullable(),
        packages: z.array(z.object({ code: Code, name: Text })),
        /** Of the package, but not wanted. */
        dropped: z.array(Matter),
        /** Wanted with the package, but no part of it; without a package all that is wanted. */
        added: z.array(Matter),
        tickets: z.number().int(),
        /** Of them, those that became so by a change. */
        changed: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'Combinations' });
export type Combinations = z.infer<typeof Combinations>;
