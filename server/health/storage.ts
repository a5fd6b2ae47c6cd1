import { stat } from 'node:fs/promises';

/** Bytes of a file; 0: there is none. */
export async function bytesOf(file: string): Promise<number> {
  return (await stat(file).catch(() => ({ size: 0 }))).size;
}
