import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from './config.ts';
import { type Db, openDatabase } from './db/open.ts';
import { Refusal } from './refusal.ts';
import { root } from './root.ts';
import { lookInto, waitForPostgres } from './storage/opening.ts';
import { storageRefusal } from './storage/sentences.ts';

/* What the server's programs have in common. */

/** So long PostgreSQL is waited for: somebody sits before it. */
const waitSeconds = 10;

/**
 * Opens the data that the server would use, whether it runs or not.
 *
 * @throws Refusal where there are none, or they are damaged, of a newer version or out of reach
 */
export async function openData(): Promise<Db> {
  const { database } = readConfig(process.env, join(root, 'data'));
  if (database.kind === 'postgres') {
    await waitForPostgres(database.url, (text) => process.stderr.write(`${text}\n`), waitSeconds);
    return openDatabase(database);
  }
  requireData(database.file);
  await lookInto(database.file);
  return openDatabase(database);
}

/** @throws Refusal where there is no such file */
export function requireData(file: string): void {
  if (!existsSync(file))
    throw new Refusal('nothing', {
      chinese: `${file} 里没有数据。请像服务一样设置 DATA_DIR 或 DATABASE_URL。`,
      english: `There is no data in ${file}. Set DATA_DIR or DATABASE_URL as for the server.`,
    });
}

/** Runs a command and ends with its code. What stands in its way is said in a sentence: no stack. */
export async function asCommand(run: () => Promise<number>): Promise<void> {
  // Whoever reads only the first lines is done with it.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  try {
    process.exitCode = await run();
  } catch (error) {
    process.exitCode = said(error);
  }
}

/** Says what is in the way of a program. @returns its exit code @throws what it got, where it is nobody's but ours */
export function said(error: unknown): number {
  const refusal = storageRefusal(error, placeOfData());
  if (refusal === null) throw error;
  process.stderr.write(refusal.text);
  return refusal.exitCode;
}

function placeOfData(): string {
  try {
    const { database } = readConfig(process.env, join(root, 'data'));
    return database.kind === 'sqlite' ? database.file : 'PostgreSQL';
  } catch {
    return 'the data';
  }
}
