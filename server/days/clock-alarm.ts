import { hostname } from 'node:os';
import type { Commands } from '../command/run.ts';
import { type CommandContext, type CommandOutcome, NothingDue } from '../command/types.ts';
import { clearAlarm, raiseAlarm } from '../hall/alarm-store.ts';
import type { Reader } from '../db/open.ts';
import { serviceDay } from '../../shared/rules/day.ts';
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
  /** What this process last found of a hall, and when: nothing is asked while it stays so. */
  private readonly found = new Map<string, { what: string; minute: string; day: string }>();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  async tick(): Promise<void> {
    const { read, clock, commands } = this.d;
    const now = clock.now();
    for (const hall of await store.openDays(read)) {
      clock.saw(hall.id, hall.last_at);
      const faults = this.faultsOf(hall);
      const what = Object.keys(faults).join();
      const before = this.found.get(hall.id);
      const found = { what, minute: now.slice(0, 16), day: now.slice(0, 10) };
      const newDay = found.day !== before?.day;
      // What stands is told anew each minute: another machine may have cleared it, as below.
      const told = what === before?.what && (what === '' || found.minute === before.minute);
      if (told && !newDay) continue;
      await commands.whenDue(hall.id, (c) => this.note(c, faults, newDay));
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

  /**
   * @param all clears what other machines said as well, who may be no more; those that are say it again
   * @throws NothingDue where all of it is told already
   */
  private async note(
    c: CommandContext,
    faults: Partial<Record<Code, string>>,
    all: boolean,
  ): Promise<CommandOutcome<null>> {
    const { subject } = this;
    const told = await store.openAlarms(c.tx, c.hall.id, codes);
    const over = told.filter((one) =>
      one.subject === subject ? faults[one.code as Code] === undefined : all,
    );
    const begun = codes.filter(
      (code) =>
        faults[code] !== undefined &&
        !told.some((one) => one.code === code && one.subject === subject),
    );
    if (over.length + begun.length === 0) throw new NothingDue();
    const at = { hall: c.hall.id, at: c.now };
    for (const one of over) await clearAlarm(c.tx, { ...at, ...one });
    for (const code of begun)
      await raiseAlarm(c.tx, { ...at, code, subject, detail: faults[code]! });
    const data = Object.fromEntries<string | null>([
      ...over.map(({ code }) => [code, null] as const),
      ...begun.map((code) => [code, faults[code]!] as const),
    ]);
    return { answer: null, event: { command: 'clock-alarm', data }, touched: { all: true } };
  }
}
