import { z } from 'zod';
import { HallPlace, placeMembers } from './place.ts';
import { Code, Estimate, Instant, ProblemAnswer, TimeOfDay } from './primitives.ts';
import { Text } from './text.ts';

/** So many halls of a region are shown, by their codes. */
export const mostInRegion = 500;
/** So many are made by one list. */
export const mostMade = 200;
export const mostHallListBytes = 1024 * 1024;

const RegionQueue = z.object({
  queue: Code,
  name: Text,
  waiting: z.number().int(),
  openWindows: z.number().int(),
  /** For who comes now, in seconds; null: nobody knows. */
  estimate: Estimate.nullable(),
  /** Since when nobody is called although somebody waits; absent: it goes on. */
  pausedSince: Instant.optional(),
  /** Whether tickets are given for it now. */
  gives: z.boolean(),
});
export type RegionQueue = z.infer<typeof RegionQueue>;

/** A hall as people of the region see it now. */
export const RegionHall = HallPlace.extend({
  code: Code,
  name: Text,
  timezone: z.string(),
  open: z.boolean(),
  nextOpening: Instant.nullable(),
  waiting: z.number().int(),
  /** Windows that are open. */
  openWindows: z.number().int(),
  /** Appointments can be made there. */
  books: z.boolean(),
  /** Numbers can be taken before one is there (远程取号). */
  remote: z.boolean(),
  telephone: z.string(),
  queues: z.array(RegionQueue),
});
export type RegionHall = z.infer<typeof RegionHall>;

export const RegionState = z
  .object({ at: Instant, items: z.array(RegionHall) })
  .meta({ id: 'RegionState' });
export type RegionState = z.infer<typeof RegionState>;

export const OffersQuery = z.strictObject({ q: z.string().trim().max(40).default('') });

/** What is offered where, by the name that it has there. */
export const RegionOffer = z.object({
  kind: z.enum(['package', 'matter']),
  name: Text,
  /** The everyday word by which it was found; null: by its name. */
  by: z.string().nullable(),
  /** The halls by their codes, each with the code that it has there. */
  halls: z.array(z.object({ hall: Code, code: Code })),
});
export type RegionOffer = z.infer<typeof RegionOffer>;
export const RegionOffers = z.object({ items: z.array(RegionOffer) }).meta({ id: 'RegionOffers' });
export type RegionOffers = z.infer<typeof RegionOffers>;

/** When people come to a hall: tickets taken by the weekday and half-hour. */
export const BusyHours = z
  .object({
    hall: Code,
    /** The days that were counted, both included; null: too few to say anything. */
    from: z.string().nullable(),
    to: z.string().nullable(),
    days: z.number().int(),
    cells: z.array(
      z.object({
        /** ISO: 1 is Monday. */
        weekday: z.number().int().min(1).max(7),
        /** When the half-hour begins, local time. */
        at: TimeOfDay,
        /** Tickets taken on such a day in it, on the average. */
        tickets: z.number(),
      }),
    ),
  })
  .meta({ id: 'BusyHours' });
export type BusyHours = z.infer<typeof BusyHours>;

/** A hall as the region's administrator sees it. */
export const RegionRow = HallPlace.extend({
  code: Code,
  name: Text,
  timezone: z.string(),
  open: z.boolean(),
  revision: z.number().int(),
  follows: Code.nullable(),
  takenRevision: z.number().int().nullable(),
  newestRevision: z.number().int().nullable(),
  behind: z.boolean(),
  /** How many things differ from what it follows. */
  differs: z.number().int(),
}).meta({ id: 'RegionRow' });
export type RegionRow = z.infer<typeof RegionRow>;
export const RegionRows = z.object({ items: z.array(RegionRow) }).meta({ id: 'RegionRows' });
export type RegionRows = z.infer<typeof RegionRows>;

/** A hall to be made; `follows`: it begins with that hall's set-up and follows it from then on. */
export const ListedHall = z
  .strictObject({
    code: Code,
    name: Text,
    ...placeMembers,
    timezone: z.string().min(1).max(60).optional(),
    follows: Code.optional(),
  })
  .meta({ id: 'ListedHall' });
export type ListedHall = z.infer<typeof ListedHall>;

const Issues = ProblemAnswer.shape.issues.unwrap();

/** What a list says: `path` of a fault is its cell. */
export const HallList = z
  .object({
    halls: z.array(z.object({ row: z.number().int(), hall: ListedHall })),
    faults: Issues,
  })
  .meta({ id: 'HallList' });
export type HallList = z.infer<typeof HallList>;

export const MakeHalls = z
  .strictObject({
    halls: z.array(ListedHall).min(1).max(mostMade),
    /** All or none; false: those that can be made. */
    whole: z.boolean().default(true),
  })
  .meta({ id: 'MakeHalls' });
export type MakeHalls = z.infer<typeof MakeHalls>;

export const MadeHalls = z
  .object({
    items: z.array(z.object({ code: Code, made: z.boolean(), issues: Issues })),
  })
  .meta({ id: 'MadeHalls' });
export type MadeHalls = z.infer<typeof MadeHalls>;
