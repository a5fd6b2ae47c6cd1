import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, openDatabase } from '../../server/db/open.ts';
import { type Ids, randomIds } from '../../server/ids.ts';
import { prepareSite } from '../../server/setup.ts';
import { root } from '../../scripts/lib.mjs';
import { signInStaff } from './staff.ts';

export interface Site {
  readonly dataDir: string;
  readonly file: string;
  /** Who takes tickets, and who has a window each: tokens. */
  readonly takers: readonly string[];
  readonly clerks: readonly string[];
  readonly admin: string;
  readonly remove: () => Promise<void>;
}

/**
 * A SQLite file with the default hall, in a folder of its own, and people who are signed in, made
 * before the server starts.
 *
 * @param fill what else is to be there from the beginning
 */
export async function makeSite(
  people: { readonly takers: number; readonly clerks: number },
  fill: (db: Db) => Promise<void> = () => Promise.resolve(),
): Promise<Site> {
  const dataDir = await mkdtemp(join(tmpdir(), 'yihaotong-'));
  const file = join(dataDir, 'hall.db');
  const db = await openDatabase({ kind: 'sqlite', file });
  const filled = await fillSite(db, randomIds, people);
  await fill(db);
  await db.close();
  return {
    dataDir,
    file,
    ...filled,
    remove: () => rm(dataDir, { recursive: true }),
  };
}

/** Puts the default hall, and people who are signed in, into an empty database. */
export async function fillSite(
  db: Db,
  ids: Ids,
  people: { readonly takers: number; readonly clerks: number },
): Promise<Pick<Site, 'takers' | 'clerks' | 'admin'>> {
  const json = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(root, 'data', name), 'utf8')) as unknown;
  await prepareSite(db, ids, async () => ({
    hall: await json('hall.json'),
    catalogue: await json('catalogue.json'),
  }));
  const names = (kind: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${kind}${i + 1}`);
  // The server makes this one where it is missing, with a password that takes its time to hash.
  const [admin] = await signInStaff(db, ids, ['admin'], 'admin');
  const takers = await signInStaff(db, ids, names('guide', people.takers), 'guide');
  const clerks = await signInStaff(db, ids, names('clerk', people.clerks));
  return { takers, clerks, admin: admin! };
}
