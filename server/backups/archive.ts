import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, extract, list, type ReadEntry } from 'tar';
import { Manifest, manifestName } from './manifest.ts';
import { sync } from './files.ts';

/** The file is no backup, or not what it was when it was made. */
export class BadBackup extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'BadBackup';
  }
}

const mostManifestBytes = 16 * 1024 * 1024;

/**
 * Packs what stands in a folder as one file, its manifest first, and syncs it. Readable by any `tar`.
 *
 * @param folder holds every file that the manifest names
 */
export async function pack(folder: string, manifest: Manifest, to: string): Promise<void> {
  await writeFile(join(folder, manifestName), JSON.stringify(manifest, null, 2), { mode: 0o600 });
  const paths = [manifestName, ...manifest.files.map(({ path }) => path)];
  await create(
    { file: to, cwd: folder, gzip: { level: 1 }, portable: true, mode: 0o600, strict: true },
    paths,
  );
  await sync(to);
}

/**
 * Reads a backup from end to end and compares each file in it with what its manifest says.
 *
 * @throws BadBackup where it is none, is cut off, or a byte of it is another
 */
export async function verify(file: string): Promise<Manifest> {
  const hashes = new Map<string, string>();
  let text = '';
  await whole(file, (entry) => {
    const hash = createHash('sha256');
    const parts: Buffer[] = [];
    entry.on('data', (part: Buffer) => {
      hash.update(part);
      if (entry.path === manifestName && entry.size <= mostManifestBytes) parts.push(part);
    });
    entry.on('end', () => {
      hashes.set(entry.path, hash.digest('hex'));
      if (entry.path === manifestName) text = Buffer.concat(parts).toString('utf8');
    });
  });
  const manifest = manifestOf(text);
  for (const { path, sha256 } of manifest.files) {
    if (hashes.get(path) !== sha256) throw new BadBackup(`${path} in it is damaged`);
    hashes.delete(path);
  }
  hashes.delete(manifestName);
  const [unknown] = hashes.keys();
  if (unknown !== undefined) throw new BadBackup(`${unknown} in it belongs to no backup`);
  return manifest;
}

/**
 * Takes a backup apart that was verified.
 *
 * @param into an empty folder
 */
export async function unpack(file: string, into: string): Promise<Manifest> {
  await extract({ file, cwd: into, strict: true, preserveOwner: false });
  return manifestOf(await readFile(join(into, manifestName), 'utf8'));
}

async function whole(file: string, onReadEntry: (entry: ReadEntry) => void): Promise<void> {
  try {
    await list({ file, strict: true, onReadEntry });
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EIO') throw error;
    throw new BadBackup(error instanceof Error ? error.message : String(error));
  }
}

function manifestOf(text: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new BadBackup('it has no manifest');
  }
  const { success, data } = Manifest.safeParse(json);
  if (!success) throw new BadBackup('its manifest is not of a form that this version knows');
  return data;
}
