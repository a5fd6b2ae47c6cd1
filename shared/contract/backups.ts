import { z } from 'zod';
import { backupKinds } from '../backup-kinds.ts';
import { Instant } from './primitives.ts';

/** A whole backup: it was read from end to end before it got its name. */
export const BackupEntry = z
  .object({
    name: z.string(),
    at: Instant,
    kind: z.enum(backupKinds),
    bytes: z.number().int(),
    /** Whether it is in the second place, too. */
    copied: z.boolean(),
  })
  .meta({ id: 'BackupEntry' });
export type BackupEntry = z.infer<typeof BackupEntry>;

const Failed = z.object({ at: Instant, why: z.string() });

export const BackupsState = z
  .object({
    /** How often the server makes one by itself. */
    every: z.enum(['hour', 'day', 'never']),
    keep: z.object({ hours: z.number(), days: z.number(), months: z.number() }),
    /** The folder on the server. */
    dir: z.string(),
    /** What is typed on the server to restore one. */
    restore: z.string(),
    /** The second place; null: there is none. */
    copyDir: z.string().nullable(),
    /** The second place is on the disk of the first. */
    sameDisk: z.boolean(),
    /** One is being made now. */
    making: z.boolean(),
    /** Why the last one could not be made; null: it could. */
    failed: Failed.nullable(),
    copyFailed: Failed.nullable(),
    /** On PostgreSQL: why the last one could not be restored for a try. */
    untried: z.string().nullable(),
    /** Newest first. */
    backups: z.array(BackupEntry),
  })
  .meta({ id: 'BackupsState' });
export type BackupsState = z.infer<typeof BackupsState>;

export const BackupName = z
  .string()
  .regex(/^yihaotong-[0-9a-zA-Z-]{1,80}\.tar\.gz$/, 'the name of a backup');
