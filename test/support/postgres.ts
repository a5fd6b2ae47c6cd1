import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import pg from 'pg';
import { openDatabase } from '../../server/db/open.ts';

/** A database that tests use one after another, with the connections that they have left. */
interface Kept {
  readonly name: string;
  readonly pools: Map<string, pg.Pool>;
  /** What the server knows them by. */
  readonly connections: Set<number>;
  /** Whether the usual hall stands in the schema `begun`. */
  isBegun: boolean;
}

/** Databases that tests have given back, emptied: to make one and to drop it takes a server a second. */
const free: Kept[] = [];

export interface OwnDatabase {
  readonly url: string;
  /**
   * For `DatabaseOptions`: a hall gets the connections of the one before. A new one has every table and
   * every statement before it for the first time, which took longer than most tests.
   */
  readonly pools: (kind: string, make: () => pg.Pool) => pg.Pool;
  /** Fills it with what was kept, if anything was. */
  readonly fill: () => Promise<void>;
  /** Keeps all rows, the first time, for the tests that begin alike and get this database. */
  readonly keep: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

/**
 * A database of its own on the server of `url`, migrated and empty, so that tests do not see each
 * other. It is one that another test has given back, or a copy of one that was migrated once. What is
 * left of them at the end of a run is dropped by `postgres-teardown.ts`.
 */
export async function databaseFor(url: string): Promise<OwnDatabase> {
  const own: Kept = free.pop() ?? {
    name: await copied(url),
    pools: new Map(),
    connections: new Set(),
    isBegun: false,
  };
  return {
    url: named(url, own.name),
    pools: (kind, make) => {
      const pool = own.pools.get(kind) ?? keptOpen(make(), own.connections);
      own.pools.set(kind, pool);
      return pool;
    },
    fill: async () => {
      if (own.isBegun) await working(url, own, filled);
    },
    keep: async () => {
      if (own.isBegun) return;
      await working(url, own, keptRows);
      own.isBegun = true;
    },
    drop: async () => {
      if (await emptied(url, own)) free.push(own);
      else await connected(url, (client) => dropped(client, own.name));
    },
  };
}

/** What ends it leaves it to the next one; its connections close by themselves soon after their last use. */
function keptOpen(pool: pg.Pool, connections: Set<number>): pg.Pool {
  const idOf = (client: pg.PoolClient) => (client as unknown as { processID: number }).processID;
  pool.on('connect', (client) => connections.add(idOf(client)));
  pool.on('remove', (client) => connections.delete(idOf(client)));
  pool.end = () => Promise.resolve();
  return pool;
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

/**
 * Takes all rows away, and whoever is still connected and is not kept.
 *
 * @returns false: its schema is another by now
 */
async function emptied(url: string, own: Kept): Promise<boolean> {
  const { name, pools, connections } = own;
  const work = async (client: pg.ClientBase): Promise<boolean> => {
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = $1 and pid <> pg_backend_pid() and pid <> all($2)`,
      [name, [...connections]],
    );
    const { rows } = await client.query<{ name: string }>('select name from kysely_migration');
    if (rows.length !== readdirSync('migrations').length) return false;
    await changed(client, inEach('public', 'delete from public.%1$I'));
    return true;
  };
  const isAtWork = [...pools.values()].some((pool) => pool.idleCount < pool.totalCount);
  // A test that left one at work has its own end.
  if (isAtWork) {
    pools.clear();
    connections.clear();
  }
  return working(url, own, work);
}

/** A statement for each table of a schema, which gets the table's name. */
const inEach = (schema: string, statement: string): string =>
  `do $$ declare t text; begin
     for t in select tablename from pg_tables where schemaname = '${schema}' and tablename not like 'kysely%'
     loop execute format('${statement}', t); end loop;
   end $$`;

/** In any order of the tables: what refers to a row may be there before it. */
async function changed(client: pg.ClientBase, work: string): Promise<void> {
  await client.query(`begin; set local session_replication_role = replica; ${work}; commit`);
}

const keptRows = (client: pg.ClientBase): Promise<void> =>
  changed(
    client,
    `create schema begun;
     ${inEach('public', 'create table begun.%1$I as table public.%1$I')};
     do $$ declare t text; n int; begin
       for t in select tablename from pg_tables where schemaname = 'begun'
       loop
         execute format('select count(*) from begun.%I', t) into n;
         if n = 0 then execute format('drop table begun.%I', t); end if;
       end loop;
     end $$`,
  );

const filled = (client: pg.ClientBase): Promise<void> =>
  changed(client, inEach('begun', 'insert into public.%1$I select * from begun.%1$I'));

/** On a connection that is there already, else on a new one. */
async function working<T>(
  url: string,
  { name, pools }: Kept,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const pool = [...pools.values()].find(({ idleCount }) => idleCount > 0);
  if (pool === undefined) return connected(named(url, name), work);
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
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
