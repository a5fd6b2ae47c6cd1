import { readFileSync } from 'node:fs';
import pg from 'pg';
import { createClient } from 'redis';
import type { ActCost } from '../scale/costs.ts';
import { cpuSecondsOf } from '../support/cpu.ts';

interface Counts {
  readonly at: number;
  readonly server: number;
  readonly idle: number;
  readonly database: number;
  readonly commits: number;
  readonly rows: number;
  readonly log: number;
  readonly redis: number;
}

/** What some acts have cost, in seconds of processor time and counts. */
export interface Spent<T> {
  readonly done: T;
  readonly seconds: number;
  readonly server: number;
  readonly database: number;
  /** Of the server process, at the end. */
  readonly megabytes: number;
  /** Of one of so many acts. */
  readonly each: (acts: number) => ActCost;
}

interface Watched {
  readonly server: number;
  readonly idle: number | null;
  readonly url: string | undefined;
  readonly redis: string | undefined;
}

/** PostgreSQL tells its counts a second later. */
const countsLag = 1500;

/** Reads what the server, its database and Redis have spent. */
export class Meter {
  private readonly d: Watched;
  private readonly sql: pg.Client | null;
  private readonly redis: ReturnType<typeof createClient> | null;

  private constructor(d: Watched, sql: pg.Client | null, redis: Meter['redis']) {
    this.d = d;
    this.sql = sql;
    this.redis = redis;
  }

  static async of(d: Watched): Promise<Meter> {
    const sql = d.url === undefined ? null : new pg.Client({ connectionString: d.url });
    await sql?.connect();
    const redis = d.redis === undefined ? null : createClient({ url: d.redis });
    await redis?.connect();
    return new Meter(d, sql, redis as Meter['redis']);
  }

  async during<T>(work: () => Promise<T>): Promise<Spent<T>> {
    const before = await this.counts();
    const done = await work();
    const ended = performance.now();
    const after = await this.counts();
    const gone = (of: Exclude<keyof Counts, 'at'>): number => after[of] - before[of];
    return {
      done,
      seconds: (ended - before.at) / 1000,
      server: gone('server'),
      database: gone('database'),
      megabytes: this.megabytes(),
      each: (acts) => ({
        serverMs: (1000 * gone('server')) / acts,
        databaseMs: (1000 * gone('database')) / acts,
        commits: gone('commits') / acts,
        rows: gone('rows') / acts,
        logKilobytes: gone('log') / 1024 / acts,
        redisCommands: gone('redis') / acts,
        otherProcessMs: (1000 * gone('idle')) / acts,
      }),
    };
  }

  /** Of the server process. */
  megabytes(): number {
    const text = readFileSync(`/proc/${this.d.server}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024;
  }

  async close(): Promise<void> {
    await this.sql?.end();
    this.redis?.destroy();
  }

  private async counts(): Promise<Counts> {
    if (this.sql !== null) await new Promise((later) => setTimeout(later, countsLag));
    const { server, idle } = this.d;
    return {
      server: cpuSecondsOf(server) ?? 0,
      idle: idle === null ? 0 : (cpuSecondsOf(idle) ?? 0),
      ...(await this.ofDatabase()),
      redis: await this.ofRedis(),
      at: performance.now(),
    };
  }

  private async ofDatabase(): Promise<Pick<Counts, 'database' | 'commits' | 'rows' | 'log'>> {
    if (this.sql === null) return { database: 0, commits: 0, rows: 0, log: 0 };
    const { rows } = await this.sql.query<Record<'commits' | 'rows' | 'log', string>>(
      `select xact_commit as commits, tup_inserted + tup_updated + tup_deleted as rows,
         pg_current_wal_lsn() - '0/0'::pg_lsn as log
       from pg_stat_database where datname = current_database()`,
    );
    const found = rows[0]!;
    // The processes that serve this database; those that write for all are left out.
    const { rows: backends } = await this.sql.query<{ pid: number }>(
      'select pid from pg_stat_activity where datname = current_database()',
    );
    const database = backends.reduce((sum, { pid }) => sum + (cpuSecondsOf(pid) ?? 0), 0);
    return {
      database,
      commits: Number(found.commits),
      rows: Number(found.rows),
      log: Number(found.log),
    };
  }

  private async ofRedis(): Promise<number> {
    if (this.redis === null) return 0;
    const text = await this.redis.info('commandstats');
    return Number(/cmdstat_publish:calls=(\d+)/.exec(text)?.[1] ?? 0);
  }
}
