import { stat } from 'node:fs/promises';
import SqliteDatabase from 'better-sqlite3';
import { OneHall } from '../old/one-hall.ts';
import { makeSite } from '../support/site.ts';

/** What one command of a press costs SQLite. */
export interface Statements {
  readonly what: string;
  readonly statements: number;
  /** Written to its log. */
  readonly pages: number;
}

const pageBytes = 4096;
const frameBytes = pageBytes + 24;
const times = 15;

/** Counts, in this process and with nobody looking on: the most usual cost of several times the same. */
export async function measureStatements(): Promise<Statements[]> {
  const site = await makeSite({ takers: 1, clerks: 1 });
  const hall = await OneHall.open(site, '2026-04-13T01:00:00.000Z');
  const counter = new Counter();
  const pages = async (): Promise<number> =>
    Math.floor(((await stat(`${site.file}-wal`)).size - 32) / frameBytes);
  const results: Statements[] = [];
  const cost = async (
    what: string,
    once: () => Promise<unknown>,
    before?: () => Promise<unknown>,
  ): Promise<void> => {
    const seen: [number, number][] = [];
    for (let i = 0; i < times; i += 1) {
      await before?.();
      const [from, written] = [counter.count, await pages()];
      await once();
      seen.push([counter.count - from, (await pages()) - written]);
    }
    const median = (n: 0 | 1): number =>
      seen.map((each) => each[n]).sort((a, b) => a - b)[Math.floor(times / 2)]!;
    results.push({ what, statements: median(0), pages: median(1) });
  };
  try {
    const queue = { queue: 'one-life' };
    for (let i = 0; i < 40; i += 1) await hall.take(queue);
    await hall.press('open');
    await cost('a ticket of one queue', () => hall.take(queue));
    await cost('a ticket of one queue, with a key', () => hall.take(queue, true));
    await cost('a ticket of the newborn package', () => hall.take({ package: 'newborn' }));
    await cost(
      'a call, nobody in hand',
      () => hall.press('call-next'),
      () => hall.press('finish').catch(() => undefined),
    );
    await cost('a call that finishes the one in hand', () => hall.press('call-next'));
    await cost('the same, with a key', () => hall.press('call-next', true));
    await cost(
      'a finish',
      () => hall.press('finish'),
      () => hall.press('call-next'),
    );
    return results;
  } finally {
    counter.stop();
    await hall.close();
    await site.remove();
  }
}

type Runs = Record<'all' | 'run', Run>;
type Run = (this: SqliteDatabase.Statement, ...values: unknown[]) => unknown;

/** Counts the statements that run in this process, those that only bound a transaction left out. */
class Counter {
  count = 0;
  private readonly statement: Runs;
  private readonly before: Runs;

  constructor() {
    const blank = new SqliteDatabase(':memory:');
    this.statement = Object.getPrototypeOf(blank.prepare('select 1')) as Runs;
    blank.close();
    this.before = { all: this.statement.all, run: this.statement.run };
    const counted = (run: Run): Run => {
      const countOne = (source: string): void => {
        if (!/^(begin|commit|pragma)/.test(source)) this.count += 1;
      };
      return function (...values) {
        countOne(this.source);
        return run.apply(this, values);
      };
    };
    this.statement.all = counted(this.before.all);
    this.statement.run = counted(this.before.run);
  }

  stop(): void {
    Object.assign(this.statement, this.before);
  }
}
