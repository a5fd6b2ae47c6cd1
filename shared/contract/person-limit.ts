import { z } from 'zod';
import { Instant, Reason, TicketNumber } from './primitives.ts';

/**
 * Somebody who has as many tickets as one person may: known by their numbers, and by nothing else.
 */
export const LimitedPerson = z
  .object({
    /** The newest ticket: what a guide lifts the limit by. */
    number: z.string(),
    numbers: z.array(z.string()),
    taken: z.number().int(),
    cancelled: z.number().int(),
    open: z.number().int(),
    lastAt: Instant,
    lifted: z.object({ by: z.string(), at: Instant }).nullable(),
  })
  .meta({ id: 'LimitedPerson' });
export type LimitedPerson = z.infer<typeof LimitedPerson>;

export const LimitedPersons = z
  .object({
    /** 0: any number. */
    ticketsADay: z.number().int(),
    openTickets: z.number().int(),
    persons: z.array(LimitedPerson),
  })
  .meta({ id: 'LimitedPersons' });
export type LimitedPersons = z.infer<typeof LimitedPersons>;

export const LiftLimit = z
  .strictObject({
    /** Any ticket of today that the person has taken. */
    number: TicketNumber,
    reason: Reason,
  })
  .meta({ id: 'LiftLimit' });
export type LiftLimit = z.infer<typeof LiftLimit>;
