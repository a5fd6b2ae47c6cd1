import { type Kysely, sql } from 'kysely';

/**
 * Referral to another hall: tickets and steps end as `referred`, and a ticket knows the one that it came
 * from and the one that it went on as. Neither is a reference: the other may be in an archive.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  if (tableEnd === 'strict') await allowOnSqlite(db);
  else await allowOnPostgres(db);
  for (const column of ['referred_from', 'referred_to'])
    await sql`alter table tickets add column ${sql.raw(column)} text`.execute(db);
}

/**
 * SQLite cannot change a check; it says itself (lang_altertable, 7) that one which only allows more may be
 * written into the schema. A table of years is not copied for one word.
 */
async function allowOnSqlite(db: Kysely<unknown>): Promise<void> {
  await sql`pragma writable_schema = on`.execute(db);
  const { numAffectedRows } = await sql`update sqlite_schema
    set sql = replace(sql, '''expired''', '''expired'', ''referred''')
    where type = 'table' and name in ('tickets', 'steps')`.execute(db);
  await sql`pragma writable_schema = reset`.execute(db);
  if (numAffectedRows !== 2n)
    throw new Error('the tables of tickets and steps are not as expected');
}

async function allowOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`do $$
    declare one record;
    begin
      for one in
        select conrelid::regclass as of_table, conname as name, pg_get_constraintdef(oid) as says
        from pg_constraint
        where contype = 'c' and conrelid in ('tickets'::regclass, 'steps'::regclass)
          and pg_get_constraintdef(oid) like '%''expired''%'
      loop
        execute format('alter table %s drop constraint %I, add constraint %I %s', one.of_table, one.name,
          one.name, replace(one.says, '''expired''::text', '''expired''::text, ''referred''::text'));
      end loop;
    end $$`.execute(db);
}
