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
