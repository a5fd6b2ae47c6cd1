import { type Kysely, sql } from 'kysely';

/**
 * A ticket may be for several packages: those beside the first, as a list of ids; null: none. And what
 * people wrote about people in month sheets and on patrol is found when it is old enough to be erased.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`alter table tickets add column more_packages text`,
    sql`create index sheet_entries_with_texts on sheet_entries (hall_id, day) where reason <> ''`,
    sql`alter table patrols add column texts integer not null default 1 check (texts in (0, 1))`,
    sql`create index patrols_with_texts on patrols (hall_id, day) where texts = 1`,
  ];
  for (const statement of statements) await statement.execute(db);
}
