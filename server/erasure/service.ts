import type { Reader } from '../db/open.ts';
import { type Commands, NothingDue } from '../hall/command.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { plus } from '../../shared/rules/instants.ts';
import type { SiteClock } from '../site-clock.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: SiteClock;
}

const daySeconds = 24 * 60 * 60;
/** What is erased cannot be had back: the clock must have gone without a jump for so long. */
const steadyMs = 60 * 60 * 1000;

/** What is known of visitors is erased when the hall's time for it has passed (rules.md, "Privacy"). */
export class Erasure {
  private readonly d: Dependencies;
  /** The day on which this process last looked, by hall: once a day is enough. */
  private readonly looked = new Map<string, string>();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Erases what is too old, and logs how much; nothing depends on when it runs. */
  async tick(): Promise<void> {
    const { commands, read, clock } = this.d;
    if (clock.state().steadyForMs < steadyMs) return;
    for (const { id } of await store.halls(read)) {
      const hall = await commands.hallById(id);
      // By the clock alone: a hall that a wrong clock once took ahead is no measure of age.
      const now = clock.now();
      const today = serviceDay(now, hall.timezone);
      if (this.looked.get(id) === today) continue;
      const { eraseAfterDays } = hall.settings;
      const limit = {
        hall: id,
        day: addDays(today, -eraseAfterDays),
        instant: plus(now, -eraseAfterDays * daySeconds),
      };
      if (await store.anyDue(read, limit)) {
        await commands.whenDue(id, async (c) => {
          // Another process may have been quicker.
          if (!(await store.anyDue(c.tx, limit))) throw new NothingDue();
          return {
            answer: null,
            event: {
              command: 'erase-details',
              data: { before: limit.day, ...(await store.erase(c.tx, limit)) },
            },
            touched: {},
          };
        });
      }
      this.looked.set(id, today);
    }
  }
}
