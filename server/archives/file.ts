import { existsSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Problem } from '../../shared/errors.ts';
import { sync } from '../backups/files.ts';
import { isDamage } from '../backups/sqlite-copy.ts';
import { migrateFile, schemaNames } from '../db/migrate.ts';
import type { DatabaseOptions } from '../db/open.ts';
import type { Database } from '../db/schema.ts';

/** Archives stand in this folder beside the database's file. */
export const archiveFolderName = 'archive';

/** Where the archives of a site are; null: it has none, since its data are in no file. */
export function archiveFolder(database: DatabaseOptions | null): string | null {
  return database?.kind === 'sqlite' ? join(dirname(database.file), archiveFolderName) : null;
}

export const archiveName = (year: number): string => `${year}.db`;
export const archivePath = (folder: string, year: number): string =>
  join(folder, archiveName(year));

/** What is wrong with an archive: it is not there, cannot be read, or is of a newer version. */
export type ArchiveFault = 'missing' | 'damaged' | 'newer';

const whatToDo: Readonly<Record<ArchiveFault, string>> = {
  missing: 'put it back from the backups',
  damaged: 'put it back from the backups, and look at the disk',
  newer: 'install the newer version of the product again',
};

/** Said in one sentence, with the file and what to do: the days of that year are not empty. */
export function archiveProblem(file: string, year: number, fault: ArchiveFault): Problem {
  const detail = `The archive ${file} of ${year} is ${fault === 'newer' ? 'of a newer version' : fault}: ${whatToDo[fault]}`;
  return new Problem('archive_missing', detail, { year, file, fault });
}

/** Runs what reads an archive; a file that cannot be read is said as such. @throws Problem `archive_missing` */
export async function readingArchive<T>(
  folder: string,
  year: number,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (isDamage(error) || isUnreadable(error))
      throw archiveProblem(archivePath(folder, year), year, 'damaged');
    throw error;
  }
}

const isUnreadable = (error: unknown): boolean =>
  /^SQLITE_(CANTOPEN|IOERR)/.test(String((error as { code?: unknown }).code));

/**
 * Opens an archive; one of an older version is brought up to date first, as a copy that takes its place
 * when it is whole.
 *
 * @param site the site's name: the archive of another one is none
 * @param mode `look`: as it is, of whatever version
 * @throws Problem `archive_missing`
 */
export async function openArchive(
  folder: string,
  year: number,
  site: string | null,
  mode: 'read' | 'write' | 'look' = 'read',
): Promise<Kysely<Database>> {
  const file = archivePath(folder, year);
  if (!existsSync(file)) throw archiveProblem(file, year, 'missing');
  return readingArchive(folder, year, async () => {
    const schema = schemaOf(file, year, site);
    if (schema === null) throw archiveProblem(file, year, 'damaged');
    if (!schemaNames.includes(schema)) throw archiveProblem(file, year, 'newer');
    if (schema !== schemaNames.at(-1) && mode !== 'look') await bringUpToDate(file);
    return open(file, mode === 'write');
  });
}

function open(file: string, writes: boolean): Kysely<Database> {
  const raw = new SqliteDatabase(file, { readonly: !writes, fileMustExist: true });
  raw.pragma('busy_timeout = 2000');
  raw.pragma('temp_store = memory');
  if (writes) {
    raw.pragma('synchronous = full');
    raw.pragma('secure_delete = on');
  }
  return new Kysely<Database>({ dialect: new SqliteDialect({ database: raw }) });
}

/** The last migration of an archive; null: it is none of this year and site. */
function schemaOf(file: string, year: number, site: string | null): string | null {
  const raw = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  try {
    if (raw.pragma('user_version', { simple: true }) !== year) return null;
    const own = raw.prepare('select uid from site').get() as { uid: string | null } | undefined;
    if (own === undefined || own.uid !== site) return null;
    const row = raw.prepare('select max(name) as name from kysely_migration').get();
    return (row as { name: string | null }).name;
  } finally {
    raw.close();
  }
}

async function bringUpToDate(file: string): Promise<void> {
  const copy = `${file}.updating-${crypto.randomUUID()}`;
  try {
    await copyFile(file, copy);
    const raw = new SqliteDatabase(copy);
    raw.pragma('journal_mode = delete');
    const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: raw }) });
    try {
      await migrateFile(raw, db);
    } finally {
      await db.destroy();
    }
    await sync(copy);
    await rename(copy, file);
    await sync(dirname(file));
  } finally {
    for (const end of ['', '-journal']) await rm(copy + end, { force: true });
  }
}
