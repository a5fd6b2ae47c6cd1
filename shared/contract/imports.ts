import { z } from 'zod';
import { Code, Day, Id, Instant, ProblemAnswer } from './primitives.ts';
import { SetupDraft } from './setup.ts';
import { StaffList } from './staff-import.ts';

/** What can be brought in from another system, each as a list of its own. */
export const importKinds = ['services', 'windows', 'staff', 'tickets'] as const;
export type ImportKind = (typeof importKinds)[number];

/** A file has so many bytes and rows at the most. */
export const mostImportBytes = 16 * 1024 * 1024;
export const mostImportRows = 100_000;
/** Imports that a hall keeps, and past tickets in them. */
export const mostImports = 200;
export const mostPastTickets = 1_000_000;

/** What each list can say of a row; `needed` in one of the ways that `docs/moving.md` names. */
export const importFields = {
  services: ['code', 'name', 'prefix', 'standardMinutes'],
  windows: ['number', 'name', 'label', 'zone', 'services'],
  staff: ['name', 'username', 'number', 'roles'],
  tickets: [
    'day',
    'service',
    'prefix',
    'number',
    'taken',
    'called',
    'ended',
    'waitedMinutes',
    'handledMinutes',
    'missed',
  ],
} as const satisfies Record<ImportKind, readonly string[]>;

/** Which column says what, and what the services of the other system are here. */
export const ImportMapping = z
  .strictObject({
    /** By field, the name of its column; a field without one is not read. */
    columns: z.record(z.string().max(40), z.string().max(200)).default({}),
    /** By a service as the file names it, the code of the queue here; '': those rows are left out. */
    services: z.record(z.string().max(200), z.union([Code, z.literal('')])).default({}),
  })
  .meta({ id: 'ImportMapping' });
export type ImportMapping = z.infer<typeof ImportMapping>;

const Given = {
  kind: z.enum(importKinds),
  /** The name of the file, for the list of imports. */
  name: z.string().trim().min(1).max(120).default('file'),
  /** As JSON, a short one; absent: the one that is kept for these columns, else one that is guessed. */
  mapping: z
    .string()
    .max(6000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'JSON' });
        return z.NEVER;
      }
    })
    .pipe(ImportMapping)
    .optional(),
};
/** A mapping to be kept for a list with these columns: a service may have hundreds of names, too many for an address. */
export const ImportMappingChange = z
  .strictObject({
    kind: z.enum(importKinds),
    /** As the preview named them. */
    columns: z.array(z.string().max(200)).min(1).max(60),
    mapping: ImportMapping,
  })
  .meta({ id: 'ImportMappingChange' });
export type ImportMappingChange = z.infer<typeof ImportMappingChange>;

export const ImportCheckQuery = z.strictObject(Given);
export type ImportCheckQuery = z.infer<typeof ImportCheckQuery>;
export const ImportRunQuery = z.strictObject({
  ...Given,
  /** Rows with faults are left out; else nothing is brought in where one has a fault. */
  skip: z.enum(['0', '1']).default('0'),
});
export type ImportRunQuery = z.infer<typeof ImportRunQuery>;

const Faults = z.array(ProblemAnswer.shape.issues.unwrap().element);

/** What a file says under a mapping; nothing was changed. */
export const ImportPreview = z
  .object({
    kind: z.enum(importKinds),
    columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
    mapping: ImportMapping,
    /** Where the mapping is from. */
    from: z.enum(['given', 'kept', 'guessed']),
    rows: z.number().int(),
    /** Rows that can be brought in. */
    good: z.number().int(),
    /** Rows of services that are left out. */
    leftOut: z.number().int(),
    /** The first good rows, by field, as they are understood. */
    sample: z.array(z.record(z.string(), z.string())),
    /** Services as the file names them, and what they are here; null: nobody has said. */
    services: z.array(
      z.object({ name: z.string(), rows: z.number().int(), queue: z.string().nullable() }),
    ),
    fromDay: Day.nullable(),
    toDay: Day.nullable(),
    /** The first faults, each with its row and column (`12.Arrival`), and how many there are. */
    faults: Faults,
    faultCount: z.number().int(),
  })
  .meta({ id: 'ImportPreview' });
export type ImportPreview = z.infer<typeof ImportPreview>;

export const Import = z
  .object({
    id: Id,
    kind: z.enum(importKinds),
    source: z.string(),
    taken: z.number().int(),
    from: Day.nullable(),
    to: Day.nullable(),
    at: Instant,
    by: z.string().nullable(),
    removedAt: Instant.nullable(),
  })
  .meta({ id: 'Import' });
export type Import = z.infer<typeof Import>;
export const ImportList = z.object({ items: z.array(Import) }).meta({ id: 'ImportList' });
export type ImportList = z.infer<typeof ImportList>;

/**
 * What came of it. Past tickets are kept; services and windows come as a draft of the set-up, to be
 * checked and published like any other, and people as a list for `POST /api/staff/import`.
 */
export const ImportDone = z
  .object({
    import: Import,
    leftOut: z.number().int(),
    draft: SetupDraft.nullable(),
    people: StaffList.shape.people.nullable(),
  })
  .meta({ id: 'ImportDone' });
export type ImportDone = z.infer<typeof ImportDone>;
