import { z } from 'zod';
import { Alarm } from './alarm.ts';
import { Text } from './text.ts';
import { ticketStatuses, windowStatuses } from '../transitions.ts';
import { appointmentKinds, AppointmentLink } from './appointment-kinds.ts';
import { HelpRing } from './help.ts';
import { HallPlace, placeMembers } from './place.ts';
import { ScreenTimes } from './screen-times.ts';
import {
  Code,
  Estimate,
  Instant,
  Named,
  Seconds,
  SetupVersion,
  TimeOfDay,
  WindowLabel,
  WindowNumber,
} from './primitives.ts';

export const hourKinds = ['regular', 'noon-duty', 'evening', 'weekend-duty'] as const;

/** Opening hours: half-open, local time; days are ISO weekdays, 1 = Monday. */
export const Hours = z.strictObject({
  days: z.array(z.number().int().min(1).max(7)).min(1),
  from: TimeOfDay,
  to: TimeOfDay,
  kind: z.enum(hourKinds).optional(),
});
export type Hours = z.infer<typeof Hours>;

/** What a service period of its own is called by; `regular` has no duty. */
export const dutyKinds = ['noon-duty', 'evening', 'weekend-duty'] as const;

/** Who is on duty in the periods of one kind; nothing said of a kind: all queues and windows are. */
export const Duty = z.strictObject({
  kind: z.enum(dutyKinds),
  queues: z.array(Code).min(1).max(200),
  windows: z.array(WindowNumber).min(1).max(999),
});
export type Duty = z.infer<typeof Duty>;

/** So many tickets of a queue in a part of the day: half-open, local time. */
export const Quota = z.strictObject({
  from: TimeOfDay,
  to: TimeOfDay,
  tickets: z.number().int().min(0).max(100_000),
});
export type Quota = z.infer<typeof Quota>;

/** A sentence for the boards: in some zones only, or from one instant to another (half-open), where said. */
export const Notice = Text.extend({
  from: Instant.optional(),
  to: Instant.optional(),
  zones: z.array(Code).min(1).max(50).optional(),
});
export type Notice = z.infer<typeof Notice>;

/**
 * A picture or a short film for the quiet area of the boards. `file` names what was uploaded, by its
 * content; a picture stands for `seconds`, a film as long as it lasts.
 */
export const Medium = z.strictObject({
  file: z.string().regex(/^[0-9a-f]{32}\.(png|jpg|webp|mp4|webm)$/, 'an uploaded file'),
  name: z.string().trim().min(1).max(80),
  seconds: z.number().int().min(3).max(120).default(10),
  from: Instant.optional(),
  to: Instant.optional(),
  zones: z.array(Code).min(1).max(50).optional(),
});
export type Medium = z.infer<typeof Medium>;

/** A hall's own sign: SVG or PNG, as it is shown on a light ground. */
export const Logo = z.strictObject({
  type: z.enum(['image/svg+xml', 'image/png']),
  /** Base64; at most 64 KB of picture. */
  data: z.base64().max(90_000),
});
export type Logo = z.infer<typeof Logo>;

/** Another region whose matters are handled here (跨省通办, 异地办). */
export const Region = Named;
export type Region = z.infer<typeof Region>;

