import { hostname } from 'node:os';
import { type Command, type Commands, type Effect, NothingDue } from '../hall/command.ts';
import { clearAlarm, openAlarms, raiseAlarm } from '../hall/alarm-store.ts';
import type { Reader } from '../db/open.ts';
import { serviceDay } from '../rules/day.ts';
import type { SiteClock } from '../site-clock.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: SiteClock;
}

/** A difference that is told. */
const toldSeconds = 2;
const codes = ['clock-ahead', 'clock-back', 'day-ahead'] as const;
type Code = (typeof codes)[number];

/**
 * Tells the manager that the machine's clock was changed, and by how much; and that a hall has gone to
 * a day that has not come yet, so that it can be taken back.
 */
export class ClockAlarm {
  private readonly d: Dependencies;
  /** The machine: processes on several have a clock each. */
  private readonly subject = hostname();
  /** What this process last found of a hall: nothing is asked while it stays so. */
  private readonly found = new Map<string, string>();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  async tick(): Promise<void> {
    const { read, clock, commands } = this.d;
    for (const hall of await store.openDays(read)) {
      clock.saw(hall.id, hall.last_at);
      const faults = this.faultsOf(hall);
      const found = Object.keys(faults).join();
      if (this.found.get(hall.id) === found) continue;
      await commands.whenDue(hall.id, (c) => this.note(c, faults));
      this.found.set(hall.id, found);
    }
  }

  private faultsOf(hall: {
    id: string;
    timezone: string;
    open_day: string | null;
  }): Partial<Record<Code, string>> {
    const { clock } = this.d;
    const { jumpSeconds } = clock.state();
    const back = Math.max(-jumpSeconds, clock.aheadSeconds(hall.id));
    const today = serviceDay(clock.now(), hall.timezone);
    return {
      ...(jumpSeconds > toldSeconds ? { 'clock-ahead': String(Math.round(jumpSeconds)) } : {}),
      ...(back > toldSeconds ? { 'clock-back': String(Math.round(back)) } : {}),
      ...(hall.open_day !== null && hall.open_day > today ? { 'day-ahead': today } : {}),
    };
  }

  /** @throws NothingDue where all of it is told already */
  private async note(c: Command, faults: Partial<Record<Code, string>>): Promise<Effect<null>> {
    const told = await openAlarms(c.tx, c.hall.id, this.subject);
    const data: Record<string, string | null> = {};
    for (const code of codes) {
      const alarm = { hall: c.hall.id, code, subject: this.subject, at: c.now };
      const detail = faults[code];
      const isTold = told.some((one) => one.code === code);
      if (detail === undefined && isTold) await clearAlarm(c.tx, alarm);
      else if (detail !== undefined && !isTold) await raiseAlarm(c.tx, { ...alarm, detail });
      else continue;
      data[code] = detail ?? null;
    }
    if (Object.keys(data).length === 0) throw new NothingDue();
    return { answer: null, event: { command: 'clock-alarm', data }, touched: { all: true } };
  }
}
