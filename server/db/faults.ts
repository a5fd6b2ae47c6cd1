import { Problem } from '../../shared/errors.ts';

/**
 * SQLite: full, not readable, locked by another, damaged. PostgreSQL: no connection, no resources,
 * shutting down; a row that another holds too long, a statement or a transaction that took too long;
 * damaged. Of the disk: full, not to be written.
 */
const codes =
  /^(SQLITE_(FULL|IOERR|CANTOPEN|BUSY|READONLY|CORRUPT|NOTADB)|ENOSPC|EROFS|EDQUOT|EIO|XX00[12]|08|53|57P|57014|55P03|25P0[34]|E(CONN|PIPE|HOSTUNREACH|TIMEDOUT|NETUNREACH))/;
/** What the PostgreSQL client says without a code. */
const words =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/;

/** Whether the data cannot be reached or stored now, for a reason outside of the query. */
export function isStorageAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && codes.test(code)) || words.test(error.message);
}

/** Whether what is stored is not what was written: to wait would not mend it. */
export function isStorageDamaged(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^(SQLITE_(CORRUPT|NOTADB)|XX00[12])/.test(code);
}

/** What is told of an error of the storage. */
export function storageProblem(error: unknown): Problem {
  const problem = isStorageDamaged(error)
    ? new Problem('storage_damaged')
    : new Problem('storage_unavailable');
  problem.cause = error;
  return problem;
}
