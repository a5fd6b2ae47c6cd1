import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A schema of its own in the test database, so that tests do not see each other. */
export async function schemaFor(url: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const run = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await run(`create schema ${name}`);
  const own = new URL(url);
  own.searchParams.set('options', `-c search_path=${name}`);
  return { url: own.toString(), drop: () => run(`drop schema ${name} cascade`) };
}
