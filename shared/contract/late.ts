import { z } from 'zod';
import { paperNumberParts } from '../numbers.ts';
import { Text } from './text.ts';
import {
  ProblemAnswer,
  Code,
  Day,
  Instant,
  InstantInput,
  Reason,
  TicketNumber,
  WindowNumber,
} from './primitives.ts';

/** How many entries a request brings at the most. */
const mostLateEntries = 200;

/** A number of the sheets for the day without a server. */
const PaperNumber = z
  .string()
  .trim()
  .toUpperCase()
  .refine((text) => paperNumberParts(text) !== null, 'a number on paper such as P-A017');

const LateId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/, '8 to 64 letters, digits, hyphens or underscores');
const lateOutcomes = ['done', 'missed'] as const;

/**
 * What was done at a window while the server was away: a number on paper that was called there
 * (`paperNumber`, `queue`, `calledAt`), or the end of the ticket that was in hand when the line went
 * (`number`). The times are those of the terminal's clock, or of the clerk's watch.
 */
export const LateEntry = z
  .strictObject({
    /** Given by who enters it: the same one again is the same entry. */
    id: LateId,
    paperNumber: PaperNumber.optional(),
    queue: Code.optional(),
    number: TicketNumber.optional(),
    /** As the guide wrote it on the paper; absent: the wait is not known. */
    takenAt: InstantInput.optional(),
    calledAt: InstantInput.optional(),
    /** Absent: nobody noted when the visitor came to the window. */
    startedAt: InstantInput.optional(),
    endedAt: InstantInput,
    outcome: z.enum(lateOutcomes),
    /** Matters by their codes; of a ticket those that are finished, absent: all of the step. */
    matters: z.array(Code).max(50).optional(),
    /** Why a matter of a ticket was left undone. */
    reason: Reason.optional(),
    /** Who served, by user name; absent: whoever enters it. */
    clerk: z.string().trim().min(1).max(64).optional(),
  })
  .superRefine((entry, context) => {
    const fault = (path: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    if (entry.paperNumber === undefined && entry.number === undefined)
      fault('paperNumber', 'a number on paper, or the number of a ticket');
    if (entry.paperNumber !== undefined) {
      if (entry.number !== undefined) fault('number', 'not beside a number on paper');
      if (entry.queue === undefined) fault('queue', 'a number on paper belongs to a queue');
      if (entry.calledAt === undefined) fault('calledAt', 'a number on paper was called at a time');
    }
  })
  .meta({ id: 'LateEntry' });
export type LateEntry = z.infer<typeof LateEntry>;
export type LateEntryInput = z.input<typeof LateEntry>;

export const LateEntries = z.strictObject({
  entries: z.array(LateEntry).min(1).max(mostLateEntries),
});

/** What became of an entry: one that is refused changed nothing, and the others are not held up by it. */
export const LateResult = z.object({
  id: z.string(),
  number: z.string(),
  entered: z.boolean(),
  /** Why not; null: it was entered, now or by an earlier request. */
  problem: ProblemAnswer.nullable(),
});
export type LateResult = z.infer<typeof LateResult>;
export const LateResults = z
  .object({ entered: z.number().int(), results: z.array(LateResult) })
  .meta({ id: 'LateResults' });
export type LateResults = z.infer<typeof LateResults>;

/** What was entered later of a day, in the order in which it was entered. */
export const LateEntered = z
  .object({
    day: Day,
    items: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['paper', 'ticket']),
        number: z.string(),
        queue: Code,
        /** Also of a queue that is retired since. */
        queueName: Text,
        window: WindowNumber,
        /** What stands at the window instead of its number. */
        label: z.string().optional(),
        /** By the names that people know them by; null: nobody is known. */
        clerk: z.string().nullable(),
        enteredBy: z.string(),
        enteredAt: Instant,
        calledAt: Instant,
        startedAt: Instant.nullable(),
        endedAt: Instant,
        outcome: z.enum(lateOutcomes),
      }),
    ),
  })
  .meta({ id: 'LateEntered' });
export type LateEntered = z.infer<typeof LateEntered>;
