import { sortedBy } from './sorting.ts';
import { z } from 'zod';
import { appointmentKinds, AppointmentLink, appointmentOutcomes } from './appointment-kinds.ts';
import { Language, Text } from './text.ts';
import { Code, Day, Instant, InstantInput, WindowNumber } from './primitives.ts';

export const appointmentStatuses = ['booked', 'checked-in', 'cancelled', 'missed'] as const;
export type AppointmentStatus = (typeof appointmentStatuses)[number];

/** Why a booking that stands cannot be kept: the day, the time, or its queue has changed since. */
export const affectedReasons = [
  'day-closed',
  'closed-then',
  'queue-hours',
  'queue-retired',
  'paused',
] as const;
export type AffectedReason = (typeof affectedReasons)[number];

/** What looks like a Chinese mobile number has 11 digits: one too few is the commonest slip. */
function isWholeNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '').replace(/^(00)?86(?=1)/, '');
  const abroad = text.startsWith('+') && !text.startsWith('+86');
  if (!abroad && /^1[3-9]\d{6}/.test(digits)) return digits.length === 11;
  return digits.length >= 5 && digits.length <= 16;
}
/** As it is typed, also in the wide digits of a Chinese keyboard. */
export const Phone = z
  .string()
  .normalize('NFKC')
  .trim()
  .regex(/^\+?\d[\d\s()-]{4,23}$/, 'a telephone number')
  .refine(isWholeNumber, 'a telephone number');
export const PersonName = z.string().trim().min(1).max(60);
/** As a visitor types it: any case, with blanks or hyphens. */
export const AppointmentCode = z
  .string()
  .normalize('NFKC')
  .trim()
  .min(4)
  .max(32)
  .transform((text) => text.toUpperCase().replace(/[\s-]/g, ''));

const wish = {
  package: Code.optional(),
  matters: z.array(Code).min(1).max(40).optional(),
  queue: Code.optional(),
};
type Wish = { readonly [K in keyof typeof wish]?: unknown };
const saysWhatFor = (w: Wish): boolean =>
  w.queue === undefined
    ? w.package !== undefined || w.matters !== undefined
    : w.package === undefined && w.matters === undefined;
const whatFor = {
  message: 'say what for: a package, matters, or a queue alone',
  path: ['package'],
};

export const BookAppointment = z
  .strictObject({
    ...wish,
    /** When the slot begins, as `slots` lists it. */
    slot: InstantInput,
    name: PersonName.optional(),
    phone: Phone.optional(),
    /** Becomes a keyed hash and is not stored. */
    idNumber: z.string().trim().min(6).max(32).optional(),
    category: z.union([Code, z.array(Code).min(1).max(10)]).optional(),
    /** Of those that the queue offers; by telephone and video a number is needed. */
    kind: z.enum(appointmentKinds).default('window'),
    language: Language.default('zh-Hans'),
  })
  .refine(saysWhatFor, whatFor)
  .meta({ id: 'BookAppointment' });
export type BookAppointment = z.infer<typeof BookAppointment>;

export const ChangeAppointment = z
  .strictObject({ slot: InstantInput.optional(), language: Language.optional() })
  .refine((c) => c.slot !== undefined || c.language !== undefined, {
    message: 'say what to change',
    path: ['slot'],
  })
  .meta({ id: 'ChangeAppointment' });
export type ChangeAppointment = z.infer<typeof ChangeAppointment>;

export const SlotsQuery = z
  .strictObject({
    ...wish,
    matters: z.preprocess(
      (given) => (typeof given === 'string' ? given.split(',') : given),
      wish.matters,
    ),
    day: Day.optional(),
  })
  .refine(saysWhatFor, whatFor);
export type SlotsQuery = z.infer<typeof SlotsQuery>;

export const Slot = z
  .object({
    from: Instant,
    to: Instant,
    capacity: z.number().int(),
    free: z.number().int(),
  })
  .meta({ id: 'Slot' });
export type Slot = z.infer<typeof Slot>;

export const Slots = z
  .object({
    hall: Code,
    /** The queue that the visit begins in: its slots count. */
    queue: Code,
    queueName: Text,
    /** The day asked for, else the first with a free place. */
    day: Day,
    /** False: the holidays of this year are not known; check again nearer the time. */
    known: z.boolean(),
    firstDay: Day,
    lastDay: Day,
    /** Every day that can be booked now: how many slots are to come, and the free places in them. */
    days: z.array(z.object({ day: Day, slots: z.number().int(), free: z.number().int() })),
    /** Those that can still be booked or are full; past ones are left out. */
    slots: z.array(Slot),
    /** Whether places of this queue are given by appointment at all. */
    bookable: z.boolean(),
    /** How it can be held. */
    kinds: z.array(z.enum(appointmentKinds)),
    /** The next slot with a free place, on whatever day; null: none, or nothing is booked here. */
    nextFree: Instant.nullable(),
  })
  .meta({ id: 'Slots' });
