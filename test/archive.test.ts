import { spawnSync } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { movedTables, setupTables } from '../server/archives/tables.ts';
import { fromSource } from '../bench/support/server-process.ts';
import { restoreSqlite } from '../server/backups/restore.ts';
import { migrate } from '../server/db/migrate.ts';
import type { Database } from '../server/db/schema.ts';
import { randomIds } from '../server/ids.ts';
import type { ArchivesState } from '../shared/contract/archives.ts';
import type { Walk } from '../shared/contract/walk.ts';
import type { BackupsState } from '../shared/contract/backups.ts';
import type { EventEntry } from '../shared/contract/events.ts';
import type { PersonFile } from '../shared/contract/privacy.ts';
import type { CaseList } from '../shared/contract/case.ts';
import { adminPassword, type HallOptions, TestHall } from './support/hall.ts';
import { madeUpId } from './support/person.ts';
import { type SiteFolder, siteFolder } from './support/site-folder.ts';

const at = '/api/halls/district';
const day = 24 * 60 * 60;
const anyone = { token: null };
const remark = '等了很久，窗口没有人';

/** In no archive (docs/archive.md says why). */
const staying = [
  // What all days together say about the waits to come: fitted anew every night.
  'foresight',
  // A word of a day that no wait is learnt from: a few a year, and the next fit needs them.
  'marked_days',
  // From when to when an alarm stood: no report needs it, and it goes with the free texts.
  'alarm_spells',
  'alarms',
  'answers',
  'api_keys',
  // They outlive the year of their visit, and refer to no row of it.
  'application_states',
  'applications',
  'archives',
  'attempts',
  // Who is looked after now; a past year knows their visits, and not who they are.
  'clients',
  // What is counted of each day: it is there without the year's file.
  'day_sums',
  'day_close_undo',
  // Whether a file of that day was made: small, and no report needs it.
  'evening_reports',
  'help_calls',
  // Gone a day after theirs; who arrived has a ticket, which is of its year.
  'remote_tickets',
  'home_visits',
  // By whom and what for people were asked to come: nothing of a person, and the figures are told by it.
  'invitations',
  'message_reads',
  // A word of the day: it goes with the free texts, and no report needs it.
  'messages',
  // What those who lead keep, like projects: it refers to no row of the year.
  'obstacle_states',
  'obstacles',
  'patrols',
  'project_visits',
  'projects',
  // Who may take more today.
  'person_lifts',
  // What is stopped now: ended pauses tell no report anything, and the log has them.
  'queue_pauses',
  // Another system's days: they refer to no row of the year.
  'import_mappings',
  'imported_tickets',
  'imports',
  // Erased when the visit ends.
  'push_cursors',
  'push_subscriptions',
  // Erased when its day ends.
  'plates',
  'recovery_codes',
  'sessions',
  'setup_revisions',
  'sheet_entries',
  'sheet_lists',
  'sheet_months',
  // Who was told today that it is nearly their turn.
  'soon_told',
  'sso_people',
  // A portrait is shown at a window of now; no report of a past year needs it.
  'staff_photos',
  'teams',
  'walk_observations',
  'walk_tickets',
  'walks',
  // What is to be told, and where: over after days.
  'webhook_cursors',
  'webhook_deliveries',
  'webhooks',
];
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
function aFolder(): SiteFolder {
  const folder = siteFolder();
  ends.push(folder.remove);
  return folder;
}
/** Nobody counts here how often a test signs in. */
async function hallIn(folder: SiteFolder, options: HallOptions = {}): Promise<TestHall> {
  const hall = await TestHall.start({
    database: { kind: 'sqlite', file: folder.file },
    ...options,
    app: { backupPlan: folder.plan, ...options.app },
  });
  ends.push(() => hall.stop());
  return hall;
}
async function stopped(hall: TestHall): Promise<void> {
  ends.pop();
  await hall.stop();
}
const later = '2026-02-10T02:00:00.000Z';