/** What a hall decides about its rules (rules.md); minutes unless said otherwise. */
export const HallSettings = z.object({
  /** An appointment checked in this late keeps its slot. */
  graceMinutes: z.number().int().min(0).max(120).default(10),
  /** R: how far a later step may reach back behind the end of the one before. */
  seniorityMinutes: z.number().int().min(0).max(120).default(10),
  /** Rₙ: how far the first return after a miss may reach back behind now. */
  returnMinutes: z.number().int().min(0).max(120).default(5),
  /** What a miss costs at the least. */
  penaltyMinutes: z.number().int().min(0).max(120).default(10),
  noShowMinCalls: z.number().int().min(1).max(9).default(2),
  noShowMinSeconds: z.number().int().min(0).max(600).default(20),
  /** "Next" makes a no-show of a called ticket whose time has passed; else it asks. */
  noShowOnNext: z.boolean().default(false),
  undoSeconds: z.number().int().min(0).max(300).default(30),
  /** Tickets are given until this long before the last hour of the day ends. */
  lastTicketMinutes: z.number().int().min(0).max(240).default(0),
  ratingDueWorkingDays: z.number().int().min(1).max(60).default(5),
  /** Names, notes and booking details are erased after so many days. */
  eraseAfterDays: z.number().int().min(1).max(3650).default(90),
  /** The same for what somebody wrote freely: reasons in the log, comments; null: with the details. */
  eraseTextsAfterDays: z.number().int().min(1).max(3650).nullable().default(null),
  /** Languages that every announcement is spoken in, beside the ticket's own. */
  announceLanguages: z.array(z.enum(['zh-Hans', 'en', 'yue', 'nan'])).default(['zh-Hans']),
  /** Visitors who book say a phone number or an ID: whoever says nothing could book every place. */
  bookingNeedsContact: z.boolean().default(true),
  /** Of the places of each slot so many percent are given by staff only. */
  staffPlacesPercent: z.number().int().min(0).max(100).default(0),
  /** The category of a steward's clients. */
  clientCategory: Code.default('green'),
  /** The kiosk has a key for the codes of stewards' clients. */
  clientsAtKiosk: z.boolean().default(false),
  /**
   * Tickets that one person can take on a day, those given up counted, and bookings that one telephone or
   * person can make for a day; 0: any number.
   */
  personTicketsADay: z.number().int().min(0).max(100).default(10),
  /** Tickets that one person can have open at once, over all queues; 0: any number. */
  personOpenTickets: z.number().int().min(0).max(100).default(3),
  /** A kiosk that takes more tickets in a minute is told to the manager; 0: never. */
  kioskTicketsAMinute: z.number().int().min(0).max(10_000).default(60),
  /** A ticket that is longer in hand is told to the manager; 0: never. */
  longInHandMinutes: z.number().int().min(0).max(600).default(60),
  /** People wait, a window is open, and nobody was called for so long: told to the manager; 0: never. */
  callsStillMinutes: z.number().int().min(0).max(240).default(15),
  /** A device that nobody has seen for so many days has to be paired anew; 0: never. */
  deviceUnseenDays: z.number().int().min(0).max(3650).default(180),
  /** What was done by paper numbers can be entered so many days later; 0: on the same day only. */
  lateEntryDays: z.number().int().min(0).max(7).default(1),
  /** A board or kiosk without its server says after so long what visitors should do. */
  paperAfterSeconds: z.number().int().min(10).max(600).default(60),
  appointmentDaysAhead: z.number().int().min(0).max(90).default(14),
  /** The window's pad and sign show the clerk's staff number, and the portrait. */
  showStaffNumber: z.boolean().default(true),
  showStaffPhoto: z.boolean().default(false),
  /** Visitors are asked for the plate of their car, which the gate of the parking is told. */
  parking: z.boolean().default(false),
  /** Visitors take a place in line by telephone before they are there, and check in on arrival. */
  remoteTickets: z.boolean().default(false),
  /** Remote tickets in a half-hour, and on a day; 0: any number. */
  remoteAHalfHour: z.number().int().min(0).max(1000).default(10),
  remoteADay: z.number().int().min(0).max(10_000).default(100),
  /** Of one telephone on a day; those given up and missed count. */
  remoteAPerson: z.number().int().min(1).max(20).default(2),
  /** So long after it was taken its visitor has to be there. */
  remoteArriveMinutes: z.number().int().min(5).max(240).default(60),
  /** When the boards and signs are lit; a screen can have times of its own. */
  screenTimes: ScreenTimes.default({ by: 'always' }),
  /** Where visitors call with a question, printed on slips; empty: nowhere. */
  telephone: z
    .string()
    .trim()
    .regex(/^$|^[+(\d][\d\s()（）+\-–转轉,，/、]{2,39}$/, 'a telephone number')
    .default(''),
  /** Packages and matters by code that an empty search shows while too few were taken to know. */
  popular: z.array(Code).max(12).default([]),
});
export type HallSettings = z.infer<typeof HallSettings>;

export const Zone = Named.meta({ id: 'Zone' });
export const Queue = Named.extend({
  prefix: z.string().regex(/^[A-Z]{1,2}$/, 'one or two capital letters'),
  serviceLevelMinutes: z.number().int().min(1).max(600).default(15),
  /** Tickets a day; absent: no limit. */
  dailyQuota: z.number().int().min(0).optional(),
  /** Tickets by the part of the day, beside the day's own limit; parts do not overlap. */
  quotas: z.array(Quota).min(1).max(12).optional(),
  /** People served at once in an appointment slot; absent or 0: no appointments. */
  slotCapacity: z.number().int().min(0).optional(),
  slotMinutes: z.number().int().min(5).max(240).optional(),
  /** How its appointments can be held; absent: at the window only. */
  appointmentKinds: z.array(z.enum(appointmentKinds)).min(1).max(3).optional(),
  /** Where its video appointments are held, when one has no address of its own. */
  appointmentLink: AppointmentLink.optional(),
  /** Its own hours inside those of the hall; absent: whenever the hall is open. */
  hours: z.array(Hours).min(1).max(40).optional(),
  /** Of a station (驿站): the category that a visit to it has by itself. */
  category: Code.optional(),
}).meta({ id: 'Queue' });
export const WindowServes = z.strictObject({
  queue: Code,
  handicapMinutes: z.number().int().min(0).max(600).default(0),
});
export const Window = z
  .object({
    number: WindowNumber,
    /** What stands at it instead of its number ("A103"): shown, spoken, printed. */
    label: WindowLabel.optional(),
    name: Text,
    zone: Code,
    serves: z.array(WindowServes),
  })
  .meta({ id: 'Window' });
export const Category = Named.extend({
  creditMinutes: z.number().int().min(0).max(240).default(0),
  /** Whether visitors may say so themselves at the kiosk; else only staff give it. */
  atKiosk: z.boolean().default(true),
}).meta({ id: 'Category' });

/** The file format of a hall, as in `data/hall.json`. */
export const HallFile = z.object({
  code: Code,
  name: Text,
  ...placeMembers,
  timezone: z.string().min(1),
  enforceHours: z.boolean().default(true),
  hours: z.array(Hours).default([]),
  zones: z.array(Zone).min(1),
  queues: z.array(Queue).min(1),
  windows: z.array(Window).min(1),
  categories: z.array(Category).min(1),
  duty: z.array(Duty).max(dutyKinds.length).default([]),
  regions: z.array(Region).max(60).default([]),
  notices: z.array(Notice).max(50).default([]),
  media: z.array(Medium).max(30).default([]),
  logo: Logo.optional(),
  /** The hall's own colour for what leads the eye, `#rrggbb`; absent: the product's. */
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, 'a colour as #rrggbb')
    .optional(),
  /** Traditional texts that were proposed by the machine and that nobody has read yet. */
  proposed: z.array(z.string().min(1)).max(10_000).default([]),
  settings: HallSettings.prefault({}),
});
export type HallFile = z.infer<typeof HallFile>;

