import type { Spread } from '../measure/spread.ts';

/** What one act costs, as `npm run region` measured it. */
export interface ActCost {
  /** Of the server process, milliseconds of processor time. */
  readonly serverMs: number;
  /** Of PostgreSQL's processes; 0 on SQLite. */
  readonly databaseMs: number;
  readonly commits: number;
  /** Rows written. */
  readonly rows: number;
  /** Of the database's own log. */
  readonly logKilobytes: number;
  readonly redisCommands: number;
  /** Of each other server process that hears of it. */
  readonly otherProcessMs: number;
}

/** What was measured, on which machine: what `npm run scale` computes with. */
export interface Costs {
  readonly at: string;
  readonly machine: string;
  /** What else the machine did. */
  readonly note: string;
  readonly database: 'sqlite' | 'postgres';
  readonly redis: boolean;
  readonly ticket: ActCost;
  readonly call: ActCost;
  /** A phone that follows its ticket: its memory in a process, and each message to it. */
  readonly phone: { readonly kilobytes: number; readonly pushMs: number; readonly bytes: number };
  readonly server: { readonly baseMegabytes: number };
  readonly boardBytes: number;
  readonly answerBytes: number;
  readonly region: {
    readonly halls: number;
    /** Times the usual rate of a hall. */
    readonly times: number;
    readonly seconds: number;
    readonly tickets: number;
    readonly calls: number;
    /** Milliseconds. */
    readonly keyToBoard: Spread;
    readonly take: Spread;
    readonly call: Spread;
    /** Of one processor. */
    readonly serverCpu: number;
    readonly databaseCpu: number;
    readonly megabytes: number;
  };
  readonly storm: {
    readonly ticketsASecond: number;
    readonly quiet: Spread;
    readonly storm: Spread;
    /** P99 of a call in another hall, in the storm ÷ without. */
    readonly ratio: number;
  };
}
