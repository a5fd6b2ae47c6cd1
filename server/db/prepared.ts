import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Reader } from './open.ts';
import type { Database } from './schema.ts';

class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A query that is built and compiled once, for the statements that every ticket and call runs:
 * building it anew costs more than running it. `p('name')` stands for a parameter.
 */
export function prepared<P extends object, R>(
  build: (db: Kysely<Database>, p: <K extends keyof P & string>(name: K) => P[K]) => Compilable<R>,
): (db: Reader, parameters: P) => Promise<R[]> {
  const compiled = new WeakMap<object, CompiledQuery>();
  return async (db, parameters) => {
    const { adapter } = db.getExecutor();
    const query = compiled.get(adapter) ?? build(db, (name) => new Slot(name) as never).compile();
    compiled.set(adapter, query);
    const values = query.parameters.map((value) =>
      value instanceof Slot ? parameters[value.name as keyof P] : value,
    );
    const { rows } = await db.executeQuery<R>({ ...query, parameters: values });
    return rows;
  };
}
