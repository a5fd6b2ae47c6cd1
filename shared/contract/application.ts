import { Flag } from './sorting.ts';
import { z } from 'zod';
import { PromisedDays } from './catalogue.ts';
import { Rate } from './report.ts';
import { Code, Day, Id, Instant, TicketNumber, WindowNumber } from './primitives.ts';
import { Text } from './text.ts';

export const applicationStatuses = [
  'accepted',
  'supplement',
  'decided',
  'delivered',
  'withdrawn',
] as const;
export type ApplicationStatus = (typeof applicationStatuses)[number];

/** From which states each is reached (rules.md, "After the window"), as data. */
export const applicationTransitions = {
  accepted: ['supplement'],
  supplement: ['accepted'],
  decided: ['accepted'],
  delivered: ['decided'],
  withdrawn: ['accepted', 'supplement'],
} as const satisfies Record<ApplicationStatus, readonly ApplicationStatus[]>;

/** The states that may follow a state. */
export function statusesAfter(status: ApplicationStatus): ApplicationStatus[] {
  return applicationStatuses.filter((next) =>
    (applicationTransitions[next] as readonly ApplicationStatus[]).includes(status),
  );
}

/** Not yet in the visitor's hands. */
export const isGoingOn = (status: ApplicationStatus): boolean => !isOver(status);
/** Nothing more will come of it. */
export const isOver = (status: ApplicationStatus): boolean =>
  status === 'delivered' || status === 'withdrawn';

/**
 * A receipt number as a scanner or a person gives it: without spaces, in wide letters as in narrow
 * ones, in capitals. That is how it is kept, so that one number is the same however it was typed.
 */
export const Receipt = z
  .string()
  .max(128)
  .transform((typed) => typed.normalize('NFKC').replace(/\s+/gu, '').toUpperCase())
  .refine((text) => /^[\p{L}\p{N}\p{P}\p{S}]{1,64}$/u.test(text), '1 to 64 signs');

/** How many may be entered when a visit ends. */
export const mostApplications = 20;

/**
 * What a matter promises that says nothing of its own: 行政许可法 § 42, twenty days, of working days
 * (§ 82).
 */
export const usualPromise = 20;

/** What was handed in at a step, as its end enters it. */
export const NewApplication = z.strictObject({
  matter: Code,
  receipt: Receipt.optional(),
  /** Absent: as the matter promises. */
  promisedWorkingDays: PromisedDays.optional(),
  /** The project that it belongs to, by its code. */
  project: Code.optional(),
});
export type NewApplication = z.infer<typeof NewApplication>;
export const NewApplications = z.array(NewApplication).min(1).max(mostApplications);

const Note = z.string().trim().min(1).max(500);

export const ApplicationChange = z
  .strictObject({
    status: z.enum(applicationStatuses).optional(),
    /** For those who work here. */
    note: Note.optional(),
    /** For the visitor, on the page of the visit: what to bring, where to fetch it. */
    visitorNote: Note.optional(),
    /** Entered later, or corrected. */
    receipt: Receipt.nullable().optional(),
    /** The code of a project; null: of none. */
    project: Code.nullable().optional(),
    /** With `project`: the planned application that it is; absent: the first one of its matter. */
    plan: Id.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    message: 'say what changes',
    path: ['status'],
  })
  .refine(
    ({ status, note, visitorNote }) => status !== undefined || (note ?? visitorNote) === undefined,
    {
      message: 'a note goes with a state',
      path: ['status'],
    },
  )
  .meta({ id: 'ApplicationChange' });
export type ApplicationChange = z.infer<typeof ApplicationChange>;

const Person = z.object({ username: z.string(), name: z.string() });

export const Application = z
  .object({
    id: z.string(),
    number: z.string(),
    /** The day on which it was accepted. */
    day: Day,
    matter: Code,
    matterName: Text,
    department: Code,
    departmentName: Text,
    window: WindowNumber,
    clerk: Person.nullable(),
    /** Only its end where nothing more will come of it. */
    receipt: z.string().nullable(),
    promisedWorkingDays: z.number().int(),
    /** The last day as promised. While something is to be brought, the day as it stood before. */
    dueDay: Day,
    status: z.enum(applicationStatuses),
    statusSince: Instant,
    decidedDay: Day.nullable(),
    /** Working days until it was decided, supplements left out. */
    usedWorkingDays: z.number().int().nullable(),
    /** Decided as promised; null: not decided. */
    onTime: z.boolean().nullable(),
    overdue: z.boolean(),
    /** Due within two working days. */
    dueSoon: z.boolean(),
    project: z.object({ code: Code, name: z.string(), plan: z.string().nullable() }).nullable(),
    /** What the visitor was told last. */
    visitorNote: z.string().nullable(),
    allowed: z.array(z.enum(applicationStatuses)),
  })
  .meta({ id: 'Application' });
