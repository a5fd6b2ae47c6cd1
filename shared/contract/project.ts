import { sortedBy } from './sorting.ts';
import { z } from 'zod';
import { Application, applicationStatuses } from './application.ts';
import { Username } from './people.ts';
import { Code, Day, Id, Instant, TicketNumber } from './primitives.ts';
import { Text } from './text.ts';

export const projectStatuses = ['open', 'closed'] as const;

const Name = z.string().trim().min(1).max(60);

/** An application that the plan has: of which matter, decided by when. */
const PlannedInput = z.strictObject({
  /** Of one that is there already; a new one gets its own. */
  id: Id.optional(),
  matter: Code,
  dueDay: Day,
});
export const StageInput = z.strictObject({
  name: Name,
  dueDay: Day,
  applications: z.array(PlannedInput).max(40).default([]),
});
const Stages = z.array(StageInput).max(20);

export const NewProject = z
  .strictObject({
    code: Code,
    name: Name,
    steward: Username.nullable().default(null),
    stages: Stages.default([]),
  })
  .meta({ id: 'NewProject' });
export type NewProject = z.infer<typeof NewProject>;

/** What is not said stays as it is; stages are given whole. */
export const ProjectChange = z
  .strictObject({
    name: Name.optional(),
    steward: Username.nullable().optional(),
    stages: Stages.optional(),
    status: z.enum(projectStatuses).optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    message: 'say what changes',
    path: ['name'],
  })
  .meta({ id: 'ProjectChange' });
export type ProjectChange = z.infer<typeof ProjectChange>;

/** A visit that was for a project: a ticket by its number and day. */
export const BindVisit = z
  .strictObject({ number: TicketNumber, day: Day })
  .meta({ id: 'BindVisit' });
export type BindVisit = z.infer<typeof BindVisit>;

/** How it stands with what was planned; `late`: its day is over and it is not decided. */
export const planStates = ['planned', 'running', 'done'] as const;

const Planned = z.object({
  id: z.string(),
  matter: Code,
  matterName: Text,
  dueDay: Day,
  state: z.enum(planStates),
  late: z.boolean(),
  /** The application that it is; null: not handed in yet. */
  application: z
    .object({
      id: z.string(),
      number: z.string(),
      status: z.enum(applicationStatuses),
      dueDay: Day,
      decidedDay: Day.nullable(),
    })
    .nullable(),
});
export type Planned = z.infer<typeof Planned>;

export const ProjectSummary = z
  .object({
    code: Code,
    name: z.string(),
    steward: z.object({ username: z.string(), name: z.string() }).nullable(),
    status: z.enum(projectStatuses),
    planned: z.number().int(),
    done: z.number().int(),
    late: z.number().int(),
    visits: z.number().int(),
    /** The last day of its plan. */
    dueDay: Day.nullable(),
    changedAt: Instant,
  })
  .meta({ id: 'ProjectSummary' });
export type ProjectSummary = z.infer<typeof ProjectSummary>;

export const Project = ProjectSummary.extend({
  today: Day,
  stages: z.array(
    z.object({
      name: z.string(),
      dueDay: Day,
      /** Its day is over and not all of it is decided. */
      late: z.boolean(),
      applications: z.array(Planned),
    }),
  ),
  /** Bound to it, and in no stage of the plan. */
  others: z.array(Application),
  bound: z.array(z.object({ number: z.string(), day: Day })),
}).meta({ id: 'Project' });
export type Project = z.infer<typeof Project>;

export const projectSorts = ['code', 'name', 'steward'] as const;
export const ProjectsQuery = z.strictObject({
  status: z.enum(projectStatuses).optional(),
  ...sortedBy(projectSorts),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ProjectsQuery = z.infer<typeof ProjectsQuery>;

export const ProjectList = z
  .object({ total: z.number().int(), projects: z.array(ProjectSummary) })
  .meta({ id: 'ProjectList' });
export type ProjectList = z.infer<typeof ProjectList>;
