import { chmod } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { sync } from './files.ts';
import type { Contents } from './manifest.ts';
import { runTool, ToolFailed } from './postgres-tools.ts';

/**
 * Copies a PostgreSQL database as it stands at one moment, by `pg_dump`, and says what is in it.
 *
 * @throws ToolFailed
 */
export async function copyPostgres(url: string, to: string): Promise<Contents> {
  const contents = await connected(url, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ id: string }>('select pg_export_snapshot() as id');
    const contents = await contentsOf(client);
    // The program sees what this transaction sees, while the hall goes on.
    await runTool(
      'pg_dump',
      ['--format=custom', '--no-owner', '--no-privileges', `--snapshot=${rows[0]!.id}`, '-f', to],
      url,
    );
    await client.query('commit');
    return contents;
  });
  await chmod(to, 0o600);
  await sync(to);
  const listed = await runTool('pg_restore', ['--list', to]);
  if (!/TABLE DATA \S+ events /.test(listed))
    throw new ToolFailed('pg_restore does not find the log in the copy');
  return contents;
}

/** What is in a database. The same as `contentsOf` of a SQLite file. */
export async function contentsOf(client: pg.Client): Promise<Contents> {
  const schema = await client.query<{ name: string }>(
    'select max(name) as name from kysely_migration',
  );
  const named = await client.query(
    `select 1 from information_schema.columns
     where table_schema = current_schema() and table_name = 'site' and column_name = 'uid'`,
  );
  const site =
    named.rowCount === 0
      ? null
      : (await client.query<{ uid: string | null }>('select uid from site')).rows[0];
  const halls = await client.query<Contents['halls'][number]>(
    'select code, timezone, version from halls order by code',
  );
  return { site: site?.uid ?? null, schema: schema.rows[0]!.name, halls: halls.rows };
}

/** Whether two copies are of the same moment. */
export function isSame(a: Contents, b: Contents): boolean {
  return (
    JSON.stringify([a.site, a.schema, a.halls]) === JSON.stringify([b.site, b.schema, b.halls])
  );
}

/**
 * Restores a copy into a database of its own, to see that it can be.
 *
 * @returns the name of the new database, and what is in it
 * @throws ToolFailed; then the database is gone again
 */
export async function restoreBeside(
  url: string,
  dump: string,
  purpose: string,
): Promise<{ name: string; url: string; contents: Contents }> {
  const name = `${databaseName(url)}_${purpose}_${randomBytes(4).toString('hex')}`;
  const beside = otherDatabase(url, name);
  await connected(url, (client) =>
    client.query(`create database ${quoted(name)} template template0`),
  );
  try {
    await runTool(
      'pg_restore',
      ['--no-owner', '--no-privileges', '--exit-on-error', '--single-transaction', dump],
      beside,
    );
    return { name, url: beside, contents: await connected(beside, contentsOf) };
  } catch (error) {
    await dropDatabase(url, name);
    throw error;
  }
}

/** @param url another database of the same server */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await connected(url, (client) => client.query(`drop database if exists ${quoted(name)}`));
}

export function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

export function otherDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(name)}`;
  return other.toString();
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export async function connected<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  // Said by the query that has it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