export type Application = z.infer<typeof Application>;

/** One application with all of its states. */
export const ApplicationFile = Application.extend({
  states: z.array(
    z.object({
      status: z.enum(applicationStatuses),
      at: Instant,
      by: z.string().nullable(),
      note: z.string().nullable(),
      visitorNote: z.string().nullable(),
    }),
  ),
}).meta({ id: 'ApplicationFile' });
export type ApplicationFile = z.infer<typeof ApplicationFile>;

export const applicationSorts = ['receipt', 'accepted', 'promised', 'due', 'status'] as const;
export const ApplicationFilter = z.strictObject({
  /** `running`: accepted or waiting for a supplement. */
  status: z.enum([...applicationStatuses, 'running']).optional(),
  overdue: Flag.optional(),
  /** Due within two working days, today included. */
  dueSoon: Flag.optional(),
  project: Code.optional(),
  matter: Code.optional(),
  department: Code.optional(),
  window: z.coerce.number().pipe(WindowNumber).optional(),
  receipt: Receipt.optional(),
  number: TicketNumber.optional(),
  /** By the day on which they were accepted; absent: those of a year. Running ones are all there. */
  from: Day.optional(),
  to: Day.optional(),
  sort: z.enum(applicationSorts).default('due'),
  down: Flag.optional(),
});
export const ApplicationsQuery = ApplicationFilter.extend({
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ApplicationFilter = z.infer<typeof ApplicationFilter>;
export type ApplicationsQuery = z.infer<typeof ApplicationsQuery>;

/** Those that are late, and those that will be soon. */
export const DueApplications = z.object({
  overdue: z.number().int(),
  dueSoon: z.number().int(),
  /** The most urgent few, the oldest first. */
  first: z.array(
    z.object({ id: z.string(), number: z.string(), matter: Code, matterName: Text, dueDay: Day }),
  ),
});
export type DueApplications = z.infer<typeof DueApplications>;

export const ApplicationList = z
  .object({ total: z.number().int(), applications: z.array(Application), due: DueApplications })
  .meta({ id: 'ApplicationList' });
export type ApplicationList = z.infer<typeof ApplicationList>;

/** What the visitor's page tells of what was handed in. */
export const VisitorApplications = z
  .object({
    hall: Code,
    applications: z.array(
      z.object({
        id: z.string(),
        matter: Text,
        department: Text,
        /** Its last signs: enough to tell it from another. */
        receiptEnd: z.string().nullable(),
        status: z.enum(applicationStatuses),
        since: Instant,
        /** Promised by then; null while something is to be brought. */
        dueDay: Day.nullable(),
        promisedWorkingDays: z.number().int(),
        overdue: z.boolean(),
        decidedDay: Day.nullable(),
        note: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'VisitorApplications' });
export type VisitorApplications = z.infer<typeof VisitorApplications>;

/** Working days: promised, and used. */
const Days = z.object({ p50: z.number().int().nullable(), p90: z.number().int().nullable() });
const ApplicationFigures = z.object({
  /** Handed in on these days. */
  accepted: z.number().int(),
  /** Decided on these days; the figures beside it are of these. */
  decided: z.number().int(),
  onTime: Rate,
  promised: Days,
  used: Days,
});
export type ApplicationFigures = z.infer<typeof ApplicationFigures>;

export const ApplicationReport = z
  .object({
    hall: Code,
    from: Day,
    to: Day,
    total: ApplicationFigures,
    departments: z.array(ApplicationFigures.extend({ code: Code, name: Text })),
    matters: z.array(ApplicationFigures.extend({ code: Code, name: Text, department: Code })),
  })
  .meta({ id: 'ApplicationReport' });
export type ApplicationReport = z.infer<typeof ApplicationReport>;

export const ApplicationReportQuery = z.strictObject({ from: Day.optional(), to: Day.optional() });
export type ApplicationReportQuery = z.infer<typeof ApplicationReportQuery>;
