import SqliteDatabase from 'better-sqlite3';
import { expect, it, vi } from 'vitest';
import type { Appointment, Slots } from '../shared/contract/appointment.ts';
import type { BoardState } from '../shared/contract/board.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { addYearsToFile } from '../bench/old/years.ts';
import { openDatabase } from '../server/db/open.ts';
import { TestHall, temporaryFile } from './support/hall.ts';
import { madeUpId } from './support/person.ts';

/*
 * What a hall does all day must not cost more in its tenth year than on its first day. Every statement
 * that such a day runs is explained, and one that reads a growing table by nothing but its hall fails:
 * each is bound to a day, a queue, a window or an id.
 */

/** Tables whose rows are never taken away as the years go by. */
const growing = [
  'tickets',
  'steps',
  'intervals',
  'calls',
  'events',
  'appointments',
  'ratings',
  'help_calls',
];
/** Indexes that hold only what is open, or not yet erased. */
const small =
  /^(appointments_booked|appointments_with_person|help_calls_ringing|steps_held_until|steps_of_persons|tickets_with_note)$/;
/** The log, page by page: as many lines as are asked for. */
const pages = /from "events".*order by "events"."version" (asc|desc) limit \?$/;

const anyone = { token: null };

it('no statement of a hall’s day reads every ticket, call or event there ever was', async () => {
  const { file, remove } = temporaryFile();
  const statements = await statementsOfADay(file);
  // What SQLite knows of a year's tables decides, not what it supposes of empty ones.
  const { tickets } = await addYearsToFile(file, '2026-03-02', { tickets: 5000, days: 250 });
  expect(tickets).toBeGreaterThan(5000);
  const database = new SqliteDatabase(file);
  const found: string[] = [];
  for (const [sql, parameters] of statements) {
    if (!/^\s*(select|update|delete|with)\b/i.test(sql) || pages.test(sql)) continue;
    for (const detail of planOf(database, sql, parameters)) {
      const unbound = unboundTable(detail);
      if (unbound !== null) found.push(`${unbound}: ${detail}\n    ${sql}`);
    }
  }
  database.close();
  await remove();
  expect(statements.size).toBeGreaterThan(150);
  expect(found.join('\n')).toBe('');
});

/** What a day asks, each with what it was asked with first. */
type Statements = ReadonlyMap<string, readonly unknown[]>;

async function statementsOfADay(file: string): Promise<Statements> {
  // Brought up to date before: what a migration reads once is no part of a day.
  await (await openDatabase({ kind: 'sqlite', file })).close();
  const blank = new SqliteDatabase(':memory:');
  const statement = Object.getPrototypeOf(blank.prepare('select 1')) as SqliteDatabase.Statement;
  blank.close();
  const spies = [vi.spyOn(statement, 'all'), vi.spyOn(statement, 'run')] as const;
  const hall = await TestHall.start({ database: { kind: 'sqlite', file } });
  try {
    await aDay(hall);
    const asked = new Map<string, readonly unknown[]>();
    for (const { mock } of spies)
      mock.contexts.forEach((context, n) => {
        const { source } = context as SqliteDatabase.Statement;
        if (!asked.has(source)) asked.set(source, mock.calls[n]![0] as unknown[]);
      });
    return asked;
  } finally {
    for (const spy of spies) spy.mockRestore();
    await hall.stop();
  }
}

/** What SQLite would do for it, a line a table: it looks at what is asked with. */
function planOf(
  database: SqliteDatabase.Database,
  sql: string,
  parameters: readonly unknown[],
): string[] {
  const rows = database.prepare(`explain query plan ${sql}`).all(parameters);
  return (rows as { detail: string }[]).map((row) => row.detail);
}

/** The growing table that a line of a plan reads whole, by its hall alone, or from its beginning on. */
function unboundTable(detail: string): string | null {
  const scan = /^SCAN (\w+)/.exec(detail);
  if (scan !== null) return growing.includes(scan[1]!) ? scan[1]! : null;
  const search = /^SEARCH (\w+) USING .*INDEX (\w+) \(([^()]*)\)/.exec(detail);
  if (search === null || !growing.includes(search[1]!) || small.test(search[2]!)) return null;
  const bounds = search[3]!.split(' AND ').filter((bound) => bound !== 'hall_id=?');
  return bounds.every((bound) => bound.includes('<') && !bounds.includes(bound.replace('<', '>')))
    ? search[1]!
    : null;
}

