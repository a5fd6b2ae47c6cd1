import { expect, it } from 'vitest';
import { Cached } from '../server/db/cached.ts';
import { preparedForKeys } from '../server/db/prepared.ts';
import { onBothDatabases } from './support/hall.ts';

/** Reads that the test lets end. */
function heldReads() {
  const reads: { keys: readonly string[]; end: (found: Record<string, string>) => void }[] = [];
  const readAll = (keys: readonly string[]): Promise<ReadonlyMap<string, string>> =>
    new Promise((resolve) => {
      reads.push({ keys, end: (found) => resolve(new Map(Object.entries(found))) });
    });
  return { reads, readAll };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('reads together what is asked for in one turn, and nothing before it was asked for', async () => {
  const { reads, readAll } = heldReads();
  const cached = new Cached<string>(() => null, readAll);
  const first = Promise.all(['a', 'b', 'a', 'none'].map((key) => cached.of(key)));
  await turn();
  expect(reads.map(({ keys }) => keys)).toEqual([['a', 'b', 'none']]);
  // Who signs out now is out for whoever asks from now on, though the first answer is still to come.
  const second = cached.of('a');
  await turn();
  expect(reads.map(({ keys }) => keys)).toEqual([['a', 'b', 'none'], ['a']]);
  reads[1]!.end({});
  reads[0]!.end({ a: '1', b: '2' });
  expect(await first).toEqual(['1', '2', '1', undefined]);
  expect(await second).toBeUndefined();
});

it('tells all who asked together that the read failed, and reads anew for the next', async () => {
  let isAway = true;
  const cached = new Cached<string>(
    () => null,
    (keys) =>
      isAway
        ? Promise.reject(new Error('away'))
        : Promise.resolve(new Map(keys.map((key) => [key, key]))),
  );
  const asked = await Promise.allSettled(['a', 'b'].map((key) => cached.of(key)));
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isAway = false;
  expect(await cached.of('a')).toBe('a');
});

it('keeps what it read, also that there is nothing, until the stamp moves on', async () => {
  let stamp = '1';
  let reads = 0;
  const cached = new Cached<string>(
    () => stamp,
    (keys) => {
      reads += 1;
      return Promise.resolve(new Map(keys.includes('a') ? [['a', stamp]] : []));
    },
  );
  expect([await cached.of('a'), await cached.of('none'), reads]).toEqual(['1', undefined, 2]);
  expect([await cached.of('a'), await cached.of('none'), reads]).toEqual(['1', undefined, 2]);
  stamp = '2';
  expect([await cached.of('a'), reads]).toEqual(['2', 3]);
});

it('keeps nothing that was read while the stamp moved on: it may be of before', async () => {
  const { reads, readAll } = heldReads();
  let stamp = '1';
  const cached = new Cached<string>(() => stamp, readAll);
  const asked = cached.of('a');
  await turn();
  stamp = '2';
  reads[0]!.end({ a: 'of before' });
  expect(await asked).toBe('of before');
  const again = cached.of('a');
  await turn();
  reads[1]!.end({ a: 'of now' });
  expect(await again).toBe('of now');
  expect(await cached.of('a')).toBe('of now');
  expect(reads).toHaveLength(2);
});

onBothDatabases('rows for as many keys as one has', (start) => {
  it.each([1, 2, 3, 8, 9, 513])('finds those of %i keys, each once', async (count) => {
    const hall = await start();
    const queues = preparedForKeys<{ code: string }>((db, codes) =>
      db.selectFrom('queues').select('code').where('code', 'in', codes),
    );
    const keys = Array.from({ length: count - 1 }, (_, i) => `none-${i}`);
    expect(await queues(hall.db.read, ['tax', ...keys])).toEqual([{ code: 'tax' }]);
    expect(await queues(hall.db.read, [...keys, 'tax'])).toEqual([{ code: 'tax' }]);
    expect(await queues(hall.db.read, [])).toEqual([]);
  });
});
