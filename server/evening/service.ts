import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { Actor } from '../../shared/contract/people.ts';
import { DailyReport } from '../../shared/contract/report.ts';
import { type Language, textIn } from '../../shared/languages.ts';
import { addDays, type DayPlan } from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { dueDays, eveningName, mostAttempts, pauseAfter } from '../../shared/rules/evening.ts';
import { plus } from '../../shared/rules/instants.ts';
import type { Db, Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import { NothingDue } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Reports } from '../reports/service.ts';
import type { SiteClock } from '../site-clock.ts';
import type { SiteAlarms } from '../storage/site-alarms.ts';
import { eveningPage, eveningWord } from './page.ts';
import * as store from './store.ts';

interface Dependencies {
  /** Where the files go; absent: none are made. */
  readonly folder: string | undefined;
  /** Whether another system is told of each report, by webhook. */
  readonly isAnybodyTold: () => Promise<boolean>;
  readonly language: Language;
  readonly commands: Commands;
  readonly db: Db;
  readonly clock: SiteClock;
  readonly calendar: {
    readonly plans: (
      db: Reader,
      hall: HallConfig,
      from: string,
      count: number,
    ) => Promise<DayPlan[]>;
  };
  readonly halls: () => Promise<readonly { readonly code: string }[]>;
  readonly reports: Pick<Reports, 'daily'>;
  readonly alarms: Pick<SiteAlarms, 'raise' | 'clear'>;
  readonly log: Pick<FastifyBaseLogger, 'info' | 'error'>;
}

/** A server that was off makes up for so many days. */
const daysBack = 7;
/** One that is being made is nobody else's for so long, in seconds. */
const leaseSeconds = 15 * 60;
/** It reads reports as a program does that has a key for that. */
const reader: Actor = {
  kind: 'key',
  id: 'evening',
  name: 'evening',
  scopes: ['read-reports'],
  halls: [],
};

/** The report of each day, in a folder and to an address, once the hall has closed (screens.md, "Reports"). */
export class EveningReports {
  private readonly d: Dependencies;
  private lookedAt = '';
  private making: Promise<void> | null = null;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Begins what is due, once a minute; does not wait for it. */
  async tick(): Promise<void> {
    const { folder, clock, db } = this.d;
    const minute = clock.now().slice(0, 16);
    if (minute === this.lookedAt || this.making !== null) return;
    this.lookedAt = minute;
    if (folder === undefined && !(await this.d.isAnybodyTold())) return;
    for (const { code } of await this.d.halls()) await this.plan(await this.d.commands.hall(code));
    const due = await store.due(db.read, clock.now());
    if (due.length === 0) return;
    this.making = this.makeAll(folder, due).finally(() => (this.making = null));
    // What went wrong is in its row and in the alarm; only the database itself can fail here.
    this.making.catch((err: unknown) =>
      this.d.log.error({ err }, 'the evening report could not be seen to'),
    );
  }

  /** Resolves when none is being made. */
  async idle(): Promise<void> {
    await this.making?.catch(() => undefined);
  }

  /** Writes down which days are due; a hall begins with the first day that closes after the start. */
  private async plan(hall: HallConfig): Promise<void> {
    const { db, clock, calendar } = this.d;
    const now = clock.now(hall.id);
    const today = serviceDay(now, hall.timezone);
    const from = (await store.hasAny(db.read, hall.id)) ? addDays(today, -daysBack) : today;
    const known = await store.knownDays(db.read, hall.id, from);
    // Before the first that was ever made nothing is made up for.
    const first = [...known].sort()[0] ?? from;
    const plans = await calendar.plans(db.read, hall, first, daysSince(first, today));
    const days = dueDays(plans, known, now);
    if (days.length === 0) return;
    await db.lanes.run(hall.id, {
      run: async (tx) => {
        for (const day of days) await store.plan(tx, hall.id, day, now);
      },
    });
  }

  private async makeAll(folder: string | undefined, due: readonly store.DueRow[]): Promise<void> {
    const { db, clock } = this.d;
    for (const row of due) {
      const until = plus(clock.now(), leaseSeconds);
      const mine = await db.lanes.run(row.hall_id, {
        run: (tx) => store.claim(tx, row, until),
      });
      if (mine) await this.make(folder, row);
    }
  }

  private async make(folder: string | undefined, row: store.DueRow): Promise<void> {
    const { db, clock, commands, alarms, log } = this.d;
    const { service_day: day, code, hall_id: hallId } = row;
    try {
      const report = await this.dayOf(code, day);
      const files = folder === undefined ? [] : await this.write(folder, code, report);
      const figures = headlineOf(report);
      await commands.whenDue(hallId, async (c) => {
        if (!(await store.knownDays(c.tx, hallId, day)).has(day)) throw new NothingDue();
        await store.made(c.tx, row, files, c.now);
        return {
          answer: null,
          event: { command: 'evening-report', data: { day, files, figures } },
          touched: {},
        };
      });
      alarms.clear('report-failed');
      log.info({ hall: code, day, files }, 'the report of the evening was made');
    } catch (error) {
      const failures = row.attempts + 1;
      const why = error instanceof Error ? error.message : String(error);
      const now = clock.now();
      const state = failures >= mostAttempts ? ('given-up' as const) : ('due' as const);
      const next = { state, next_at: plus(now, pauseAfter(failures)), error: why.slice(0, 500) };
      await db.lanes.run(hallId, { run: (tx) => store.failed(tx, row, next) });
      alarms.raise('report-failed', now, why.slice(0, 200), day);
      log.error({ err: error, hall: code, day, state }, 'the report of the evening was not made');
    }
  }

  private daily(code: string, day: string, form: 'json' | 'csv' | 'xlsx') {
    const { reports, language } = this.d;
    return reports.daily(code, { from: day, to: day, lang: language }, form, reader);
  }

  private async dayOf(code: string, day: string): Promise<DailyReport> {
    const { body } = await this.daily(code, day, 'json');
    return DailyReport.parse(JSON.parse(String(body)));
  }

  /** Makes the files in the background and writes each whole. @returns their names */
  private async write(folder: string, code: string, report: DailyReport): Promise<string[]> {
    const { language } = this.d;
    const day = report.to;
    const name = eveningName(textIn(report.name, language), eveningWord(language), day);
    const bodies = {
      xlsx: (await this.daily(code, day, 'xlsx')).body,
      csv: (await this.daily(code, day, 'csv')).body,
      html: eveningPage(report, language),
    };
    await mkdir(folder, { recursive: true });
    const files: string[] = [];
    for (const [ending, body] of Object.entries(bodies)) {
      const file = `${name}.${ending}`;
      await writeWhole(join(folder, file), body);
      files.push(file);
    }
    return files;
  }
}

/** What another system is told of a day: what stands at the head of its page. */
function headlineOf({ ok, total }: DailyReport) {
  const { taken, done, missed, cancelled, expired, neverCalled, serviceLevel } = total;
  const { count, p50, p90 } = total.wait;
  return {
    ...{ ok, taken, done, missed, cancelled, expired, neverCalled, serviceLevel },
    wait: { count, p50, p90 },
  };
}

const daysSince = (first: string, today: string): number =>
  Math.max(1, Math.round((Date.parse(today) - Date.parse(first)) / 86_400_000) + 1);

/** Who looks into the folder sees whole files only, also after a power cut. */
async function writeWhole(path: string, body: string | Uint8Array): Promise<void> {
  const beside = `${path}.part`;
  const file = await open(beside, 'w');
  try {
    await file.writeFile(body);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}
