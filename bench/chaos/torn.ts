import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { root } from '../../scripts/lib.mjs';
import { Seeded } from '../../shared/rules/simulation/chance.ts';
import { ServerProcess } from '../support/server-process.ts';
import { makeSite } from '../support/site.ts';
import { World } from './acts.ts';
import { Disk, readRecording } from './disk.ts';
import { type Acknowledged, Load, look } from './load.ts';
import { missesAtOnce } from './rounds.ts';
import { check } from './verify.ts';

export interface TornOptions {
  readonly seed: number;
  /** After so many power cuts, each at another moment, the file is looked at. */
  readonly cuts: number;
  readonly fromSource?: boolean;
  /** How long the load is recorded, in milliseconds. */
  readonly loadMs?: number;
  /**
   * Forgets the syncs of the write-ahead log, as a disk that lies: then something has to be lost, or
   * the search finds nothing.
   */
  readonly lyingDisk?: boolean;
}

export interface Torn {
  readonly writes: number;
  readonly syncs: number;
  readonly acknowledged: number;
  readonly cuts: number;
  readonly unsynced: number;
  readonly dropped: number;
  readonly tornWrites: number;
  readonly faults: readonly string[];
}

const usualLoadMs = 8000;
const people = { takers: 8, clerks: 20 };

/** Whether there is a compiler for the library that records. */
export function canRecord(): boolean {
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    return process.platform === 'linux';
  } catch {
    return false;
  }
}

/**
 * Records every write and sync of the server's SQLite file under load. Then it builds the file anew
 * as a power cut at some moment could have left it: all that was synced before, and of what was
 * written since a chance part, whole or torn; opens it, and looks whether it is sound and everything
 * that had been acknowledged by then is in it.
 */
export async function torn(options: TornOptions): Promise<Torn> {
  const folder = await mkdtemp(join(tmpdir(), 'yihaotong-torn-'));
  try {
    const { before, recording, acknowledged } = await record(options, folder);
    return await cutAndCheck(options, folder, { before, recording, acknowledged });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Positioned = Acknowledged & { readonly at: number };
interface Recording {
  readonly before: Buffer;
  readonly recording: Buffer;
  /** Each with how long the recording was when its answer came. */
  readonly acknowledged: readonly Positioned[];
}

async function record(
  { seed, fromSource, loadMs }: TornOptions,
  folder: string,
): Promise<Recording> {
  const library = join(folder, 'record-writes.so');
  const source = join(root, 'bench', 'chaos', 'record-writes.c');
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl', '-lpthread']);
  const site = await makeSite(people, (db) => db.lanes.run('site', { run: missesAtOnce }));
  try {
    carryLogIntoFile(site.file);
    const before = await readFile(site.file);
    const file = join(folder, 'recording');
    const server = await ServerProcess.start({
      dataDir: site.dataDir,
      run: fromSource === true ? 'source' : 'built',
      environment: { LD_PRELOAD: library, RECORD_DIR: site.dataDir, RECORD_FILE: file },
    });
    const world = new World();
    await look(server.url, world, site.admin);
    const acknowledged: Positioned[] = [];
    const load = new Load({
      ...{ urls: [server.url], round: 1, seed, world, visitors: 6 },
      onAnswer: (given) => acknowledged.push({ ...given, at: statSync(file).size }),
    });
    const working = load.run(site);
    await new Promise((later) => setTimeout(later, loadMs ?? usualLoadMs));
    load.stop();
    await working;
    // Its end carries the log into the file: that has to stand a cut, too.
    await server.stop();
    return { before, recording: await readFile(file), acknowledged };
  } finally {
    await site.remove();
  }
}

/** The recording begins with one whole file. */
function carryLogIntoFile(file: string): void {
  const raw = new SqliteDatabase(file);
  raw.pragma('wal_checkpoint(truncate)');
  raw.close();
}

async function cutAndCheck(
  { seed, cuts, lyingDisk = false }: TornOptions,
  folder: string,
  { before, recording, acknowledged }: Recording,
): Promise<Torn> {
  const chance = new Seeded(seed);
  const records = readRecording(recording).filter(
    ({ operation, file }) => !(lyingDisk && operation === 'sync' && file === 1),
  );
  const moments = new Set(Array.from({ length: cuts }, () => chance.below(records.length)));
  const disk = new Disk(before);
  const sums = { unsynced: 0, dropped: 0, tornWrites: 0 };
  const faults: string[] = [];
  for (const [i, each] of records.entries()) {
    disk.add(each);
    if (!moments.has(i)) continue;
    const cut = disk.afterCut(chance);
    sums.unsynced += cut.unsynced;
    sums.dropped += cut.dropped;
    sums.tornWrites += cut.torn;
    // Of what the next record tells, nothing was known when the answer came.
    const due = acknowledged.filter(({ at }) => at <= each.end);
    const found = await looked(folder, cut.files, due);
    faults.push(...found.map((fault) => `cut after record ${i} of ${records.length}: ${fault}`));
  }
  return {
    writes: records.filter((r) => r.operation === 'write').length,
    syncs: records.filter((r) => r.operation === 'sync').length,
    acknowledged: acknowledged.length,
    cuts: moments.size,
    ...sums,
    faults,
  };
}

/** Opens the files as the server would find them. */
async function looked(
  folder: string,
  [database, wal]: readonly [Buffer, Buffer | null],
  due: readonly Acknowledged[],
): Promise<string[]> {
  const file = join(folder, 'hall.db');
  for (const end of ['', '-wal', '-shm']) await rm(file + end, { force: true });
  await writeFile(file, database);
  if (wal !== null) await writeFile(`${file}-wal`, wal);
  try {
    const raw = new SqliteDatabase(file);
    const sound = raw.pragma('integrity_check', { simple: true });
    const strays = raw.pragma('foreign_key_check') as unknown[];
    raw.close();
    const { faults } = await check({ kind: 'sqlite', file }, due, false);
    return [
      ...(sound === 'ok' ? [] : [`the file is not sound: ${String(sound).slice(0, 200)}`]),
      ...(strays.length === 0 ? [] : [`${strays.length} rows refer to nothing`]),
      ...faults.slice(0, 3),
    ];
  } catch (error) {
    return [`the file cannot be opened: ${String(error)}`];
  }
}
