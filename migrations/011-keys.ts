import { type Kysely, sql } from 'kysely';

/** Keys of other systems, people of the single sign-on, and devices whose token ends. */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  await sql`create table api_keys (
      id text primary key,
      name text not null,
      prefix text not null,
      key_hash text not null unique,
      scopes text not null,
      halls text not null,
      created_at text not null,
      created_by text not null,
      expires_at text,
      last_used_at text,
      ended_at text
    ) ${sql.raw(tableEnd)}`.execute(db);
  // The log names a key by its name: of those that stand, one has it.
  await sql`create unique index api_keys_by_name on api_keys (name) where ended_at is null`.execute(
    db,
  );
  await sql`create table sso_people (
      staff_id text primary key references staff (id),
      subject text not null unique,
      made integer not null check (made in (0, 1)),
      linked_at text not null
    ) ${sql.raw(tableEnd)}`.execute(db);
  await db.schema.alterTable('devices').addColumn('expires_at', 'text').execute();
  await db.schema.alterTable('devices').addColumn('used_at', 'text').execute();
}
