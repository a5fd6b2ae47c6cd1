/** Hears how long the database takes. */
export interface DatabaseTimes {
  /** A transaction of so many commands was committed, after so many milliseconds. */
  readonly transaction: (ms: number, commands: number) => void;
  /** Its commit: on SQLite the sync to disk alone, on PostgreSQL with the writes that were on their way. */
  readonly commit: (ms: number) => void;
}

/** Where whoever measures listens, and nobody does otherwise. */
export class Timings {
  heard: DatabaseTimes | null = null;
}
