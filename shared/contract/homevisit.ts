import { Flag } from './sorting.ts';
import { z } from 'zod';
import { Language, Text } from './text.ts';
import { PersonName, Phone } from './appointment.ts';
import { Code, Day, Instant, InstantInput, Reason } from './primitives.ts';
import { Username } from './people.ts';

export const homeVisitStatuses = [
  'requested',
  'accepted',
  'scheduled',
  'done',
  'declined',
  'cancelled',
] as const;
/** So many working days after it was asked for a visit is due. */
export const homeVisitDueDays = 5;
export type HomeVisitStatus = (typeof homeVisitStatuses)[number];

interface HomeVisitTransition {
  readonly from: readonly HomeVisitStatus[];
  readonly to: HomeVisitStatus;
  /** What must be said with it: a time in the future, or a reason for the visitor. */
  readonly needs?: 'scheduledAt' | 'answer';
}

/** What may follow what in a request for a visit at home (上门办), as data. */
export const homeVisitTransitions = {
  accept: { from: ['requested'], to: 'accepted' },
  schedule: { from: ['accepted', 'scheduled'], to: 'scheduled', needs: 'scheduledAt' },
  finish: { from: ['scheduled'], to: 'done' },
  decline: { from: ['requested', 'accepted'], to: 'declined', needs: 'answer' },
  cancel: { from: ['requested', 'accepted', 'scheduled'], to: 'cancelled' },
} as const satisfies Record<string, HomeVisitTransition>;
export type HomeVisitAct = keyof typeof homeVisitTransitions;
export const homeVisitActs = Object.keys(homeVisitTransitions) as [HomeVisitAct, ...HomeVisitAct[]];

/** The acts that a state allows. */
export function homeVisitActsIn(status: HomeVisitStatus): HomeVisitAct[] {
  return homeVisitActs.filter((act) =>
    (homeVisitTransitions[act].from as readonly HomeVisitStatus[]).includes(status),
  );
}

export const RequestHomeVisit = z
  .strictObject({
    package: Code.optional(),
    matters: z.array(Code).min(1).max(40).optional(),
    name: PersonName,
    phone: Phone,
    address: z.string().trim().min(4).max(200),
    /** Why, when it suits, who opens the door. */
    wish: z.string().trim().max(500).optional(),
    language: Language.default('zh-Hans'),
  })
  .refine((v) => v.package !== undefined || v.matters !== undefined, {
    message: 'say what for: a package or matters',
    path: ['package'],
  })
  .meta({ id: 'RequestHomeVisit' });
export type RequestHomeVisit = z.infer<typeof RequestHomeVisit>;

/** A request as who made it sees it: where it stands, nothing about the person. */
export const HomeVisit = z
  .object({
    token: z.string(),
    hall: Code,
    hallName: Text,
    timezone: z.string(),
    status: z.enum(homeVisitStatuses),
    package: Code.nullable(),
    packageName: Text.nullable(),
    matters: z.array(z.object({ code: Code, name: Text })),
    scheduledAt: Instant.nullable(),
    /** What the hall says to it, e.g. why not. */
    answer: z.string().nullable(),
    createdAt: Instant,
    changedAt: Instant,
    canCancel: z.boolean(),
  })
  .meta({ id: 'HomeVisit' });
export type HomeVisit = z.infer<typeof HomeVisit>;

/** The same for guides and managers, with where to go; the details are erased after some time. */
export const HomeVisitRequest = HomeVisit.omit({ token: true, canCancel: true })
  .extend({
    id: z.string(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
    wish: z.string().nullable(),
    owner: z.object({ username: z.string(), name: z.string() }).nullable(),
    /** By when the hall wants to have been there; null: asked before there were such days. */
    dueDay: Day.nullable(),
    overdue: z.boolean(),
    note: z.string().nullable(),
    allowed: z.array(z.enum(homeVisitActs)),
  })
  .meta({ id: 'HomeVisitRequest' });
export type HomeVisitRequest = z.infer<typeof HomeVisitRequest>;

export const HomeVisitChange = z
  .strictObject({
    /** Who goes; without it who accepts. */
    owner: Username.optional(),
    scheduledAt: InstantInput.optional(),
    answer: Reason.optional(),
    /** What was done there, for those who work here. */
    note: z.string().trim().min(1).max(500).optional(),
  })
  .meta({ id: 'HomeVisitChange' });
export type HomeVisitChange = z.infer<typeof HomeVisitChange>;

export const homeVisitSorts = ['oldest', 'newest', 'due', 'scheduled'] as const;
/** Columns of the list, with `down`. */
export const homeVisitColumns = ['status', 'person', 'created', 'at', 'due'] as const;
export const HomeVisitsQuery = z.strictObject({
  /** `expected`: whoever is still to be visited. */
  status: z.enum([...homeVisitStatuses, 'expected']).optional(),
  due: z.enum(['overdue', 'soon']).optional(),
  /** Who goes. */
  owner: Username.optional(),
  sort: z.enum([...homeVisitSorts, ...homeVisitColumns]).default('oldest'),
  down: Flag.optional(),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type HomeVisitsQuery = z.infer<typeof HomeVisitsQuery>;

export const HomeVisitList = z
  .object({ total: z.number().int(), requests: z.array(HomeVisitRequest) })
  .meta({ id: 'HomeVisitList' });
export type HomeVisitList = z.infer<typeof HomeVisitList>;

/** More visits than a hall's people can make in a day. */
export const mostTrips = 200;

export const TripsQuery = z.strictObject({
  /** Of the hall's calendar; absent: today. */
  day: Day.optional(),
});
export type TripsQuery = z.infer<typeof TripsQuery>;

/** The visits at home agreed for a day, in the order of their times (行程单). */
export const Trips = z
  .object({
    hall: Code,
    day: Day,
    trips: z.array(HomeVisitRequest),
    /** There are more than the list holds. */
    more: z.boolean(),
  })
  .meta({ id: 'Trips' });
export type Trips = z.infer<typeof Trips>;