export type HallSummary = z.infer<typeof HallSummary>;
export const HallSummary = z
  .object({ code: Code, name: Text, timezone: z.string(), ...HallPlace.pick({ kind: true }).shape })
  .meta({ id: 'HallSummary' });
export const Hall = HallFile.omit({ logo: true, proposed: true })
  .extend({
    version: z.number().int(),
    setup: SetupVersion,
    /** The hall's local date, and whether it gives tickets at this moment. */
    day: z.string(),
    open: z.boolean(),
    nextOpening: Instant.nullable(),
    /** The times when it is open, from yesterday on for two weeks, one after the other. */
    openings: z.array(z.object({ from: Instant, to: Instant })),
    /** The address that phones reach the hall by; null: that of the page. */
    publicUrl: z.string().nullable(),
    /** Where the logo is to be had; null: there is none. */
    logo: z.string().nullable(),
    /** With the windows where visitors are sent, and their zones. */
    queues: z.array(Queue.extend({ windows: z.array(WindowNumber), zones: z.array(Code) })),
    windows: z.array(
      Window.extend({
        status: z.enum(windowStatuses),
        /** Its own work has matters that are handled for other regions, too (跨省通办, 异地办). */
        forRegions: z.literal(true).optional(),
      }),
    ),
  })
  .meta({ id: 'Hall' });
export type Hall = z.infer<typeof Hall>;

/** `closed`: outside its own hours, or not on duty now; `paused`: somebody stopped it (暂停取号). */
export const offerStatuses = ['open', 'closed', 'paused'] as const;