export type Slots = z.infer<typeof Slots>;

/** An appointment as whoever has its code sees it: nothing about the person. */
export const Appointment = z
  .object({
    code: z.string(),
    hall: Code,
    hallName: Text,
    timezone: z.string(),
    status: z.enum(appointmentStatuses),
    kind: z.enum(appointmentKinds),
    /** Of a video appointment: where; null: not known yet, or of another kind. */
    link: z.string().nullable(),
    /** Of one that is not held at the window: when it began and ended, and how. */
    startedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    outcome: z.enum(appointmentOutcomes).nullable(),
    day: Day,
    slot: z.object({ from: Instant, to: Instant }),
    /** Checked in until then it keeps its slot. */
    keptUntil: Instant,
    queue: Code,
    queueName: Text,
    package: Code.nullable(),
    packageName: Text.nullable(),
    matters: z.array(z.object({ code: Code, name: Text })),
    category: Code,
    language: Language,
    windows: z.array(WindowNumber),
    zones: z.array(Code),
    /** Why it cannot be kept as it was booked; null: it stands. */
    affected: z.enum(affectedReasons).nullable(),
    /** The ticket that it became. */
    ticket: z.object({ number: z.string(), token: z.string() }).nullable(),
  })
  .meta({ id: 'Appointment' });
export type Appointment = z.infer<typeof Appointment>;

/** The same for a guide or manager, with whom to call; erased after some time. */
export const BookedAppointment = Appointment.omit({ ticket: true })
  .extend({
    id: z.string(),
    number: z.string().nullable(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    createdAt: Instant,
    /** `visitor`, or who booked it. */
    createdBy: z.string(),
    /** Whether it was made by a list of people who are asked to come. */
    invited: z.boolean(),
    /** How often it went to another time. */
    moves: z.number().int(),
    /** Since when its visitor knows of what stands against it, by whom; null: nobody said so. */
    told: z.object({ at: Instant, by: z.string() }).nullable(),
  })
  .meta({ id: 'BookedAppointment' });
export type BookedAppointment = z.infer<typeof BookedAppointment>;

export const AppointmentsQuery = z.strictObject({
  day: Day.optional(),
  status: z.enum(appointmentStatuses).optional(),
  /** Only those that cannot be kept; without a day those of every day to come. */
  affected: z
    .enum(['true', 'false'])
    .transform((said) => said === 'true')
    .optional(),
});
export type AppointmentsQuery = z.infer<typeof AppointmentsQuery>;

/** Columns of a day's list. */
export const bookingSorts = ['slot', 'person', 'kind', 'phone', 'status', 'number'] as const;
/** A day's appointments, searched, sorted and paged; absent: by slot. */
export const BookingsQuery = AppointmentsQuery.extend({
  /** A part of a name or telephone number, how a ticket's number begins, or a whole code. */
  query: z.string().normalize('NFKC').trim().min(1).max(60).optional(),
  kind: z.enum(appointmentKinds).optional(),
  ...sortedBy(bookingSorts),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type BookingsQuery = z.infer<typeof BookingsQuery>;
export const BookingList = z
  .object({ total: z.number().int(), items: z.array(BookedAppointment) })
  .meta({ id: 'BookingList' });
export type BookingList = z.infer<typeof BookingList>;

/** What is noted of an appointment by telephone or video; `link`: where it is held, null: nowhere else. */
export const HandleAppointment = z
  .strictObject({
    act: z.enum(['start', ...appointmentOutcomes]).optional(),
    link: AppointmentLink.nullish(),
  })
  .refine((c) => c.act !== undefined || c.link !== undefined, {
    message: 'say what to change',
    path: ['act'],
  })
  .meta({ id: 'HandleAppointment' });
export type HandleAppointment = z.infer<typeof HandleAppointment>;

/** 已告知: whether the visitor knows of what stands against the booking. */
export const TellAppointment = z
  .strictObject({ told: z.boolean() })
  .meta({ id: 'TellAppointment' });
export type TellAppointment = z.infer<typeof TellAppointment>;
export const Told = BookedAppointment.pick({ told: true }).meta({ id: 'Told' });
export type Told = z.infer<typeof Told>;

/** An appointment by telephone or video, for the windows that serve its queue. */
export const RemoteAppointment = BookedAppointment.pick({
  id: true,
  kind: true,
  slot: true,
  status: true,
  queue: true,
  queueName: true,
  packageName: true,
  matters: true,
  name: true,
  phone: true,
  link: true,
  startedAt: true,
  endedAt: true,
  outcome: true,
}).meta({ id: 'RemoteAppointment' });
export type RemoteAppointment = z.infer<typeof RemoteAppointment>;
