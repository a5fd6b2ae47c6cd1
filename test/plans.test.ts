import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import { expect, it, vi } from 'vitest';
import type { Appointment, Slots } from '../shared/contract/appointment.ts';
import type { BoardState } from '../shared/contract/board.ts';
import type { Quota } from '../shared/contract/hall.ts';
import type { ImportDone } from '../shared/contract/imports.ts';
import type { ArrivalNow, RemoteTicket } from '../shared/contract/remote-ticket.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { eventTypes } from '../shared/contract/webhooks.ts';
import { addYearsToFile, addYearsToPostgres } from '../bench/old/years.ts';
import { type DatabaseOptions, openDatabase } from '../server/db/open.ts';
import { plus } from '../shared/rules/instants.ts';
import { adminPassword, TestHall, temporaryFile } from './support/hall.ts';
import { madeUpId } from './support/person.ts';
import { databaseFor } from './support/postgres.ts';
import { FakeBrowser } from './support/push-service.ts';

/*
 * What a hall does all day must not cost more in its tenth year than on its first day. Every statement
 * that such a day runs is explained, and one that reads a growing table by nothing but its hall fails:
 * each is bound to a day, a queue, a window or an id.
 */

/** Of those who lead, and of the figures: they grow slowly, and are not copied. Walks are some dozens a year, listed by page. */
const leadingTables = [
  'walk_tickets',
  'walk_observations',
  'obstacle_states',
  'sheet_entries',
  'day_sums',
  'evening_reports',
];
/** Tables whose rows are never taken away as the years go by, or only after weeks. */
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
  'cases',
  'case_steps',
  'applications',
  'application_states',
  'imported_tickets',
  'remote_tickets',
  'push_subscriptions',
  ...leadingTables,
];
/** Not copied: of tables that are nearly empty SQLite knows as much, and would read them whole. */
const uncopied = [
  ...leadingTables,
  ...['walks', 'obstacles', 'imports', 'imported_tickets', 'remote_tickets', 'push_subscriptions'],
];
/** Indexes that hold only what is open, or not yet erased. */
const small =
  /^(appointments_booked|appointments_with_person|events_reopened|help_calls_ringing|steps_held_until|steps_of_persons|steps_by_person|ratings_with_text|tickets_with_note|sheet_entries_with_texts|cases_unfinished|cases_with_texts|applications_running|applications_with_details|day_sums_unmade|evening_reports_due)$/;
/** The log, page by page: as many lines as are asked for. */
const pages = /from "events".*order by "events"."version" (asc|desc) limit \+\?$/;

/** What takes away what is over, some rows at once; and the halls of those phones whose visit is not. */
const passing =
  /^delete from "remote_tickets" where "id" in|^select "hall_id", min\("service_day"\) as "day" from "push_subscriptions" group by/;

/** The first day of a hall that has any: one row of an index. */
const first =
  /^select "service_day" from "\w+" where "hall_id" = \S+ (order by "service_day" (asc |desc )?)?limit \S+$/;

