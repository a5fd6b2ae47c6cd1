import { sql } from 'kysely';
import type { Reader } from '../db/open.ts';

/**
 * Reads a SQLite file from end to end and says what is wrong with it; null: nothing is. For a background
 * thread: a gigabyte takes some seconds.
 *
 * @throws where it cannot even be read
 */
export async function quickCheck(db: Reader, _input: null): Promise<string | null> {
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(1)`.execute(db);
  const found = rows[0]?.quick_check ?? 'nothing can be read';
  return found === 'ok' ? null : found;
}
