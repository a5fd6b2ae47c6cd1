import { archiveFolder } from '../archives/file.ts';
import { onSources, type Sources } from '../archives/sources.ts';
import { pastChanges } from '../archives/store.ts';
import { Problem } from '../../shared/errors.ts';
import type { Db, Tx } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import { NothingDue } from '../command/types.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { plus } from '../../shared/rules/instants.ts';
import type { SiteClock } from '../site-clock.ts';
import type { Retentions } from './retention.ts';
import type { Before, Limit } from './limit.ts';
import * as log from './log-store.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly db: Db;
  readonly clock: SiteClock;
  readonly retentions: Retentions;
}

const daySeconds = 24 * 60 * 60;
/** What is erased cannot be had back: the clock must have gone without a jump for so long. */
const steadyMs = 60 * 60 * 1000;
/** Of what was left to grow for years only so much is done at a turn of the clock. */
const stepsATurn = 20;
/** So that no command waits long behind it. */
const rowsAtOnce = 200;
const site = 'site';

/** What is known of visitors is erased when the hall's time for it has passed (rules.md, "Privacy"). */
export class Erasure {
  private readonly d: Dependencies;
  /** The day on which this process last looked, by hall: once a day is enough. */
  private readonly looked = new Map<string, string>();
  private wiped = true;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Erases what is too old, step by step, and logs how much; nothing depends on when it runs. */
  async tick(): Promise<void> {
    const { commands, db, clock } = this.d;
    if (clock.state().steadyForMs >= steadyMs) {
      for (const { id, texts_erased_to: textsSince } of await store.halls(db.read)) {
        const hall = await commands.hallById(id);
        // By the clock alone: a hall that a wrong clock once took ahead is no measure of age.
        const now = clock.now();
        const today = serviceDay(now, hall.timezone);
        const { eraseAfterDays, eraseTextsAfterDays } = hall.settings;
        const before = (days: number): Before => ({
          day: addDays(today, -days),
          instant: plus(now, -days * daySeconds),
        });
        const limit: Limit = {
          hall: id,
          details: before(eraseAfterDays),
          texts: before(eraseTextsAfterDays ?? eraseAfterDays),
          textsSince,
          atOnce: rowsAtOnce,
        };
        await this.daily(id, today, () => this.step(limit));
        await this.inArchives(limit, today);
      }
      await this.daily(site, clock.now().slice(0, 10), () => this.stepOfSite());
    }
    if (!this.wiped) await this.wipe();
  }

  /** What was erased leaves the file now, or with one of the next turns where somebody is at work. */
  async wipe(): Promise<void> {
    this.wiped = false;
    this.wiped = await this.d.db.wipe(false);
  }

  /** @param step answers whether there may be more to do */
  private async daily(of: string, today: string, step: () => Promise<boolean>): Promise<void> {
    if (this.looked.get(of) === today) return;
    for (let i = 0; i < stepsATurn; i += 1) {
      if (await step()) continue;
      this.looked.set(of, today);
      return;
    }
  }

  /** Some rows and some lines of a hall's log: one command, which keeps the hall for milliseconds. */
  private async step(limit: Limit): Promise<boolean> {
    const { commands, db } = this.d;
    const page = await log.pageOf(db.read, limit);
    const due = await store.anyDue(db.read, limit);
    const run = async (tx: Tx) => {
      if (!(await log.turnPage(tx, limit.hall, page))) throw new NothingDue();
      if (!due) await store.doneBefore(tx, limit.hall, limit.texts.day);
      return log.writeLines(tx, limit.hall, page.lines);
    };
    if (!due && page.lines.length === 0) {
      // Lines and days that hold nothing are no news for the log.
      if (page.to > page.from || limit.texts.day !== limit.textsSince)
        await db.lanes.run(limit.hall, { run }).catch(unlessDone);
      return !page.isLast;
    }
    await commands.whenDue(limit.hall, async (c) => {
      const lines = await run(c.tx);
      // Another process may have been quicker.
      if (lines === 0 && !(await store.anyDue(c.tx, limit))) throw new NothingDue();
      const counts = await store.erase(c.tx, limit);
      await pastChanges(c.tx);
      return {
        answer: null,
        event: {
          command: 'erase-details',
          data: { before: limit.details.day, ...counts, lines },
        },
        touched: {},
      };
    });
    this.wiped = false;
    return true;
  }

