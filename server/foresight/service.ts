import {
  mostStaffingDays,
  type StaffingFileQuery,
  type StaffingQuery,
} from '../../shared/contract/staffing.ts';
import type { WhatIf, WhatIfWish } from '../../shared/contract/what-if.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { addDays, daysApart } from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { archiveFolder } from '../archives/file.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import { Runs } from './runs.ts';
import type { StaffingWish } from './staffing-make.ts';
import type { WhatIfWork } from './what-if-make.ts';

interface Dependencies {
  readonly db: Db;
  readonly commands: Commands;
  readonly clock: Clock;
  /** Both are done away from this thread. @throws Problem `too_busy` */
  readonly staff: (wish: StaffingWish) => Promise<string | Uint8Array>;
  readonly whatIf: (work: WhatIfWork) => Promise<WhatIf>;
}

/** Who asks, and whether somebody still waits for the answer. */
interface Asked {
  readonly who: Actor;
  readonly gone: AbortSignal;
}

/** Recorded days, simulated: the windows that they need, and the day again with one thing changed. */
export class Simulations {
  private readonly d: Dependencies;
  private readonly runs = new Runs();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Windows by half-hour and queue, from days of the hall's own log.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `bad_input` for a range that is backwards or too long;
   *   `too_busy`, `run_stopped`, `archive_missing`
   */
  async staffing(
    hallCode: string,
    { from, to, ...query }: StaffingQuery,
    form: 'json' | 'xlsx',
    asked: Asked,
  ): Promise<string | Uint8Array> {
    const hall = await this.hallFor(hallCode, asked.who);
    const last = to ?? from ?? serviceDay(this.d.clock.now(hall.id), hall.timezone);
    const first = from ?? last;
    const refuse = (message: string): never => {
      throw new Problem('bad_input', message, { issues: [{ path: 'to', message }] });
    };
    if (last < first) refuse('The range ends before it begins');
    const count = daysApart(first, last) + 1;
    if (count > mostStaffingDays) refuse(`At most ${mostStaffingDays} days`);
    const days = Array.from({ length: count }, (_, i) => addDays(first, i));
    return this.staff(hall, { days, ...query }, form, asked.gone);
  }

  /** The same from a file of recorded days. @throws Problem as `staffing`; `bad_input` by line */
  async staffingOf(
    hallCode: string,
    text: string,
    query: StaffingFileQuery,
    form: 'json' | 'xlsx',
    asked: Asked,
  ): Promise<string | Uint8Array> {
    const hall = await this.hallFor(hallCode, asked.who);
    return this.staff(hall, { days: { text }, ...query }, form, asked.gone);
  }

  private staff(
    hall: { readonly id: string; readonly code: string },
    query: Omit<StaffingFileQuery, 'run'> & {
      readonly run?: string | undefined;
      readonly days: StaffingWish['days'];
    },
    form: 'json' | 'xlsx',
    gone: AbortSignal,
  ): Promise<string | Uint8Array> {
    const { days, share, minutes, draws, lang: language, run } = query;
    return this.runs.during({ hall: hall.code, run }, gone, (signal) =>
      this.d.staff({
        hallId: hall.id,
        ...{ days, share, minutes, draws, form, language, signal },
        now: this.d.clock.now(hall.id),
        archives: archiveFolder(this.d.db.reopen),
      }),
    );
  }

  /**
   * A recorded day again, with one thing changed. Nothing is written.
   *
   * @throws Problem `forbidden`, `hall_not_found`, `no_tickets_then`, `window_not_found`,
   *   `unknown_queue`, `unknown_category`, `too_busy`, `run_stopped`, `archive_missing`
   */
  async whatIf(hallCode: string, wish: WhatIfWish, asked: Asked): Promise<WhatIf> {
    const hall = await this.hallFor(hallCode, asked.who);
    const { day, change, minutes, run } = wish;
    return this.runs.during({ hall: hall.code, run }, asked.gone, (signal) =>
      this.d.whatIf({
        hallId: hall.id,
        ...{ day, change, minutes, signal },
        archives: archiveFolder(this.d.db.reopen),
      }),
    );
  }

  /** How far a run is, 0 … 1; null: it is over, or done by another process. @throws Problem `forbidden` */
  async progress(hallCode: string, run: string, who: Actor): Promise<number | null> {
    const { code } = await this.hallFor(hallCode, who);
    return this.runs.progress(code, run);
  }

  /** Ends a run: whoever waits for it is told `run_stopped`. @throws Problem `forbidden` */
  async stop(hallCode: string, run: string, who: Actor): Promise<void> {
    const { code } = await this.hallFor(hallCode, who);
    this.runs.stop(code, run);
  }

  private hallFor(hallCode: string, who: Actor) {
    requireMay(who, 'read-reports', hallCode);
    return this.d.commands.hall(hallCode);
  }
}
