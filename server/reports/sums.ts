import type { FastifyBaseLogger } from 'fastify';
import { addDays, daysFrom } from '../../shared/rules/calendar.ts';
import { archiveFolder } from '../archives/file.ts';
import { onSources } from '../archives/sources.ts';
import type { Db, Tx } from '../db/open.ts';
import * as store from '../hall/sums-store.ts';
import { waitForOthers } from '../command/row-store.ts';
import type { Ids } from '../ids.ts';
import type { SiteClock } from '../site-clock.ts';
import type { SiteAlarms } from '../storage/site-alarms.ts';
import { firstDay } from './day-lines.ts';
import { PutAside } from './put-aside.ts';
import { type Drawing, type Drawn, overBefore } from './sums-job.ts';
import { hallsOf } from './store.ts';

interface Dependencies {
  readonly db: Db;
  readonly clock: SiteClock;
  readonly ids: Ids;
  readonly log: Pick<FastifyBaseLogger, 'error'>;
  /** Told of days that cannot be counted. */
  readonly alarms?: Pick<SiteAlarms, 'raise' | 'clear'>;
  /** Counts days away from this thread. */
  readonly draw: (drawing: Drawing) => Promise<Drawn[]>;
}

type OneHall = Awaited<ReturnType<typeof hallsOf>>[number];

/** So many days are asked for at once; most of them are drawn up at the next turns. */
const daysAtOnce = 31;
/** Where there was nothing to do, it is looked again after so long. */
const restsMs = 60_000;

/**
 * Draws up what is counted of each day that is over, once it is: the days since the hall's first, one
 * small step at a turn, until all are; and those anew whose rows were changed afterwards. Wherever it
 * stops it goes on, and until then reports read the rows.
 */
export class SumsUpkeep {
  private readonly d: Dependencies;
  private working: Promise<void> | null = null;
  /** When there was nothing to do, or it could not be done: by the monotonic clock. */
  private rests = -Infinity;
  /** The days of each hall that could not be counted, by the hall's id: one bad day keeps no other waiting. */
  private readonly aside = new Map<string, PutAside>();
  /** The halls of which one of some days could not be: its days are counted one by one until it is known which. */
  private readonly oneByOne = new Set<string>();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Begins the next step where there is one; does not wait for it. */
  tick(): Promise<void> {
    const { clock, log } = this.d;
    if (this.working !== null || clock.steadyMs() - this.rests < restsMs) return Promise.resolve();
    this.working = this.step()
      .then((more) => {
        if (!more) this.rests = clock.steadyMs();
      })
      .catch((error: unknown) => {
        this.rests = clock.steadyMs();
        log.error({ err: error }, 'the sums of days could not be drawn up');
      })
      .finally(() => {
        this.working = null;
      });
    return Promise.resolve();
  }

  /** Resolves when no step is under way. */
  async idle(): Promise<void> {
    await this.working;
  }

  /**
   * Draws up some days of the first hall that has any to be drawn up.
   *
   * @returns whether anything was
   */
  async step(): Promise<boolean> {
    for (const hall of await hallsOf(this.d.db.read)) if (await this.stepOf(hall)) return true;
    return false;
  }

  private async stepOf(hall: OneHall): Promise<boolean> {
    const due = await this.due(hall);
    if (due.length === 0) {
      this.oneByOne.delete(hall.id);
      return false;
    }
    const days = this.oneByOne.has(hall.id) ? due.slice(0, 1) : due;
    try {
      await this.drawUp(hall, days);
    } catch (error) {
      this.noteFailure(hall, days, error);
    }
    return true;
  }

  private async drawUp(hall: OneHall, days: readonly string[]): Promise<void> {
    const { db, clock, ids, draw } = this.d;
    const mark = ids.id();
    await this.write(hall, (tx) => store.markDays(tx, hall.id, { days, mark }));
    const archives = archiveFolder(db.reopen);
    const drawn = await draw({ hallId: hall.id, timezone: hall.timezone, days, archives });
    const at = clock.now(hall.id);
    await this.write(hall, async (tx) => {
      for (const made of drawn) await store.keepSums(tx, hall.id, { ...made, mark, at });
    });
    const aside = this.asideOf(hall);
    for (const { day } of drawn) aside.remove(day);
    if ([...this.aside.values()].every(({ all }) => all.length === 0))
      this.d.alarms?.clear('sums-failed');
  }

  /** One day is put aside for longer and longer; of several it is not known which it was. */
  private noteFailure(hall: OneHall, days: readonly string[], error: unknown): void {
    const { clock, log, alarms } = this.d;
    this.oneByOne.add(hall.id);
    const [day] = days;
    if (days.length > 1 || day === undefined) return;
    this.asideOf(hall).add(day, clock.steadyMs());
    const why = error instanceof Error ? error.message : String(error);
    alarms?.raise('sums-failed', clock.now(), why.slice(0, 200), this.asideOf(hall).all.join(' '));
    log.error({ err: error, hall: hall.id, day }, 'the sums of a day could not be drawn up');
  }

  private asideOf({ id }: OneHall): PutAside {
    let aside = this.aside.get(id);
    if (aside === undefined) this.aside.set(id, (aside = new PutAside()));
    return aside;
  }

  private async due(hall: OneHall): Promise<string[]> {
    const { db, clock } = this.d;
    const before = overBefore(hall, clock.now(hall.id));
    const aside = this.asideOf(hall);
    const limit = { before, most: daysAtOnce + aside.all.length };
    const outdated = await store.outdatedDays(db.read, hall.id, limit);
    const ready = outdated.filter((day) => !aside.rests(day, clock.steadyMs()));
    if (ready.length > 0) return ready.slice(0, daysAtOnce);
    const known = await store.spanOf(db.read, hall.id);
    const first =
      known === null
        ? await onSources(db.read, archiveFolder(db.reopen), (s) => firstDay(s, hall.id))
        : addDays(known.last, 1);
    if (first === null) return [];
    return [...daysFrom(first, daysAtOnce)].filter((day) => day < before);
  }

  private async write(hall: OneHall, work: (tx: Tx) => Promise<void>): Promise<void> {
    const { db } = this.d;
    await db.lanes.run(hall.id, {
      run: async (tx) => {
        await waitForOthers(tx);
        await work(tx);
      },
    });
  }
}
