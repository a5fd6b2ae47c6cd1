import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';

interface Log {
  readonly warn: (facts: object, message: string) => void;
}

/** Makes the folder of the data where there is none, and keeps others out of it. */
export function ownFolder(folder: string, log: Log): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  keepOthersOut(folder, 0o700, log);
}

/** Keeps others out of a SQLite file and what stands beside it, also where an earlier version made them. */
export function ownFiles(file: string, log: Log): void {
  for (const end of ['', '-wal', '-shm', '.lock', '.pid'])
    if (existsSync(file + end)) keepOthersOut(file + end, 0o600, log);
}

function keepOthersOut(path: string, mode: number, log: Log): void {
  try {
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, mode);
  } catch (err) {
    // Somebody else's folder, or a disk without modes: it is theirs to close.
    log.warn({ err, path }, 'others may read the data: the modes of its folder cannot be changed');
  }
}
