import { z } from 'zod';
import { Language, Text } from './text.ts';
import { mostPackages } from '../packages.ts';
import { holdKinds, stepStatuses, ticketStatuses } from '../transitions.ts';
import { ClientCode, clientKinds, Files } from './client.ts';
import { Plate } from './plate.ts';
import { Code, Estimate, Instant, Reason, WindowLabel, WindowNumber } from './primitives.ts';

/** Several packages, each once. */
export const Packages = z
  .array(Code)
  .min(1)
  .max(mostPackages)
  .refine((codes) => new Set(codes).size === codes.length, 'a package twice');

type Wish = Partial<Record<'queue' | 'package' | 'packages' | 'matters', unknown>>;
export const isQueueAlone = (t: Wish): boolean =>
  t.queue === undefined ||
  (t.package === undefined && t.packages === undefined && t.matters === undefined);
export const queueAlone = { message: 'a queue stands alone', path: ['queue'] };
export const isOneOrSeveral = (t: Wish): boolean =>
  t.package === undefined || t.packages === undefined;
export const oneOrSeveral = { message: 'say package or packages', path: ['packages'] };

export const TakeTicket = z
  .strictObject({
    package: Code.optional(),
    /** Several packages as one ticket, in place of `package`; `matters` may then be of none of them. */
    packages: Packages.optional(),
    matters: z.array(Code).min(1).max(40).optional(),
    queue: Code.optional(),
    /** One or several; the one with the highest credit applies. */
    category: z.union([Code, z.array(Code).min(1).max(10)]).optional(),
    /** Why somebody is given a category by who works here; it stands in the log. */
    reason: Reason.optional(),
    language: Language.default('zh-Hans'),
    /** The code of an appointment: its package, matters and category are taken from it. */
    appointment: z.string().trim().min(1).max(64).optional(),
    /** An ID number that the reader read; it becomes a keyed hash and is not stored. */
    idNumber: z.string().trim().min(6).max(32).optional(),
    /** Asked again after a restart: an ID number came with it that is no longer known. */
    cardRead: z.boolean().optional(),
    /** The code of a steward's client: a ticket of the green channel, and the steward is told. */
    client: ClientCode.optional(),
    /** Somebody comes for others (代办). */
    agent: z.boolean().optional(),
    /** Whose files are brought: so many people's; absent: 1. */
    files: Files.optional(),
    /** The region that the matter is handled for (跨省通办); absent: this one. */
    region: Code.optional(),
    /** The plate of the visitor's car, for the gate of the parking (政省心); erased when the day ends. */
    plate: Plate.optional(),
  })
  .refine(
    (t) =>
      t.appointment !== undefined ||
      t.package !== undefined ||
      t.packages !== undefined ||
      t.matters !== undefined ||
      t.queue !== undefined,
    {
      message: 'say what for: package, matters, queue or appointment',
      path: ['package'],
    },
  )
  .refine(isQueueAlone, queueAlone)
  .refine(isOneOrSeveral, oneOrSeveral)
  .meta({ id: 'TakeTicket' });
export type TakeTicket = z.infer<typeof TakeTicket>;

/** One of the packages that a ticket is for. */
export const TicketPackage = z.object({ code: Code, name: Text });

export const TicketItem = z.object({
  code: Code,
  name: Text,
  /** null: not yet decided. */
  done: z.boolean().nullable(),
});

export const TicketStep = z
  .object({
    /** Of the step in its visit; what was dropped leaves a gap. */
    position: z.number().int(),
    queue: Code,
    queueName: Text,
    matters: z.array(Code),
    items: z.array(TicketItem),
    status: z.enum(stepStatuses),
    /** People ahead in this queue; null while the step does not wait. */
    ahead: z.number().int().nullable(),
    estimate: Estimate.nullable(),
    /** Since when nobody is called although somebody waits; absent: it goes on. */
    pausedSince: Instant.optional(),
    window: WindowNumber.nullable(),
    /** What stands at that window instead of its number. */
    label: WindowLabel.optional(),
    /** Where this queue is served now: the windows' numbers, in duty hours those on duty, and their zones. */
    windows: z.array(WindowNumber),
    zones: z.array(Code),
    /** How many of them are open now: with none, nobody is called. */
    openWindows: z.number().int(),
    /** Still to come, and its queue is closed now: when it opens next; else null. */
    opens: Instant.nullable(),
    holdKind: z.enum(holdKinds).nullable(),
    holdUntil: Instant.nullable(),
    calls: z.number().int(),
    misses: z.number().int(),
    calledAt: Instant.nullable(),
    startedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    rated: z.boolean(),
    /** Done, and by the rules its visitor may say how it was. */
    rateable: z.boolean(),
  })
  .meta({ id: 'TicketStep' });
