import {
  type DatabaseConnection,
  type Driver,
  type LimitNode,
  type QueryCompiler,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteQueryCompiler,
} from 'kysely';

/** Milliseconds between two tries; the last is kept to. */
const waits = [5, 10, 20, 40, 80] as const;

/** Locked by another program. Where what was read has changed since, waiting would not mend it. */
function isLocked(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'SQLITE_BUSY' || code === 'SQLITE_BUSY_RECOVERY';
}

/**
 * SQLite that waits for its file beside the loop. Where another program has locked it, SQLite's own
 * waiting would stop the whole process; here a statement is tried again later, and everything else
 * goes on meanwhile. A statement that found the file locked has changed nothing.
 */
export class PatientSqliteDialect extends SqliteDialect {
  private readonly patienceMs: number;

  /** @param patienceMs for so long a statement is tried again; then its error is thrown */
  constructor(config: SqliteDialectConfig, patienceMs: number) {
    super(config);
    this.patienceMs = patienceMs;
  }

  override createQueryCompiler(): QueryCompiler {
    return new SteadyLimits();
  }

  override createDriver(): Driver {
    const driver = super.createDriver();
    const rollback = driver.rollbackTransaction.bind(driver);
    driver.rollbackTransaction = async (connection) => {
      try {
        await rollback(connection);
      } catch (error) {
        // A full disk has ended the transaction itself; that error counts, not this one.
        if (!(error instanceof Error) || !/no transaction is active/.test(error.message))
          throw error;
      }
    };
    const acquire = driver.acquireConnection.bind(driver);
    let patient: DatabaseConnection | null = null;
    driver.acquireConnection = async () => {
      const connection = await acquire();
      // There is one, which is handed round.
      patient ??= patientConnection(connection, this.patienceMs);
      return patient;
    };
    return driver;
  }
}

/**
 * Plans that do not hang on how many rows are asked for. Of a bare `limit ?` SQLite looks at the value when it
 * prepares, and so prepares the statement anew each time that it is bound: dearer than most of what is asked.
 */
class SteadyLimits extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    this.append('limit +');
    this.visitNode(node.limit);
  }
}

function patientConnection(connection: DatabaseConnection, patienceMs: number): DatabaseConnection {
  return {
    executeQuery: (query) => patiently(patienceMs, () => connection.executeQuery(query)),
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  };
}

/**
 * Does something with a file that another program may have locked, and does it again until it can.
 *
 * @throws what it threw, after `patienceMs` also that the file is locked
 */
export async function patiently<T>(patienceMs: number, act: () => T | Promise<T>): Promise<T> {
  const until = performance.now() + patienceMs;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (!isLocked(error) || performance.now() > until) throw error;
      const wait = waits[Math.min(attempt, waits.length - 1)];
      await new Promise((again) => setTimeout(again, wait));
    }
  }
}
