import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseOptions } from '../../server/db/open.ts';
import { Durations } from '../../shared/rules/stats.ts';
import type { DailyReport, Spread } from '../../shared/contract/report.ts';
import { databaseFor } from '../../test/support/postgres.ts';
import { Seeded } from '../../shared/rules/simulation/chance.ts';
import { check, type Checked } from './checks.ts';
import { hallOfDay } from './hall-of-day.ts';
import { type MixCounts, replayMixed } from './mixed.ts';
import { type Midway, replayRecorded } from './plain.ts';
import type { RecordedDay } from './recorded-day.ts';
import { Stage } from './stage.ts';

export interface Replayed extends Checked {
  readonly date: string;
  readonly windows: number;
  readonly inFile: number;
  readonly fileWait: Spread;
  readonly report: DailyReport;
  /** Only of a mixed replay. */
  readonly mix: MixCounts | null;
  readonly seconds: number;
}

export interface ReplayOptions {
  /** A PostgreSQL server; absent: a SQLite file of its own. */
  readonly postgres?: string | undefined;
  /** Present: with seniors, absences, journeys, holds and transfers, at the windows' own pace. */
  readonly mixSeed?: number | undefined;
  /** Of a day at the recorded pace: what is done between its quarters, and when it is over. */
  readonly midway?: Midway | undefined;
  readonly afterwards?: ((stage: Stage) => Promise<void>) | undefined;
}

/** Replays one recorded day through the real application, and closes it. */
export async function replayDay(day: RecordedDay, options: ReplayOptions): Promise<Replayed> {
  const place = await placeFor(options.postgres);
  try {
    return await replayAt(day, place.database, options);
  } finally {
    await place.remove();
  }
}

async function replayAt(
  day: RecordedDay,
  database: DatabaseOptions,
  { mixSeed, midway, afterwards }: ReplayOptions,
): Promise<Replayed> {
  const began = performance.now();
  const chance = mixSeed === undefined ? undefined : new Seeded(mixSeed);
  const made = hallOfDay(day, chance);
  const issues = day.services.flatMap((s) => s.tickets.map((t) => t.issued)).sort();
  const stage = await Stage.open(made, database, issues[0]!);
  try {
    let mix: MixCounts | null = null;
    if (chance === undefined) await replayRecorded(stage, day, made, midway);
    else mix = await replayMixed(stage, day, made, chance);
    await stage.manage('POST', '/day/close');
    await stage.boardCaughtUp();
    const replayed = {
      date: day.date,
      windows: made.windows.length,
      inFile: issues.length,
      fileWait: waitsOf(day),
      report: await stage.manage<DailyReport>(
        'GET',
        `/reports/daily?from=${day.date}&to=${day.date}`,
      ),
      mix,
      ...(await check(stage.db, stage.seenCalls)),
      seconds: (performance.now() - began) / 1000,
    };
    await afterwards?.(stage);
    return replayed;
  } finally {
    await stage.close();
  }
}

function waitsOf(day: RecordedDay): Spread {
  const waits = new Durations();
  for (const { tickets } of day.services)
    for (const { issued, called } of tickets)
      waits.add((Date.parse(called) - Date.parse(issued)) / 1000);
  return waits.spread();
}

/** A database of its own, removed afterwards. */
async function placeFor(
  postgres: string | undefined,
): Promise<{ database: DatabaseOptions; remove: () => Promise<void> }> {
  if (postgres !== undefined) {
    const database = await databaseFor(postgres);
    return { database: { kind: 'postgres', url: database.url }, remove: database.drop };
  }
  const folder = await mkdtemp(join(tmpdir(), 'replay-'));
  return {
    database: { kind: 'sqlite', file: join(folder, 'hall.db') },
    remove: () => rm(folder, { recursive: true }),
  };
}

/** What is wrong with a replayed day, in words; empty: nothing. */
export function complaints(day: Replayed): string[] {
  const { report } = day;
  const must: [string, number][] = [
    ['tickets called twice', day.calledTwice],
    ['numbers doubled', day.numbersDoubled],
    ['numbers left out', day.numbersLeftOut],
    ['calls that the board did not show', day.unseen],
    ['tickets of the file that were not taken', day.inFile - report.total.taken],
  ];
  // At the recorded pace everyone was called and served.
  if (day.mix === null) must.push(['tickets not done', report.total.taken - report.total.done]);
  const wrong = must.filter(([, count]) => count !== 0).map(([what, count]) => `${what}: ${count}`);
  return report.ok ? wrong : [...wrong, 'the day does not reconcile'];
}
