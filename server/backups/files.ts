import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Makes what was written to a file, or to the names in a folder, last through a power cut. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Shares and sticks of some systems cannot sync a folder; what is in it is synced by itself.
    if (!['EINVAL', 'ENOTSUP', 'EPERM'].includes(String((error as { code?: unknown }).code)))
      throw error;
  } finally {
    await handle.close();
  }
}

/** The SHA-256 of a file, as hexadecimal text. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}

/** Every file below a folder, by its path from there, without what is being made (`.…`). */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    if (entry.isFile()) found.push(entry.name);
    if (!entry.isDirectory()) continue;
    const below = await filesBelow(join(folder, entry.name));
    found.push(...below.map((path) => `${entry.name}/${path}`));
  }
  return found.sort();
}