/** Whether tickets are given for a queue now, while its hall gives tickets at all. */
export const QueueOffer = z.object({
  status: z.enum(offerStatuses),
  /** When they are given next; null: they are now, or nobody knows. */
  opens: Instant.nullable(),
  /** Whether that is still today. */
  today: z.boolean(),
  /** Of a pause: why, and until when; null: until somebody ends it, or the day is over. */
  reason: z.string().nullable(),
  until: Instant.nullable(),
});
export type QueueOffer = z.infer<typeof QueueOffer>;

export const QueueState = z
  .object({
    queue: Code,
    name: Text,
    waiting: z.number().int(),
    openWindows: z.number().int(),
    estimate: Estimate.nullable(),
    /** Since when nobody is called although somebody waits; absent: it goes on. */
    /** No window is open, nor to be by hours and duty: when today one is to open. */
    opens: Instant.optional(),
    pausedSince: Instant.optional(),
    longestSeconds: Seconds,
    serviceLevelMinutes: z.number().int(),
    /** Tickets left today, or in this part of the day; null: no limit. */
    left: z.number().int().nullable(),
    offer: QueueOffer,
    /** What is possible instead, where a hall's queues are asked for and none is left. */
    next: z
      .object({
        /** When tickets are given again, and the next slot that can be booked. */
        opens: Instant.nullable(),
        slot: Instant.nullable(),
      })
      .optional(),
  })
  .meta({ id: 'QueueState' });
export type QueueState = z.infer<typeof QueueState>;

/** Somebody who goes along with a visitor, and where that visitor is. */
export const Companion = z
  .object({
    username: z.string(),
    name: z.string(),
    number: z.string(),
    status: z.enum(ticketStatuses),
    /** Where the ticket is called or served now. */
    window: WindowNumber.nullable(),
  })
  .meta({ id: 'Companion' });
export type Companion = z.infer<typeof Companion>;

/** What a hall needs before it can open. */
const readinessChecks = [
  'hours',
  'queues',
  'windows',
  'guides',
  'clerk',
  'kiosk',
  'board',
  'sound',
  'window',
] as const;
export type ReadinessCheck = (typeof readinessChecks)[number];

/** The topic `hall`: what a manager's live page shows. */
export const HallState = z
  .object({
    version: z.number().int(),
    at: Instant,
    setup: SetupVersion,
    hall: Code,
    day: z.string(),
    open: z.boolean(),
    queues: z.array(QueueState),
    windows: z.array(
      z.object({
        window: WindowNumber,
        zone: Code,
        status: z.enum(windowStatuses),
        clerk: z.string().nullable(),
        /** The name that the clerk is known by. */
        clerkName: z.string().nullable(),
        number: z.string().nullable(),
        ticketStatus: z.string().nullable(),
        since: Instant.nullable(),
        pauseReason: z.string().nullable(),
        label: WindowLabel.optional(),
        /** False: others are on duty now; who works here does so beside them. */
        onDuty: z.boolean(),
      }),
    ),
    totals: z.object({
      taken: z.number().int(),
      waiting: z.number().int(),
      inHand: z.number().int(),
      held: z.number().int(),
      missed: z.number().int(),
      done: z.number().int(),
      cancelled: z.number().int(),
      expired: z.number().int(),
      /** Gone on in another hall. */
      referred: z.number().int(),
    }),
    /** Who goes along with a visitor: told here when the ticket is called. */
    companions: z.array(Companion),
    readiness: z.object({
      /** The hall has given a ticket or opened a window before. */
      opened: z.boolean(),
      /** By its calendar the hall is at work now. */
      inHours: z.boolean(),
      checks: z.array(
        z.object({
          code: z.enum(readinessChecks),
          done: z.boolean(),
          /** The first things that are meant: codes of queues and packages, numbers of windows. */
          about: z.array(z.string()).max(20),
          /** How many they are. */
          count: z.number().int(),
        }),
      ),
    }),
    /** Visitors at kiosks who have asked for somebody and wait. */
    help: z.array(HelpRing),
    /** What somebody should look at, the urgent first. */
    alarms: z.array(Alarm),
  })
  .meta({ id: 'HallState' });
export type HallState = z.infer<typeof HallState>;
