import type { Kysely } from 'kysely';

/** The number by which visitors know a clerk; the name to sign in with is nobody's business. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('staff').addColumn('number', 'text').execute();
}
