import { existsSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import SqliteDatabase from 'better-sqlite3';
import { root } from '../../scripts/lib.mjs';
import { buildApp, type HallServer } from '../../server/app.ts';
import { makeBackup } from '../../server/backups/make.ts';
import { type Db, openDatabase } from '../../server/db/open.ts';
import { randomIds } from '../../server/ids.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { HallFile } from '../../shared/contract/hall.ts';
import { Problem } from '../../shared/errors.ts';
import type { WindowCommand } from '../../shared/transitions.ts';
import { spreadOf } from '../measure/spread.ts';
import { Seeded } from '../../shared/rules/simulation/chance.ts';
import { fillSite } from '../support/site.ts';

export interface Quarter {
  readonly days: number;
  readonly tickets: number;
  readonly fileMb: number;
  readonly kbATicket: number;
  readonly startMs: number;
  readonly heapMb: number;
  readonly takeMs: number;
  readonly callMs: number;
  readonly closeMs: number;
  readonly eraseMs: number;
  readonly boardMs: number;
  readonly consoleMs: number;
  /** Of a backup: what it weighs, and how long it takes. */
  readonly backupMb: number;
  readonly backupMs: number;
}

export interface YearOptions {
  readonly days: number;
  readonly ticketsADay: number;
  readonly seed: number;
  /** On the process's own clock: it ends with the day that it has come to by then. */
  readonly until: number;
  readonly onQuarter: (quarter: Quarter) => void;
  /** The first day, YYYY-MM-DD; absent: a Monday in January of a year that is over. */
  readonly firstDay?: string;
  /** The file is on the disk: what is done at the end is measured there. */
  readonly onDisk?: boolean;
  /** What is done with the file before it is removed; nobody has it open, and its last day is closed. */
  readonly onEnd?: (made: MadeFile) => Promise<void>;
}

/** A site that has had days. */
export interface MadeFile {
  readonly folder: string;
  readonly file: string;
  /** Of its first day. */
  readonly year: number;
  /** Tokens of the administrator, and of a clerk a window. */
  readonly admin: string;
  readonly clerks: readonly string[];
}

const code = 'district';
const usualDay = '2025-01-06';
const dayMs = 86_400_000;
/** Tickets come in so many waves a day, five minutes from each other: from 08:30 on. */
const waves = 96;
const opens = 30 * 60_000;
const waveMs = 5 * 60_000;
/** One in so many visitors of a day is still waiting when it ends. */
const leftShare = 0.02;
const measured = 60;

/** Makes a year through the product's own services and measures after each quarter of it. */
export async function liveYear(
  options: YearOptions,
): Promise<{ tables: { name: string; bytes: number }[] }> {
  // What is made need not be synced: the kernel keeps it in memory where it can.
  const inMemory = existsSync('/dev/shm') && options.onDisk !== true;
  const folder = await mkdtemp(join(inMemory ? '/dev/shm' : tmpdir(), 'year-'));
  const file = join(folder, 'hall.db');
  try {
    const year = await Year.begin(file, options);
    const { tickets } = await year.live();
    const tables = bytesByTable(file, tickets);
    await options.onEnd?.({ folder, file, year: year.first, ...year.tokens });
    return { tables };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class Year {
  private readonly o: YearOptions;
  private readonly file: string;
  private readonly chance: Seeded;
  private readonly clock: { ms: number };
  private readonly firstMs: number;
  tokens: Pick<MadeFile, 'admin' | 'clerks'> = { admin: '', clerks: [] };
  private readonly windows: readonly { number: number; queue: string }[];
  private clerks: Actor[] = [];
  private db!: Db;
  private hall!: HallServer;
  private tickets = 0;
  private keys = 0;

  private constructor(file: string, o: YearOptions, windows: Year['windows']) {
    this.file = file;
    this.o = o;
    this.windows = windows;
    this.chance = new Seeded(o.seed);
    this.firstMs = Date.parse(`${o.firstDay ?? usualDay}T00:00:00.000Z`);
    this.clock = { ms: this.firstMs };
  }

  get first(): number {
    return new Date(this.firstMs).getUTCFullYear();
  }

  static async begin(file: string, options: YearOptions): Promise<Year> {
    const text = await readFile(join(root, 'data', 'hall.json'), 'utf8');
    const { windows } = HallFile.parse(JSON.parse(text));
    const year = new Year(
      file,
      options,
      windows.map((w) => ({ number: w.number, queue: w.serves[0]!.queue })),
    );
    const db = await openDatabase({ kind: 'sqlite', file });
    year.tokens = await fillSite(db, randomIds, { takers: 1, clerks: windows.length });
    const rows = await db.read
      .selectFrom('staff')
      .select(['id', 'username', 'name'])
      .where('username', 'like', 'clerk%')
      .execute();
    const byName = new Map(rows.map((row) => [row.username, row]));
    year.clerks = windows.map((_, i) => ({
      ...{ kind: 'staff', roles: ['clerk'], halls: [] },
      ...byName.get(`clerk${i + 1}`)!,
    }));
    await db.close();
    await year.start();
    return year;
  }

  async live(): Promise<{ tickets: number }> {
    const { days, until } = this.o;
    const quarter = Math.max(1, Math.floor(days / 4));
    let [closeMs, eraseMs, day] = [0, 0, 0];
    for (; day < days && performance.now() < until; day += 1) {
      // Working days only: five, and then a week-end.
      this.clock.ms = this.firstMs + (Math.floor(day / 5) * 7 + (day % 5)) * dayMs + opens;
      closeMs = await cpuOf(() => this.take(this.windows[0]!.queue));
      eraseMs = await cpuOf(() => this.hall.erasure.tick());
      await this.aDay();
      for (let i = 0; i < 20; i += 1) await this.hall.upkeep.tick();
      this.clock.ms += 61_000;
      if ((day + 1) % quarter === 0) await this.measure(day + 1, { closeMs, eraseMs });
    }
    if (day % quarter !== 0) await this.measure(day, { closeMs, eraseMs });
    // The first of another year closes the last day.
    this.clock.ms = nextYear(this.clock.ms);
    await this.take(this.windows[0]!.queue);
    await this.stop();
    return { tickets: this.tickets };
  }

  private async aDay(): Promise<void> {
    const aWave = Math.ceil((this.o.ticketsADay - 1) / waves);
    await this.all('open');
    for (let wave = 0; wave < waves; wave += 1) {
      this.clock.ms += waveMs - 120_000;
      const taken = Array.from({ length: aWave }, () =>
        this.take(this.chance.pick(this.windows).queue),
      );
      await Promise.all(taken);
      // The last ones of a day find nobody at a window any more.
      if (wave > waves * (1 - leftShare)) continue;
      this.clock.ms += 60_000;
      // A little more than come: nobody is left but those of the last waves, and those of chance.
      const free = this.chance.shuffled([...this.windows.keys()]).slice(0, Math.ceil(aWave * 1.15));
      await this.all('call-next', free);
      this.clock.ms += 60_000;
      await this.all('start', free);
    }
    this.clock.ms += 60_000;
    await this.all('finish');
    await this.all('close');
  }

  private async take(queue: string): Promise<void> {
    await this.hall.tickets.take(
      code,
      { queue, language: 'zh-Hans' },
      { who: this.clerks[0]!, key: this.key('take') },
    );
    this.tickets += 1;
  }

  /** A command at several windows at once; what is not possible there is not done. */
  private async all(
    command: WindowCommand,
    at: readonly number[] = [...this.windows.keys()],
  ): Promise<void> {
    await Promise.all(at.map((i) => this.press(i, command)));
  }

  private async press(i: number, command: WindowCommand): Promise<void> {
    const request = { who: this.clerks[i]!, key: this.key(command) };
    try {
      await this.hall.windows.command(code, this.windows[i]!.number, command, {}, request);
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
    }
  }

  private key(request: string): { sender: string; key: string; request: string } {
    this.keys += 1;
    return { sender: 'screen', key: `key ${this.keys}`, request };
  }

  private async start(): Promise<void> {
    const { clock } = this;
    this.db = await openDatabase({ kind: 'sqlite', file: this.file });
    this.hall = await buildApp({
      db: this.db,
      clock: { now: () => new Date(clock.ms).toISOString() },
      ids: randomIds,
      logger: false,
      dataDirs: { bundled: join(root, 'data'), own: tmpdir() },
      secret: 'of no use',
    });
    await this.hall.app.ready();
    // As a server does before it is asked anything.
    await this.hall.days.tick();
    await this.hall.overview.tick();
  }

  private async stop(): Promise<void> {
    await this.hall.app.close();
    await this.db.close();
  }

  private async backUp(): Promise<Pick<Quarter, 'backupMb' | 'backupMs'>> {
    const folder = dirname(this.file);
    const dir = join(folder, 'backups');
    let bytes = 0;
    const backupMs = await cpuOf(async () => {
      ({ bytes } = await makeBackup({
        database: { kind: 'sqlite', file: this.file },
        ...{ dataDir: folder, dir, copyDir: undefined, keyFile: undefined, product: 'of no use' },
        ...{ keep: { hours: 1, days: 0, months: 0 }, tried: false },
        ...{ at: new Date(this.clock.ms).toISOString(), kind: 'asked', id: 'year' },
      }));
    });
    await rm(dir, { recursive: true });
    return { backupMb: bytes / 2 ** 20, backupMs };
  }

  private async measure(
    days: number,
    { closeMs, eraseMs }: { closeMs: number; eraseMs: number },
  ): Promise<void> {
    await this.stop();
    // Closed, the log is carried into the file: its size is the whole.
    const bytes = statSync(this.file).size;
    const tickets = this.tickets;
    const backup = await this.backUp();
    const startMs = await cpuOf(() => this.start());
    const takes: number[] = [];
    const calls: number[] = [];
    await this.press(0, 'open');
    for (let n = 0; n < measured; n += 1) {
      this.clock.ms += 1000;
      takes.push(await cpuOf(() => this.take(this.windows[0]!.queue)));
      this.clock.ms += 1000;
      calls.push(await cpuOf(() => this.press(0, 'call-next')));
    }
    await this.press(0, 'finish');
    await this.press(0, 'close');
    const config = await this.hall.commands.hall(code);
    const several = async (act: () => Promise<unknown>): Promise<number> => {
      const times: number[] = [];
      for (let n = 0; n < 9; n += 1) times.push(await cpuOf(act));
      return spreadOf(times).p50;
    };
    this.o.onQuarter({
      ...{ days, tickets, closeMs, eraseMs, startMs, ...backup },
      fileMb: bytes / 2 ** 20,
      kbATicket: bytes / 1024 / tickets,
      heapMb: heapMb(),
      takeMs: spreadOf(takes.slice(measured / 3)).p50,
      callMs: spreadOf(calls.slice(measured / 3)).p50,
      boardMs: await several(() => this.hall.board.state(code, null)),
      consoleMs: await several(() => this.hall.overview.state(config)),
    });
  }
}

/** A day of the next year on which somebody works. */
function nextYear(ms: number): number {
  return Date.parse(`${new Date(ms).getUTCFullYear() + 1}-01-05T00:00:00.000Z`) + opens;
}

/** Milliseconds of the processor that it takes. */
async function cpuOf(act: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

let collect: (() => void) | undefined;

function heapMb(): number {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** What each table and index has of the file, a ticket; the largest first. */
function bytesByTable(file: string, tickets: number): { name: string; bytes: number }[] {
  const db = new SqliteDatabase(file, { readonly: true });
  const rows = db
    .prepare('select name, sum(pgsize) as bytes from dbstat group by name order by bytes desc')
    .all() as { name: string; bytes: number }[];
  db.close();
  return rows
    .map(({ name, bytes }) => ({ name, bytes: bytes / tickets }))
    .filter(({ bytes }) => bytes >= 20);
}
