import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import SqliteDatabase from 'better-sqlite3';
import { Refusal } from '../refusal.ts';

/** For so long a server that is ending, as at a restart, may still have the file. */
const patienceMs = 3000;

/** The file of the data is served by another process. */
export class AlreadyServed extends Refusal {
  constructor(file: string, holder: string) {
    super('served', {
      chinese: `${file} 正由另一个进程使用（${holder}）。一个 SQLite 文件只能由一个服务使用：请先停止那个服务，或给本程序另设 DATA_DIR；需要多个进程时请用 PostgreSQL。`,
      english:
        `${file} is served by another process already (${holder}). One SQLite file has one server: ` +
        'end that one first, or give this one another DATA_DIR; for several processes use PostgreSQL.',
    });
    this.name = 'AlreadyServed';
  }
}

/**
 * Claims a SQLite file for this process as its server. The claim is a lock that the system holds on a
 * file beside it: it ends with the process, however that ends, and cannot be left behind. Commands
 * that work beside the server take none.
 *
 * @returns gives the claim back
 * @throws AlreadyServed with the other's process id
 */
export function claimFile(file: string): () => void {
  const lock = new SqliteDatabase(`${file}.lock`, { timeout: patienceMs });
  const holder = `${file}.pid`;
  try {
    // No journal: nothing is ever written, the lock alone is what it is for.
    lock.pragma('journal_mode = memory');
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error;
    throw new AlreadyServed(file, holderOf(holder));
  }
  writeFileSync(holder, `process ${process.pid} on ${hostname()}\n`);
  return () => {
    rmSync(holder, { force: true });
    lock.close();
  };
}

function holderOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return 'process id unknown';
  }
}
