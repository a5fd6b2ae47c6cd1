import { link, mkdir, rename, rm, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { schemaNames } from '../db/migrate.ts';
import { openDatabase, openForReading } from '../db/open.ts';
import type { Ids } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { type Instant, latest } from '../../shared/rules/instants.ts';
import { restoreArchives } from './archive-copies.ts';
import { BadBackup, unpack, verify } from './archive.ts';
import { sync } from './files.ts';
import { databaseNames, keyName, type Manifest, ownFolders } from './manifest.ts';
import { type Mark, markOf, readMark, writeMark } from './mark.ts';
import { type Knowledge, type MovedHall, moveNumbersOn } from './moving.ts';
import { checkedContents, Damaged } from './sqlite-copy.ts';
import * as store from './store.ts';

export interface Restoring {
  readonly backup: string;
  /** The site's folder, and in it the database's file and the mark. */
  readonly dataDir: string;
  readonly file: string;
  readonly markFile: string;
  readonly keyFile: string;
  /** The data that are replaced may be those of another site. */
  readonly otherSite: boolean;
  readonly now: Instant;
  readonly ids: Ids;
}

export interface Restored {
  readonly manifest: Manifest;
  readonly moved: readonly MovedHall[];
  /** Where that is which was replaced. */
  readonly replaced: readonly string[];
  readonly key: boolean;
  /** Archived years that are neither here nor beside the backup: their days cannot be read. */
  readonly missing: readonly number[];
}

/**
 * Puts a backup in the place of a SQLite site's data, whole or not at all; nobody may serve them (the
 * caller has claimed the file). What it replaces is kept beside it. Numbers of today go on behind all
 * that were given or may have been.
 *
 * @throws Refusal; then nothing was changed
 */
export async function restoreSqlite(wish: Restoring): Promise<Restored> {
  const { dataDir, file, now, ids } = wish;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const folder = join(dataDir, `.restoring-${ids.id()}`);
  await mkdir(folder, { mode: 0o700 });
  try {
    const manifest = await opened(wish.backup, folder, 'sqlite');
    const restored = join(folder, databaseNames.sqlite);
    checkCopy(restored, manifest);
    const before = await replacedData(wish, manifest);
    roomyInSmallSteps(restored);
    const knowledge = knowledgeOf(before, manifest.at);
    const { moved, mark } = await bringUpToDate(restored, knowledge, manifest, now);
    const end = `replaced-${now.replaceAll(/[-:]|\.\d+/g, '')}`;
    const replaced = await exchange(restored, file, end);
    replaced.push(...(await exchangeOwnFiles(wish, folder, manifest, end)));
    const beside = dirname(wish.backup);
    const archives = await restoreArchives(
      { dataDir, beside, site: manifest.site, end },
      manifest.archives,
    );
    replaced.push(...archives.replaced);
    await writeMark(wish.markFile, mark);
    const { missing } = archives;
    return { manifest, moved, replaced, key: manifest.key, missing };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Reads a backup whole, and unpacks it.
 *
 * @throws Refusal where it is damaged, none, not for this user to read, of a newer version, or for the
 *   other kind of database
 */
export async function opened(
  backup: string,
  folder: string,
  database: Manifest['database'],
): Promise<Manifest> {
  let manifest: Manifest;
  try {
    manifest = await verify(backup);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'EACCES' || code === 'EPERM')
      throw new Refusal('disk', {
        chinese: `运行本程序的用户（${userInfo().username}）读不了 ${backup}，没有恢复，现有数据没有改动：请把它放到该用户能读的文件夹，或放开读取权限（chmod a+r）。`,
        english: `${backup} cannot be read by the user who runs this program (${userInfo().username}); nothing was restored and nothing changed: put it into a folder that this user can read, or let the user read it (chmod a+r).`,
        cause: error,
      });
    if (!(error instanceof BadBackup) && code !== 'ENOENT') throw error;
    throw new Refusal('damaged', {
      chinese: `${backup} 不是完整的备份（${(error as Error).message}），没有恢复，现有数据没有改动：请换一个备份再试。`,
      english: `${backup} is no whole backup (${(error as Error).message}); nothing was restored and nothing changed: take another backup.`,
      cause: error,
    });
  }
  if (!schemaNames.includes(manifest.schema))
    throw new Refusal('data', {
      chinese: `这个备份由更新的版本（${manifest.product}，${manifest.schema}）制作，没有恢复：请先安装该版本再恢复。`,
      english: `This backup was made by a newer version (${manifest.product}, ${manifest.schema}); nothing was restored: install that version first.`,
    });
  if (manifest.database !== database)
    throw new Refusal('data', {
      chinese: `这个备份是 ${manifest.database} 的，这里用的是 ${database}，没有恢复：请按备份时的设置（DATABASE_URL）恢复。`,
      english: `This backup is of ${manifest.database} and this site uses ${database}; nothing was restored: set DATABASE_URL as it was when the backup was made.`,
    });
  return unpack(backup, folder);
}

function checkCopy(file: string, manifest: Manifest): void {
  try {
    const { site } = checkedContents(file);
    if (site !== manifest.site) throw new Damaged('it is of another site than its manifest says');
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    throw new Refusal('damaged', {
      chinese: `备份里的数据已损坏（${error.message}），没有恢复，现有数据没有改动：请换一个备份再试。`,
      english: `The data in this backup are damaged (${error.message}); nothing was restored and nothing changed: take another backup.`,
      cause: error,
    });
  }
}

/** What is known of the site as it was until now. */
interface Before {
  readonly mark: Mark | null;
  /** What the data that are replaced say; null: there are none, or they cannot be read. */
  readonly data: Mark | null;
}

/** @throws Refusal where the data to be replaced are those of another site */
async function replacedData(
  { file, markFile, otherSite, now }: Restoring,
  manifest: Manifest,
): Promise<Before> {
  const mark = await readMark(markFile);
  const data = (await exists(file)) ? await readableMark(file, now) : null;
  const uid = data?.site ?? mark?.site ?? null;
  if (uid !== null && manifest.site !== null && uid !== manifest.site) {
    if (otherSite) return { mark: null, data: null };
    throw new Refusal('data', {
      chinese: `这个备份属于另一个站点（${manifest.site}，这里是 ${uid}），没有恢复：确实要换成它，请加上 --other-site 再运行一次。`,
      english: `This backup is of another site (${manifest.site}; here is ${uid}); nothing was restored: where that is really wanted, run it again with --other-site.`,
    });
  }
  return { mark, data };
}

async function readableMark(file: string, now: Instant): Promise<Mark | null> {
  try {
    // Carries what is still in the log into the file, so that the file alone is all of it.
    const raw = new SqliteDatabase(file, { fileMustExist: true });
    try {
      raw.pragma('wal_checkpoint(truncate)');
    } finally {
      raw.close();
    }
    const read = openForReading({ kind: 'sqlite', file });
    try {
      return await markOf(read, { at: now, closed: true });
    } finally {
      await read.destroy();
    }
  } catch {
    return null;
  }
}

/** What the replaced data and the mark know together, and how well. */
export function knowledgeOf({ mark, data }: Before, since: Instant): Knowledge {
  const known = [data, mark].filter((one): one is Mark => one !== null);
  const halls: Mark['halls'] = {};
  for (const { halls: those } of known)
    for (const [code, hall] of Object.entries(those)) {
      const other = halls[code];
      if (other === undefined || other.version < hall.version) halls[code] = hall;
    }
  // The data know it all, unless the mark shows that they have lost something themselves.
  const whole =
    data !== null &&
    Object.entries(mark?.halls ?? {}).every(
      ([code, { version }]) => (data.halls[code]?.version ?? 0) >= version,
    );
  if (whole || mark?.closed === true) return { halls, upTo: 'all' };
  return { halls, upTo: mark === null ? { since } : 'seconds' };
}

/** Free pages can be given back in small steps; and there are none. A file of an older version is made so. */
function roomyInSmallSteps(file: string): void {
  const db = new SqliteDatabase(file);
  try {
    db.pragma('auto_vacuum = incremental');
    db.exec('vacuum');
  } finally {
    db.close();
  }
}

async function bringUpToDate(
  file: string,
  knowledge: Knowledge,
  manifest: Manifest,
  now: Instant,
): Promise<{ moved: MovedHall[]; mark: Mark }> {
  const db = await openDatabase({ kind: 'sqlite', file });
  try {
    const uid = await db.lanes.run('site', {
      run: (tx) => store.nameSite(tx, manifest.site ?? crypto.randomUUID()),
    });
    const why = { command: 'restore-backup', to: manifest.at } as const;
    const moved = await moveNumbersOn(db, knowledge, now, why);
    const at = latest(now, manifest.at);
    return { moved, mark: { site: uid, at, closed: true, halls: await store.numbersNow(db.read) } };
  } finally {
    await db.close();
    // Alone in the file, it leaves no log beside it.
    const raw = new SqliteDatabase(file);
    raw.pragma('journal_mode = delete');
    raw.close();
    await sync(file);
  }
}

/** Puts a database's file in place of another, which stays beside it under another name. */
async function exchange(made: string, place: string, end: string): Promise<string[]> {
  const replaced: string[] = [];
  // A log that stayed would be taken for that of the new file; one that is empty says nothing.
  await rm(`${place}-shm`, { force: true });
  const log = await stat(`${place}-wal`).catch(() => null);
  if (log?.size === 0) await rm(`${place}-wal`);
  else if (log !== null) {
    await rename(`${place}-wal`, `${place}.${end}-wal`);
    replaced.push(`${place}.${end}-wal`);
  }
  if (await exists(place)) {
    const kept = `${place}.${end}`;
    // As a second name of the same file, so that there is no moment without a file.
    await link(place, kept).catch(() => rename(place, kept));
    replaced.unshift(kept);
  }
  await rename(made, place);
  await sync(dirname(place));
  return replaced;
}

/** The site's own voices and pictures, and the key where the backup has it. @returns what was replaced */
export async function exchangeOwnFiles(
  { dataDir, keyFile }: Pick<Restoring, 'dataDir' | 'keyFile'>,
  folder: string,
  manifest: Manifest,
  end: string,
): Promise<string[]> {
  const replaced: string[] = [];
  for (const name of ownFolders)
    replaced.push(...(await exchangeBeside(join(folder, name), join(dataDir, name), end)));
  if (manifest.key) replaced.push(...(await exchangeBeside(join(folder, keyName), keyFile, end)));
  return replaced;
}

/** The same with a folder or a file beside; nothing happens where the backup has none. */
async function exchangeBeside(made: string, place: string, end: string): Promise<string[]> {
  if (!(await exists(made))) return [];
  const replaced: string[] = [];
  if (await exists(place)) {
    await rename(place, `${place}.${end}`);
    replaced.push(`${place}.${end}`);
  }
  await rename(made, place);
  await sync(dirname(place));
  return replaced;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
