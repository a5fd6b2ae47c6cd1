import { z } from 'zod';
import { Catalogue, Direction, Matter, Package } from './catalogue.ts';
import { Category, HallFile, Queue, Window, Zone } from './hall.ts';
import { placeMembers } from './place.ts';
import { Code, Day, Instant, Named, ProblemAnswer } from './primitives.ts';

/**
 * A hall's set-up as one document: what is published whole and kept as a revision. Things are known by
 * their codes, windows by their numbers; what is not in it any more is retired.
 */
export const SetupDocument = z.object({ hall: HallFile, catalogue: Catalogue });
export type SetupDocument = z.infer<typeof SetupDocument>;

/** The set-up in force, and the one that waits for the next service day. */
export const Setup = SetupDocument.extend({
  revision: z.number().int(),
  next: z.object({ revision: z.number().int(), from: Day }).nullable(),
}).meta({ id: 'Setup' });
export type Setup = z.infer<typeof Setup>;

/** What was offered once and is retired, as it was last: it can come back by its code or number. */
export const SetupRetired = z
  .object({
    zones: z.array(Zone),
    /** Without their prefixes, which are free for others. */
    queues: z.array(Queue.extend({ prefix: z.string() })),
    windows: z.array(Window),
    categories: z.array(Category),
    departments: z.array(Named),
    /** With all stages that they ever had. */
    directions: z.array(Direction.extend({ stages: z.array(Named) })),
    /** Those of directions that are offered. */
    stages: z.array(Named.extend({ direction: Code })),
    matters: z.array(Matter),
    /** Of each the version that was offered last, without its last day. */
    packages: z.array(Package),
  })
  .meta({ id: 'SetupRetired' });
export type SetupRetired = z.infer<typeof SetupRetired>;

export const publishTimes = ['now', 'next-day'] as const;

/** The document is read by the service, so that a fault of form is told like any other. */
export const SetupDraft = z.strictObject({
  /** The newest revision that the draft was made from. */
  revision: z.number().int().min(0),
  hall: z.unknown(),
  catalogue: z.unknown(),
  /** As it was read; says nothing here. */
  next: z.unknown().optional(),
});
export const SetupPublication = SetupDraft.extend({
  from: z.enum(publishTimes),
  note: z.string().trim().max(200).optional(),
}).meta({ id: 'SetupPublication' });
export type SetupPublication = z.infer<typeof SetupPublication>;

/** What a revision is made of, for words: one kind a list of the document, `hall` for what has no list. */
export const setupKinds = [
  'hall',
  'zone',
  'queue',
  'window',
  'category',
  'duty',
  'region',
  'notice',
  'medium',
  'department',
  'matter',
  'direction',
  'stage',
  'package',
] as const;
export type SetupKind = (typeof setupKinds)[number];

/**
 * One difference between two documents. `code` names the thing (a window by its number, a stage as
 * `direction/stage`), `name` is what people call it, `fields` what of it differs with both values as
 * the document writes them (null: not there).
 */
export const SetupDifference = z.object({
  kind: z.enum(setupKinds),
  change: z.enum(['added', 'changed', 'retired']),
  code: z.string(),
  name: z.string(),
  fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
});
export type SetupDifference = z.infer<typeof SetupDifference>;

const Place = ProblemAnswer.shape.issues.unwrap().element;

export const SetupCheck = z
  .object({
    faults: z.array(Place),
    warnings: z.array(Place),
    changes: z.array(SetupDifference),
    /** What is in use and would have to wait for the next service day; codes as in `faults`. */
    holds: z.array(Place),
  })
  .meta({ id: 'SetupCheck' });
export type SetupCheck = z.infer<typeof SetupCheck>;

export const SetupRevision = z
  .object({
    revision: z.number().int(),
    at: Instant,
    /** The user name of whoever published it, or what else did; with the name where there is one. */
    by: z.string(),
    byName: z.string().nullable(),
    note: z.string().nullable(),
    /** The service day from which it is in force. */
    from: Day,
    /** `next`: waits for its day; `replaced`: another came before its day. */
    state: z.enum(['current', 'next', 'past', 'replaced']),
    /** How many things differ from the revision before. */
    changes: z.number().int(),
  })
  .meta({ id: 'SetupRevision' });
export type SetupRevision = z.infer<typeof SetupRevision>;

export const SetupRevisions = z
  .object({ revisions: z.array(SetupRevision), next: z.number().int().nullable() })
  .meta({ id: 'SetupRevisions' });
export type SetupRevisions = z.infer<typeof SetupRevisions>;

/** One revision as a document, with what it changed. */
export const SetupRevisionWhole = SetupRevision.extend({
  ...SetupDocument.shape,
  differences: z.array(SetupDifference),
}).meta({ id: 'SetupRevisionWhole' });
export type SetupRevisionWhole = z.infer<typeof SetupRevisionWhole>;

/** A new hall: empty, or with the set-up of another (`from`: its code). */
export const NewHall = z
  .strictObject({
    code: Code,
    name: HallFile.shape.name,
    timezone: z.string().min(1).max(60),
    from: Code.optional(),
    /** The same, and it follows that hall's set-up from then on. */
    follows: Code.optional(),
    ...placeMembers,
  })
  .meta({ id: 'NewHall' });
export type NewHall = z.infer<typeof NewHall>;
