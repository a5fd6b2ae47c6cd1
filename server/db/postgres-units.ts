import { CompiledQuery, type Kysely, sql } from 'kysely';
import { Problem } from '../../shared/errors.ts';
import { CommitFailed, isRefusal, type Outcome, type SharedUnits, type UnitWork } from './lanes.ts';
import { preparedTexts } from './prepared.ts';
import type { Database } from './schema.ts';
import { type Bound, runOn, type Target } from './unit.ts';

/** Units on PostgreSQL: in one transaction, each list of writes in one round trip. */
export class PostgresUnits implements SharedUnits {
  private readonly db: Kysely<Database>;
  private readonly merged = new MergedTexts();

  constructor(db: Kysely<Database>) {
    this.db = db;
  }

  readonly run = (works: readonly UnitWork[]): Promise<Outcome[]> =>
    this.db.connection().execute(async (connection) => {
      const target: Target = {
        ask: async (one) => (await connection.executeQuery(one.on(connection))).rows,
        write: async (all) => {
          if (all.length > 0) await connection.executeQuery(this.together(connection, all));
        },
      };
      await sql`begin`.execute(connection);
      const outcomes: Outcome[] = [];
      try {
        for (const work of works) outcomes.push(await outcomeOf(target, work));
      } catch (error) {
        await sql`rollback`.execute(connection);
        throw error;
      }
      try {
        await sql`commit`.execute(connection);
      } catch (error) {
        throw new CommitFailed(error);
      }
      return outcomes;
    });

  /** Several writes as one statement: none of them reads what another of the list writes. */
  private together(db: Kysely<Database>, all: readonly Bound[]): CompiledQuery {
    const queries = all.map((one) => one.on(db));
    if (queries.length === 1) return queries[0]!;
    return CompiledQuery.raw(
      this.merged.of(queries.map((query) => query.sql)),
      queries.flatMap((query) => query.parameters),
    );
  }
}

async function outcomeOf(target: Target, { unit, refused }: UnitWork): Promise<Outcome> {
  const written = { lists: 0 };
  try {
    return { ok: true, value: await runOn(target, unit(), written) };
  } catch (reason) {
    if (!isRefusal(reason) || written.lists > 0) throw reason;
    if (reason instanceof Problem && refused !== undefined) await runOn(target, refused(reason));
    return { ok: false, reason };
  }
}

/** So many shapes of lists are known by name; there are few, but a journey may have many steps. */
const mostShapes = 200;

/** Texts of several writes as one: each a part of a `with`, its parameters counted on. */
class MergedTexts {
  private readonly known = new Map<string, string>();

  of(texts: readonly string[]): string {
    const key = texts.join(';');
    let merged = this.known.get(key);
    if (merged === undefined) {
      merged = merge(texts);
      if (this.known.size < mostShapes) {
        this.known.set(key, merged);
        preparedTexts.set(merged, `hall_${preparedTexts.size}`);
      }
    }
    return merged;
  }
}

function merge(texts: readonly string[]): string {
  let before = 0;
  const parts = texts.map((text, i) => {
    let own = 0;
    const counted = text.replace(/\$(\d+)/g, (_, digits: string) => {
      own = Math.max(own, Number(digits));
      return `$${before + Number(digits)}`;
    });
    before += own;
    return `w${i} as (${counted})`;
  });
  return `with ${parts.join(', ')} select 1`;
}
