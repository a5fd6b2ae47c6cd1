import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import { expect, it, vi } from 'vitest';
import type { Appointment, Slots } from '../shared/contract/appointment.ts';
import type { BoardState } from '../shared/contract/board.ts';
import type { Quota } from '../shared/contract/hall.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { addYearsToFile, addYearsToPostgres } from '../bench/old/years.ts';
import { type DatabaseOptions, openDatabase } from '../server/db/open.ts';
import { plus } from '../shared/rules/instants.ts';
import { adminPassword, TestHall, temporaryFile } from './support/hall.ts';
import { madeUpId } from './support/person.ts';
import { databaseFor } from './support/postgres.ts';

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
  'late_entries',
];
/** Indexes that hold only what is open, or not yet erased. */
const small =
  /^(appointments_booked|appointments_with_person|events_reopened|help_calls_ringing|steps_held_until|steps_of_persons|ratings_with_text|tickets_with_note)$/;
/** The log, page by page: as many lines as are asked for. */
const pages = /from "events".*order by "events"."version" (asc|desc) limit \?$/;

const anyone = { token: null };
const years = { tickets: 5000, days: 250 };
const asks = /^\s*(select|update|delete|with)\b/i;
/** What one of them at least runs, whatever is shared. */
const leastStatements = 150;

it('no statement of a hall’s day reads every ticket, call or event there ever was', async () => {
  const { file, remove } = temporaryFile();
  const statements = await statementsOnSqlite(file);
  // What SQLite knows of a year's tables decides, not what it supposes of empty ones.
  const { tickets } = await addYearsToFile(file, '2026-03-02', years);
  expect(tickets).toBeGreaterThan(years.tickets);
  const database = new SqliteDatabase(file);
  const found: string[] = [];
  for (const [sql, parameters] of statements) {
    if (!asks.test(sql) || pages.test(sql)) continue;
    for (const detail of planOf(database, sql, parameters)) {
      const unbound = unboundTable(detail);
      if (unbound !== null) found.push(`${unbound}: ${detail}\n    ${sql}`);
    }
  }
  database.close();
  await remove();
  expect(statements.size).toBeGreaterThan(leastStatements);
  expect(found.join('\n')).toBe('');
});

const server = process.env['TEST_DATABASE_URL'];
it.skipIf(server === undefined)('nor does one on PostgreSQL', async () => {
  const { url, drop } = await databaseFor(server!);
  const client = new pg.Client({ connectionString: url });
  try {
    const statements = await statementsOnPostgres(url);
    const { tickets } = await addYearsToPostgres(url, '2026-03-02', years);
    expect(tickets).toBeGreaterThan(years.tickets);
    await client.connect();
    // Tables of this size it would read whole; where no index serves it still has to.
    for (const way of ['seqscan', 'hashjoin', 'mergejoin'])
      await client.query(`set enable_${way} = off`);
    const found: string[] = [];
    for (const [sql, parameters] of statements) {
      if (!asks.test(sql) || pagesOnPostgres.test(sql)) continue;
      for (const reads of readsOf(await explained(client, sql, parameters)))
        if (isUnbound(reads)) found.push(`${JSON.stringify(reads)}\n    ${sql}`);
    }
    expect(statements.size).toBeGreaterThan(leastStatements);
    expect(found.join('\n')).toBe('');
  } finally {
    await client.end();
    await drop();
  }
});

/** What a day asks, each with what it was asked with first. */
type Statements = ReadonlyMap<string, readonly unknown[]>;

