import { readdir } from 'node:fs/promises';
import { type BackupKind, backupKinds } from '../../shared/backup-kinds.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/** A backup's name says all that keeping and finding it needs. */
const form = new RegExp(
  `^yihaotong-([0-9a-z]{1,8})-(\\d{4})(\\d{2})(\\d{2})T(\\d{2})(\\d{2})(\\d{2})Z-(${backupKinds.join('|')})-[0-9a-z]{4}\\.tar\\.gz$`,
);

export interface Named {
  readonly name: string;
  /** The end of the site's name; `new`: made before the site had one. */
  readonly site: string;
  /** To the second. */
  readonly at: Instant;
  readonly kind: BackupKind;
}

export function siteInName(uid: string | null): string {
  return uid === null ? 'new' : uid.replaceAll('-', '').slice(-8);
}

/** @param id some chance, so that two of the same second are two */
export function backupName(uid: string | null, at: Instant, kind: BackupKind, id: string): string {
  const time = at.slice(0, 19).replaceAll(/[-:]/g, '');
  return `yihaotong-${siteInName(uid)}-${time}Z-${kind}-${id.slice(-4)}.tar.gz`;
}

/** What a file's name says of it; null: it is no backup, or not a whole one. */
export function readName(name: string): Named | null {
  const found = form.exec(name);
  if (found === null) return null;
  const [, site, y, mo, d, h, mi, s, kind] = found;
  return {
    name,
    site: site!,
    at: `${y}-${mo}-${d}T${h}:${mi}:${s}.000Z`,
    kind: kind as BackupKind,
  };
}

/**
 * The backups of a site in a folder, newest first; none where there is no such folder. Of what is being
 * made or was left half made nothing is in it: only a whole one gets its name.
 *
 * @param uid null: of every site
 */
export async function backupsIn(dir: string, uid: string | null): Promise<Named[]> {
  const own = siteInName(uid);
  const names = await readdir(dir).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'ENOENT') return [];
    throw error;
  });
  return names
    .map(readName)
    .filter((each): each is Named => each !== null)
    .filter(({ site }) => uid === null || site === own || site === 'new')
    .sort((a, b) => (a.name.slice(-30) < b.name.slice(-30) ? 1 : -1))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}
