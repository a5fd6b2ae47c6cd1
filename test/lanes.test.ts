import { sql } from 'kysely';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { CommitFailed, Lanes, TakeTheLongWay, type UnitWork } from '../server/db/lanes.ts';
import { type Db, openDatabase } from '../server/db/open.ts';
import { Timings } from '../server/db/timings.ts';
import type { Unit } from '../server/db/unit.ts';
import { loggedEvent } from '../server/command/log-store.ts';
import { lockHallOnce, moveOn } from '../server/command/row-store.ts';
import { versionOf } from '../server/webhooks/log-store.ts';
import { temporaryFile, TestHall } from './support/hall.ts';

const opened: Db[] = [];
afterEach(async () => {
  for (const db of opened.splice(0)) await db.close();
});

/** A file with one writer, and what was done on it in order. */
async function file() {
  const db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  opened.push(db);
  const done: string[] = [];
  const long = (lane: string, said = lane): Promise<void> =>
    db.lanes.run(lane, {
      run: () => {
        done.push(said);
        return Promise.resolve();
      },
    });
  const short = (lane: string, said = lane, isShort = true): Promise<void> => {
    function* unit(): Unit<void> {
      if (!isShort) throw new TakeTheLongWay();
      done.push(said);
    }
    return db.lanes.run(lane, {
      unit,
      run: () => {
        done.push(`${said} by the long way`);
        return Promise.resolve();
      },
    });
  };
  return { db, done, long, short };
}
const many = <T>(count: number, one: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => one(n));

it.each(['long', 'short'] as const)(
  'one hall of which very many commands wait is no other hall’s wait: %s ones',
  async (way) => {
    const { db, done, [way]: one } = await file();
    const all = [...many(200, () => one('storm')), one('north'), one('south'), one('north')];
    expect(db.lanes.length()).toBe(203);
    await Promise.all(all);
    // Each lane has its share of a round, in the turn in which they came.
    expect(done.slice(0, 3)).toEqual(['storm', 'north', 'south']);
    expect(done.slice(3, 7)).toEqual(['storm', 'north', 'storm', 'storm']);
    expect(done.length).toBe(203);
  },
);

it('what belongs to no hall leaves a hall its whole transactions', async () => {
  const { db, long } = await file();
  const together = async (): Promise<number> => {
    const before = db.lanes.longRuns;
    await Promise.all([long('site'), ...many(40, () => long('hall'))]);
    return db.lanes.longRuns - before;
  };
  // A hall that comes newly shares; from when on it is alone is the process's own time.
  const since = vi.spyOn(performance, 'now').mockReturnValue(1e9);
  await together();
  since.mockReturnValue(1e9 + 2000);
  expect(await together()).toBe(1);
  since.mockRestore();
});

it('a round without room for a lane begins with it', async () => {
  const { done, long } = await file();
  await Promise.all(many(80, (n) => [long(`hall ${n}`), long(`hall ${n}`)]).flat());
  // 64 halls fill the first transaction.
  expect(done.slice(64, 66)).toEqual(['hall 64', 'hall 65']);
});

/** Lanes over a database that takes joining commands; nothing of them is kept. */
function joinable(commit: () => void = () => undefined) {
  const groups: number[] = [];
  let hasRow: (() => void) | undefined;
  const lanes = new Lanes(
    {} as ConstructorParameters<typeof Lanes>[0],
    {
      oneWriter: false,
      run: async (works, joining) => {
        await new Promise<void>((resolve) => (hasRow = resolve));
        const all = [...works, ...joining()];
        groups.push(all.length);
        commit();
        return all.map(({ unit }) => ({ ok: true, value: unit(nothing).next().value }));
      },
    },
    new Timings(),
  );
  const nothing = new Map() as Parameters<UnitWork['unit']>[0];
  const run = (n: number): Promise<number> =>
    lanes.run('hall', {
      *unit(): Unit<number> {
        return n;
      },
      run: () => Promise.reject(new Error('the long way')),
    });
  /** The first waits for its row until all have come. */
  const all = async (count: number): Promise<PromiseSettledResult<number>[]> => {
    const first = run(0);
    await vi.waitFor(() => expect(hasRow).toBeDefined());
    const answers = Promise.allSettled([first, ...many(count - 1, (n) => run(n + 1))]);
    let isOver = false;
    void answers.finally(() => (isOver = true));
    for (let rounds = 0; rounds < 1000 && !isOver; rounds += 1) {
      hasRow?.();
      await new Promise((next) => setImmediate(next));
    }
    return answers;
  };
  return { groups, all };
}

it('who joins a transaction is answered as those with whom it began, sixty-four at the most', async () => {
  const since = vi.spyOn(performance, 'now').mockReturnValue(1e9);
  onTestFinished(() => since.mockRestore());
  const young = joinable();
  expect((await young.all(3)).map(({ status }) => status)).toEqual(many(3, () => 'fulfilled'));
  // Where others have something to do as well, nobody joins.
  expect(young.groups).toEqual([1, 1, 1]);
  const { groups, all } = joinable();
  await all(1);
  since.mockReturnValue(1e9 + 2000);
  const answers = await all(100);
  expect(answers).toEqual(many(100, (value) => ({ status: 'fulfilled', value })));
  expect(groups).toEqual([1, 64, 36]);
});

