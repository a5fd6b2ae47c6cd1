import type { Instant } from '../../shared/rules/instants.ts';
import type { Reader, Tx } from '../db/open.ts';
import { openArchive, readingArchive } from './file.ts';
import * as store from './store.ts';

/** A part of a hall's log that stands in one file, by versions, both included. */
export interface Segment {
  readonly first: number;
  readonly last: number;
  /** All of it was written before this instant; null: it still grows. */
  readonly until: Instant | null;
  readonly read: <T>(work: (db: Reader) => Promise<T>) => Promise<T>;
}

/**
 * The database and the archives beside it, for one long read: each day, and each line of the log, is
 * read from the one file that has it. A file is opened when it is needed first.
 */
export class Sources {
  readonly main: Reader;
  private readonly folder: string | null;
  private readonly settled: Awaited<ReturnType<typeof store.settled>>;
  private readonly opened = new Map<number, ReturnType<typeof openArchive>>();

  constructor(main: Reader, folder: string | null, settled: Sources['settled']) {
    this.main = main;
    this.folder = folder;
    this.settled = settled;
  }

  /** Reads a service day (YYYY-MM-DD) where it is. @throws Problem `archive_missing` */
  onDay<T>(day: string, work: (db: Reader) => Promise<T>): Promise<T> {
    const year = Number(day.slice(0, 4));
    const isArchived = this.settled.some((archive) => archive.year === year);
    return isArchived ? this.onYear(year, work) : work(this.main);
  }

  /** The years that have a file of their own, oldest first. */
  get years(): readonly number[] {
    return this.settled.map(({ year }) => year);
  }

  /** Reads the archive of a year. @throws Problem `archive_missing` */
  async onYear<T>(year: number, work: (db: Reader) => Promise<T>): Promise<T> {
    const folder = this.folder!;
    return readingArchive(folder, year, async () => {
      let archive = this.opened.get(year);
      if (archive === undefined) {
        archive = store.siteUid(this.main).then((uid) => openArchive(folder, year, uid));
        this.opened.set(year, archive);
      }
      return work(await archive);
    });
  }

  /** Changes rows of the archive of a year, in one transaction of its file. @throws Problem `archive_missing` */
  changeYear<T>(year: number, work: (tx: Tx) => Promise<T>): Promise<T> {
    const folder = this.folder!;
    return readingArchive(folder, year, async () => {
      const db = await openArchive(folder, year, await store.siteUid(this.main), 'write');
      try {
        return await db.transaction().execute(work);
      } finally {
        await db.destroy();
      }
    });
  }

  /** The parts of a hall's log in the order of versions; the last is that of the database. */
  segmentsOf(hallId: string): Segment[] {
    const archived = this.settled.flatMap(({ year, logs }): Segment[] => {
      const span = logs[hallId];
      if (span === undefined) return [];
      const [first, last, until] = span;
      return [{ first, last, until, read: (work) => this.onYear(year, work) }];
    });
    const first = (archived.at(-1)?.last ?? 0) + 1;
    const own: Segment = { first, last: Infinity, until: null, read: (work) => work(this.main) };
    return [...archived, own];
  }

  async close(): Promise<void> {
    for (const archive of this.opened.values())
      await archive.then((db) => db.destroy()).catch(() => undefined);
  }
}

/**
 * Runs a long read over the database and its archives. Where a year came to be read from its archive
 * meanwhile, what was read is thrown away and read once more: nothing is counted twice, or not at all.
 *
 * @param folder where the archives are; null: there can be none
 */
export async function onSources<T>(
  main: Reader,
  folder: string | null,
  work: (sources: Sources) => Promise<T>,
): Promise<T> {
  const settled = (): ReturnType<typeof store.settled> =>
    folder === null ? Promise.resolve([]) : store.settled(main);
  for (;;) {
    const before = await settled();
    const sources = new Sources(main, folder, before);
    let done: T;
    try {
      done = await work(sources);
    } finally {
      await sources.close();
    }
    if ((await settled()).length === before.length) return done;
  }
}
