import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** Memory that is a folder, on Linux. */
const memory = '/dev/shm';
/** Bytes that a run may need there at once, and more: it never fills a small machine's. */
const room = 2 * 1024 ** 3;

/**
 * Gives the run a folder of its own for all that its tests make and take away, in memory where there is
 * room: to wait for the disk at each commit took a hall with a file most of its time, and proves nothing
 * where only processes are killed. What a test leaves goes with it.
 */
export default function setup(): (() => void) | undefined {
  if (!existsSync(memory)) return undefined;
  const { bavail, bsize } = statfsSync(memory);
  if (bavail * bsize < room) return undefined;
  const folder = mkdtempSync(join(memory, 'yihaotong-run-'));
  // Other users' programs, such as a PostgreSQL of the test's own, have folders in it.
  chmodSync(folder, 0o711);
  process.env['TMPDIR'] = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
