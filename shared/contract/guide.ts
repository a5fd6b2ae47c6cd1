import { sortedBy } from './sorting.ts';
import { z } from 'zod';
import { Text } from './text.ts';
import { stepStatuses, ticketStatuses } from '../transitions.ts';
import { Files } from './client.ts';
import { Companion } from './hall.ts';
import { TicketItem, TicketPackage } from './ticket.ts';
import { Username } from './people.ts';
import { Code, Instant, Reason, WindowNumber } from './primitives.ts';

const Person = z.object({ username: z.string(), name: z.string() });

/** A ticket of today as the guide at the entrance finds it: where its visitor should be. */
export const FoundTicket = z
  .object({
    number: z.string(),
    status: z.enum(ticketStatuses),
    category: Code,
    /** The first of `packages`. */
    package: Code.nullable(),
    packageName: Text.nullable(),
    packages: z.array(TicketPackage),
    takenAt: Instant,
    byAppointment: z.boolean(),
    companion: Person.nullable(),
    steps: z.array(
      z.object({
        queue: Code,
        queueName: Text,
        items: z.array(TicketItem),
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

/** Columns of the list. */
export const foundTicketSorts = ['number', 'status', 'taken', 'companion'] as const;
export const TicketsQuery = z.strictObject({
  /** How the number begins. */
  query: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{0,12}$/, 'letters and digits of a number')
    .optional(),
  status: z.enum(ticketStatuses).optional(),
  /** Absent: the newest first. */
  ...sortedBy(foundTicketSorts),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type TicketsQuery = z.infer<typeof TicketsQuery>;

export const CompanionChange = z
  .strictObject({
    /** Who goes along (陪办), or the steward of the visit; null: nobody any more. */
    username: Username.nullable(),
  })
  .meta({ id: 'CompanionChange' });

export const FilesChange = z.strictObject({ files: Files }).meta({ id: 'FilesChange' });

export const StaffAct = z.strictObject({ reason: Reason.optional() }).meta({ id: 'StaffAct' });
export const staffActs = ['return', 'cancel', 'reprint'] as const;
export type StaffActName = (typeof staffActs)[number];

export const Companions = z.array(Companion);
