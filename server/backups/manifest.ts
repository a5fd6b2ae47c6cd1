import { z } from 'zod';
import { Instant } from '../../shared/contract/primitives.ts';
import { backupKinds } from '../../shared/backup-kinds.ts';

/** What is in the database of a backup, as it was read from the finished copy. */
export const Contents = z.object({
  /** The site's name; null: made by a version that gave it none. */
  site: z.string().nullable(),
  /** The name of the last migration. */
  schema: z.string(),
  halls: z.array(
    z.object({
      code: z.string(),
      timezone: z.string(),
      /** Of the newest event in it. */
      version: z.number().int(),
    }),
  ),
});
export type Contents = z.infer<typeof Contents>;

/** An archive of a past year that belongs to a backup: the name of its packed copy beside it; null: none could be made. */
export const ArchiveInBackup = z.object({ year: z.number().int(), name: z.string().nullable() });
export type ArchiveInBackup = z.infer<typeof ArchiveInBackup>;

/** The first entry of every backup: what it is, and what each of its files must be. */
export const Manifest = Contents.extend({
  format: z.literal(1),
  at: Instant,
  kind: z.enum(backupKinds),
  /** The version of the product that made it. */
  product: z.string(),
  database: z.enum(['sqlite', 'postgres']),
  /** Whether the key file is in it. */
  key: z.boolean(),
  /** None in backups of earlier versions. */
  archives: z.array(ArchiveInBackup).default([]),
  files: z.array(z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

export const manifestName = 'manifest.json';
export const databaseNames = { sqlite: 'hall.db', postgres: 'hall.dump' } as const;
export const keyName = 'site.key';
/** What a site has beside its database, where it has it: its own voices, pictures and films. */
export const ownFolders = ['own-voices', 'own-pictures', 'own-media'] as const;
