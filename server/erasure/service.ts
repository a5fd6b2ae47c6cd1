import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../hall/command.ts';
import { addDays } from '../rules/calendar.ts';
import { serviceDay } from '../rules/day.ts';
import { plus } from '../rules/instants.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
}

const daySeconds = 24 * 60 * 60;

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
    for (const { id } of await store.halls(read)) {
      const hall = await commands.hallById(id);
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
        await commands.inHall(id, { who: { kind: 'system' } }, async (c) => ({
          answer: null,
          event: {
            command: 'erase-details',
            data: { before: limit.day, ...(await store.erase(c.tx, limit)) },
          },
          touched: {},
        }));
      }
      this.looked.set(id, today);
    }
  }
}