export type TicketStep = z.infer<typeof TicketStep>;

/** Where the visitor goes next. */
export const NextPlace = z
  .object({
    queue: Code,
    name: Text,
    zones: z.array(Code),
    windows: z.array(WindowNumber),
    openWindows: z.number().int(),
    opens: Instant.nullable(),
    ahead: z.number().int(),
    estimate: Estimate.nullable(),
    /** Since when nobody is called although somebody waits; absent: it goes on. */
    pausedSince: Instant.optional(),
  })
  .meta({ id: 'NextPlace' });

/** The ticket of another hall that one goes on from, or has gone on as. */
export const OtherTicket = z
  .object({ hall: Code, hallName: Text, number: z.string() })
  .meta({ id: 'OtherTicket' });

export const Ticket = z
  .object({
    id: z.string(),
    token: z.string(),
    version: z.number().int(),
    hall: Code,
    number: z.string(),
    /** The first of `packages`. */
    package: Code.nullable(),
    /** Of all of them as one: what a slip says that the ticket is for. */
    packageName: Text.nullable(),
    packages: z.array(TicketPackage),
    category: Code,
    language: Language,
    status: z.enum(ticketStatuses),
    takenAt: Instant,
    treatedAsCameAt: Instant,
    appointment: z.object({ code: z.string(), from: Instant }).nullable(),
    steps: z.array(TicketStep),
    next: NextPlace.nullable(),
    canReturn: z.boolean(),
    canCancel: z.boolean(),
    /** How many people's files it has; they are counted as matters, not as visits. */
    files: z.number().int(),
    agent: z.boolean(),
    /** The region that it is for; null: this one. */
    region: z.object({ code: Code, name: Text }).nullable(),
    /** Where its visitor was referred from; absent: from nowhere. */
    referredFrom: OtherTicket.optional(),
    /** Where its visitor was referred to. The token is for whoever has the token of this one. */
    referredTo: OtherTicket.extend({
      token: z.string().optional(),
      /** Where that hall is, and its telephone, as far as they are known. */
      address: Text.optional(),
      telephone: z.string().optional(),
    }).optional(),
  })
  .meta({ id: 'Ticket' });
export type Ticket = z.infer<typeof Ticket>;

/**
 * A ticket as those who help its visitor get it: with its link only where a slip is printed again,
 * and without a word of what was rated.
 */
export const HelpedTicket = Ticket.extend({ token: z.string().optional() }).meta({
  id: 'HelpedTicket',
});
export type HelpedTicket = z.infer<typeof HelpedTicket>;

/** The ticket in hand as its window sees it: without the token, which is the visitor's. */
export const TicketInHand = Ticket.omit({ token: true })
  .extend({
    step: z.number().int(),
    waitSeconds: z.number(),
    /** Since when it is called or served here. */
    since: Instant,
    /** The handling that came before that: a hold, a return or a takeover does not set it back. */
    handledSeconds: z.number(),
    note: z.string().nullable(),
    companion: z.string().nullable(),
    /** Whose steward it is for; null: nobody's. */
    client: z.object({ code: z.string(), name: z.string(), kind: z.enum(clientKinds) }).nullable(),
    /** When `no-show` becomes possible; null: more calls are needed first. */
    noShowFrom: Instant.nullable(),
    /** From then on "next" makes a no-show of it by itself, as the hall wishes; else it asks. */
    noShowOnNext: z.boolean(),
    callsNeeded: z.number().int(),
  })
  .meta({ id: 'TicketInHand' });
export type TicketInHand = z.infer<typeof TicketInHand>;

export const Rating = z
  .strictObject({
    level: z.number().int().min(1).max(5),
    reasons: z.array(Code).max(10).optional(),
    comment: z.string().trim().max(500).optional(),
    /** The step by its position; absent: the last one served. */
    step: z.number().int().min(0).optional(),
  })
  .meta({ id: 'Rating' });
export type Rating = z.infer<typeof Rating>;
