import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from './refusal.ts';

/** Where the site's key is kept outside of the database. */
export interface KeyHolder {
  /** Where it is, for who has to look for it. */
  readonly place: string;
  /** Null: there is none yet. */
  readonly read: () => string | null;
  /** Keeps a key for good before it returns. @returns the one that is kept: another process may have been quicker */
  readonly keep: (secret: string) => string;
}

/** The key is missing, or another than the one that the data was made with: the server does not start. */
export class WrongKey extends Refusal {
  constructor(sentence: { readonly chinese: string; readonly english: string }) {
    super('settings', sentence);
    this.name = 'WrongKey';
  }
}

/** What the database keeps of the key, to know it again. */
export function fingerprintOf(secret: string): string {
  return createHash('sha256').update(`key of the site ${secret}`).digest('base64url');
}

/** The key in a file that only its owner reads. */
export function keyFile(file: string): KeyHolder {
  const read = (): string | null => {
    if (!existsSync(file)) return null;
    const secret = readFileSync(file, 'utf8').trim();
    if (secret === '')
      throw new WrongKey({
        chinese: `${file} 是空的：请从备份放回本站点的密钥文件。`,
        english: `${file} is empty: put the key of this site back from its backup.`,
      });
    try {
      if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
    } catch {
      // Mounted for reading only, as secrets of containers are: who mounts it says who reads it.
    }
    return secret;
  };
  return {
    place: file,
    read,
    keep: (secret) => {
      try {
        return made(secret);
      } catch (error) {
        const { code } = error as { code?: unknown };
        if (code !== 'EACCES' && code !== 'EROFS' && code !== 'ENOSPC') throw error;
        throw new WrongKey({
          chinese: `无法写入 ${file}（${code}）：这里要存放本站点的密钥。请让本程序的用户能写入该文件夹，或把 KEY_FILE 设到能写的位置。`,
          english:
            `${file} cannot be written (${code}): it is to hold the key of this site. Let this user ` +
            'write into its folder, or set KEY_FILE to a place where it may.',
        });
      }
    },
  };

  function made(secret: string): string {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const whole = `${file}.${process.pid}.new`;
    const descriptor = openSync(whole, 'w', 0o600);
    try {
      writeSync(descriptor, `${secret}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    try {
      // It comes to its name whole, and never in the place of another one.
      linkSync(whole, file);
    } catch (error) {
      const { code } = error as { code?: unknown };
      // A file system without links, as of a memory stick.
      if (code === 'EPERM' || code === 'ENOTSUP') {
        if (!existsSync(file)) renameSync(whole, file);
      } else if (code !== 'EEXIST') throw error;
    } finally {
      rmSync(whole, { force: true });
    }
    syncFolder(dirname(file));
    return read() ?? secret;
  }
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