it('who joined a transaction whose end failed is refused with the others', async () => {
  const since = vi.spyOn(performance, 'now').mockReturnValue(1e9);
  onTestFinished(() => since.mockRestore());
  let fails = false;
  const { all } = joinable(() => {
    if (fails) throw new CommitFailed(new Error('cut'));
  });
  await all(1);
  since.mockReturnValue(1e9 + 2000);
  fails = true;
  const reasons = (await all(3)).map((answer) => answer.status === 'rejected' && answer.reason);
  expect(reasons).toMatchObject(many(3, () => ({ code: 'storage_unavailable' })));
});

it('what is of one lane is done in its order, also where one of it takes the long way', async () => {
  const { done, long, short } = await file();
  await Promise.all([
    short('a', 'a1'),
    short('a', 'a2', false),
    long('b', 'b1'),
    long('a', 'a3'),
    short('a', 'a4'),
    short('b', 'b2'),
  ]);
  const of = (lane: string): string[] => done.filter((said) => said.startsWith(lane));
  expect(of('a')).toEqual(['a1', 'a2 by the long way', 'a3', 'a4']);
  expect(of('b')).toEqual(['b1', 'b2']);
});

it('two halls in one transaction have each their row, written once; who asks the log in it knows both', async () => {
  const hall = await TestHall.start();
  onTestFinished(() => hall.stop());
  const { db } = hall;
  await hall.ok('POST', '/api/halls/district/windows/1/open');
  const one = await db.read.selectFrom('halls').selectAll().executeTakeFirstOrThrow();
  await db.read
    .insertInto('halls')
    .values({ ...one, id: 'other', code: 'other', version: 0 })
    .execute();
  const logged = (hallId: string) =>
    db.lanes.run(hallId, {
      *unit(taken): Unit<number> {
        const row = yield* lockHallOnce(hallId, taken);
        const version = row.version + 1;
        const at = row.last_at;
        const command = {
          now: at,
          version,
          who: { kind: 'system' },
          hall: { id: hallId },
        } as const;
        yield [loggedEvent(command, { command: 'tried', data: {} })];
        moveOn(taken, row, { version, day: row.open_day!, at });
        return version;
      },
      run: () => Promise.reject(new Error('the long way')),
    });
  const newest = (hallId: string) =>
    db.lanes.run('push', {
      unit: () => versionOf(hallId),
      run: () => Promise.reject(new Error('the long way')),
    });
  // Lanes take turns: the one that asks the log comes last of a transaction.
  const [a, b, a2] = await Promise.all([logged(one.id), logged('other'), newest(one.id)]);
  expect([a, b, a2]).toEqual([one.version + 1, 1, one.version + 1]);
  const halls = await db.read.selectFrom('halls').select(['id', 'version']).execute();
  expect(new Map(halls.map(({ id, version }) => [id, version]))).toEqual(
    new Map([
      [one.id, one.version + 1],
      ['other', 1],
    ]),
  );
});

it('who reads a file sees what was committed, nothing of what is being done, and can change nothing', async () => {
  const { file: path, remove } = temporaryFile();
  onTestFinished(remove);
  const db = await openDatabase({ kind: 'sqlite', file: path });
  opened.push(db);
  const seen = async (): Promise<string[]> => {
    const { rows } = await sql<{ name: string }>`select name from kept`.execute(db.read);
    return rows.map(({ name }) => name);
  };
  const change = (text: string, during?: () => Promise<void>): Promise<void> =>
    db.lanes.run('hall', {
      run: async (tx) => {
        await sql.raw(text).execute(tx);
        await during?.();
      },
    });
  await change('create table kept (name text)');
  await change(`insert into kept values ('one')`, async () => expect(await seen()).toEqual([]));
  expect(await seen()).toEqual(['one']);
  const undone = change(`insert into kept values ('two')`, async () => {
    expect(await seen()).toEqual(['one']);
    throw new Error('not this one');
  });
  await expect(undone).rejects.toThrow('not this one');
  expect(await seen()).toEqual(['one']);
  for (const text of [`delete from kept`, `insert into kept values ('three') returning name`])
    await expect(sql.raw(text).execute(db.read)).rejects.toThrow(/readonly database/);
  // What is open for reading stays at the instant at which it began.
  await db.read.transaction().execute(async (snapshot) => {
    const count = async () =>
      (await sql<{ n: number }>`select count(*) as n from kept`.execute(snapshot)).rows[0]!.n;
    expect(await count()).toBe(1);
    await change(`insert into kept values ('four')`);
    expect(await count()).toBe(1);
  });
  expect(await seen()).toEqual(['one', 'four']);
});