/** A day as halls have them: served, missed, called by number, put to the front, rated, paused. */
async function aDay(hall: TestHall, clerk: string, level = 5): Promise<void> {
  const press = (command: string, input: object = {}) => hall.window(1, command, input, clerk);
  const tickets = [];
  for (let i = 0; i < 4; i += 1) {
    tickets.push(await hall.take({ queue: 'one-life' }));
    hall.clock.pass(60);
  }
  await hall.take({ queue: 'tax' });
  await press('open');
  await press('call', { number: tickets[2]!.number, reason: 'papers' });
  hall.clock.pass(30);
  await press('start');
  hall.clock.pass(300);
  await press('finish');
  const rating = { level, reasons: [], comment: remark };
  await hall.ok('POST', `/api/tickets/${tickets[2]!.token}/rating`, rating, anyone);
  await press('call-next');
  hall.clock.pass(20);
  await press('start');
  hall.clock.pass(100);
  await press('finish');
  await press('call-next');
  hall.clock.pass(60);
  await press('recall');
  hall.clock.pass(60);
  await press('no-show');
  await press('call-next');
  await press('transfer', { queue: 'tax', place: 'front', reason: 'wrong queue' });
  await press('pause', { reason: 'meal' });
  hall.clock.pass(600);
  await press('close');
}

/** Five days, two of them in the new year, and nobody at work since. */
async function overNewYear(
  folder: SiteFolder,
  options: HallOptions = {},
  also: (hall: TestHall) => Promise<unknown> = () => Promise.resolve(),
): Promise<TestHall> {
  const hall = await hallIn(folder, { start: '2025-12-29T01:00:00.000Z', ...options });
  await hall.person('clerk', 'clerk');
  for (let i = 29; i < 34; i += 1) {
    const [month, date] = i > 31 ? ['2026-01', i - 31] : ['2025-12', i];
    hall.clock.set(`${month}-${String(date).padStart(2, '0')}T01:00:00.000Z`);
    hall.admin = await hall.signIn('admin', adminPassword);
    const token = await hall.signIn('clerk', 'long enough');
    // A bad rating of the first day is still followed up.
    await aDay(hall, token, i === 29 ? 1 : 5);
    await also(hall);
  }
  await goOn(hall, later);
  return hall;
}
async function goOn(hall: TestHall, instant: string): Promise<void> {
  hall.clock.set(instant);
  await hall.hall.days.tick();
  hall.admin = await hall.signIn('admin', adminPassword);
}
async function again(folder: SiteFolder): Promise<TestHall> {
  return hallIn(folder, { start: later });
}

/** Makes of a file one of an older version, with the rows that it could hold then. */
async function asOf(file: string, last: string): Promise<void> {
  const older = `${file}.older`;
  const raw = new SqliteDatabase(older);
  // Nobody cuts its power: to wait for the disk at each statement would prove nothing.
  raw.pragma('synchronous = off');
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: raw }) });
  await migrate(db, 'strict', undefined, last);
  raw.pragma('foreign_keys = off');
  raw.prepare('attach ? as present').run(file);
  const columnsOf = (schema: string, table: string): string[] =>
    (raw.pragma(`${schema}.table_info(${table})`) as { name: string }[]).map(({ name }) => name);
  const tables = raw
    .prepare(`select name from main.sqlite_schema where type = 'table' and sql like '%strict'`)
    .pluck()
    .all() as string[];
  for (const table of tables) {
    const present = new Set(columnsOf('present', table));
    const columns = columnsOf('main', table)
      .filter((name) => present.has(name))
      .map((name) => `"${name}"`)
      .join(', ');
    if (columns === '') continue;
    raw.exec(`delete from main.${table};
      insert into main.${table} (${columns}) select ${columns} from present.${table}`);
  }
  raw.exec(`detach present; pragma user_version = ${/\d{4}/.exec(basename(file))![0]}`);
  await db.destroy();
  renameSync(older, file);
}

