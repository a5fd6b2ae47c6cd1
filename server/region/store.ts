import type { Reader } from '../db/open.ts';

/** The halls of the region by their codes, with the version that each command moves on. */
export function versions(
  db: Reader,
  most: number,
): Promise<{ id: string; code: string; version: number; config_version: number }[]> {
  return db
    .selectFrom('halls')
    .select(['id', 'code', 'version', 'config_version'])
    .orderBy('code')
    .limit(most)
    .execute();
}

/** The newest revision of each set-up, by the hall's id. */
export async function revisions(db: Reader, most: number): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('halls')
    .select(['id', 'setup_revision'])
    .orderBy('code')
    .limit(most)
    .execute();
  return new Map(rows.map((row) => [row.id, row.setup_revision]));
}
