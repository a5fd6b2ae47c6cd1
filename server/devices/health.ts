import { Problem } from '../../shared/errors.ts';
import type { Actor, DeviceHealth } from '../../shared/contract/people.ts';
import { secondsBetween } from '../../shared/rules/instants.ts';
import type { Clock } from '../clock.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext } from '../command/types.ts';
import type { Db, Reader } from '../db/open.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly db: Db;
  readonly read: Reader;
  readonly clock: Clock;
}

/** How a printer was found; `unwatched`: it takes slips and never says how it is. */
export interface PrinterHealth {
  readonly printer?: string | undefined;
  readonly paper?: DeviceHealth['paper'] | 'unwatched';
}

/** Well below the minute after which a screen says again how it is: none that does looks silent. */
const seenEverySeconds = 30;

/** How devices are, as they say it themselves or a printer was found: what is wrong is an alarm. */
export class DevicesHealth {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Inside a command: raises or clears the alarms of what a device was found to be like. */
  async note(c: CommandContext, subject: string, health: PrinterHealth): Promise<void> {
    for (const [code, faulty] of Object.entries(faultsOf(health))) {
      const alarm = { hall: c.hall.id, code, subject, at: c.now };
      if (faulty !== null) await store.raiseAlarm(c.tx, { ...alarm, detail: faulty });
      else await store.clearAlarm(c.tx, alarm);
    }
  }

  /** What is wrong with a device stands under its new name. */
  async carry(c: CommandContext, from: string, to: string): Promise<void> {
    const at = { hall: c.hall.id, at: c.now };
    for (const alarm of await store.openAlarms(c.tx, c.hall.id, from)) {
      await store.clearAlarm(c.tx, { ...at, code: alarm.code, subject: from });
      await store.raiseAlarm(c.tx, { ...at, ...alarm, subject: to });
    }
  }

  /** What is wrong with a device now, by code. */
  async alarmsOf(hallId: string, subject: string): Promise<Partial<Record<string, string>>> {
    const open = await store.openAlarms(this.d.read, hallId, subject);
    return Object.fromEntries(open.map(({ code, detail }) => [code, detail]));
  }

  /** Nothing is wrong any more with a device that was taken away. */
  async clear(c: CommandContext, subject: string): Promise<void> {
    for (const { code } of await store.openAlarms(c.tx, c.hall.id, subject))
      await store.clearAlarm(c.tx, { hall: c.hall.id, code, subject, at: c.now });
  }

  private async changesAlarms(
    hallId: string,
    subject: string,
    health: DeviceHealth,
  ): Promise<boolean> {
    const open = await this.alarmsOf(hallId, subject);
    return Object.entries(faultsOf(health)).some(
      ([code, faulty]) => (open[code] ?? null) !== faulty,
    );
  }

  /** The device says how it is. What is wrong is an alarm at the console until it is well again. */
  async said(who: Actor, health: DeviceHealth): Promise<void> {
    if (who.kind !== 'device') throw new Problem('forbidden');
    const row = (await store.byId(this.d.read, who.id))!;
    const now = this.d.clock.now(row.hall_id);
    const same = row.health === JSON.stringify(health);
    if (
      same &&
      row.last_seen_at !== null &&
      secondsBetween(row.last_seen_at, now) < seenEverySeconds
    )
      return;
    const { db } = this.d;
    if (!(await this.changesAlarms(row.hall_id, who.name, health))) {
      // A sign of life is no command: there is nothing in it for the log or a screen.
      await db.lanes.run(row.hall_id, {
        run: (tx) => store.setHealth(tx, who.id, JSON.stringify(health), now),
      });
      return;
    }
    await this.d.commands.inHall(row.hall_id, { who }, async (c) => {
      await store.setHealth(c.tx, who.id, JSON.stringify(health), c.now);
      await this.note(c, who.name, health);
      return {
        answer: null,
        event: { command: 'device-health', data: { device: who.id, ...health } },
        touched: {},
      };
    });
  }
}

/** Per alarm: what is wrong, or null where the device says that it is well. */
function faultsOf(
  health: PrinterHealth & Pick<DeviceHealth, 'audio' | 'detail'>,
): Record<string, string | null> {
  const faults: Record<string, string | null> = {};
  if (health.audio !== undefined)
    faults[`audio`] =
      health.audio === 'ok' ? null : `${health.audio} ${health.detail ?? ''}`.trim();
  if (health.paper !== undefined) faults['paper'] = health.paper === 'ok' ? null : health.paper;
  if (health.printer !== undefined)
    faults['printer'] = health.printer === 'ok' ? null : health.printer;
  return faults;
}