const range = 'from=2025-12-28&to=2026-01-04';
const paths = [
  `${at}/reports/daily?${range}`,
  `${at}/reports/daily.csv?${range}`,
  `${at}/reports/daily?from=2025-12-31&to=2025-12-31`,
  `${at}/reports/daily.csv?from=2025-12-01&to=2025-12-31&lang=en`,
  // Before the hall began there is nothing, whichever file its first year stands in.
  `${at}/reports/throughput?by=month&from=2025-01-01&to=2025-12-31`,
  `${at}/events?limit=500&before=100000`,
  `${at}/events?limit=7&after=20`,
  `${at}/events?limit=500&day=2025-12-31`,
  `${at}/events?limit=500&day=2026-01-01`,
  `${at}/events?limit=500&after=0&ticket=A001`,
  `${at}/events?limit=40&before=100000&window=1`,
  `${at}/events?limit=500&after=0&command=finish`,
];
/** What a manager reads, as it is sent; when it was made, and what was done since, is no part of it. */
async function read(hall: TestHall, upTo: number): Promise<string[]> {
  const answers: string[] = [];
  for (const path of paths) {
    const response = await fetch(hall.url + path, {
      headers: { authorization: `Bearer ${hall.admin}` },
    });
    const text = await response.text();
    expect(response.status, text).toBe(200);
    const isLog = path.includes('/events');
    const lines = isLog
      ? JSON.stringify((JSON.parse(text) as EventEntry[]).filter((e) => e.version <= upTo))
      : text;
    answers.push(`${path} ${response.headers.get('searched-to') ?? ''} ${lines}`);
  }
  return answers;
}
async function newest(hall: TestHall): Promise<number> {
  const [last] = await hall.ok<EventEntry[]>('GET', `${at}/events?limit=1&before=1000000`);
  return last!.version;
}
const stateOf = (hall: TestHall): Promise<ArchivesState> => hall.ok('GET', '/api/archives');

/** One step, as one turn of the clock. @returns the year's state after it */
async function step(hall: TestHall): Promise<string | undefined> {
  await hall.hall.archives.tick();
  await hall.hall.archives.idle();
  const { archives, failed } = await stateOf(hall);
  expect(failed).toBeNull();
  return archives[0]?.state;
}
async function archived(hall: TestHall): Promise<void> {
  await hall.ok('POST', '/api/archives', { year: 2025 });
  for (let i = 0; i < 100; i += 1) if ((await step(hall)) === 'archived') return;
  throw new Error('the year was never archived');
}
async function count(hall: TestHall, table: 'tickets'): Promise<number> {
  const rows = await hall.db.read
    .selectFrom(table)
    .select((e) => e.fn.countAll<number>().as('n'))
    .execute();
  return rows[0]!.n;
}

