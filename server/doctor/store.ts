import { sql } from 'kysely';
import type { Reader } from '../db/open.ts';

/** The migrations that have run, by name; null: the database is empty. */
export async function migrationsOf(db: Reader): Promise<string[] | null> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return null;
  const { rows } = await sql<{
    name: string;
  }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** Tables of a SQLite file, and what its pages say of each. */
export async function tablesOf(db: Reader): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`.execute(db);
  return rows.map(({ name }) => name);
}

/** The first fault of a table and its indexes; null: it is whole. */
export async function faultOf(db: Reader, table: string): Promise<string | null> {
  const { rows } = await sql<{
    quick_check: string;
  }>`pragma quick_check(${sql.table(table)})`.execute(db);
  const said = rows[0]?.quick_check ?? 'no answer';
  return said === 'ok' ? null : said;
}

export async function sqliteVersion(db: Reader): Promise<string> {
  const { rows } = await sql<{ version: string }>`select sqlite_version() as version`.execute(db);
  return rows[0]!.version;
}

/** PostgreSQL's version as a number, such as 150004, and the bytes of the database. */
export async function postgresFacts(db: Reader): Promise<{ version: number; bytes: number }> {
  const { rows } = await sql<{
    version: number;
    bytes: number;
  }>`select current_setting('server_version_num')::int as version, pg_database_size(current_database()) as bytes`.execute(
    db,
  );
  return { version: Number(rows[0]!.version), bytes: Number(rows[0]!.bytes) };
}

export interface SeenDevice {
  readonly name: string;
  readonly kind: string;
  readonly hall: string;
  readonly lastSeenAt: string | null;
  readonly health: string;
}

/** Devices that were paired and are in use. */
export async function pairedDevices(db: Reader): Promise<SeenDevice[]> {
  return db
    .selectFrom('devices')
    .innerJoin('halls', 'halls.id', 'devices.hall_id')
    .where('devices.active', '=', 1)
    .where('devices.paired_at', 'is not', null)
    .orderBy('devices.name')
    .select([
      'devices.name',
      'devices.kind',
      'halls.code as hall',
      'devices.last_seen_at as lastSeenAt',
      'devices.health',
    ])
    .execute();
}

/** What the site's key is known by; null: no key has been asked for yet. */
export async function keyFingerprint(db: Reader): Promise<string | null> {
  const site = await db.selectFrom('site').select('key_fingerprint').executeTakeFirst();
  return site?.key_fingerprint ?? null;
}
