import { clientKinds } from './client.ts';
import { z } from 'zod';
import { appointmentStatuses, Phone } from './appointment.ts';
import { applicationStatuses } from './application.ts';
import { EventEntry } from './events.ts';
import { homeVisitStatuses } from './homevisit.ts';
import { Code, Day, Instant, WindowNumber } from './primitives.ts';
import { Text } from './text.ts';
import { stepStatuses, ticketStatuses } from '../transitions.ts';

/** How long what belongs to no hall is kept. */
export const Retention = z
  .strictObject({
    /** Whoever signed in or tried to, and from where, leaves the log after so many days. */
    signInDays: z.number().int().min(1).max(3650).default(180),
    /** Sealed answers to requests that may be sent again, in hours. */
    answerHours: z.number().int().min(1).max(168).default(48),
    /** So many years beside the present one stay in the database; older ones are archived. Null: all stay. */
    archiveAfterYears: z.number().int().min(0).max(30).nullable().default(null),
  })
  .meta({ id: 'Retention' });
export type Retention = z.infer<typeof Retention>;

export const RetentionChange = z
  .strictObject({
    signInDays: Retention.shape.signInDays.unwrap().optional(),
    answerHours: Retention.shape.answerHours.unwrap().optional(),
    archiveAfterYears: Retention.shape.archiveAfterYears.unwrap().optional(),
  })
  .meta({ id: 'RetentionChange' });
export type RetentionChange = z.infer<typeof RetentionChange>;

const whom = {
  phone: Phone.optional(),
  idNumber: z.string().trim().min(6).max(32).optional(),
};
type Whom = { readonly [K in keyof typeof whom]?: unknown };
const isOne = (w: Whom): boolean => (w.phone === undefined) !== (w.idNumber === undefined);
const oneOfThem = { message: 'a telephone or an ID number, one of them', path: ['phone'] };

/** One person, by telephone or by the number of a paper: in the body, so that it stands in no log. */
export const FindPerson = z.strictObject(whom).refine(isOne, oneOfThem).meta({ id: 'FindPerson' });
export type FindPerson = z.infer<typeof FindPerson>;

export const ErasePerson = z
  .strictObject({
    ...whom,
    /** Bookings and home visits that are still to come are cancelled first; else they are refused. */
    cancelOpen: z.boolean().default(false),
  })
  .refine(isOne, oneOfThem)
  .meta({ id: 'ErasePerson' });
export type ErasePerson = z.infer<typeof ErasePerson>;

const PersonAppointment = z.object({
  id: z.string(),
  /** Whether the visitor is still expected. */
  open: z.boolean(),
  status: z.enum(appointmentStatuses),
  day: Day,
  from: Instant,
  queue: Code,
  queueName: Text,
  code: z.string(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  /** Whether a hash of an ID number is kept. */
  hasIdNumber: z.boolean(),
  language: z.string(),
  createdAt: Instant,
  createdBy: z.string(),
});

const PersonHomeVisit = z.object({
  id: z.string(),
  open: z.boolean(),
  status: z.enum(homeVisitStatuses),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  wish: z.string().nullable(),
  answer: z.string().nullable(),
  scheduledAt: Instant.nullable(),
  createdAt: Instant,
});

const PersonApplication = z.object({
  id: z.string(),
  open: z.boolean(),
  number: z.string(),
  day: Day,
  matter: Code,
  matterName: Text,
  receipt: z.string().nullable(),
  status: z.enum(applicationStatuses),
  dueDay: Day,
  hasIdNumber: z.boolean(),
  notes: z.array(z.string()),
});

const PersonClient = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(clientKinds),
  phone: z.string().nullable(),
  /** The name of who looks after them. */
  steward: z.string(),
  active: z.boolean(),
  createdAt: Instant,
});

/** What the person told that could not be done, and what came of it. */
const PersonCase = z.object({
  id: z.string(),
  open: z.boolean(),
  text: z.string().nullable(),
  phone: z.string().nullable(),
  resolution: z.string().nullable(),
  openedAt: Instant,
});

const PersonTicket = z.object({
  id: z.string(),
  open: z.boolean(),
  number: z.string(),
  day: Day,
  status: z.enum(ticketStatuses),
  takenAt: Instant,
  endedAt: Instant.nullable(),
  category: Code,
  note: z.string().nullable(),
  hasIdNumber: z.boolean(),
  steps: z.array(
    z.object({
      queue: Code,
      queueName: Text,
      status: z.enum(stepStatuses),
      window: WindowNumber.nullable(),
      calledAt: Instant.nullable(),
      endedAt: Instant.nullable(),
      outcome: z.string().nullable(),
      rating: z
        .object({
          level: z.number().int(),
          reasons: z.array(z.string()),
          comment: z.string().nullable(),
          at: Instant,
          /** What was done about a bad one. */
          resolution: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
  events: z.array(
    EventEntry.pick({ version: true, at: true, command: true, actor: true, data: true }),
  ),
});

/** All that a hall keeps about one person. */
export const PersonFile = z
  .object({
    hall: Code,
    at: Instant,
    foundBy: z.enum(['phone', 'idNumber']),
    appointments: z.array(PersonAppointment),
    homeVisits: z.array(PersonHomeVisit),
    /** Whom a steward looks after under this telephone. */
    clients: z.array(PersonClient),
    cases: z.array(PersonCase),
    tickets: z.array(PersonTicket),
    /** What was handed in (办件). */
    applications: z.array(PersonApplication),
  })
  .meta({ id: 'PersonFile' });
export type PersonFile = z.infer<typeof PersonFile>;

/** How many rows lost what was known of the person. */
export const PersonErased = z
  .object({
    appointments: z.number().int(),
    homeVisits: z.number().int(),
    clients: z.number().int(),
    cases: z.number().int(),
    tickets: z.number().int(),
    applications: z.number().int(),
    /** Bookings and home visits that were cancelled for it. */
    cancelled: z.number().int(),
  })
  .meta({ id: 'PersonErased' });
export type PersonErased = z.infer<typeof PersonErased>;
