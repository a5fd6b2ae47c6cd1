import type SqliteDatabase from 'better-sqlite3';
import { Problem } from '../../shared/errors.ts';
import { CommitFailed, isRefusal, type Outcome, type SharedUnits, type UnitWork } from './lanes.ts';
import type { Reader } from './reader.ts';
import { patiently } from './patient.ts';
import { lastWrites, type TakenRows } from './taken-rows.ts';
import type { Timings } from './timings.ts';
import { type Bound, runNow } from './unit.ts';

/** A SQLite file with its prepared statements. */
export interface SqliteFile {
  readonly raw: SqliteDatabase.Database;
  readonly prepare: (text: string) => SqliteDatabase.Statement;
}

/**
 * Units on SQLite: one after another without a turn of the event loop, in one transaction. A unit
 * that refuses has written nothing, so nothing has to be rolled back for it.
 */
export class SqliteUnits implements SharedUnits {
  readonly oneWriter = true;
  private readonly file: SqliteFile;
  private readonly db: Reader;
  private readonly patienceMs: number;
  private readonly timings: Timings;

  /** @param db compiles for this file */
  constructor(file: SqliteFile, db: Reader, patienceMs: number, timings: Timings) {
    this.file = file;
    this.db = db;
    this.patienceMs = patienceMs;
    this.timings = timings;
  }

  readonly run = async (works: readonly UnitWork[]): Promise<Outcome[]> => {
    const { raw, prepare } = this.file;
    // From here on the file is this transaction's: nothing in it waits for another program.
    await patiently(this.patienceMs, () => prepare('begin immediate').run());
    let outcomes: Outcome[];
    try {
      const taken: TakenRows = new Map();
      outcomes = works.map((work) => this.outcomeOf(work, taken));
      lastWrites(taken).forEach(this.execute);
    } catch (error) {
      if (raw.inTransaction) prepare('rollback').run();
      throw error;
    }
    const { heard } = this.timings;
    const since = heard === null ? 0 : performance.now();
    try {
      prepare('commit').run();
      heard?.commit(performance.now() - since);
    } catch (error) {
      if (raw.inTransaction) prepare('rollback').run();
      throw new CommitFailed(error);
    }
    return outcomes;
  };

  private outcomeOf({ unit, refused }: UnitWork, taken: TakenRows): Outcome {
    const written = { lists: 0 };
    try {
      return { ok: true, value: runNow(this.execute, unit(taken), written) };
    } catch (reason) {
      if (!isRefusal(reason) || written.lists > 0) throw reason;
      if (reason instanceof Problem && refused !== undefined) runNow(this.execute, refused(reason));
      return { ok: false, reason };
    }
  }

  private readonly execute = (one: Bound): unknown[] => {
    const { sql, parameters } = one.on(this.db);
    const statement = this.file.prepare(sql);
    if (statement.reader) return statement.all(parameters);
    statement.run(parameters);
    return [];
  };
}
