import { sortedBy } from './sorting.ts';
import { z } from 'zod';
import { Code, Day, Id, Instant, Seconds, TicketNumber, WindowNumber } from './primitives.ts';
import { Text } from './text.ts';

/** How somebody walks: at a window, going along, as a visitor, or sent by the people. */
export const walkRoles = ['clerk', 'companion', 'visitor', 'representative'] as const;
export const walkStatuses = ['planned', 'done', 'cancelled'] as const;
/** 堵点, 难点, 痛点, 建议. */
export const observationKinds = ['blocked', 'difficult', 'painful', 'suggestion'] as const;
export const obstacleStatuses = ['open', 'in-progress', 'solved', 'declined'] as const;
export type ObstacleStatus = (typeof obstacleStatuses)[number];

const Title = z.string().trim().min(1).max(100);
const Name = z.string().trim().min(1).max(60);
const Note = z.string().trim().min(1).max(1000);
/** More would be a slip of the finger. */
const Cut = z.number().int().min(0).max(1000);

const WalkInput = z.strictObject({
  title: Title,
  /** Who walks: rarely one of those who work here. */
  leader: Name,
  /** A department of the hall, by code or name; else a name in words. */
  department: Name,
  role: z.enum(walkRoles),
  day: Day,
  /** Absent with a package: all of its own; absent without one: those of the tickets bound. */
  matters: z.array(Code).max(100).optional(),
  /** What the hall does not handle by itself, in words. */
  otherMatters: z.array(Name).max(100).optional(),
  package: Code.nullable().optional(),
  window: WindowNumber.nullable().optional(),
});
export const NewWalk = WalkInput.meta({ id: 'NewWalk' });
export type NewWalk = z.infer<typeof NewWalk>;

const saysSomething = {
  message: 'say what changes',
  path: ['title'],
};
const anySaid = (change: object): boolean =>
  Object.values(change).some((value) => value !== undefined);

/** What is not said stays as it is. */
export const WalkChange = WalkInput.partial()
  .extend({ status: z.enum(walkStatuses).optional() })
  .refine(anySaid, saysSomething)
  .meta({ id: 'WalkChange' });
export type WalkChange = z.infer<typeof WalkChange>;

export const BindTicket = z
  .strictObject({ number: TicketNumber, /** Absent: the walk's day. */ day: Day.optional() })
  .meta({ id: 'BindTicket' });
export type BindTicket = z.infer<typeof BindTicket>;

export const NewObservation = z
  .strictObject({ text: Note, kind: z.enum(observationKinds), step: Name.optional() })
  .meta({ id: 'NewObservation' });
export type NewObservation = z.infer<typeof NewObservation>;

export const NewObstacle = z
  .strictObject({
    title: Title,
    department: Name,
    /** A user name, or the name of somebody who works elsewhere. */
    owner: Name.optional(),
    /** Absent: so many working days from today. */
    due: Day.optional(),
    dueWorkingDays: z.number().int().min(1).max(250).optional(),
    /** The observation that it came from, by its position. */
    observation: z.number().int().min(0).optional(),
  })
  .meta({ id: 'NewObstacle' });
export type NewObstacle = z.infer<typeof NewObstacle>;

export const ObstacleChange = z
  .strictObject({
    title: Title.optional(),
    department: Name.optional(),
    owner: Name.nullable().optional(),
    due: Day.optional(),
    status: z.enum(obstacleStatuses).optional(),
    /** What was done; what the answer is. */
    done: Note.optional(),
    daysCut: Cut.optional(),
    papersCut: Cut.optional(),
  })
  .refine(anySaid, saysSomething)
  .meta({ id: 'ObstacleChange' });
export type ObstacleChange = z.infer<typeof ObstacleChange>;

const Person = z.object({ username: z.string().nullable(), name: z.string() });

export const Obstacle = z
  .object({
    id: z.string(),
    /** Where it was found: in which walk, or by which patrol. */
    walk: z.object({ id: z.string(), title: z.string() }).nullable(),
    patrol: z.object({ id: z.string(), team: z.string() }).nullable(),
    observation: z.number().int().nullable(),
    title: z.string(),
    department: z.string(),
    departmentName: Text,
    /** `username` is null for somebody who works elsewhere. */
    owner: Person.nullable(),
    foundDay: Day,
    due: Day,
    overdue: z.boolean(),
    status: z.enum(obstacleStatuses),
    done: z.string().nullable(),
    daysCut: z.number().int(),
    papersCut: z.number().int(),
    solvedDay: Day.nullable(),
    changedAt: Instant,
  })
  .meta({ id: 'Obstacle' });
export type Obstacle = z.infer<typeof Obstacle>;

export const ObstacleWithStates = Obstacle.extend({
  states: z.array(
    z.object({
      status: z.enum(obstacleStatuses),
      at: Instant,
      by: z.object({ username: z.string(), name: z.string() }).nullable(),
      done: z.string().nullable(),
    }),
  ),
}).meta({ id: 'ObstacleWithStates' });
export type ObstacleWithStates = z.infer<typeof ObstacleWithStates>;

