import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Reader } from './reader.ts';
import type { Database } from './schema.ts';
import type { Bound, Unit } from './unit.ts';

class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A query that is built and compiled once; see `prepared`. */
export interface Prepared<P extends object, R> {
  (db: Reader, parameters: P): Promise<R[]>;
  /** Its rows, inside a unit. */
  readonly rows: (parameters: P) => Unit<R[]>;
  /** With its values, for a unit's list of writes. */
  readonly with: (parameters: P) => Bound<R>;
}

/** The texts of prepared queries: PostgreSQL keeps them under a name for each connection. */
export const preparedTexts = new Map<string, string>();

/**
 * A query that is built and compiled once, for the statements that every ticket and call runs:
 * building it anew costs more than running it. `p('name')` stands for a parameter.
 */
export function prepared<P extends object, R>(
  build: (db: Kysely<Database>, p: <K extends keyof P & string>(name: K) => P[K]) => Compilable<R>,
): Prepared<P, R> {
  const compiled = new WeakMap<object, CompiledQuery<R>>();
  const compile = (db: Reader): CompiledQuery<R> => {
    const { adapter } = db.getExecutor();
    const known = compiled.get(adapter);
    if (known !== undefined) return known;
    const query = build(db, (name) => new Slot(name) as never).compile();
    compiled.set(adapter, query);
    if (!preparedTexts.has(query.sql)) preparedTexts.set(query.sql, `hall_${preparedTexts.size}`);
    return query;
  };
  const bound = (parameters: P): Bound<R> => ({
    on: (db) => {
      const query = compile(db);
      const values = query.parameters.map((value) =>
        value instanceof Slot ? parameters[value.name as keyof P] : value,
      );
      return { ...query, parameters: values };
    },
  });
  const run = async (db: Reader, parameters: P): Promise<R[]> =>
    (await db.executeQuery<R>(bound(parameters).on(db))).rows;
  return Object.assign(run, {
    *rows(parameters: P): Unit<R[]> {
      return (yield bound(parameters)) as R[];
    },
    with: bound,
  });
}

/** So many keys are asked for in one statement. */
const mostKeys = 512;

/**
 * A query for the rows of as many keys as one has, prepared for one key, for two, for four and so on:
 * the places that are left over get the last key again.
 */
export function preparedForKeys<R>(
  build: (db: Kysely<Database>, keys: readonly string[]) => Compilable<R>,
): (db: Reader, keys: readonly string[]) => Promise<R[]> {
  const bySize = new Map<number, Prepared<Record<string, string>, R>>();
  const ofSize = (size: number): Prepared<Record<string, string>, R> => {
    const known = bySize.get(size);
    if (known !== undefined) return known;
    const made = prepared<Record<string, string>, R>((db, p) =>
      build(
        db,
        Array.from({ length: size }, (_, i) => p(String(i))),
      ),
    );
    bySize.set(size, made);
    return made;
  };
  return async (db, keys) => {
    const found: R[] = [];
    for (let at = 0; at < keys.length; at += mostKeys) {
      const some = keys.slice(at, at + mostKeys);
      const size = 2 ** Math.ceil(Math.log2(some.length));
      const places = Array.from({ length: size }, (_, i) => [String(i), some[i] ?? some.at(-1)!]);
      found.push(...(await ofSize(size)(db, Object.fromEntries(places) as Record<string, string>)));
    }
    return found;
  };
}