/** A day with everything that people do on one, and the first minute of the next. */
async function aDay(hall: TestHall): Promise<void> {
  const at = '/api/halls/district';
  const get = (path: string, token?: string | null) =>
    hall.ok('GET', path, undefined, token === undefined ? {} : { token });
  const clerk = await hall.openWindow(1);
  const display = await hall.device('display');
  const pad = await hall.device('rating', { window: 1 });
  await hall.person('guide', 'guide');

  const slots = await hall.ok<Slots>('GET', `${at}/slots?queue=one-life`, undefined, anyone);
  const slot = slots.nextFree!;
  const booking = { queue: 'one-life', slot, phone: '13800138000' };
  const { code } = await hall.ok<Appointment>('POST', `${at}/appointments`, booking, anyone);
  await get(`${at}/appointments?day=${slots.day}`);
  await get(`${at}/appointments/${code}`, null);

  const first = await hall.take({ package: 'newborn', idNumber: madeUpId('1950-01-01') });
  const others: Ticket[] = [];
  for (let i = 0; i < 8; i += 1) others.push(await hall.take({ queue: 'one-life' }));
  await hall.watch({ topic: 'board', hall: 'district' }, display);
  await hall.watch({ topic: 'board', hall: 'district', zone: 'A' }, display);
  await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
  await hall.watch({ topic: 'window', hall: 'district', window: 1 }, clerk);
  await hall.watch({ topic: 'pad', hall: 'district', window: 1 }, pad);
  const phone = await hall.watch({ topic: 'ticket', token: first.token });

  const press = (command: string, input: object = {}) => hall.window(1, command, input, clerk);
  await press('call-next');
  const [call] = (await hall.ok<BoardState>('GET', `${at}/board`)).announcements;
  await hall.ok('POST', `${at}/announcements/${call!.id}/spoken`, {}, { token: display });
  await press('undo');
  await press('call-next');
  await press('recall');
  await press('start');
  await press('hold', { kind: 'any-window' });
  await press('take-up', { number: first.number });
  await press('finish');
  await press('call-next');
  await press('start');
  await press('transfer', { queue: 'tax', place: 'front', reason: 'wrong queue' });
  await press('call-next');
  await press('put-back', { reason: 'not here' });
  await press('call', { number: others[4]!.number, reason: 'asked' });
  await press('start');
  await press('finish');
  const rated = { level: 1, reasons: [], comment: 'slow' };
  await hall.ok('POST', `/api/tickets/${others[4]!.token}/rating`, rated, anyone);
  await press('call-next');
  await press('recall');
  hall.clock.pass(60);
  const missed = (await press('no-show')).version;
  expect(missed).toBeGreaterThan(0);
  await press('pause', { reason: 'tea' });
  await press('resume');
  await hall.ok('POST', `/api/tickets/${others[6]!.token}/cancel`, {}, anyone);
  hall.clock.set(slot);
  await hall.take({ appointment: code });
  await hall.follow(first);
  await phone.until((state) => state.status !== 'called');

  await get(`${at}/tickets`);
  await get(`${at}/tickets?query=A00&status=waiting`);
  const companion = { username: 'guide' };
  await hall.ok('POST', `${at}/tickets/${others[7]!.number}/companion`, companion);
  await get(`${at}/companions/mine`);
  await get(`${at}/queues`, null);
  await get(`${at}/popular`, null);
  await get(`${at}/windows/1/queue`, clerk);
  await get(`${at}/clerk-day`, clerk);
  await get(`${at}/rating-cases`);
  await get(`${at}/home-visits`);
  await get(`${at}/events?limit=10`);
  await get(`${at}/events?before=1000&ticket=${first.number}&day=2026-03-02`);
  await get(`${at}/events?before=1000&day=2026-03-02&window=1&actor=staff:clerk1`);
  await get(`${at}/reports/daily`);
  await get('/metrics').catch(() => undefined);
  await get('/health/ready', null);

  // The next morning: yesterday is closed by the first ticket.
  hall.clock.pass(24 * 3600);
  await hall.hall.days.tick();
  await hall.hall.erasure.tick();
  await hall.hall.upkeep.tick();
  await hall.hall.clockAlarm.tick();
  await hall.hall.overview.tick();
  const token = await hall.signIn('guide', 'long enough');
  await hall.take({ queue: 'one-life' }, { token });
}
