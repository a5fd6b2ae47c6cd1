import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import type { Ticket } from '../shared/contract/ticket.ts';
import { TestHall } from './support/hall.ts';
import { databaseFor } from './support/postgres.ts';

/** What a ticket's taker was told. */
type Told = { status: number; body: Ticket & { code?: string } };

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
const take = (hall: TestHall): Promise<Told> =>
  hall.call('POST', '/api/halls/district/tickets', { queue: 'one-life' });
const given = (hall: TestHall): Promise<string[]> =>
  hall.db.read
    .selectFrom('tickets')
    .select('number')
    .orderBy('seq')
    .execute()
    .then((rows) => rows.map((r) => r.number));
const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `A${String(i + 1).padStart(3, '0')}`);

/** Every acknowledged ticket is kept, once and without a gap; who was not acknowledged was told so. */
async function checkKept(hall: TestHall, told: readonly Told[]): Promise<void> {
  const acknowledged = told.filter((t) => t.status === 201).map((t) => t.body.number);
  const refused = told.filter((t) => t.status !== 201);
  expect(new Set(refused.map((t) => `${t.status} ${t.body.code}`))).toEqual(
    new Set(['503 storage_unavailable']),
  );
  const kept = await given(hall);
  expect(kept).toEqual(numbers(kept.length));
  expect(kept).toEqual(expect.arrayContaining(acknowledged));
  const events = await hall.db.read
    .selectFrom('events')
    .select('version')
    .where('command', '=', 'take')
    .execute();
  expect(events).toHaveLength(kept.length);
}

it('a full disk loses nothing that was acknowledged, and goes on when there is room', async () => {
  const hall = await TestHall.start();
  ends.push(() => hall.stop());
  const { read } = hall.db;
  const pages = await sql<{ page_count: number }>`pragma page_count`.execute(read);
  const room = (count: number) => sql`pragma max_page_count = ${sql.lit(count)}`.execute(read);
  await room(pages.rows[0]!.page_count + 8);
  const told: Told[] = [];
  while (told.at(-1)?.status !== 503) {
    expect(told.length, 'the disk is never full').toBeLessThan(2000);
    told.push(...(await Promise.all(Array.from({ length: 8 }, () => take(hall)))));
  }
  const whenFull = (await given(hall)).length;
  await room(1_000_000);
  told.push(await take(hall));
  expect(told.at(-1)!.body.number).toBe(numbers(whenFull + 1).at(-1));
  await checkKept(hall, told);
});

const url = process.env['TEST_DATABASE_URL'];
describe.skipIf(url === undefined)(
  `a database that goes away${url === undefined ? ': no PostgreSQL, skipped' : ''}`,
  () => {
    it('loses nothing that was acknowledged, and is used again when it is back', async () => {
      const database = await databaseFor(url!);
      ends.push(database.drop);
      const hall = await TestHall.start({ database: { kind: 'postgres', url: database.url } });
      ends.push(() => hall.stop());
      const told: Told[] = [];
      for (let round = 0; round < 5; round += 1) {
        const taking = Array.from({ length: 12 }, () => take(hall));
        await taking[0];
        await cutAll(database.url);
        told.push(...(await Promise.all(taking)));
      }
      // A connection that nobody used since may tell only now that it was cut: ten are kept.
      do told.push(await take(hall));
      while (told.at(-1)!.status !== 201 && told.length < 60 + 11);
      expect(told.at(-1)!.status).toBe(201);
      await checkKept(hall, [
        ...told,
        { status: 503, body: { code: 'storage_unavailable' } as never },
      ]);
    });
  },
);

/** Ends every connection to a database but its own. */
async function cutAll(database: string): Promise<void> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await client.end();
}
