import type { BusyHours } from '../../shared/contract/region.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import { dayRange } from '../../shared/rules/day-range.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { plus } from '../../shared/rules/instants.ts';
import type { Clock } from '../clock.ts';
import type { Commands } from '../command/run.ts';
import type { BusyWish } from './busy-job.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly clock: Clock;
  /** Away from this thread. @throws Problem `too_busy` */
  readonly count: (wish: BusyWish) => Promise<Omit<BusyHours, 'hall'>>;
}

/** Eight weeks: each weekday eight times, and no longer ago than habits last. */
const daysBack = 56;
/** Seconds after which a hall that has nothing to say yet is counted again. */
const soon = 60 * 60;

/** When it is quiet in a hall: counted once a day and hall, for all who ask. */
export class BusyTimes {
  private readonly d: Dependencies;
  private readonly kept = new Map<string, { until: string; hours: Promise<BusyHours> }>();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @throws Problem `hall_not_found`, `too_busy` */
  async of(hallCode: string): Promise<BusyHours> {
    const hall = await this.d.commands.hall(hallCode);
    const now = this.d.clock.now(hall.id);
    const day = serviceDay(now, hall.timezone);
    const known = this.kept.get(hall.id);
    if (known !== undefined && now < known.until) return known.hours;
    const wish = { hallId: hall.id, from: addDays(day, -daysBack), to: addDays(day, -1) };
    const hours = this.d.count(wish).then((counted) => ({ hall: hall.code, ...counted }));
    const entry = { until: dayRange(day, hall.timezone).to, hours };
    this.kept.set(hall.id, entry);
    hours.then(
      // A young hall has more to say soon.
      ({ cells }) => {
        if (cells.length === 0) entry.until = plus(now, soon);
      },
      () => {
        entry.until = now;
      },
    );
    return hours;
  }
}
