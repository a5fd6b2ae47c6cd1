import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import SqliteDatabase from 'better-sqlite3';
import { archiveFolder, archiveFolderName, archivePath, openArchive } from '../archives/file.ts';
import type { DatabaseOptions } from '../db/open.ts';
import { sync } from './files.ts';
import type { ArchiveInBackup } from './manifest.ts';
import { siteInName } from './names.ts';
import { checkedContents, Damaged } from './sqlite-copy.ts';

/**
 * The archives of past years stand beside the backups, each packed once: it does not change any more, but
 * where somebody's details are erased in it; then it is packed anew. A backup names those that belong to
 * it.
 */
const form = /^yihaotong-([0-9a-z]{1,8})-(\d{4})-([0-9a-f]{12})\.archive\.gz$/;

const nameOf = (site: string, year: number, stamp: string): string =>
  `yihaotong-${site}-${year}-${stamp}.archive.gz`;

/** Another one whenever the file was written. */
async function stampOf(file: string): Promise<string> {
  const { size, mtimeMs } = await stat(file);
  return createHash('sha256').update(`${size} ${mtimeMs}`).digest('hex').slice(0, 12);
}

/** The packed archives of a site's year in a folder. */
async function packedOf(dir: string, site: string, year: number): Promise<string[]> {
  const names = await readdir(dir).catch(() => []);
  return names.filter((name) => {
    const found = form.exec(name);
    return found?.[1] === site && Number(found[2]) === year;
  });
}

/** The years of a copied database whose archive is whole: their rows may be there only. */
function yearsIn(copy: string): number[] {
  const raw = new SqliteDatabase(copy, { readonly: true });
  try {
    const has = raw.prepare(`select 1 from sqlite_master where name = 'archives'`).get();
    if (has === undefined) return [];
    return raw
      .prepare(`select year from archives where state <> 'copying' order by year`)
      .pluck()
      .all() as number[];
  } finally {
    raw.close();
  }
}

interface Wish {
  readonly database: DatabaseOptions;
  readonly dir: string;
  /** The site's name. */
  readonly site: string | null;
  /** The copy of the database that the backup has. */
  readonly copy: string;
  /** A folder for what is half made, on the disk of `dir`. */
  readonly making: string;
}

/**
 * Packs the archives that a backup needs and that are not there yet. One that cannot be read is no reason
 * to have no backup: what was packed of it before is named, or nothing.
 */
export async function packArchives(wish: Wish): Promise<ArchiveInBackup[]> {
  const folder = archiveFolder(wish.database);
  if (folder === null) return [];
  const packed: ArchiveInBackup[] = [];
  const site = siteInName(wish.site);
  for (const year of yearsIn(wish.copy)) {
    const before = await packedOf(wish.dir, site, year);
    const name = await packOne(wish, archivePath(folder, year), year).catch(() => null);
    if (name !== null)
      for (const old of before) if (old !== name) await rm(join(wish.dir, old), { force: true });
    packed.push({ year, name: name ?? before.at(-1) ?? null });
  }
  return packed;
}

/** @throws Damaged, and errors of the file system */
async function packOne({ dir, site, making }: Wish, file: string, year: number): Promise<string> {
  const name = nameOf(siteInName(site), year, await stampOf(file));
  if ((await stat(join(dir, name)).catch(() => null)) !== null) return name;
  const copy = join(making, `${year}.db`);
  const source = new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: 8000 });
  try {
    await source.backup(copy);
  } finally {
    source.close();
  }
  checkOne(copy, year, site);
  const packed = join(making, name);
  await pipeline(
    createReadStream(copy),
    createGzip({ level: 1 }),
    createWriteStream(packed, { mode: 0o600 }),
  );
  await rm(copy);
  await sync(packed);
  await rename(packed, join(dir, name));
  await sync(dir);
  return name;
}

function checkOne(file: string, year: number, site: string | null): void {
  const found = checkedContents(file);
  const raw = new SqliteDatabase(file, { readonly: true });
  try {
    if (found.site !== site || raw.pragma('user_version', { simple: true }) !== year)
      throw new Damaged(`${file} is no archive of ${year}`);
  } finally {
    raw.close();
  }
}

/** The same in the second place, as far as it is not there yet. */
export async function carryArchives(
  { dir, place, making, site }: { dir: string; place: string; making: string; site: string | null },
  archives: readonly ArchiveInBackup[],
): Promise<void> {
  for (const { year, name } of archives) {
    if (name === null || (await stat(join(place, name)).catch(() => null)) !== null) continue;
    const before = await packedOf(place, siteInName(site), year);
    const file = join(making, name);
    await copyFile(join(dir, name), file);
    await chmod(file, 0o600);
    await sync(file);
    await rename(file, join(place, name));
    for (const old of before) await rm(join(place, old), { force: true });
  }
  await sync(place);
}

/**
 * Puts the archives of a restored backup in their place. One that is there and can be read stays: it is
 * the same, with no less erased in it.
 *
 * @param beside the folder of the backup
 * @returns the years that are nowhere
 */
export async function restoreArchives(
  {
    dataDir,
    beside,
    site,
    end,
  }: Record<'dataDir' | 'beside' | 'end', string> & {
    site: string | null;
  },
  archives: readonly ArchiveInBackup[],
): Promise<{ missing: number[]; replaced: string[] }> {
  const folder = join(dataDir, archiveFolderName);
  const missing: number[] = [];
  const replaced: string[] = [];
  for (const { year, name } of archives) {
    if (await isReadable(folder, year, site)) continue;
    const there = await packedOf(beside, siteInName(site), year);
    // The one that the backup names, else the newest of that year: its rows are the same.
    const found = name !== null && there.includes(name) ? name : there.at(-1);
    const put =
      found === undefined
        ? null
        : await unpackOne(join(beside, found), folder, { year, site, end }).catch(() => null);
    if (put === null) missing.push(year);
    else replaced.push(...put);
  }
  return { missing, replaced };
}

async function isReadable(folder: string, year: number, site: string | null): Promise<boolean> {
  try {
    await (await openArchive(folder, year, site)).destroy();
    return true;
  } catch {
    return false;
  }
}

/** @returns where the file is that was in its place */
async function unpackOne(
  packed: string,
  folder: string,
  { year, site, end }: { year: number; site: string | null; end: string },
): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const place = archivePath(folder, year);
  const making = join(folder, `.${year}.db.making`);
  try {
    await pipeline(
      createReadStream(packed),
      createGunzip(),
      createWriteStream(making, { mode: 0o600 }),
    );
    checkOne(making, year, site);
    await sync(making);
    const isThere = (await stat(place).catch(() => null)) !== null;
    if (isThere) await rename(place, `${place}.${end}`);
    await rename(making, place);
    await sync(dirname(place));
    return isThere ? [`${place}.${end}`] : [];
  } finally {
    await rm(making, { force: true });
  }
}
