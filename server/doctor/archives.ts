import { stat } from 'node:fs/promises';
import { Problem } from '../../shared/errors.ts';
import { archivePath, openArchive } from '../archives/file.ts';
import { all, type ArchiveRow, siteUid } from '../archives/store.ts';
import type { Reader } from '../db/open.ts';
import { fail, type Finding, ok, say, size, warn, wordsOf } from './finding.ts';

type Check = (db: Reader) => Promise<string | null>;

/**
 * Each archived year: there, whole, readable. A year that is being carried over is said, too.
 *
 * @param folder null: there can be none
 * @param check reads a file from end to end, and says what is wrong with it
 */
export async function archives(
  db: Reader,
  folder: string | null,
  check: Check,
): Promise<Finding[]> {
  if (folder === null) return [];
  // Data of an earlier version have no such table yet.
  const rows = await all(db).catch((): ArchiveRow[] => []);
  const uid = rows.length === 0 ? null : await siteUid(db);
  const found: Finding[] = [];
  for (const row of rows) found.push(await one(row, { folder, uid, check }));
  return found;
}

async function one(
  { year, state, tickets }: ArchiveRow,
  { folder, uid, check }: { folder: string; uid: string | null; check: Check },
): Promise<Finding> {
  if (state === 'copying' || state === 'verified')
    return ok('archive', say(`${year} 年正在归档`, `${year} is being archived`));
  const file = archivePath(folder, year);
  try {
    const archive = await openArchive(folder, year, uid, 'look');
    try {
      const fault = await check(archive);
      if (fault !== null) return broken(file, fault);
    } finally {
      await archive.destroy();
    }
  } catch (error) {
    const isFault = error instanceof Problem && typeof error.extra['fault'] === 'string';
    return broken(file, isFault ? String(error.extra['fault']) : wordsOf(error));
  }
  const { size: bytes } = await stat(file);
  const text = say(
    `${year} 年，${file}，${size(bytes)}，号票 ${tickets} 张，检查完好`,
    `${year}, ${file}, ${size(bytes)}, ${tickets} tickets, whole`,
  );
  if (state === 'archived') return ok('archive', text);
  return warn(
    'archive',
    say(`${year} 年正在移出主数据`, `${year} is being moved out of the database`),
    say('服务运行时会自动做完。', 'The server goes on with it while it runs.'),
  );
}

const broken = (file: string, fault: string): Finding =>
  fail(
    'archive',
    say(`${file} 读不出来（${fault}）`, `${file} cannot be read (${fault})`),
    say(
      '请从备份把它放回原处：解开备份文件夹里同一年的 .archive.gz，或重新恢复备份。',
      'Put it back: unpack the .archive.gz of that year from the folder of the backups, or restore a backup.',
    ),
  );
