import { constants } from 'node:fs';
import { copyFile, chmod, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { DatabaseOptions } from '../db/open.ts';
import type { BackupKind } from '../../shared/backup-kinds.ts';
import { type Keep, worthKeeping } from '../../shared/rules/retention.ts';
import { type Instant, secondsBetween } from '../../shared/rules/instants.ts';
import { carryArchives, packArchives } from './archive-copies.ts';
import { pack, verify } from './archive.ts';
import { filesBelow, sha256Of, sync } from './files.ts';
import {
  type ArchiveInBackup,
  type Contents,
  databaseNames,
  keyName,
  type Manifest,
  ownFolders,
} from './manifest.ts';
import { backupName, backupsIn } from './names.ts';
import { copyPostgres, dropDatabase, isSame, restoreBeside } from './postgres-copy.ts';
import { ToolFailed } from './postgres-tools.ts';
import { copySqlite } from './sqlite-copy.ts';

/** Where backups go, and how many are kept there. */
export interface Places {
  readonly dir: string;
  /** A second place: a mounted stick or share. */
  readonly copyDir: string | undefined;
  readonly keep: Keep;
}

export interface Making extends Places {
  readonly database: DatabaseOptions;
  /** The site's own files. */
  readonly dataDir: string;
  /** The key file, where it is to be in the backup. */
  readonly keyFile: string | undefined;
  readonly product: string;
  readonly at: Instant;
  readonly kind: BackupKind;
  /** Chance: small letters and digits. */
  readonly id: string;
  /** On PostgreSQL: also restored into a database of its own, to see that it can be. */
  readonly tried: boolean;
}

export interface Made {
  readonly name: string;
  readonly bytes: number;
  readonly manifest: Manifest;
  /** How the copy to the second place went; null: there is no second place. */
  readonly copy: { readonly error: string | null } | null;
  /** On PostgreSQL: why the copy could not be restored for a try; null: it was, or none was wanted. */
  readonly untried: string | null;
}

/** What was being made so long ago is not being made any more. */
const abandonedSeconds = 6 * 3600;

/**
 * Makes a backup: copies the data as they stand at one moment, reads the copy, packs it with the site's
 * own files, reads the whole again, and only then gives it its name. A backup that has its name is
 * whole; whatever ends this before, nothing that counts is left behind.
 *
 * @throws Damaged, ToolFailed, BadBackup, and errors of the file system
 */
export async function makeBackup(wish: Making): Promise<Made> {
  const { dir } = wish;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await removeAbandoned(dir, wish.at);
  const making = join(dir, `.making-${hostname()}-${process.pid}-${wish.id}`);
  await mkdir(making, { mode: 0o700 });
  try {
    const folder = join(making, 'in');
    await mkdir(folder, { mode: 0o700 });
    const { contents, untried } = await copyData(wish, folder);
    const key = await copyOwnFiles(wish, folder);
    const archives = await packArchives({
      ...wish,
      site: contents.site,
      copy: join(folder, databaseNames.sqlite),
      making,
    });
    const manifest = await describe(wish, folder, { contents, key, archives });
    const packed = join(making, 'packed');
    await pack(folder, manifest, packed);
    await verify(packed);
    const name = backupName(contents.site, wish.at, wish.kind, wish.id);
    await rename(packed, join(dir, name));
    await sync(dir);
    const timezone = contents.halls[0]?.timezone ?? 'UTC';
    await removeOld(dir, contents.site, wish.keep, timezone);
    const { size } = await stat(join(dir, name));
    const copy = wish.copyDir === undefined ? null : await copied(wish, name, manifest, timezone);
    return { name, bytes: size, manifest, copy, untried };
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function copyData(
  { database, tried }: Making,
  folder: string,
): Promise<{ contents: Contents; untried: string | null }> {
  const to = join(folder, databaseNames[database.kind]);
  if (database.kind === 'sqlite')
    return { contents: await copySqlite(database.file, to), untried: null };
  const contents = await copyPostgres(database.url, to);
  return { contents, untried: tried ? await triedOn(database.url, to, contents) : null };
}

/** @returns why it could not be tried; null: it was */
async function triedOn(url: string, dump: string, contents: Contents): Promise<string | null> {
  let beside: Awaited<ReturnType<typeof restoreBeside>>;
  try {
    beside = await restoreBeside(url, dump, 'try');
  } catch (error) {
    if (error instanceof ToolFailed) throw error;
    // Mostly: this user may not make databases.
    return error instanceof Error ? error.message : String(error);
  }
  await dropDatabase(url, beside.name);
  if (!isSame(beside.contents, contents))
    throw new ToolFailed('the restored copy is not what was copied');
  return null;
}

/** @returns whether the key file is among them */
async function copyOwnFiles({ dataDir, keyFile }: Making, folder: string): Promise<boolean> {
  for (const name of ownFolders) {
    for (const path of await filesBelow(join(dataDir, name)).catch(nothingThere)) {
      const to = join(folder, name, path);
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      await copyFile(join(dataDir, name, path), to);
      await chmod(to, 0o600);
    }
  }
  if (keyFile === undefined) return false;
  const to = join(folder, keyName);
  await copyFile(keyFile, to);
  await chmod(to, 0o600);
  return true;
}

function nothingThere(error: unknown): string[] {
  if ((error as { code?: unknown }).code === 'ENOENT') return [];
  throw error;
}

async function describe(
  { at, kind, product, database }: Making,
  folder: string,
  { contents, ...has }: { contents: Contents; key: boolean; archives: ArchiveInBackup[] },
): Promise<Manifest> {
  const files = [];
  for (const path of await filesBelow(folder)) {
    const { size } = await stat(join(folder, path));
    files.push({ path, bytes: size, sha256: await sha256Of(join(folder, path)) });
  }
  return { format: 1, at, kind, product, database: database.kind, ...contents, ...has, files };
}

async function removeOld(
  dir: string,
  uid: string | null,
  keep: Keep,
  timezone: string,
): Promise<void> {
  const there = await backupsIn(dir, uid);
  const kept = worthKeeping(there, keep, timezone);
  for (const { name } of there) if (!kept.has(name)) await rm(join(dir, name), { force: true });
}

/** To the second place: what fails there is said, and spoils nothing of the first. */
async function copied(
  { dir, copyDir, keep, id, at }: Making,
  name: string,
  { site, archives }: Manifest,
  timezone: string,
): Promise<{ error: string | null }> {
  const place = copyDir!;
  const making = join(place, `.making-${hostname()}-${process.pid}-${id}`);
  try {
    // Not made where it is missing: then nothing is mounted there, and it would fill the first disk.
    await removeAbandoned(place, at);
    await mkdir(making, { mode: 0o700 });
    const file = join(making, 'packed');
    await copyFile(join(dir, name), file, constants.COPYFILE_EXCL);
    await chmod(file, 0o600);
    await sync(file);
    await verify(file);
    await carryArchives({ dir, place, making, site }, archives);
    await rename(file, join(place, name));
    await sync(place);
    await removeOld(place, site, keep, timezone);
    return { error: null };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(making, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** What a process that was killed left half made. */
async function removeAbandoned(dir: string, now: Instant): Promise<void> {
  for (const name of await readdir(dir)) {
    if (!name.startsWith('.making-')) continue;
    const found = /^\.making-(.+)-(\d+)-[0-9a-z]+$/.exec(name);
    const path = join(dir, name);
    const since = await stat(path).catch(() => null);
    const old = since !== null && secondsBetween(since.mtime.toISOString(), now) > abandonedSeconds;
    const gone = found !== null && found[1] === hostname() && !lives(Number(found[2]));
    if (old || gone) await rm(path, { recursive: true, force: true });
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}
