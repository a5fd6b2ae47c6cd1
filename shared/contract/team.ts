import { z } from 'zod';
import { Username } from './people.ts';
import { Code, Day, Id, Instant, WindowNumber } from './primitives.ts';

const Name = z.string().trim().min(1).max(30);
const Person = z.object({ username: z.string(), name: z.string() });

const TeamInput = z.strictObject({
  name: Name,
  /** Null: only its windows. */
  zone: Code.nullable(),
  windows: z.array(WindowNumber).max(100),
  leader: Username.nullable(),
  members: z.array(Username).max(100),
  /** Window signs of its windows show its name. */
  badge: z.boolean(),
});
/** A team (先锋队) has a zone, or windows. */
export const NewTeam = TeamInput.extend({
  zone: Code.nullable().default(null),
  windows: z.array(WindowNumber).max(100).default([]),
  leader: Username.nullable().default(null),
  members: z.array(Username).max(100).default([]),
  badge: z.boolean().default(false),
}).meta({ id: 'NewTeam' });
export type NewTeam = z.infer<typeof NewTeam>;

/** What is not said stays as it is. */
export const TeamChange = TeamInput.partial()
  .extend({ active: z.boolean().optional() })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    message: 'say what changes',
    path: ['name'],
  })
  .meta({ id: 'TeamChange' });
export type TeamChange = z.infer<typeof TeamChange>;

export const Team = z
  .object({
    id: z.string(),
    name: z.string(),
    zone: Code.nullable(),
    windows: z.array(WindowNumber),
    leader: Person.nullable(),
    members: z.array(Person),
    badge: z.boolean(),
    active: z.boolean(),
    /** Whether who asks may go on patrol for it. */
    mayPatrol: z.boolean(),
  })
  .meta({ id: 'Team' });
export type Team = z.infer<typeof Team>;

/** The teams of a hall, those that are active first. */
export const TeamList = z.object({ items: z.array(Team) }).meta({ id: 'TeamList' });
export type TeamList = z.infer<typeof TeamList>;

const Point = z.object({
  place: z.string().trim().min(1).max(60),
  well: z.boolean(),
  /** What is wrong: it becomes an obstacle. */
  remark: z.string().trim().min(1).max(100).nullable(),
});

/** A patrol: a list of points; what is not well is said, and whose it is. */
export const NewPatrol = z
  .strictObject({
    points: z
      .array(
        Point.extend({
          remark: Point.shape.remark.default(null),
          department: z.string().trim().min(1).max(60).nullable().default(null),
        })
          .strict()
          .refine(({ well, remark }) => well || remark !== null, {
            message: 'say what is wrong',
            path: ['remark'],
          })
          .refine(({ well, department }) => well || department !== null, {
            message: 'say whose it is',
            path: ['department'],
          }),
      )
      .min(1)
      .max(60),
  })
  .meta({ id: 'NewPatrol' });
export type NewPatrol = z.infer<typeof NewPatrol>;

export const Patrol = z
  .object({
    id: z.string(),
    team: z.object({ id: z.string(), name: z.string() }),
    day: Day,
    at: Instant,
    by: Person.nullable(),
    points: z.array(Point),
    /** How many of its points became obstacles. */
    found: z.number().int(),
  })
  .meta({ id: 'Patrol' });
export type Patrol = z.infer<typeof Patrol>;

export const PatrolsQuery = z.strictObject({
  team: Id.optional(),
  from: Day.optional(),
  to: Day.optional(),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PatrolsQuery = z.infer<typeof PatrolsQuery>;

export const PatrolList = z
  .object({ total: z.number().int(), items: z.array(Patrol) })
  .meta({ id: 'PatrolList' });
export type PatrolList = z.infer<typeof PatrolList>;
