import { z } from 'zod';
import { Instant } from './primitives.ts';

export const archiveStates = ['copying', 'verified', 'removing', 'archived'] as const;
export const archiveFaults = ['missing', 'damaged', 'newer'] as const;

const Archive = z.object({
  year: z.number().int(),
  state: z.enum(archiveStates),
  askedAt: Instant,
  archivedAt: Instant.nullable(),
  /** Of the year; 0 until they were copied. */
  tickets: z.number().int(),
  /** Of its file; null: there is none. */
  bytes: z.number().int().nullable(),
  /** What is wrong with a file that days are read from; null: nothing. */
  fault: z.enum(archiveFaults).nullable(),
});

/** The years that have a file of their own. */
export const ArchivesState = z
  .object({
    /** On PostgreSQL there are none. */
    possible: z.boolean(),
    folder: z.string().nullable(),
    /** The year that can be archived now; null: none. */
    next: z.number().int().nullable(),
    /** Why the last step could not be done; it is tried again. */
    failed: z.object({ year: z.number().int(), at: Instant, why: z.string() }).nullable(),
    /** Oldest first. */
    archives: z.array(Archive),
  })
  .meta({ id: 'ArchivesState' });
export type ArchivesState = z.infer<typeof ArchivesState>;

/** Which year to archive. */
export const ArchiveYear = z
  .strictObject({ year: z.number().int().min(2000).max(2999) })
  .meta({ id: 'ArchiveYear' });
