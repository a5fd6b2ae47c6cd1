import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { adminPassword, onBothDatabases, TestHall, temporaryFile } from './support/hall.ts';

const hours = 60 * 60;
const count = async (hall: TestHall, table: 'answers' | 'sessions'): Promise<number> => {
  const rows = await hall.db.read.selectFrom(table).selectAll().execute();
  return rows.length;
};

onBothDatabases('what repeats has an end', (fresh) => {
  it('faults M14: a key is answered for two days, then it and old sign-ins are gone, in small steps', async () => {
    const hall = await fresh({});
    await hall.device('kiosk');
    const kiosk = await hall.device('kiosk');
    const take = (key: string) => hall.take({ queue: 'one-life' }, { token: kiosk, key });
    const first = await take('a');
    const more = Array.from({ length: 520 }, (_, i) => `more ${i}`);
    await Promise.all(more.map((key) => take(key)));
    hall.clock.pass(47 * hours);
    await hall.hall.upkeep.tick();
    expect(await take('a')).toEqual(first);
    const sessions = await count(hall, 'sessions');
    hall.clock.pass(2 * hours);
    await hall.hall.upkeep.tick();
    expect(await count(hall, 'answers')).toBe(21);
    await hall.hall.upkeep.tick();
    expect(await count(hall, 'answers')).toBe(0);
    hall.admin = await hall.signIn('admin', adminPassword);
    hall.clock.pass(4 * 24 * hours);
    await hall.hall.upkeep.tick();
    // The kiosks' do not end.
    expect([sessions, await count(hall, 'sessions')]).toEqual([3, 2]);
    expect((await take('a')).number).toBe('A001');
  });
});

it('faults M14: a ticket from the kiosk to its end takes less than 6 KB, its keys apart', async () => {
  const { file, remove } = temporaryFile();
  const hall = await TestHall.start({ database: { kind: 'sqlite', file } });
  const clerk = await hall.openWindow(1);
  const kiosk = await hall.device('kiosk');
  const sizes = async () =>
    new Map(
      (
        await sql<{ name: string; size: number }>`select name, sum(pgsize) as size
          from dbstat group by name`.execute(hall.db.read)
      ).rows.map(({ name, size }) => [name, size]),
    );
  const before = await sizes();
  const tickets = 150;
  let n = 0;
  const key = () => ({ key: `key ${(n += 1)}` });
  for (let i = 0; i < tickets; i += 1) {
    hall.clock.pass(60);
    await hall.take({ queue: 'one-life' }, { token: kiosk, ...key() });
    for (const command of ['call-next', 'start', 'finish'])
      await hall.ok(
        'POST',
        `/api/halls/district/windows/1/${command}`,
        {},
        { token: clerk, ...key() },
      );
  }
  const grown = { keys: 0, kept: 0 };
  for (const [name, size] of await sizes())
    grown[name.includes('answers') ? 'keys' : 'kept'] += (size - (before.get(name) ?? 0)) / tickets;
  await hall.stop();
  await remove();
  expect(grown.kept).toBeLessThan(6000);
  expect(grown.keys).toBeLessThan(1500);
});
