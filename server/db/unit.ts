import type { CompiledQuery, Compilable, Kysely } from 'kysely';
import type { Reader } from './reader.ts';
import type { Database } from './schema.ts';

/** A statement with its values, for whichever database runs it. */
export interface Bound<R = unknown> {
  /** The text and values for a database. */
  readonly on: (db: Reader) => CompiledQuery<R>;
}

/**
 * Work with the data, told statement by statement: it yields a statement and gets its rows, or yields
 * a list of writes, whose rows nobody needs. Who runs it decides how: on SQLite at once, without a turn
 * of the event loop between; on PostgreSQL each list in one round trip. A unit refuses (throws a
 * `Problem`) before its first write, never after, and has no effect but its statements, so that it can
 * be run again.
 */
export type Unit<T> = Generator<Bound | readonly Bound[] | Together, T, unknown>;

/** Units that only read, and of which none waits for another's rows. */
class Together {
  readonly units: readonly Unit<unknown>[];
  constructor(units: readonly Unit<unknown>[]) {
    this.units = units;
  }
}

/**
 * Reads that do not depend on each other. PostgreSQL is asked for all of them in one round trip, while
 * the hall's lock is held; SQLite, where an answer costs no way, one after another.
 *
 * @throws what the first of them threw, in their order
 */
export function* together<const T extends readonly Unit<unknown>[]>(
  ...units: T
): Unit<{ -readonly [K in keyof T]: T[K] extends Unit<infer R> ? R : never }> {
  return (yield new Together(units)) as never;
}

/**
 * A unit behind one that only reads and may end both: PostgreSQL is asked for the first reads of both in
 * one round trip.
 *
 * @param unit asked before it is known whether it goes on: its first statement reads and takes nothing, and
 *   an error of it ends both
 * @throws what `guard` threw, before what the unit did
 */
export function* behind<T>(guard: Unit<unknown>, unit: Unit<T>): Unit<T> {
  let step: ReturnType<typeof unit.next>;
  try {
    step = unit.next();
  } catch (error) {
    yield* guard;
    throw error;
  }
  if (step.done === true || Array.isArray(step.value)) yield* guard;
  else step = unit.next((yield* together(guard, asked(step.value)))[1]);
  while (step.done !== true) {
    let answer: unknown;
    try {
      answer = yield step.value;
    } catch (error) {
      step = unit.throw(error);
      continue;
    }
    step = unit.next(answer);
  }
  return step.value;
}

function* asked(read: Bound | readonly Bound[] | Together): Unit<unknown> {
  return yield read;
}

/** The rows of a query that is built where it is asked; `prepared` is for those of every press. */
export function* rows<R>(build: (db: Kysely<Database>) => Compilable<R>): Unit<R[]> {
  return (yield { on: (db) => build(db).compile() }) as R[];
}

/** A unit that only writes. */
export function* writes(all: readonly Bound[]): Unit<void> {
  if (all.length > 0) yield all;
}

/** A write that is built where it is needed, for a list of writes. */
export function write(build: (db: Kysely<Database>) => Compilable<unknown>): Bound {
  return { on: (db) => build(db).compile() };
}

/** Thrown in a unit that ends without a change: it was done before, or has to be done otherwise. */
export class Unchanged extends Error {}

/** How many lists of writes a unit has yielded, for whoever has to know whether it wrote. */
export interface Written {
  lists: number;
}

/** Runs a unit outside the commands' own path: for reading, or inside somebody's transaction. */
export function runUnit<T>(db: Reader, unit: Unit<T>): Promise<T> {
  return runOn(
    {
      ask: async (one) => (await db.executeQuery(one.on(db))).rows,
      write: async (all) => {
        for (const each of all) await db.executeQuery(each.on(db));
      },
    },
    unit,
  );
}

/** Where statements go. */
export interface Target {
  readonly ask: (one: Bound) => Promise<unknown[]>;
  readonly write: (all: readonly Bound[]) => Promise<void>;
}

/** Runs a unit on a database that answers later. */
export async function runOn<T>(target: Target, unit: Unit<T>, written?: Written): Promise<T> {
  let step = unit.next();
  while (step.done !== true) {
    let answer: unknown = [];
    try {
      if (step.value instanceof Together)
        answer = await allOf(step.value.units.map((each) => runOn(target, each)));
      else if ('on' in step.value) answer = await target.ask(step.value);
      else {
        if (written !== undefined) written.lists += 1;
        await target.write(step.value);
      }
    } catch (error) {
      step = unit.throw(error);
      continue;
    }
    step = unit.next(answer);
  }
  return step.value;
}

/** All of them have come to their end before the first that failed is told. */
async function allOf(asked: readonly Promise<unknown>[]): Promise<unknown[]> {
  await Promise.allSettled(asked);
  return Promise.all(asked);
}

/** Runs a unit on a database that answers at once. */
export function runNow<T>(execute: (one: Bound) => unknown[], unit: Unit<T>, written?: Written): T {
  let step = unit.next();
  while (step.done !== true) {
    let answer: unknown = [];
    try {
      if (step.value instanceof Together)
        answer = step.value.units.map((each) => runNow(execute, each));
      else if ('on' in step.value) answer = execute(step.value);
      else {
        if (written !== undefined) written.lists += 1;
        step.value.forEach(execute);
      }
    } catch (error) {
      step = unit.throw(error);
      continue;
    }
    step = unit.next(answer);
  }
  return step.value;
}
