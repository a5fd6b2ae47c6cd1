import { type Kysely, sql } from 'kysely';

/**
 * What a visitor has come for can be changed: a step that goes before it was called stays as a row of
 * its ticket and is `dropped`; a ticket opened for who stands at the window never queued; and how often
 * a visitor has asked to be called later.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, column, check] of [
    ['steps', 'dropped', ' check (dropped in (0, 1))'],
    ['steps', 'opened_here', ' check (opened_here in (0, 1))'],
    ['tickets', 'later_count', ''],
  ] as const) {
    await sql`alter table ${sql.table(table)}
      add column ${sql.ref(column)} integer not null default 0${sql.raw(check)}`.execute(db);
  }
}
