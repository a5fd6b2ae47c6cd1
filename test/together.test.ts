import type { CompiledQuery } from 'kysely';
import { expect, it } from 'vitest';
import { type Bound, runNow, runOn, together, type Unit } from '../server/db/unit.ts';
import { Problem } from '../shared/errors.ts';

/*
 * Reads that do not wait for each other (server/db/unit.ts): asked for at once where an answer has a way
 * to come, one after another where it has none, and the same either way.
 */

const statement = (name: string): Bound => ({
  on: () => ({ sql: name }) as unknown as CompiledQuery,
});
const nameOf = (one: Bound): string => one.on(null as never).sql;

function* asking(...names: readonly string[]): Unit<string> {
  const got: unknown[] = [];
  for (const name of names) got.push(...((yield statement(name)) as unknown[]));
  return got.join('+');
}

function* quick(): Unit<number> {
  return 7;
}

function* refusing(name: string, code: 'not_found' | 'forbidden'): Unit<never> {
  yield statement(name);
  throw new Problem(code);
}

/** A database whose answers the test lets go. */
function held() {
  const asked: string[][] = [[]];
  let waiting: (() => void)[] = [];
  return {
    asked,
    target: {
      ask: (one: Bound) =>
        new Promise<unknown[]>((resolve) => {
          asked.at(-1)!.push(nameOf(one));
          waiting.push(() => resolve([nameOf(one).toUpperCase()]));
        }),
      write: () => Promise.resolve(),
    },
    /** All that wait are answered: one round trip. */
    answer: async () => {
      const now = waiting;
      waiting = [];
      asked.push([]);
      for (const go of now) go();
      await new Promise((later) => setImmediate(later));
    },
  };
}

it('reads that do not wait for each other are one round trip on a database that answers later', async () => {
  const { target, asked, answer } = held();
  const all = runOn(
    target,
    together(asking('a', 'b'), quick(), together(asking('c'), asking('d', 'e'))),
  );
  await answer();
  await answer();
  expect(await all).toEqual(['A+B', 7, ['C', 'D+E']]);
  expect(asked).toEqual([['a', 'c', 'd'], ['b', 'e'], []]);
});

it('gives the same where it answers at once', () => {
  const asked: string[] = [];
  const execute = (one: Bound): unknown[] => {
    asked.push(nameOf(one));
    return [nameOf(one).toUpperCase()];
  };
  expect(runNow(execute, together(asking('a', 'b'), quick(), asking('c')))).toEqual([
    'A+B',
    7,
    'C',
  ]);
  expect(asked).toEqual(['a', 'b', 'c']);
});

it('refuses with the first of its reads that refuses, when all of them have come to their end', async () => {
  const units = () => [
    asking('a', 'b', 'c'),
    refusing('d', 'not_found'),
    refusing('e', 'forbidden'),
  ];
  const { target, asked, answer } = held();
  const refused = expect(runOn(target, together(...units()))).rejects.toMatchObject({
    code: 'not_found',
  });
  for (let trips = 0; trips < 3; trips += 1) await answer();
  await refused;
  expect(asked.flat()).toEqual(['a', 'd', 'e', 'b', 'c']);
  expect(() => runNow(() => [], together(...units()))).toThrow(
    expect.objectContaining({ code: 'not_found' }),
  );
});