vi.setConfig({ testTimeout: 180_000 });

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
  for (const table of uncopied)
    database.prepare('delete from sqlite_stat1 where tbl = ?').run(table);
  database.exec('analyze sqlite_schema');
  const found: string[] = [];
  for (const [sql, parameters] of statements) {
    // SQLite looks at the value, and prepares it anew at each run.
    if (/\blimit \?/.test(sql)) found.push(`not steady: ${sql}`);
    if (!asks.test(sql) || pages.test(sql) || first.test(sql) || passing.test(sql)) continue;
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
      if (!asks.test(sql) || pagesOnPostgres.test(sql) || first.test(sql) || passing.test(sql))
        continue;
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
    for (const queue of file['queues'] as { quotas?: Quota[]; dailyQuota?: number }[]) {
      queue.quotas = [{ from: '00:00', to: '23:45', tickets: 500 }];
      queue.dailyQuota = 500;
    }
    const settings = { remoteTickets: true, remoteArriveMinutes: 30 };
    file['settings'] = { ...(file['settings'] as object), ...settings };
  };
  const load = () => ({ lateMs: 0, commands: 0, waitedMs: 0 });
  const hall = await TestHall.start({ database, change, app: { reach, load } });
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
  // Through each value of its first column: only as long as what it has counted says that there are few.
  const skipping = /^SEARCH (\w+) USING .*INDEX \w+ \(ANY\(/.exec(detail);
  if (skipping !== null) return growing.includes(skipping[1]!) ? skipping[1]! : null;
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

/** Others are told in the same day; nobody is there. */
const reach = { resolve: () => Promise.resolve([]) };

/** A day with everything that people do on one, and the first minute of the next. */
async function aDay(hall: TestHall): Promise<void> {
  const at = '/api/halls/district';
  const get = (path: string, token?: string | null) =>
    hall.ok('GET', path, undefined, token === undefined ? {} : { token });
  const clerk = await hall.openWindow(1);
  const display = await hall.device('display');
  const pad = await hall.device('rating', { window: 1 });
  await hall.person('guide', 'guide');

  const hook = { url: 'http://other.example/', events: eventTypes };
  await hall.ok('POST', '/api/webhooks', hook);
  const slots = await hall.ok<Slots>('GET', `${at}/slots?queue=one-life`, undefined, anyone);
  const slot = slots.nextFree!;
  const booking = { queue: 'one-life', slot, phone: '13800138000' };
  const { code } = await hall.ok<Appointment>('POST', `${at}/appointments`, booking, anyone);
  await get(`${at}/appointments?day=${slots.day}`);
  await get(`${at}/appointments/${code}`, null);
  const list = {
    ...{ title: '到龄退休', queue: 'one-life', message: '请来' },
    people: [{ name: '张三', phone: '13800138009', day: slots.day }],
  };
  const invited = await hall.ok<{ id: string }>('POST', `${at}/invitations`, list);
  await get(`${at}/invitations`);
  await get(`${at}/invitations/${invited.id}`);
  await hall.ok('POST', `${at}/invitations/${invited.id}/letters`, {});
  await hall.ok('POST', `${at}/invitations/${invited.id}/cancel`, {});

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
  const said = { to: { kind: 'terminals' }, text: { 'zh-Hans': '请叫号' } };
  const { id: message } = await hall.ok<{ id: string }>('POST', `${at}/messages`, said);
  await hall.ok('POST', `${at}/windows/1/messages/${message}/read`, {}, { token: clerk });
  await hall.ok('POST', `${at}/messages/${message}/end`, {});
  await hall.ok('POST', `${at}/messages`, { ...said, to: { kind: 'boards' } });
  await get(`${at}/messages`);
  await get(`${at}/alarms`);
  await get(`${at}/alarms/past`);
  await hall.hall.alarmWatch.tick();
  await hall.ok('POST', `/api/tickets/${others[6]!.token}/cancel`, {}, anyone);
  hall.clock.set(slot);
  await hall.take({ appointment: code });
  await hall.follow(first);
  await phone.until((state) => state.status !== 'called');

  const client = { code: 'FIRM01', name: '晨光电子', kind: 'firm', steward: 'guide' };
  await hall.ok('POST', `${at}/clients`, client);
  const theirs = await hall.take({ queue: 'one-life', client: 'FIRM01', files: 3 });
  await hall.ok('POST', `${at}/tickets/${theirs.number}/files`, { files: 2 });
  await get(`${at}/clients?query=f`);
  await get(`${at}/clients/mine`);
  await hall.ok('POST', `${at}/consultations`, { window: 1 });
  await get(`${at}/person-limits`);
  await get(`${at}/reports/stewards`);
  await get(`${at}/tickets`);
  await get(`${at}/tickets?query=A00&status=waiting`);
  await get(`${at}/tickets?query=A00`);
  const companion = { username: 'guide' };
  await hall.ok('POST', `${at}/tickets/${others[7]!.number}/companion`, companion);
  await get(`${at}/companions/mine`);
  await get(`${at}/queues`, null);
  await get(`${at}/popular`, null);
  await get(`${at}/windows/1/queue`, clerk);
  await get(`${at}/clerk-day`, clerk);
  const told = { kind: 'not-done', number: first.number, text: 'no stamp' };
  const { id: opened } = await hall.ok<{ id: string }>('POST', `${at}/cases`, told);
  await get(`${at}/cases?status=unfinished`);
  await get(`${at}/cases?due=overdue`);
  await get(`${at}/cases?status=closed`);
  await get(`${at}/cases/${opened}/owners`);
  await get(`${at}/cases/${opened}`);
  await hall.ok('POST', `${at}/cases/${opened}/answer`, { resolution: 'found' });
  await get(`${at}/cases/figures?from=2026-03-01&to=2026-03-02`);
  await get(`/api/tickets/${first.token}/cases`, null);
  await get(`/api/tickets/${first.token}/applications`, null);
  await get(`${at}/applications?overdue=true`);
  await get(`${at}/applications?status=accepted`);
  await get(`${at}/reports/applications?from=2026-03-01&to=2026-03-02`);
  await get(`${at}/projects`);
  await get(`${at}/home-visits`);
  await leading(hall, first.number);
  await hall.hall.deliveries.tick();
  await hall.hall.deliveries.settled();
  await get('/api/webhooks');
  await get(`${at}/ratings.csv?from=2026-03-02&to=2026-03-02`);
  await get(`${at}/events/feed?after=1`);
  await get(`${at}/printers`);
  await get(`${at}/home-visits/trips`);
  await get(`${at}/events?limit=10`);
  await get(`${at}/events?before=1000&ticket=${first.number}&day=2026-03-02`);
  await get(`${at}/events?before=1000&day=2026-03-02&window=1&actor=staff:clerk1`);
  await get(`${at}/reports/daily`);
  await get(`${at}/reports/staffing?from=2026-03-01&to=2026-03-02&draws=20`);
  await hall.ok('POST', `${at}/what-if`, { day: '2026-03-02', change: null });
  await get('/metrics').catch(() => undefined);
  await get('/health/ready', null);

  await fromElsewhere(hall);

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

/** Who comes from another hall, is at home, follows by push, looks at the region; and what is moved in. */
async function fromElsewhere(hall: TestHall): Promise<void> {
  const at = '/api/halls/district';
  await hall.secondHall('town');
  const takeAtHome = (phone: string) =>
    hall.ok<RemoteTicket>(
      'POST',
      `${at}/remote-tickets`,
      { queue: 'one-life', phone },
      { token: null },
    );
  const act = (remote: RemoteTicket, what: string, input?: object) =>
    hall.ok('POST', `/api/remote-tickets/${remote.token}/${what}`, input, { token: null });
  const [one, two, three] = [
    await takeAtHome('13800000001'),
    await takeAtHome('13800000002'),
    await takeAtHome('13800000003'),
  ];
  const kiosk = { token: await hall.device('kiosk') };
  const { code } = await hall.ok<ArrivalNow>('GET', `${at}/arrival-code`, undefined, kiosk);
  await act(one, 'arrive', { code });
  await hall.ok('POST', `${at}/remote-tickets/check-in`, { phone: '13800000002' });
  await act(three, 'cancel');
  for (const { token } of [one, two]) await hall.ok('GET', `/api/remote-tickets/${token}`);

  const referred = await hall.take({ queue: 'one-life' });
  const follow = (what: string, input: object) =>
    hall.ok('POST', `/api/tickets/${referred.token}/push${what}`, input, anyone);
  const phone = new FakeBrowser('https://push.example/one').wish('en');
  await follow('', phone);
  await hall.hall.push.tick();
  await hall.ok('POST', `${at}/tickets/${referred.number}/refer`, { hall: 'town', reason: 'seal' });
  await hall.follow(referred);
  await hall.hall.push.tick();
  await hall.hall.push.settled();
  const other = await hall.take({ queue: 'one-life' });
  await hall.ok('POST', `/api/tickets/${other.token}/push`, phone, anyone);
  await hall.hall.push.tick();
  const { endpoint } = phone;
  await hall.ok('POST', `/api/tickets/${other.token}/push/end`, { endpoint }, anyone);

  await hall.ok('GET', '/api/region', undefined, anyone);
  await hall.ok('GET', '/api/region/offers?q=yl', undefined, anyone);
  await hall.ok('GET', `${at}/busy-hours`, undefined, anyone);
  const village = { code: 'east', name: { 'zh-Hans': '东村便民服务点' }, kind: 'village' };
  await hall.ok('POST', '/api/region/halls', { halls: [{ ...village, follows: 'town' }] });
  await hall.ok('GET', '/api/region/halls');
  await hall.ok('GET', '/api/reports/throughput?from=2026-03-01&to=2026-03-02&by=hall');

  const columns = { day: 'day', service: 'service', taken: 'taken', called: 'called' };
  const list = 'day,service,taken,called\n2026-02-24,tax,08:03,08:10\n2026-02-24,tax,08:04,08:21\n';
  const mapping = JSON.stringify({ columns, services: {} });
  const wish = { kind: 'tickets', name: 'past.csv', mapping };
  const send = async <T>(path: string): Promise<T> => {
    const query = new URLSearchParams(wish).toString();
    const answer = await fetch(`${hall.url}${at}/imports${path}?${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${hall.admin}`, 'content-type': 'text/csv' },
      body: list,
    });
    const body = (await answer.json()) as T;
    expect(answer.ok, JSON.stringify(body)).toBe(true);
    return body;
  };
  await send('/check');
  await send('');
  const { import: done } = await send<ImportDone>('');
  await hall.ok('GET', `${at}/imports`);
  await hall.ok('DELETE', `${at}/imports/${done.id}`);
}

/** What those who lead do on a day: a walk with its ticket and obstacle, a patrol, a sheet, the reports of years. */
async function leading(hall: TestHall, number: string): Promise<void> {
  const at = '/api/halls/district';
  const get = (path: string) => hall.ok('GET', `${at}/${path}`);
  const day = '2026-03-02';
  const planned = { title: '走流程', leader: '陈建国', department: 'health', role: 'visitor', day };
  const walk = await hall.ok<{ id: string }>('POST', `${at}/walks`, planned);
  await hall.ok('POST', `${at}/walks/${walk.id}/tickets`, { number });
  const note = { text: '指引不清', kind: 'blocked' };
  await hall.ok('POST', `${at}/walks/${walk.id}/observations`, note);
  const found = { title: '指引不清', department: 'health' };
  const obstacle = await hall.ok<{ id: string }>('POST', `${at}/walks/${walk.id}/obstacles`, found);
  await hall.ok('PATCH', `${at}/obstacles/${obstacle.id}`, { status: 'in-progress' });
  await get('walks');
  await get(`walks/${walk.id}`);
  await get('walks/summary?from=2026-01-01&to=2026-03-31');
  await get('obstacles?overdue=true');
  await get(`obstacles?walk=${walk.id}`);
  await get('reports/throughput?from=2026-01-01&to=2026-03-31&by=month&compare=previous,year');
  await hall.hall.sums.step();
  await hall.hall.evening.tick();
  await hall.hall.evening.idle();
}
