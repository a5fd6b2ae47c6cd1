import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import { quoted } from '../backups/postgres-copy.ts';
import { Refusal } from '../refusal.ts';
import {
  Adding,
  type Digest,
  plain,
  type Row,
  rowsAtOnce,
  rowsOfFile,
  rowsOfPostgres,
  type Table,
  tablesOf,
} from './tables.ts';

/** What stands in a table on both sides. */
export interface Compared {
  readonly table: string;
  readonly file: Digest;
  readonly postgres: Digest;
}

export const isAlike = ({ file, postgres }: Compared): boolean =>
  file.rows === postgres.rows && file.hash === postgres.hash;

/** So much of a table goes to PostgreSQL at once, in characters. */
const textAtOnce = 4_000_000;

/**
 * Pours every table of a file into an empty, migrated PostgreSQL, batch by batch in one transaction, and
 * reads it back in that transaction: it is committed only where every table counts and hashes alike.
 *
 * @param onTable told of each table that is through
 * @returns what stands in each; where one is not alike, nothing was written
 * @throws Refusal where the database is not empty
 */
export async function pour(
  file: string,
  url: string,
  onTable: (name: string, rows: number) => void,
): Promise<Compared[]> {
  return withBoth(file, url, async (raw, client, tables) => {
    await client.query('begin');
    // A server that is started on it meanwhile waits, and finds a site in it.
    await client.query('lock table site in access exclusive mode');
    await requireEmpty(client, tables);
    for (const table of tables) onTable(table.name, await pourTable(raw, client, table));
    const compared = await compareIn(raw, client, tables);
    await client.query(compared.every(isAlike) ? 'commit' : 'rollback');
    if (compared.every(isAlike)) await client.query('analyze');
    return compared;
  });
}

/** Counts and hashes every table on both sides, as each stands at one moment; changes nothing. */
export async function compareTables(file: string, url: string): Promise<Compared[]> {
  return withBoth(file, url, async (raw, client, tables) => {
    await client.query('begin isolation level repeatable read read only');
    const compared = await compareIn(raw, client, tables);
    await client.query('commit');
    return compared;
  });
}

async function withBoth<T>(
  file: string,
  url: string,
  work: (raw: SqliteDatabase.Database, client: pg.Client, tables: Table[]) => Promise<T>,
): Promise<T> {
  const raw = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    types: { getTypeParser: parser },
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(raw, client, tablesOf(raw));
  } finally {
    // What was not committed is gone with the line.
    await client.end().catch(() => undefined);
    raw.close();
  }
}

/** Whole numbers come as text where they could be long. */
const int8 = 20;
const parser = ((oid: number, format: 'text') =>
  oid === int8 ? Number : (pg.types.getTypeParser(oid, format) as unknown)) as never;

/** @throws Refusal */
async function requireEmpty(client: pg.Client, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables) {
    const { rows } = await client.query(`select 1 from ${quoted(name)} limit 1`);
    if (rows.length === 0) continue;
    throw new Refusal('data', {
      chinese: `目标 PostgreSQL 里已有数据（表 ${name}），没有迁移：请另建一个空数据库；若只想比对，请加 --check。`,
      english: `The PostgreSQL database has data in it already (table ${name}); nothing was moved: make an empty one, or compare only with --check.`,
    });
  }
}

async function pourTable(
  raw: SqliteDatabase.Database,
  client: pg.Client,
  table: Table,
): Promise<number> {
  const list = table.columns.map(quoted).join(', ');
  const name = quoted(table.name);
  const insert = `insert into ${name} (${list})
    select ${list} from json_populate_recordset(null::${name}, $1::json)`;
  let [total, held, size] = [0, [] as string[], 0];
  const flush = async (): Promise<void> => {
    if (held.length > 0) await client.query(insert, [`[${held.join(',')}]`]);
    [held, size] = [[], 0];
  };
  for (const row of rowsOfFile(raw, table)) {
    const text = JSON.stringify(plainRow(row));
    held.push(text);
    size += text.length;
    total += 1;
    if (held.length >= rowsAtOnce || size >= textAtOnce) await flush();
  }
  await flush();
  return total;
}

const plainRow = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)]));

async function compareIn(
  raw: SqliteDatabase.Database,
  client: pg.Client,
  tables: readonly Table[],
): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (const table of tables) {
    const [own, other] = [new Adding(), new Adding()];
    for (const row of rowsOfFile(raw, table)) own.add(row, table);
    for await (const row of rowsOfPostgres(client, table)) other.add(row, table);
    compared.push({ table: table.name, file: own.digest(), postgres: other.digest() });
  }
  return compared;
}
