import { stat, statfs } from 'node:fs/promises';

/** Free bytes and all of the disk that a folder is on; null: nobody can tell. */
export async function diskOf(folder: string): Promise<{ free: number; size: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { free: bavail * bsize, size: blocks * bsize };
  } catch {
    return null;
  }
}

/** Bytes of a file; 0: there is none. */
export async function bytesOf(file: string): Promise<number> {
  return (await stat(file).catch(() => ({ size: 0 }))).size;
}