  /** What a hall's archived years still hold goes on to be erased there, at the same time. */
  private async inArchives(limit: Limit, today: string): Promise<void> {
    const { db } = this.d;
    const folder = archiveFolder(db.reopen);
    await onSources(db.read, folder, async (sources) => {
      for (const year of sources.years)
        await this.daily(`${year} ${limit.hall}`, today, () =>
          this.stepInArchive(sources, year, limit).catch(doneForToday),
        );
    });
  }

  private async stepInArchive(
    sources: Sources,
    year: number,
    { hall, ...given }: Limit,
  ): Promise<boolean> {
    const { page, due, limit } = await sources.onYear(year, async (db) => {
      const own = (await store.halls(db)).find(({ id }) => id === hall);
      const textsSince = own?.texts_erased_to ?? '';
      // Days beyond the year are none of its: the file is not written for them, and not packed anew.
      const last = `${year + 1}-01-01`;
      const texts = { ...given.texts, day: given.texts.day < last ? given.texts.day : last };
      const limit = { hall, ...given, texts, textsSince };
      if (own === undefined) return { page: null, due: false, limit };
      return { page: await log.pageOf(db, limit), due: await store.anyDue(db, limit), limit };
    });
    if (page === null) return false;
    const { texts, textsSince } = limit;
    const isNewDay = texts.day > `${year}-01-01` && texts.day !== textsSince;
    if (!due && !isNewDay && page.to === page.from) return false;
    const counts = await sources.changeYear(year, async (tx) => {
      await log.turnPage(tx, hall, page);
      const lines = await log.writeLines(tx, hall, page.lines);
      if (!due && isNewDay) await store.doneBefore(tx, hall, texts.day);
      return { ...(due ? await store.erase(tx, limit) : {}), lines };
    });
    if (due || page.lines.length > 0)
      await this.d.commands.whenDue(hall, () =>
        Promise.resolve({
          answer: null,
          event: {
            command: 'erase-details',
            data: { before: limit.details.day, year, ...counts },
          },
          touched: {},
        }),
      );
    return due || !page.isLast;
  }

  private async stepOfSite(): Promise<boolean> {
    const { commands, db, clock, retentions } = this.d;
    const { signInDays } = await retentions.now();
    const before = plus(clock.now(), -signInDays * daySeconds);
    const page = await log.signInsOf(db.read, before);
    if (page.to === page.from) return false;
    const run = async (tx: Tx) => {
      if (!(await log.turnSitePage(tx, page))) throw new NothingDue();
      return log.writeLines(tx, site, page.lines);
    };
    if (page.lines.length === 0) await db.lanes.run(site, { run }).catch(unlessDone);
    else {
      const decide = async (tx: Tx) => ({
        event: { command: 'erase-sign-ins', data: { before, lines: await run(tx) } },
        answer: null,
      });
      await commands.inSite({ who: { kind: 'system' } }, decide).catch(unlessDone);
      this.wiped = false;
    }
    return !page.isLast;
  }
}

function unlessDone(error: unknown): void {
  // Another process has been quicker.
  if (!(error instanceof NothingDue)) throw error;
}

/** An archive that is away, or that a backup reads just now, is looked at again tomorrow. */
function doneForToday(error: unknown): false {
  const isAway = error instanceof Problem && error.code === 'archive_missing';
  if (isAway || (error as { code?: unknown }).code === 'SQLITE_BUSY') return false;
  throw error;
}