export const obstacleSorts = ['title', 'department', 'owner', 'due', 'status'] as const;
export const ObstaclesQuery = z.strictObject({
  /** `unfinished`: open or in progress. */
  status: z.enum([...obstacleStatuses, 'unfinished']).optional(),
  overdue: z.enum(['true', 'false']).optional(),
  department: Name.optional(),
  owner: Name.optional(),
  walk: Id.optional(),
  /** By the day on which they were found. */
  from: Day.optional(),
  to: Day.optional(),
  ...sortedBy(obstacleSorts),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ObstaclesQuery = z.infer<typeof ObstaclesQuery>;

export const ObstacleList = z
  .object({ total: z.number().int(), items: z.array(Obstacle) })
  .meta({ id: 'ObstacleList' });
export type ObstacleList = z.infer<typeof ObstacleList>;

/** A ticket that a walk is bound to, with the times of its steps; null where nothing is known of it. */
export const WalkTicket = z.object({
  number: z.string(),
  day: Day,
  visit: z
    .object({
      takenAt: Instant,
      endedAt: Instant.nullable(),
      status: z.string(),
      /** End of the last step − the ticket was taken, in seconds; null: not over. */
      seconds: Seconds.nullable(),
      steps: z.array(
        z.object({
          queue: Code,
          queueName: Text,
          window: WindowNumber.nullable(),
          status: z.string(),
          /** In seconds; null: not called yet, not handled. */
          wait: Seconds.nullable(),
          handling: Seconds.nullable(),
        }),
      ),
    })
    .nullable(),
});
export type WalkTicket = z.infer<typeof WalkTicket>;

export const WalkRow = z
  .object({
    id: z.string(),
    title: z.string(),
    leader: z.string(),
    department: z.string(),
    departmentName: Text,
    role: z.enum(walkRoles),
    day: Day,
    status: z.enum(walkStatuses),
    /** The matters that it counts for. */
    matters: z.array(z.object({ code: Code.nullable(), name: Text })),
    package: z.object({ code: Code, name: Text }).nullable(),
    window: WindowNumber.nullable(),
    tickets: z.number().int(),
    observations: z.number().int(),
    obstacles: z.number().int(),
    solved: z.number().int(),
  })
  .meta({ id: 'WalkRow' });
export type WalkRow = z.infer<typeof WalkRow>;

export const Walk = WalkRow.omit({ tickets: true, observations: true, obstacles: true })
  .extend({
    tickets: z.array(WalkTicket),
    observations: z.array(
      z.object({
        position: z.number().int(),
        kind: z.enum(observationKinds),
        text: z.string(),
        step: z.string().nullable(),
        at: Instant,
        by: z.object({ username: z.string(), name: z.string() }).nullable(),
      }),
    ),
    obstacles: z.array(Obstacle),
  })
  .meta({ id: 'Walk' });
export type Walk = z.infer<typeof Walk>;

export const walkSorts = ['day', 'title', 'leader', 'department', 'role', 'status'] as const;
export const WalksQuery = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
  status: z.enum(walkStatuses).optional(),
  department: Name.optional(),
  leader: Name.optional(),
  ...sortedBy(walkSorts),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type WalksQuery = z.infer<typeof WalksQuery>;

export const WalkList = z
  .object({ total: z.number().int(), items: z.array(WalkRow) })
  .meta({ id: 'WalkList' });
export type WalkList = z.infer<typeof WalkList>;

export const WalkSummaryQuery = z.strictObject({ from: Day, to: Day });
export type WalkSummaryQuery = z.infer<typeof WalkSummaryQuery>;

/**
 * The counts of the walks of some days that were not cancelled, each with the rows behind it. What was
 * cut is that of obstacles that are solved.
 */
export const WalkSummary = z
  .object({
    from: Day,
    to: Day,
    walks: z.number().int(),
    departments: z.number().int(),
    leaders: z.number().int(),
    /** Each matter of each walk. */
    matters: z.number().int(),
    obstaclesFound: z.number().int(),
    obstaclesSolved: z.number().int(),
    workingDaysCut: z.number().int(),
    papersCut: z.number().int(),
    rows: z.object({
      departments: z.array(
        z.object({
          department: z.string(),
          name: Text,
          walks: z.number().int(),
          leaders: z.number().int(),
          matters: z.number().int(),
          obstaclesFound: z.number().int(),
          obstaclesSolved: z.number().int(),
          workingDaysCut: z.number().int(),
          papersCut: z.number().int(),
        }),
      ),
      leaders: z.array(
        z.object({
          leader: z.string(),
          name: Text,
          walks: z.number().int(),
          matters: z.number().int(),
        }),
      ),
      matters: z.array(z.object({ code: Code.nullable(), name: Text, walks: z.number().int() })),
      obstacles: z.array(Obstacle),
    }),
  })
  .meta({ id: 'WalkSummary' });
export type WalkSummary = z.infer<typeof WalkSummary>;