describe('an archived year', () => {
  it('reads as it did before: reports and their files, the log and its pages, byte for byte', async () => {
    const folder = aFolder();
    const hall = await overNewYear(folder);
    const upTo = await newest(hall);
    const before = await read(hall, upTo);
    expect(before[0]).toContain('"taken":5');
    await archived(hall);
    expect(await read(hall, upTo)).toEqual(before);
    // Nothing of the year is left behind: what is read is read from the archive.
    // But for the ticket whose rating is still followed up.
    expect(await count(hall, 'tickets')).toBe(11);
    const { cases } = await hall.ok<CaseList>('GET', `${at}/cases`);
    expect(cases).toMatchObject([{ status: 'open', text: remark }]);
    const said = { resolution: '已致歉' };
    await hall.ok('POST', `${at}/cases/${cases[0]!.id}/answer`, said);
    await hall.ok('POST', `${at}/cases/${cases[0]!.id}/close`);
    const first = await hall.db.read
      .selectFrom('events')
      .select(({ fn }) => fn.min('at').as('at'))
      .where('hall_id', '<>', 'site')
      .executeTakeFirstOrThrow();
    expect(first.at >= '2025-12-31T16:00:00').toBe(true);
    // No account and no device is opened by what stands in the archive.
    const raw = new SqliteDatabase(join(folder.dir, 'archive', '2025.db'), { readonly: true });
    expect(
      raw.prepare('select distinct password_hash, factor_secret from staff').raw().all(),
    ).toEqual([['', null]]);
    expect(raw.prepare('select secret from site').pluck().get()).toBe('');
    raw.close();
    // And the hall goes on behind the last number and line.
    expect((await hall.take({ queue: 'one-life' })).number).toBe('A001');
    expect(await newest(hall)).toBeGreaterThan(upTo);
  });

  it('keeps the times of the tickets that a walk was bound to', async () => {
    let id = '';
    const hall = await overNewYear(aFolder(), {}, async (now) => {
      if (id !== '') return;
      const walk = {
        ...{ title: '一件事走流程', leader: '陈建国', department: 'health', role: 'visitor' },
        day: '2025-12-29',
      };
      ({ id } = await now.ok<Walk>('POST', `${at}/walks`, walk));
      await now.ok('POST', `${at}/walks/${id}/tickets`, { number: 'A003' });
    });
    const walked = () => hall.ok<Walk>('GET', `${at}/walks/${id}`);
    const before = await walked();
    const steps = [{ queue: 'one-life', window: 1, wait: 120, handling: 300 }];
    expect(before.tickets).toMatchObject([{ number: 'A003', visit: { seconds: 450, steps } }]);
    await archived(hall);
    expect(await count(hall, 'tickets')).toBe(11);
    expect(await walked()).toEqual(before);
  });

  it('is the same wherever it was stopped: after each step a new server reads the same and goes on', async () => {
    const folder = aFolder();
    let hall = await overNewYear(folder);
    const upTo = await newest(hall);
    const before = await read(hall, upTo);
    await hall.ok('POST', '/api/archives', { year: 2025 });
    const seen: (string | undefined)[] = [];
    for (let i = 0; i < 100 && seen.at(-1) !== 'archived'; i += 1) {
      await stopped(hall);
      hall = await again(folder);
      expect(await read(hall, upTo)).toEqual(before);
      seen.push(await step(hall));
      expect(await read(hall, upTo)).toEqual(before);
    }
    expect(seen.at(-1)).toBe('archived');
    expect([...new Set(seen)]).toEqual(['verified', 'removing', 'archived']);
    expect(seen.length).toBeGreaterThan(8);
  });

  it('begins anew where the copy was half made, and where its file was lost before anything was removed', async () => {
    const folder = aFolder();
    const hall = await overNewYear(folder);
    const upTo = await newest(hall);
    const before = await read(hall, upTo);
    await hall.ok('POST', '/api/archives', { year: 2025 });
    await step(hall);
    rmSync(join(folder.dir, 'archive', '2025.db'));
    writeFileSync(join(folder.dir, 'archive', '.2025.db.making'), 'half of it');
    expect(await step(hall)).toBe('copying');
    expect(await read(hall, upTo)).toEqual(before);
    while ((await step(hall)) !== 'archived');
    expect(await read(hall, upTo)).toEqual(before);
    expect(existsSync(join(folder.dir, 'archive', '.2025.db.making'))).toBe(false);
  });

  it('that is missing or damaged is said with what to do, and no day shows as empty', async () => {
    const folder = aFolder();
    const hall = await overNewYear(folder);
    const upTo = await newest(hall);
    const before = await read(hall, upTo);
    await archived(hall);
    const file = join(folder.dir, 'archive', '2025.db');
    const whole = readFileSync(file);
    const faults = async (): Promise<unknown[]> => {
      const found = [];
      for (const path of [paths[0]!, paths[2]!, paths[6]!]) {
        const { status, body } = await hall.call<{ code: string; fault: string }>('GET', path);
        found.push([status, body.code, body.fault]);
      }
      return found;
    };
    const thrice = (fault: string) => Array(3).fill([503, 'archive_missing', fault]) as unknown[];
    rmSync(file);
    expect(await faults()).toEqual(thrice('missing'));
    // What is not in it is read as ever.
    await hall.ok('GET', `${at}/reports/daily?from=2026-01-01&to=2026-01-02`);
    await hall.ok('GET', `${at}/events?limit=500&day=2026-01-01`);
    writeFileSync(file, whole.subarray(0, 3 * 4096 + 100));
    expect(await faults()).toEqual(thrice('damaged'));
    writeFileSync(file, Buffer.alloc(whole.length, 7));
    expect(await faults()).toEqual(thrice('damaged'));
    expect((await stateOf(hall)).archives[0]).toMatchObject({
      state: 'archived',
      fault: 'damaged',
    });
    writeFileSync(file, whole);
    expect(await read(hall, upTo)).toEqual(before);
  });

  it('is refused while it is not over, its days are not closed, or an earlier one is there', async () => {
    const hall = await overNewYear(aFolder());
    const ask = (year: number) => hall.call('POST', '/api/archives', { year });
    const no = (facts: object) => ({ status: 409, body: { code: 'archive_not_yet', ...facts } });
    expect(await ask(2026)).toMatchObject(no({ why: 'not-over', from: '2027-01-31' }));
    expect(await ask(2024)).toMatchObject(no({ why: 'empty' }));
    await goOn(hall, '2027-02-10T02:00:00.000Z');
    expect(await ask(2026)).toMatchObject(no({ why: 'earlier', earlier: 2025 }));
    const manager = await hall.person('m', 'manager');
    const asked = await hall.call('POST', '/api/archives', { year: 2025 }, { token: manager });
    expect(asked.status).toBe(403);
  });

  it('knows a person in the archive as well, and erases there on request', async () => {
    const folder = aFolder();
    const idNumber = madeUpId('1950-01-01');
    const hall = await overNewYear(folder, {}, (h) => h.take({ queue: 'one-life', idNumber }));
    const find = () => hall.ok<PersonFile>('POST', `${at}/persons/search`, { idNumber });
    const before = await find();
    expect(before.tickets).toHaveLength(5);
    await archived(hall);
    expect({ ...(await find()), at: before.at }).toEqual(before);
    const upTo = await newest(hall);
    const reports = (await read(hall, upTo)).slice(0, 4);
    const erased = await hall.ok('POST', `${at}/persons/erase`, { idNumber });
    expect(erased).toMatchObject({ tickets: 5 });
    expect((await find()).tickets).toEqual([]);
    expect((await read(hall, upTo)).slice(0, 4)).toEqual(reports);
    // Without the archive nobody could say that all of it is gone.
    rmSync(join(folder.dir, 'archive', '2025.db'));
    const asked = await hall.call('POST', `${at}/persons/erase`, { idNumber });
    expect(asked).toMatchObject({ status: 503, body: { code: 'archive_missing', year: 2025 } });
  });

  it('loses what people wrote when its time has passed, there as in the database', async () => {
    const folder = aFolder();
    const hall = await overNewYear(folder);
    await archived(hall);
    const file = join(folder.dir, 'archive', '2025.db');
    expect(readFileSync(file, 'utf8')).toContain(remark);
    hall.clock.pass(120 * day);
    await hall.hall.days.tick();
    for (let i = 0; i < 5; i += 1) await hall.hall.erasure.tick();
    expect(readFileSync(file, 'utf8')).not.toContain(remark);
    hall.admin = await hall.signIn('admin', adminPassword);
    await hall.ok('GET', `${at}/reports/daily?${range}`);
  });

  it('is copied anew where something was erased after the copy was begun', async () => {
    const folder = aFolder();
    const idNumber = madeUpId('1950-01-01');
    const hall = await overNewYear(folder, {}, (h) => h.take({ queue: 'one-life', idNumber }));
    await hall.ok('POST', '/api/archives', { year: 2025 });
    expect(await step(hall)).toBe('verified');
    await hall.ok('POST', `${at}/persons/erase`, { idNumber });
    expect((await stateOf(hall)).archives[0]!.state).toBe('copying');
    while ((await step(hall)) !== 'archived');
    const found = await hall.ok<PersonFile>('POST', `${at}/persons/search`, { idNumber });
    expect(found.tickets).toEqual([]);
  });

  it('is in the backups once, and comes back with them', async () => {
    const folder = aFolder();
    const hall = await overNewYear(folder);
    const upTo = await newest(hall);
    const before = await read(hall, upTo);
    await archived(hall);
    const backUp = async (): Promise<string> => {
      await hall.ok('POST', '/api/backups');
      await hall.hall.backups.idle();
      const { backups } = await hall.ok<BackupsState>('GET', '/api/backups');
      return join(folder.plan.dir, backups[0]!.name);
    };
    const packed = (): string[] =>
      readdirSync(folder.plan.dir).filter((name) => name.endsWith('.archive.gz'));
    await backUp();
    const [first] = packed();
    expect(first).toMatch(/-2025-[0-9a-f]{12}\.archive\.gz$/);
    hall.clock.pass(60);
    const backup = await backUp();
    expect(packed()).toEqual([first]);
    await stopped(hall);
    const other = aFolder();
    const wish = { ...other, backup, dataDir: other.dir, otherSite: false, now: later };
    const restored = await restoreSqlite({ ...wish, ids: randomIds });
    expect(restored.missing).toEqual([]);
    const back = await again(other);
    expect(await read(back, upTo)).toEqual(before);
    await stopped(back);
    // Carried away without it, it says so, and the hall goes on.
    rmSync(join(folder.plan.dir, first!));
    const bare = aFolder();
    const without = { ...wish, ...bare, dataDir: bare.dir, ids: randomIds };
    expect((await restoreSqlite(without)).missing).toEqual([2025]);
  });

  it('of an older version is brought up to date when it is opened', async () => {
    const folder = aFolder();
    const hall = await overNewYear(folder);
    const upTo = await newest(hall);
    const before = await read(hall, upTo);
    await archived(hall);
    const file = join(folder.dir, 'archive', '2025.db');
    await asOf(file, '018-screens');
    expect(await read(hall, upTo)).toEqual(before);
    const now = new SqliteDatabase(file, { readonly: true });
    expect(now.prepare('select count(*) from archives').pluck().get()).toBe(0);
    now.close();
  });

  it('is begun by night where the site says after how many years', async () => {
    const hall = await overNewYear(aFolder());
    await hall.ok('PATCH', '/api/retention', { archiveAfterYears: 0 });
    expect(await step(hall)).toBeUndefined();
    hall.clock.set('2026-02-10T18:30:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    await hall.hall.archives.tick();
    expect((await stateOf(hall)).archives).toMatchObject([{ year: 2025, state: 'copying' }]);
    while ((await step(hall)) !== 'archived');
    const log = await hall.ok<EventEntry[]>('GET', '/api/events?limit=100');
    expect(log.filter(({ command }) => command === 'year-archived')).toMatchObject([
      { data: { year: 2025, tickets: 15 } },
    ]);
  });

  it('is made by the command where no server runs, and the doctor looks at it', async () => {
    const folder = aFolder();
    const hall = await overNewYear(folder);
    const upTo = await newest(hall);
    const before = await read(hall, upTo);
    await stopped(hall);
    const { PATH = '' } = process.env;
    const env = { PATH, DATA_DIR: folder.dir, NTP_SERVER: '127.0.0.1:9', PORT: '0', LANG: 'en' };
    const run = (program: 'archive' | 'doctor', ...args: string[]): string =>
      spawnSync(process.execPath, [...fromSource(program), ...args], { env, encoding: 'utf8' })
        .stdout;
    expect(run('archive', '--list')).toContain('2025 can be archived');
    expect(run('archive', '--year', '2025')).toMatch(/removing\n2025: archived\n$/);
    expect(run('archive', '--list')).toMatch(/^2025\tarchived\t15 tickets\t/);
    const archives = (): unknown =>
      (JSON.parse(run('doctor', '--json')) as { check: string }[]).filter(
        ({ check }) => check === 'archive',
      );
    expect(archives()).toMatchObject([{ state: 'ok' }]);
    const back = await again(folder);
    expect(await read(back, upTo)).toEqual(before);
    await stopped(back);
    rmSync(join(folder.dir, 'archive', '2025.db'));
    expect(archives()).toMatchObject([{ state: 'fail' }]);
  });

  it('leaves no table undecided, and nothing that hangs on what moves', async () => {
    const folder = aFolder();
    await hallIn(folder);
    const raw = new SqliteDatabase(folder.file, { readonly: true });
    const tables = raw
      .prepare(
        `select name from sqlite_master where type = 'table' and name not like 'sqlite%'
          and name not like 'kysely%' order by name`,
      )
      .pluck()
      .all() as string[];
    const moved = movedTables.map(({ table }) => table);
    const decided = [...moved, 'events', ...Object.keys(setupTables), ...staying];
    expect([...new Set(decided)].sort()).toEqual(tables);
    // What refers to a row that moves would refer to nothing; what it refers to is copied.
    for (const table of tables) {
      const parents = raw
        .prepare('select "table" from pragma_foreign_key_list(?)')
        .pluck()
        .all(table) as string[];
      if (parents.some((parent) => moved.includes(parent))) expect(moved).toContain(table);
      if (moved.includes(table))
        for (const parent of parents)
          expect([...moved, ...Object.keys(setupTables)]).toContain(parent);
    }
    raw.close();
  });

  it('makes the file of the data smaller, once the night gives its pages back', async () => {
    const folder = aFolder();
    const hall = await overNewYear(folder);
    // As much as some thousand tickets: the database keeps some room for itself.
    const raw = new SqliteDatabase(folder.file);
    raw.exec(`update events set data = json_object('why', hex(randomblob(4000000)))
      where command = 'finish' and at < '2025-12-31'`);
    raw.pragma('wal_checkpoint(truncate)');
    const size = statSync(folder.file).size;
    await archived(hall);
    hall.clock.set('2026-02-10T19:01:00.000Z');
    for (let i = 0; i < 40; i += 1) await hall.hall.storage.tick();
    await hall.hall.storage.idle();
    raw.pragma('wal_checkpoint(truncate)');
    raw.close();
    expect(statSync(join(folder.dir, 'archive', '2025.db')).size).toBeGreaterThan(20_000_000);
    expect(statSync(folder.file).size).toBeLessThan(size - 10_000_000);
    expect(statSync(join(folder.dir, 'archive', '2025.db')).mode & 0o077).toBe(0);
  });
});
