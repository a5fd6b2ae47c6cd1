import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import pg from 'pg';
import { openDatabase } from '../../server/db/open.ts';

/** Databases that tests have given back, emptied: to make one and to drop it takes a server a second. */
const free: string[] = [];

/**
 * A database of its own on the server of `url`, migrated and empty, so that tests do not see each
 * other. It is one that another test has given back, or a copy of one that was migrated once. What is
 * left of them at the end of a run is dropped by `postgres-teardown.ts`.
 */
export async function databaseFor(
  url: string,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const own = free.pop() ?? (await copied(url));
  return {
    url: named(url, own),
    drop: async () => {
      if (await emptied(url, own)) free.push(own);
      else await connected(url, (client) => dropped(client, own));
    },
  };
}

async function copied(url: string): Promise<string> {
  const template = `yihaotong_${migrationsHash()}`;
  const own = newName();
  await connected(url, async (client) => {
    await ensureTemplate(client, url, template);
    await client.query(`create database ${own} template ${template}`);
  });
  return own;
}

/** Takes all rows away, and whoever is still connected. @returns false: its schema is another by now */
async function emptied(url: string, own: string): Promise<boolean> {
  return connected(named(url, own), async (client) => {
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [own],
    );
    const { rows } = await client.query<{ name: string }>('select name from kysely_migration');
    if (rows.length !== readdirSync('migrations').length) return false;
    await client.query(
      `set session_replication_role = replica;
       do $$ declare t text; begin
         for t in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%'
         loop execute format('delete from %I', t); end loop;
       end $$`,
    );
    return true;
  });
}

const dropped = async (client: pg.Client, own: string): Promise<void> => {
  await client.query(`drop database if exists ${own} with (force)`);
};

/** So that a run drops what it made itself, and nothing of another. */
const newName = (): string =>
  `${prefixOf(process.env['YIHAOTONG_TEST_RUN'] ?? 'alone')}${randomUUID().replaceAll('-', '')}`;
const prefixOf = (run: string): string => `yihaotong_test_${run}_`;

/** Drops what a run has left on the server. */
export async function dropLeft(url: string, run: string): Promise<void> {
  const left = await connected(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefixOf(run)],
    );
    return rows.map(({ datname }) => datname);
  });
  // A checkpoint each, which those that are dropped together share.
  const some = async (): Promise<void> => {
    for (let own = left.pop(); own !== undefined; own = left.pop()) {
      const name = own;
      await connected(url, (client) => dropped(client, name));
    }
  };
  await Promise.all(Array.from({ length: 8 }, some));
}

/** A database of its own with nothing in it, for what a migration does. */
export async function emptyDatabaseFor(
  url: string,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const own = newName();
  await connected(url, async (client) => {
    await client.query(`create database ${own}`);
  });
  return {
    url: named(url, own),
    drop: () => connected(url, (client) => dropped(client, own)),
  };
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync('migrations').sort())
    hash.update(readFileSync(`migrations/${name}`));
  return hash.digest('hex').slice(0, 16);
}

/** Test files run at the same time: the first makes it under a lock, under another name until it is whole. */
async function ensureTemplate(client: pg.Client, url: string, name: string): Promise<void> {
  const exists = async (): Promise<boolean> =>
    (await client.query('select 1 from pg_database where datname = $1', [name])).rowCount !== 0;
  if (await exists()) return;
  await client.query(`select pg_advisory_lock(hashtext('yihaotong tests'))`);
  try {
    if (await exists()) return;
    const draft = `${name}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft}`);
    await (await openDatabase({ kind: 'postgres', url: named(url, draft) })).close();
    await client.query(`alter database ${draft} rename to ${name}`);
  } finally {
    await client.query(`select pg_advisory_unlock(hashtext('yihaotong tests'))`);
  }
}

function named(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  // Nobody kills this server: to wait for its disk at each commit would prove nothing.
  other.searchParams.set('options', '-c synchronous_commit=off');
  return other.toString();
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
