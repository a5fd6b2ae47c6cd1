import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/lib.mjs';
import { archiveFolder, archivePath } from '../../server/archives/file.ts';
import { planned } from '../../server/calendar/service.ts';
import { openDatabase } from '../../server/db/open.ts';
import { makeReport } from '../../server/reports/make.ts';
import { makeThroughput } from '../../server/reports/throughput.ts';

/** What it takes to carry a year into a file of its own. */
export interface ArchiveMade {
  readonly seconds: number;
  /** The most memory that the command had. */
  readonly mb: number;
  /** The data before and after, and the year's own file, in MB. */
  readonly before: number;
  readonly after: number;
  readonly archive: number;
  /** Of each report of the year: its characters, and whether it is the same from the archive. */
  readonly reports: readonly { name: string; length: number; same: boolean }[];
}

const mbOf = (file: string): number => statSync(file).size / 2 ** 20;

/** Runs the product's own command on a file that nobody has open, and asks for reports before and after. */
export async function archiveYear(file: string, year: number): Promise<ArchiveMade> {
  const before = { mb: mbOf(file), reports: await reportsOf(file, year) };
  const began = performance.now();
  const mb = await archive(dirname(file), year);
  const seconds = (performance.now() - began) / 1000;
  const reports = await reportsOf(file, year);
  const folder = archiveFolder({ kind: 'sqlite', file })!;
  return {
    ...{ seconds, mb, before: before.mb, after: mbOf(file) },
    archive: mbOf(archivePath(folder, year)),
    reports: [...before.reports].map(([name, text]) => ({
      ...{ name, length: text.length, same: reports.get(name) === text },
    })),
  };
}

/** @returns the most memory that it had, in MB */
async function archive(dataDir: string, year: number): Promise<number> {
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(root, 'server', 'archive.ts'), '--year', String(year)],
    { cwd: root, env: { ...env, DATA_DIR: dataDir }, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const ended = once(child, 'exit') as Promise<[number | null]>;
  let most = 0;
  let over = false;
  void ended.then(() => (over = true));
  while (!over) {
    most = Math.max(most, peakKb(child.pid!));
    await sleep(100);
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`The archive ended with ${code}`);
  return most / 1024;
}

/** Its own highest mark; 0: it is gone already. */
function peakKb(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** The year in the report of days, and in cuts of the figures over years. */
async function reportsOf(file: string, year: number): Promise<Map<string, string>> {
  const database = { kind: 'sqlite', file } as const;
  const db = await openDatabase(database);
  try {
    const hall = await db.read.selectFrom('halls').select('id').executeTakeFirstOrThrow();
    const common = {
      hallId: hall.id,
      from: `${year}-01-01`,
      to: `${year}-12-31`,
      now: `${year + 1}-01-20T00:00:00.000Z`,
      form: 'json',
      language: 'zh-Hans',
      archives: archiveFolder(database),
    } as const;
    const made = new Map([['days', await textOf(makeReport(db.read, common, planned))]]);
    for (const by of ['month', 'queue', 'clerk', 'hour'] as const) {
      const wish = { ...common, by, filters: {}, compare: [] };
      made.set(`by ${by}`, await textOf(makeThroughput(db.read, wish, planned)));
    }
    return made;
  } finally {
    await db.close();
  }
}

const textOf = async (report: Promise<string | Uint8Array>): Promise<string> =>
  Buffer.from(await report).toString('utf8');
