import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { type Instant, plus } from '../../shared/rules/instants.ts';
import { Buckets } from '../buckets.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { clearAlarm, openAlarmsOf, raiseAlarm } from '../hall/alarm-store.ts';
import type { Commands } from '../command/run.ts';
import { NothingDue } from '../command/types.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
  /** The tickets that a kiosk may take in a minute; null: any number. */
  readonly ticketsAMinute: (device: string) => number | null;
}

const code = 'kiosk-rate';
const minuteMs = 60_000;
/** So long after the last time the alarm stands, so that somebody sees it. */
const standsSeconds = 15 * 60;

interface Count {
  readonly hall: string;
  readonly name: string;
  /** When this minute began. */
  since: number;
  tickets: number;
  /** It was told in this minute. */
  told: boolean;
}

/**
 * What kiosks take. One that takes more in a minute than any hand reaches is in the wrong hands, or
 * broken: the manager is told, and nobody is refused for it, unless a limit was set for this kiosk.
 */
export class KioskRate {
  private readonly d: Dependencies;
  private readonly counts = new Map<string, Count>();
  private readonly buckets: Buckets;
  private lookedAt = '';

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    this.buckets = new Buckets(dependencies.clock);
  }

  /** Before a ticket is taken. @throws Problem `too_many_requests` over the kiosk's own limit */
  admit(who: Actor): void {
    if (who.kind !== 'device' || who.device !== 'kiosk') return;
    const most = this.d.ticketsAMinute(who.id);
    if (most === null) return;
    const seconds = Math.ceil(this.buckets.take(who.id, { burst: most, aSecond: most / 60 }));
    if (seconds > 0)
      throw new Problem('too_many_requests', `This kiosk takes ${most} tickets a minute`, {
        seconds,
      });
  }

  /** A kiosk has taken a ticket. */
  took(who: Actor): void {
    if (who.kind !== 'device' || who.device !== 'kiosk') return;
    const now = this.d.clock.steadyMs();
    const known = this.counts.get(who.id);
    if (known === undefined || now - known.since >= minuteMs)
      this.counts.set(who.id, {
        hall: who.hall,
        name: who.name,
        since: now,
        tickets: 1,
        told: false,
      });
    else known.tickets += 1;
  }

  async tick(): Promise<void> {
    const { commands, clock } = this.d;
    for (const [id, count] of this.counts) {
      const hall = await commands.hall(count.hall);
      const most = hall.settings.kioskTicketsAMinute;
      if (most > 0 && count.tickets > most && !count.told) {
        count.told = true;
        await this.tell(hall.id, id, count, most);
      }
      if (clock.steadyMs() - count.since >= minuteMs) this.counts.delete(id);
    }
    await this.clearOld();
  }

  private async tell(hallId: string, id: string, count: Count, most: number): Promise<void> {
    await this.d.commands.inHall(hallId, { who: { kind: 'system' } }, async (c) => {
      const alarm = { hall: c.hall.id, code, subject: count.name, at: c.now };
      // Told anew, it stands from now on.
      await clearAlarm(c.tx, alarm);
      await raiseAlarm(c.tx, { ...alarm, detail: String(most) });
      return {
        answer: null,
        event: { command: 'kiosk-alarm', data: { device: id, tickets: count.tickets, most } },
        touched: { all: true },
      };
    });
  }

  /** Once a minute: what was told long enough ago. Also what a process told that is no more. */
  private async clearOld(): Promise<void> {
    const { commands, read, clock } = this.d;
    const now = clock.now();
    if (now.slice(0, 16) === this.lookedAt) return;
    this.lookedAt = now.slice(0, 16);
    const limit: Instant = plus(now, -standsSeconds);
    for (const { hall_id } of await openAlarmsOf(read, code, limit)) {
      await commands.whenDue(hall_id, async (c) => {
        const old = (await openAlarmsOf(c.tx, code, limit)).filter((a) => a.hall_id === hall_id);
        if (old.length === 0) throw new NothingDue();
        for (const { subject } of old)
          await clearAlarm(c.tx, { hall: hall_id, code, subject, at: c.now });
        return {
          answer: null,
          event: { command: 'kiosk-alarm', data: { over: old.map(({ subject }) => subject) } },
          touched: { all: true },
        };
      });
    }
  }
}
