import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { sql } from 'kysely';
import pg from 'pg';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
  vi,
} from 'vitest';
import { Problem } from '../shared/errors.ts';
import { TakeTheLongWay } from '../server/db/lanes.ts';
import type { TakenRows } from '../server/db/taken-rows.ts';
import { type Db, openDatabase } from '../server/db/open.ts';
import { behind, type Bound, together, type Unit } from '../server/db/unit.ts';
import { databaseFor, type OwnDatabase } from './support/postgres.ts';

/** A line to the database that tells how often it had to be waited for. */
class Line {
  /** How often the server of the hall spoke after the database had: round trips begun. */
  turns = 0;
  /** Cuts the line when the database has answered this, before the answer gets through. */
  cutAt: string | null = null;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.server = server;
  }

  /** To where the address leads; `throughLine` is the same address through it. */
  static async to(url: string): Promise<{ line: Line; throughLine: string }> {
    const address = new URL(url);
    const port = address.port === '' ? 5432 : Number(address.port);
    const line = await Line.open(address.hostname, port);
    address.host = `127.0.0.1:${line.port}`;
    return { line, throughLine: address.href };
  }

  private static async open(host: string, port: number): Promise<Line> {
    const server = createServer();
    const line = new Line(server);
    server.on('connection', (near) => line.serve(near, connect(port, host)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  /** How many connections are open on it. */
  get connections(): number {
    return this.sockets.size / 2;
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(near: Socket, far: Socket): void {
    let isTheirTurn = false;
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
    near.on('data', (said) => {
      if (!isTheirTurn) this.turns += 1;
      isTheirTurn = true;
      far.write(said);
    });
    far.on('data', (said) => {
      isTheirTurn = false;
      if (this.cutAt !== null && said.includes(this.cutAt)) near.destroy();
      else near.write(said);
    });
  }
}

const url = process.env['TEST_DATABASE_URL'];

describe.runIf(url !== undefined)('units on PostgreSQL', () => {
  let database: OwnDatabase;
  let line: Line;
  let db: Db;
  beforeAll(async () => {
    database = await databaseFor(url!);
    let throughLine: string;
    ({ line, throughLine } = await Line.to(database.url));
    db = await openDatabase({ kind: 'postgres', url: throughLine });
    await sql`create table kept (name text primary key)`.execute(db.read);
  });
  beforeEach(async () => {
    line.cutAt = null;
    await sql`delete from kept`.execute(db.read);
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(async () => {
    await sql`drop table kept`.execute(db.read);
    await db.close();
    await line.close();
    await database.drop();
  });

  const bound = (text: string): Bound => ({ on: (on) => sql.raw(text).compile(on) });
  const insert = (name: string): Bound => bound(`insert into kept values ('${name}')`);
  function* asked(text: string): Unit<unknown[]> {
    return (yield bound(text)) as unknown[];
  }
  function* keeping(...names: string[]): Unit<string> {
    yield* together(asked('select 1'), asked('select 2'));
    yield names.map(insert);
    return names.join(' and ');
  }
  const run = (...names: string[]): Promise<string> =>
    db.lanes.run('hall', {
      unit: () => keeping(...names),
      run: async (tx) => {
        for (const name of names) await tx.executeQuery(insert(name).on(tx));
        return `${names.join(' and ')} by the long way`;
      },
    });
  /** The first command of a hall that is alone from then on, and whose commands share transactions. */
  const runAlone = async (name: string): Promise<void> => {
    const since = vi.spyOn(performance, 'now').mockReturnValue(1e9);
    await run(name);
    since.mockReturnValue(1e9 + 2000);
  };
  const kept = async (): Promise<string[]> =>
    (await sql<{ name: string }>`select name from kept order by name`.execute(db.read)).rows.map(
      ({ name }) => name,
    );

  it('waits once for all that is read together, and once for all that is written, with its commit', async () => {
    await runAlone('the first');
    line.turns = 0;
    await run('one', 'two', 'three');
    expect(line.turns).toBe(2);
    line.turns = 0;
    // Four that share a transaction: what the next one reads goes with what the one before writes.
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => run(name)));
    expect(line.turns).toBe(5);
  });

  it('waits once for what may refuse a unit and for what the unit reads first; a refusal comes before the unit’s own', async () => {
    await runAlone('the first');
    const guarded = (guard: () => Unit<unknown>, unit: () => Unit<string>): Promise<string> =>
      db.lanes.run('hall', {
        unit: () => behind(guard(), unit()),
        run: () => Promise.reject(new Error('the long way')),
      });
    line.turns = 0;
    const unit = () => keeping('one');
    expect(await guarded(() => asked('select 3'), unit)).toBe('one');
    expect(line.turns).toBe(2);
    function* refusing(code: 'not_allowed' | 'forbidden'): Unit<never> {
      yield* asked('select 4');
      throw new Problem(code);
    }
    function* refusingAtOnce(): Unit<never> {
      throw new Problem('forbidden');
    }
    const wellThen: [() => Unit<unknown>, () => Unit<string>, string][] = [
      [() => refusing('not_allowed'), () => keeping('two'), 'not_allowed'],
      [() => refusing('not_allowed'), () => refusing('forbidden'), 'not_allowed'],
      [() => refusing('not_allowed'), refusingAtOnce, 'not_allowed'],
      [() => asked('select 3'), () => refusing('forbidden'), 'forbidden'],
      [() => asked('select 3'), refusingAtOnce, 'forbidden'],
    ];
    for (const [guard, refused, code] of wellThen)
      await expect(guarded(guard, refused)).rejects.toMatchObject({ code });
    expect(await kept()).toEqual(['one', 'the first']);
  });

  it('asks once for a row that several take in one transaction, and writes once what the last makes of it', async () => {
    await runAlone('0');
    const asks: unknown[] = [];
    function* counting(taken: TakenRows): Unit<number> {
      const known = taken.get('row')?.row as number | undefined;
      if (known === undefined) asks.push(yield* asked('select name from kept'));
      const next = (known ?? 0) + 1;
      taken.set('row', { row: next, write: bound(`insert into kept values ('${next}')`) });
      return next;
    }
    const count = (): Promise<number> =>
      db.lanes.run('hall', {
        unit: counting,
        run: () => Promise.reject(new Error('the long way')),
      });
    expect(await Promise.all([count(), count(), count()])).toEqual([1, 2, 3]);
    expect(asks).toEqual([[{ name: '0' }]]);
    expect(await kept()).toEqual(['0', '3']);
  });

  it('where the last write of such a row fails nobody is answered, and each is tried again alone', async () => {
    await runAlone('1');
    function* failing(taken: TakenRows): Unit<string> {
      taken.set('row', { row: 1, write: insert('1') });
      yield [insert('with it')];
      return 'done';
    }
    const first = db.lanes.run('hall', { unit: failing, run: () => Promise.resolve('alone') });
    expect(await Promise.all([first, run('2')])).toEqual(['alone', '2 by the long way']);
    expect(await kept()).toEqual(['1', '2']);
  });

  it('takes along who came while it waited for another process, in their order, and no further than what goes the long way', async () => {
    await runAlone('0');
    const sizes: number[] = [];
    db.timings.heard = { transaction: (_, count) => sizes.push(count), commit: () => undefined };
    onTestFinished(() => void (db.timings.heard = null));
    const done: string[] = [];
    /** Waits for the row that another process has. */
    function* waiting(name: string): Unit<string> {
      yield* asked("select name from kept where name = '0' for update");
      yield [insert(name)];
      done.push(name);
      return name;
    }
    const short = (name: string, unit = waiting): Promise<string> =>
      db.lanes.run('hall', {
        unit: () => unit(name),
        run: () => Promise.resolve(`${name} by the long way`),
      });
    /** @param come while another process has the row */
    const meanwhile = async (
      come: () => Promise<string>[],
      before = waiting,
    ): Promise<string[]> => {
      sizes.length = 0;
      done.length = 0;
      const other = new pg.Client(database.url);
      onTestFinished(() => other.end());
      await other.connect();
      await other.query("begin; select name from kept where name = '0' for update");
      const { rows } = await other.query<{ pid: number }>('select pg_backend_pid() as pid');
      const first = short('first', before);
      first.catch(() => undefined);
      const waits = sql`select 1 from pg_stat_activity where ${rows[0]!.pid} = any(pg_blocking_pids(pid))`;
      await vi.waitFor(async () => expect((await waits.execute(db.read)).rows).toHaveLength(1), {
        timeout: 5000,
      });
      const others = come();
      await other.query('commit');
      const answers = await Promise.all([first, ...others]);
      await sql`delete from kept where name <> '0'`.execute(db.read);
      return answers;
    };

    await meanwhile(() => [short('second'), short('third')]);
    expect([sizes, done]).toEqual([[3], ['first', 'second', 'third']]);

    const long = (): Promise<string> =>
      db.lanes.run('hall', {
        run: () => {
          done.push('long');
          return Promise.resolve('long');
        },
      });
    await meanwhile(() => [short('second'), long(), short('third')]);
    expect([sizes, done]).toEqual([
      [2, 1, 1],
      ['first', 'second', 'long', 'third'],
    ]);
    await meanwhile(() => [long(), short('second')]);
    expect([sizes, done]).toEqual([
      [1, 1, 1],
      ['first', 'long', 'second'],
    ]);

    // Nobody is answered by a transaction that failed, also who joined it.
    function* broken(): Unit<string> {
      yield [insert('0')];
      return 'never';
    }
    expect(await meanwhile(() => [short('second', broken), short('third')])).toEqual([
      'first by the long way',
      'second by the long way',
      'third by the long way',
    ]);

    // Who takes the long way is overtaken by nobody.
    function* longer(): Unit<string> {
      yield* asked("select name from kept where name = '0' for update");
      throw new TakeTheLongWay();
    }
    expect(await meanwhile(() => [short('second')], longer)).toEqual([
      'first by the long way',
      'second',
    ]);
    expect(sizes).toEqual([1, 1, 1]);
  });

  it('a read that failed behind a refusal is no reason to say that the rest was done', async () => {
    await runAlone('1');
    function* refusing(): Unit<never> {
      yield* asked('select 1');
      throw new Problem('not_allowed');
    }
    function* broken(): Unit<string> {
      yield* asked('select 1 / 0');
      return 'done';
    }
    const both = db.lanes.run('hall', {
      unit: () => behind(refusing(), broken()),
      run: () => Promise.reject(new Problem('forbidden')),
    });
    await expect(both).rejects.toMatchObject({ code: 'forbidden' });
    // Together with a command that has written before it, and the other way round.
    const wrote = await Promise.allSettled([
      run('2'),
      db.lanes.run('hall', {
        unit: () => behind(refusing(), broken()),
        run: () => Promise.reject(new Problem('forbidden')),
      }),
    ]);
    expect(wrote).toMatchObject([
      { status: 'fulfilled', value: '2 by the long way' },
      { status: 'rejected', reason: { code: 'forbidden' } },
    ]);
    expect(await kept()).toEqual(['1', '2']);
  });

  it('a write that fails takes all with it that shared the transaction; each is tried again alone', async () => {
    await runAlone('one');
    const all = await Promise.allSettled([run('two'), run('one'), run('three', 'four')]);
    expect(all.map((each) => (each.status === 'fulfilled' ? each.value : 'refused'))).toEqual([
      'two by the long way',
      'refused',
      'three and four by the long way',
    ]);
    expect(await kept()).toEqual(['four', 'one', 'three', 'two']);
  });

  it('a commit whose answer is lost is told as a fault and not done again', async () => {
    await run('one');
    line.cutAt = 'COMMIT';
    await expect(run('two')).rejects.toMatchObject({ code: 'storage_unavailable' });
    line.cutAt = null;
    expect(await kept()).toEqual(['one', 'two']);
    expect(await run('three')).toBe('three');
  });

  it('leaves no connection open when it is closed, also where nothing but units was asked', async () => {
    const { line: own, throughLine } = await Line.to(database.url);
    onTestFinished(() => own.close());
    const other = await openDatabase({ kind: 'postgres', url: throughLine });
    const read = await other.lanes.run('hall', {
      unit: () => asked('select 1 as one'),
      run: () => Promise.reject(new Error('the long way')),
    });
    expect(read).toEqual([{ one: 1 }]);
    expect(own.connections).toBe(1);
    await other.close();
    await vi.waitFor(() => expect(own.connections).toBe(0), { timeout: 5000 });
  });
});