async function statementsOnSqlite(file: string): Promise<Statements> {
  const blank = new SqliteDatabase(':memory:');
  const statement = Object.getPrototypeOf(blank.prepare('select 1')) as SqliteDatabase.Statement;
  blank.close();
  // Brought up to date before: what a migration reads once is no part of a day.
  await (await openDatabase({ kind: 'sqlite', file })).close();
  const spies = [vi.spyOn(statement, 'all'), vi.spyOn(statement, 'run')] as const;
  try {
    await aDayOn({ kind: 'sqlite', file });
    const asked = new Map<string, readonly unknown[]>();
    for (const { mock } of spies)
      mock.contexts.forEach((context, n) => {
        const { source } = context as SqliteDatabase.Statement;
        if (!asked.has(source)) asked.set(source, mock.calls[n]![0] as unknown[]);
      });
    return asked;
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

async function statementsOnPostgres(url: string): Promise<Statements> {
  const spy = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await aDayOn({ kind: 'postgres', url });
    const asked = new Map<string, readonly unknown[]>();
    for (const [first, second] of spy.mock.calls as unknown[][]) {
      const query =
        typeof first === 'string' ? { text: first, values: second } : (first as pg.QueryConfig);
      if (!asked.has(query.text)) asked.set(query.text, (query.values ?? []) as unknown[]);
    }
    return asked;
  } finally {
    spy.mockRestore();
  }
}

async function aDayOn(database: DatabaseOptions): Promise<void> {
  // Tickets by the part of the day, so that what counts them is explained as well.
  const change = (file: Record<string, unknown>): void => {
    for (const queue of file['queues'] as { quotas?: Quota[] }[])
      queue.quotas = [{ from: '00:00', to: '23:45', tickets: 500 }];
  };
  const hall = await TestHall.start({ database, change });
  try {
    await aDay(hall);
  } finally {
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

const pagesOnPostgres = /from "events".*order by "events"."version" (asc|desc) limit \$\d+$/;

/** A step of PostgreSQL's plan, as far as it is looked at. */
interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Node[];
}

/** How a plan reads a table. */
interface Reads {
  readonly table: string;
  /** Null: whole. */
  readonly index: string | null;
  readonly bounds: string;
}

async function explained(
  client: pg.Client,
  sql: string,
  parameters: readonly unknown[],
): Promise<Node> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
    `explain (format json) ${sql}`,
    [...parameters],
  );
  return rows[0]!['QUERY PLAN'][0].Plan;
}

function readsOf(node: Node, above?: string): Reads[] {
  const table = node['Relation Name'] ?? above;
  const below = (node.Plans ?? []).flatMap((each) => readsOf(each, node['Relation Name']));
  const index = node['Index Name'];
  if (table === undefined || !/ Scan$/.test(node['Node Type'])) return below;
  if (index === undefined && node['Node Type'] !== 'Seq Scan') return below;
  return [...below, { table, index: index ?? null, bounds: node['Index Cond'] ?? '' }];
}

/** One row a window at most. */
const aRowAWindow = 'steps_one_a_window';
/** Of an empty table PostgreSQL takes any index. */
const empty = 'help_calls';

/** By nothing, by its hall alone, or from its beginning on. */
function isUnbound({ table, index, bounds }: Reads): boolean {
  if (!growing.includes(table) || table === empty) return false;
  if (index !== null && (small.test(index) || index === aRowAWindow)) return false;
  const others = bounds
    .split(' AND ')
    .filter((bound) => bound !== '' && !/\bhall_id\b/.test(bound));
  return others.every((bound) => / <=? /.test(bound));
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

  // What was done on paper while the server was away, and the end of the ticket in hand.
  const clerkAgain = await hall.signIn('clerk1', 'long enough');
  await hall.window(1, 'open', {}, clerkAgain);
  const inHand = (await hall.window(1, 'call-next', {}, clerkAgain)).ticket!;
  hall.clock.pass(600);
  const ago = (seconds: number): string => plus(hall.clock.now(), -seconds);
  const paper = { queue: 'one-life', paperNumber: 'P-A001', calledAt: ago(400) };
  const entries = [
    { id: 'entry-0001', number: inHand.number, endedAt: ago(500), outcome: 'done' },
    { id: 'entry-0002', ...paper, endedAt: ago(60), outcome: 'done' },
  ];
  const path = `${at}/windows/1/late-entries`;
  const entered = await hall.ok('POST', path, { entries }, { token: clerkAgain });
  expect(entered).toMatchObject({ entered: 2 });
  await get(`${at}/late-entries`, await hall.signIn('admin', adminPassword));
}
