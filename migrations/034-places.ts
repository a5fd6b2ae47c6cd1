import { type Kysely, sql } from 'kysely';

/**
 * What a hall is in its region, and where: its kind, the hall above it (by its code), its address in
 * three languages, and its coordinates in degrees (WGS 84).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const columns = ['kind text', 'parent text', 'address text', 'lat real', 'lon real'];
  for (const column of columns)
    await sql`alter table halls add column ${sql.raw(column)}`.execute(db);
}
