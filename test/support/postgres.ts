import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import pg from 'pg';
import { openDatabase } from '../../server/db/open.ts';

/**
 * A database of its own on the server of `url`, migrated, so that tests do not see each other.
 * It is copied from one that was migrated once: that is quicker than migrating each.
 */
export async function databaseFor(
  url: string,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const template = `yihaotong_${migrationsHash()}`;
  const own = `yihaotong_test_${randomUUID().replaceAll('-', '')}`;
  await connected(url, async (client) => {
    await ensureTemplate(client, url, template);
    await client.query(`create database ${own} template ${template}`);
  });
  return {
    url: named(url, own),
    drop: () =>
      connected(url, async (client) => {
        await client.query(`drop database ${own} with (force)`);
      }),
  };
}

/** A database of its own with nothing in it, for what a migration does. */
export async function emptyDatabaseFor(
  url: string,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const own = `yihaotong_test_${randomUUID().replaceAll('-', '')}`;
  await connected(url, async (client) => {
    await client.query(`create database ${own}`);
  });
  return {
    url: named(url, own),
    drop: () =>
      connected(url, async (client) => {
        await client.query(`drop database ${own} with (force)`);
      }),
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

async function connected(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
