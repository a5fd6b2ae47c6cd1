import { stat } from 'node:fs/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { ArchivesState } from '../../shared/contract/archives.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { localHourOf, notYet } from './due.ts';
import type { Db } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import type { SiteClock } from '../site-clock.ts';
import { archiveFolder, archivePath } from './file.ts';
import type { ArchiveDone, ArchiveWork } from './jobs.ts';
import type { Logs } from './copy.ts';
import { Sources } from './sources.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly db: Db;
  readonly commands: Commands;
  readonly clock: SiteClock;
  readonly log: Pick<FastifyBaseLogger, 'info' | 'error'>;
  /** So many years beside the present one stay; null: all. */
  readonly afterYears: () => Promise<number | null>;
  /** Does a part of it in the background. */
  readonly work: (work: ArchiveWork) => Promise<ArchiveDone>;
}

/** What failed is tried again after this. */
const againMs = 10 * 60_000;
/** Years that nobody asked for are begun in these hours of the night. */
const nightHours = { from: 1, to: 5 } as const;

/**
 * Carries years that are over into files of their own, a step at each turn of the clock: copied and
 * compared, then read from there, then removed from the database. Where it was is written in the
 * database, so it goes on from there after whatever ended it.
 */
export class Archives {
  private readonly d: Dependencies;
  private working: Promise<void> | null = null;
  private failed: { year: number; at: Instant; why: string; since: number } | null = null;
  private lookedOn = '';

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Begins the next step where there is one; does not wait for it. */
  async tick(): Promise<void> {
    const { db, clock } = this.d;
    if (archiveFolder(db.reopen) === null || this.working !== null) return;
    if (this.failed !== null && clock.steadyMs() - this.failed.since < againMs) return;
    const next = (await store.all(db.read)).find(({ state }) => state !== 'archived');
    if (next === undefined) return this.beginByNight();
    this.working = this.step(next)
      .then(() => void (this.failed = null))
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        this.failed = { year: next.year, at: clock.now(), why, since: clock.steadyMs() };
        this.d.log.error({ err: error, year: next.year }, 'the year could not be archived');
      })
      .finally(() => {
        this.working = null;
      });
  }

  /** Resolves when no step is under way. */
  async idle(): Promise<void> {
    await this.working;
  }

  private async step(row: store.ArchiveRow): Promise<void> {
    const { db, work, log } = this.d;
    const { year } = row;
    const { file, folder } = this.place();
    if (row.state === 'copying') {
      const done = await work({ kind: 'copy', file, folder, year });
      if (done.kind === 'copy') await this.inSite((tx) => store.copied(tx, row, done));
      return;
    }
    if (row.state === 'verified') {
      // What was copied may have been lost since, by whoever tidied up.
      const there = await stat(archivePath(folder, year)).catch(() => null);
      if (there === null) await this.inSite((tx) => store.beginAnew(tx, year));
      else await this.inSite((tx) => store.switchOver(tx, row));
      return;
    }
    // Never without the archive: what is in neither would be lost.
    await this.readable(year);
    const logs = JSON.parse(row.logs) as Logs;
    const kept = JSON.parse(row.kept) as string[];
    const done = await work({ kind: 'remove', file, year, logs, kept });
    if (done.kind !== 'remove' || done.more) return;
    await this.d.commands.inSite({ who: { kind: 'system' } }, async (tx, now) => {
      await store.finish(tx, year, now);
      const data = { year, tickets: row.tickets };
      return { answer: null, event: { command: 'year-archived', data } };
    });
    log.info({ year }, 'a year was archived');
    await db.wipe(false);
  }

  private inSite<T>(run: (tx: Parameters<typeof store.copied>[0]) => Promise<T>): Promise<T> {
    const { db } = this.d;
    return db.lanes.run('site', { run });
  }

  private async readable(year: number): Promise<void> {
    const { db } = this.d;
    const sources = new Sources(db.read, archiveFolder(db.reopen), []);
    try {
      await sources.onYear(year, (archive) =>
        archive.selectFrom('tickets').select('id').limit(1).execute(),
      );
    } finally {
      await sources.close();
    }
  }

  /** Once a night the oldest year that is old enough, where the site says so. */
  private async beginByNight(): Promise<void> {
    const { db, clock, afterYears } = this.d;
    const now = clock.now();
    const halls = await store.halls(db.read);
    const timezone = halls[0]?.timezone ?? 'UTC';
    const day = serviceDay(now, timezone);
    const hour = localHourOf(now, timezone);
    if (this.lookedOn === day || hour < nightHours.from || hour >= nightHours.to) return;
    this.lookedOn = day;
    const years = await afterYears();
    if (years === null) return;
    const oldest = await this.oldestYear();
    if (oldest === null || oldest >= Number(day.slice(0, 4)) - years) return;
    if ((await this.whyNot(oldest)) !== null) return;
    await this.begin(oldest, { who: { kind: 'system' } });
    // Others may be as old.
    this.lookedOn = '';
  }

  private async oldestYear(): Promise<number | null> {
    const { db } = this.d;
    const years: number[] = [];
    for (const { id, timezone } of await store.halls(db.read)) {
      const first = await store.firstLine(db.read, id);
      if (first !== null) years.push(Number(serviceDay(first, timezone).slice(0, 4)));
    }
    return years.length === 0 ? null : Math.min(...years);
  }

  private async whyNot(year: number): Promise<ReturnType<typeof notYet>> {
    const { db, clock } = this.d;
    const halls = await store.halls(db.read);
    return notYet(year, { now: clock.now(), halls, oldest: await this.oldestYear() });
  }

  /**
   * The archives, and the year that is being carried over.
   *
   * @throws Problem `forbidden`
   */
  state(who: Actor): Promise<ArchivesState> {
    requireMay(who, 'set-retention');
    return this.found();
  }

  /** The same for a command on the server itself. */
  async found(): Promise<ArchivesState> {
    const { db } = this.d;
    const folder = archiveFolder(db.reopen);
    const rows = folder === null ? [] : await store.all(db.read);
    const archives = await Promise.all(rows.map((row) => this.entry(folder!, row)));
    const oldest = folder === null ? null : await this.oldestYear();
    const { failed } = this;
    return {
      possible: folder !== null,
      folder,
      next: oldest !== null && (await this.whyNot(oldest)) === null ? oldest : null,
      failed: failed === null ? null : { year: failed.year, at: failed.at, why: failed.why },
      archives,
    };
  }

  private async entry(
    folder: string,
    { year, state, asked_at: askedAt, archived_at: archivedAt, tickets }: store.ArchiveRow,
  ): Promise<ArchivesState['archives'][number]> {
    const found = await stat(archivePath(folder, year)).catch(() => null);
    const fault = state === 'removing' || state === 'archived' ? await this.faultOf(year) : null;
    return { year, state, askedAt, archivedAt, tickets, bytes: found?.size ?? null, fault };
  }

  private async faultOf(year: number): Promise<ArchivesState['archives'][number]['fault']> {
    try {
      await this.readable(year);
      return null;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return error.extra['fault'] as ArchivesState['archives'][number]['fault'];
    }
  }

  /**
   * Has a year carried over; its steps follow at the next turns of the clock.
   *
   * @throws Problem `forbidden`, `archives_off`; `archive_not_yet` with why: it is not over, its days
   *   are not closed, an earlier one has to go first, or there is nothing of it
   */
  async ask(year: number, request: CommandRequest & { who: Actor }): Promise<void> {
    requireMay(request.who, 'set-retention');
    await this.begin(year, request);
  }

  /** @throws Problem `archives_off`, `archive_not_yet` */
  async begin(year: number, request: CommandRequest): Promise<void> {
    const { db, commands } = this.d;
    this.place();
    // Asked for twice is asked for once.
    if ((await store.all(db.read)).some((row) => row.year === year)) return;
    const why = await this.whyNot(year);
    if (why !== null) throw new Problem('archive_not_yet', undefined, { year, ...why });
    await commands.inSite(request, async (tx, now) => {
      await store.begin(tx, year, now);
      return { answer: null, event: { command: 'archive-year', data: { year } } };
    });
    this.failed = null;
  }

  private place(): { file: string; folder: string } {
    const { reopen } = this.d.db;
    const folder = archiveFolder(reopen);
    if (reopen?.kind !== 'sqlite' || folder === null) throw new Problem('archives_off');
    return { file: reopen.file, folder };
  }
}
