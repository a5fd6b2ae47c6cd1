import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Problem } from '../shared/errors.ts';
import { archiveWork } from './archives/jobs.ts';
import { Archives } from './archives/service.ts';
import { systemClock } from './clock.ts';
import { asCommand, openData, requireData } from './beside.ts';
import { readConfig } from './config.ts';
import { AlreadyServed, claimFile } from './db/claim.ts';
import { Commands } from './command/run.ts';
import { Configs } from './hall/config.ts';
import { randomIds } from './ids.ts';
import { root } from './root.ts';
import { SiteClock } from './site-clock.ts';
import { ownCommand } from './own-command.ts';

/**
 * npm run archive -- --year YEAR | --list: carries a year that is over into a file of its own. A server
 * that runs on the data does it beside its work; else it is done here, and can be ended and begun again.
 */
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const print = (text: string): void => void process.stdout.write(`${text}\n`);
const system = { who: { kind: 'system' } } as const;

/** The server's claim, taken here; null: one runs. */
function claimed(file: string): (() => void) | null {
  try {
    return claimFile(file);
  } catch (error) {
    if (error instanceof AlreadyServed) return null;
    throw error;
  }
}

async function list(archives: Archives): Promise<void> {
  const state = await archives.found();
  for (const { year, state: step, tickets, bytes, fault } of state.archives) {
    const size = bytes === null ? 'no file' : `${(bytes / 1e6).toFixed(1)} MB`;
    print(`${year}\t${fault ?? step}\t${tickets} tickets\t${size}`);
  }
  if (state.archives.length === 0) print('No year is archived.');
  if (state.next !== null) print(`${state.next} can be archived.`);
}

async function archive(archives: Archives, year: number, alone: boolean): Promise<number> {
  await archives.begin(year, system);
  if (!alone) {
    print(`${year} is being archived by the server that runs; --list says how far it is.`);
    return 0;
  }
  let last = '';
  for (;;) {
    await archives.tick();
    await archives.idle();
    const { archives: all, failed } = await archives.found();
    if (failed !== null) {
      say(`${year} could not be archived: ${failed.why}. Nothing is lost; run this again.`);
      return 1;
    }
    const state = all.find((one) => one.year === year)?.state ?? '';
    if (state !== last) print(`${year}: ${state}`);
    if (state === 'archived') return 0;
    last = state;
    await sleep(1);
  }
}

async function onTheData(work: (archives: Archives, alone: boolean) => Promise<number>) {
  const { database } = readConfig(process.env, join(root, 'data'));
  if (database.kind === 'postgres') {
    say('Years are archived on SQLite only; see docs/archive.md for PostgreSQL.');
    return 1;
  }
  requireData(database.file);
  const release = claimed(database.file);
  const db = await openData().catch((error: unknown) => {
    release?.();
    throw error;
  });
  try {
    const clock = new SiteClock(systemClock);
    const commands = new Commands({
      db,
      configs: new Configs(db),
      clock,
      ids: randomIds,
      publish: () => undefined,
      closeDays: () => Promise.reject(new Error('no hall is touched here')),
      waitingSetups: { due: () => Promise.resolve(false), apply: () => Promise.resolve() },
    });
    const archives = new Archives({
      db,
      commands,
      clock,
      log: { info: () => undefined, error: () => undefined },
      afterYears: () => Promise.resolve(null),
      work: (wish) => archiveWork(db.read, wish),
    });
    return await work(archives, release !== null);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { why, from, earlier, hall, day } = error.extra;
    const facts = [why, from, earlier, hall, day].filter(
      (fact): fact is string | number => typeof fact === 'string' || typeof fact === 'number',
    );
    say([error.detail, ...facts].join(' · '));
    return 1;
  } finally {
    await db.close();
    release?.();
  }
}

function wish(): { year?: string; list?: boolean } {
  try {
    return parseArgs({ options: { year: { type: 'string' }, list: { type: 'boolean' } } }).values;
  } catch {
    return {};
  }
}

const { year, list: isList } = wish();
if (isList === true) {
  await asCommand(() =>
    onTheData(async (archives) => {
      await list(archives);
      return 0;
    }),
  );
} else if (/^2\d{3}$/.test(year ?? '')) {
  await asCommand(() => onTheData((archives, alone) => archive(archives, Number(year), alone)));
} else {
  say(`Usage: ${ownCommand('archive', '--year YEAR')}`);
  say(`       ${ownCommand('archive', '--list')}`);
  process.exitCode = 2;
}
