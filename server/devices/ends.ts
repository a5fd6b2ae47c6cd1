import type { Commands } from '../command/run.ts';
import { type CommandContext, type CommandOutcome, NothingDue } from '../command/types.ts';
import type { Reader } from '../db/open.ts';
import { type Instant, plus, secondsBetween } from '../../shared/rules/instants.ts';
import type { Ended } from '../sessions/service.ts';
import type { SiteClock } from '../site-clock.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: SiteClock;
  /** Told after the commit: what is open for this device must end. */
  readonly ended: (who: Ended) => void;
}

const everySeconds = 60;
const daySeconds = 24 * 60 * 60;
/**
 * A server that stood still for half a year has not seen its devices either: they have this long to
 * show themselves. And the clock must have gone without a jump for so long.
 */
const steadyMs = 60 * 60 * 1000;

/** Ends the pairing of devices whose date has come, or that were not seen for too long; logged. */
export class DeviceEnds {
  private readonly d: Dependencies;
  private readonly startedMs: number;
  private looked: Instant | null = null;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    this.startedMs = dependencies.clock.steadyMs();
  }

  async tick(): Promise<void> {
    const { clock, read, commands } = this.d;
    const now = clock.now();
    if (this.looked !== null && Math.abs(secondsBetween(this.looked, now)) < everySeconds) return;
    this.looked = now;
    if (clock.state().steadyForMs < steadyMs) return;
    const awake = clock.steadyMs() - this.startedMs >= steadyMs;
    for (const device of await store.paired(read)) {
      const { settings } = await commands.hallById(device.hall_id);
      if (whyOver(device, now, awake ? settings.deviceUnseenDays : 0) === null) continue;
      const over = await commands.whenDue(device.hall_id, (c) => end(c, device.id, awake));
      if (over !== null) this.d.ended({ device: device.id });
    }
  }
}

/** @param days unseen for so long it ends; 0: it does not */
function whyOver(device: store.PairedRow, now: Instant, days: number): 'date' | 'unseen' | null {
  if (device.expires_at !== null && device.expires_at <= now) return 'date';
  return days > 0 && seenAt(device) < plus(now, -days * daySeconds) ? 'unseen' : null;
}

function seenAt(device: store.PairedRow): Instant {
  return [device.paired_at, device.last_seen_at ?? '', device.used_at ?? ''].sort().at(-1)!;
}

/** @throws NothingDue where another process was quicker, or it was seen meanwhile */
async function end(c: CommandContext, id: string, awake: boolean): Promise<CommandOutcome<true>> {
  const { paired_at, ...row } = (await store.byId(c.tx, id))!;
  const device = { ...row, paired_at: paired_at ?? '' };
  const why = whyOver(device, c.now, awake ? c.hall.settings.deviceUnseenDays : 0);
  if (paired_at === null || why === null) throw new NothingDue();
  await store.unpair(c.tx, id);
  return {
    answer: true,
    event: { command: 'end-device', data: { device: id, why, seen: seenAt(device) } },
    touched: {},
  };
}
