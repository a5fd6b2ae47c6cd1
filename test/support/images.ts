import SqliteDatabase from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Db } from '../../server/db/open.ts';

const images = new Map<string, Promise<Buffer>>();

/** Every table and no hall: what all others are filled from. */
export const tables = (): Promise<Buffer> => kept('tables', () => made());

/**
 * What a database in memory begins as, made once for all halls that begin alike: to create all tables
 * and the default hall anew for each cost half of what a short test takes.
 *
 * @param name of what `fill` makes
 */
export const imageOf = (name: string, fill: (db: Db) => Promise<unknown>): Promise<Buffer> =>
  kept(name, async () => made(fill, await tables()));

function kept(name: string, make: () => Promise<Buffer>): Promise<Buffer> {
  const known = images.get(name) ?? make();
  images.set(name, known);
  return known;
}

async function made(fill?: (db: Db) => Promise<unknown>, from?: Buffer): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'hall-image-'));
  const file = join(folder, 'hall.db');
  try {
    if (from !== undefined) writeFileSync(file, from);
    const db = await openDatabase({ kind: 'sqlite', file });
    await fill?.(db);
    await db.close();
    // A copy of its own has no log beside it, which there is none of in memory.
    const copy = join(folder, 'copy.db');
    const raw = new SqliteDatabase(file);
    raw.prepare('vacuum into ?').run(copy);
    raw.close();
    return readFileSync(copy);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
