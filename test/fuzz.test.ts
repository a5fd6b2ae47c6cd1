import { afterAll, expect, it } from 'vitest';
import { fuzz } from '../bench/fuzz/run.ts';
import { databaseFor } from './support/postgres.ts';

const drops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const drop of drops) await drop();
});

/** A small part of `npm run fuzz -- --requests 100000`, with seeds of its own. */
it('is never at fault itself, whatever it is sent by whomever, and changes nothing that it refuses (SQLite)', async () => {
  const { faults, answersLeft, byStatus } = await fuzz({ seed: 11, requests: 500, messages: 60 });
  expect(faults).toEqual([]);
  expect(answersLeft).toBe(0);
  // It got past the door: some of it was granted, and some refused for what it said.
  expect(byStatus['200']).toBeGreaterThan(30);
  expect(byStatus['400']).toBeGreaterThan(20);
}, 300_000);

const url = process.env['TEST_DATABASE_URL'];
it.skipIf(url === undefined)(
  `the same on PostgreSQL${url === undefined ? ' (no server, skipped)' : ''}`,
  async () => {
    const database = await databaseFor(url!);
    drops.push(database.drop);
    const { faults } = await fuzz({
      seed: 12,
      requests: 250,
      messages: 0,
      database: { kind: 'postgres', url: database.url },
    });
    expect(faults).toEqual([]);
  },
  300_000,
);
