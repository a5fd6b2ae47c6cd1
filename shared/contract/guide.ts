import { z } from 'zod';
import { Text } from './text.ts';
import { stepStatuses, ticketStatuses } from '../transitions.ts';
import { Companion } from './hall.ts';
import { Username } from './people.ts';
import { Code, Instant, Reason, WindowNumber } from './primitives.ts';

const Person = z.object({ username: z.string(), name: z.string() });

/** A ticket of today as the guide at the entrance finds it: where its visitor should be. */
export const FoundTicket = z
  .object({
    number: z.string(),
    status: z.enum(ticketStatuses),
    category: Code,
    package: Code.nullable(),
    packageName: Text.nullable(),
    takenAt: Instant,
    byAppointment: z.boolean(),
    companion: Person.nullable(),
    steps: z.array(
      z.object({
        queue: Code,
        queueName: Text,
        status: z.enum(stepStatuses),
        window: WindowNumber.nullable(),
      }),
    ),
  })
  .meta({ id: 'FoundTicket' });
export type FoundTicket = z.infer<typeof FoundTicket>;

export const FoundTickets = z
  .object({ total: z.number().int(), tickets: z.array(FoundTicket) })
  .meta({ id: 'FoundTickets' });
export type FoundTickets = z.infer<typeof FoundTickets>;

export const TicketsQuery = z.strictObject({
  /** How the number begins. */
  query: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{0,12}$/, 'letters and digits of a number')
    .optional(),
  status: z.enum(ticketStatuses).optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type TicketsQuery = z.infer<typeof TicketsQuery>;

export const CategoryChange = z
  .strictObject({ category: Code, reason: Reason.optional() })
  .meta({ id: 'CategoryChange' });
export type CategoryChange = z.infer<typeof CategoryChange>;

export const CompanionChange = z
  .strictObject({
    /** Who goes along (陪办), or the steward of the visit; null: nobody any more. */
    username: Username.nullable(),
  })
  .meta({ id: 'CompanionChange' });

export const StaffAct = z.strictObject({ reason: Reason.optional() }).meta({ id: 'StaffAct' });
export const staffActs = ['return', 'cancel', 'reprint'] as const;
export type StaffActName = (typeof staffActs)[number];

export const Companions = z.array(Companion);
