import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { archiveFolderName, archivePath, openArchive } from '../archives/file.ts';
import { movedTables } from '../archives/tables.ts';
import { copySqlite, Damaged } from '../backups/sqlite-copy.ts';
import { openDatabase } from '../db/open.ts';
import { lookInto } from '../storage/opening.ts';

/** A site's whole data at one moment, in a file of its own. */
export interface Source {
  readonly file: string;
  /** The years that were brought in from their archives. */
  readonly years: readonly number[];
}

/**
 * Copies a site's file as it stands at one moment, whoever writes to it meanwhile, brings the copy up to
 * this version, and puts the years back into it that had files of their own: PostgreSQL has none.
 *
 * @param file the site's, which is only read
 * @param folder an empty one of our own, with room for all of it
 * @throws Refusal where the data are of a newer version or damaged; Damaged; Problem `archive_missing`
 */
export async function copyOfSite(file: string, folder: string): Promise<Source> {
  await lookInto(file);
  const copy = join(folder, 'hall.db');
  await copySqlite(file, copy);
  await (await openDatabase({ kind: 'sqlite', file: copy })).close();
  const raw = new SqliteDatabase(copy, { fileMustExist: true });
  try {
    // Nobody needs the copy after a power cut.
    raw.pragma('synchronous = off');
    const years = raw
      .prepare(`select year from archives where state in ('removing', 'archived') order by year`)
      .pluck()
      .all() as number[];
    for (const year of years) await bringIn(raw, { file, folder, year });
    raw.exec('delete from archives');
    const [loose] = raw.pragma('foreign_key_check') as { table: string }[];
    if (loose !== undefined) throw new Damaged(`a row of ${loose.table} refers to none`);
    return { file: copy, years };
  } finally {
    raw.close();
  }
}

async function bringIn(
  raw: SqliteDatabase.Database,
  { file, folder, year }: { file: string; folder: string; year: number },
): Promise<void> {
  const own = join(folder, archiveFolderName);
  await mkdir(own, { recursive: true });
  const from = archivePath(join(dirname(file), archiveFolderName), year);
  await copyFile(from, archivePath(own, year)).catch((error: unknown) => {
    // Said as an archive's own fault below, with what to do.
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
  });
  const site = raw.prepare('select uid from site').pluck().get() as string | null;
  // Brings an archive of an older version up to date.
  const archive = await openArchive(own, year, site).catch((error: unknown) => {
    throw naming(error, from);
  });
  await archive.destroy();
  raw.pragma('foreign_keys = off');
  raw.prepare('attach database ? as archive').run(archivePath(own, year));
  try {
    raw.transaction(() => {
      const copied = movedTables.filter(({ notCopied }) => notCopied !== true);
      for (const table of [...copied.map((moved) => moved.table), 'events']) {
        const columns = (
          raw.prepare('select name from pragma_table_info(?)').pluck().all(table) as string[]
        )
          .map((name) => `"${name}"`)
          .join(', ');
        // What stayed in the database is the newer: a ticket of then that is still seen to.
        raw.exec(
          `insert or ignore into main."${table}" (${columns}) select ${columns} from archive."${table}"`,
        );
      }
    })();
  } finally {
    raw.exec('detach database archive');
  }
}

/** The fault of a copy is that of the file that it was made of. */
function naming(error: unknown, file: string): unknown {
  if (error instanceof Error && /archive/.test(error.message))
    error.message = error.message.replace(/The archive \S+/, `The archive ${file}`);
  return error;
}
