import type {
  Alarm,
  AlarmList,
  PastAlarmList,
  PastAlarmsQuery,
} from '../../shared/contract/alarm.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { requireMay } from '../../shared/rights.ts';
import { alarmFor } from '../../shared/rules/alarm-acts.ts';
import { keyOf } from '../../shared/rules/alarms.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { Publish } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import * as store from './spell-store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly db: Db;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly publish: Publish;
  readonly overview: {
    readonly halls: () => Promise<{ code: string }[]>;
    readonly alarms: (hall: HallConfig) => Promise<Alarm[]>;
    readonly versionOf: (hall: HallConfig) => Promise<number>;
  };
}

/** So often (s) the clock is asked whether an alarm begins or ends by time alone. */
const everySeconds = 15;

/** Looks again while nothing happens: most alarms begin because nothing does. */
export class AlarmWatch {
  private readonly d: Dependencies;
  private lookedAt = 0;
  /** What stood in each hall when it was looked at last. */
  private readonly signs = new Map<string, string>();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** What stands in a hall now, with what who asks may do about it. @throws Problem `forbidden`, `hall_not_found` */
  async list(hallCode: string, who: Actor): Promise<AlarmList> {
    const { commands, overview, clock } = this.d;
    const hall = await commands.hall(hallCode);
    requireMay(who, 'see-hall-now', hall.code);
    const alarms = await overview.alarms(hall);
    const own = (alarm: Alarm): number =>
      who.kind === 'staff' && alarm.first?.username === who.username ? 0 : 1;
    return {
      at: clock.now(hall.id),
      alarms: alarms
        .map((alarm) => alarmFor(who, hall.code, alarm))
        .sort((a, b) => own(a) - own(b)),
    };
  }

  /** The alarms that began on a day, from when to when they stood. @throws Problem `forbidden`, `hall_not_found` */
  async past(hallCode: string, query: PastAlarmsQuery, who: Actor): Promise<PastAlarmList> {
    const { commands, clock, db } = this.d;
    const hall = await commands.hall(hallCode);
    requireMay(who, 'read-log', hall.code);
    const day = query.day ?? serviceDay(clock.now(hall.id), hall.timezone);
    const rows = await store.ofDay(db.read, hall.id, day, query);
    return {
      day,
      alarms: rows.map((row) => ({
        code: row.code,
        at: row.began_at,
        endedAt: row.ended_at,
        severity: row.severity,
        subject: row.subject,
        detail: row.detail,
        about: JSON.parse(row.about) as Alarm['about'],
      })),
    };
  }

  /** Writes down what has begun and ended; no command, since nobody did anything. */
  private async writeDown(hall: HallConfig, alarms: readonly Alarm[]): Promise<void> {
    const { db, clock, ids } = this.d;
    const now = clock.now(hall.id);
    const standing = new Set(alarms.map(keyOf));
    await db.lanes.run(hall.id, {
      run: async (tx) => {
        const before = await store.open(tx, hall.id);
        const over = before.filter((spell) => !standing.has(keyOf(spell)));
        const known = new Set(before.map(keyOf));
        await store.end(
          tx,
          over.map(({ id }) => id),
          now,
        );
        await store.begin(
          tx,
          alarms
            .filter((alarm) => !known.has(keyOf(alarm)))
            .map(({ code, subject, detail, severity, about, at }) => ({
              id: ids.id(),
              hall_id: hall.id,
              service_day: serviceDay(now, hall.timezone),
              ...{ code, subject, detail, severity },
              about: JSON.stringify(about),
              began_at: at,
              ended_at: null,
            })),
        );
      },
    });
  }

  /** The consoles of each hall in which an alarm has begun or ended are told. */
  async tick(): Promise<void> {
    const { commands, clock, overview, publish } = this.d;
    const turn = Math.floor(Date.parse(clock.now()) / 1000 / everySeconds);
    if (turn === this.lookedAt) return;
    this.lookedAt = turn;
    for (const { code } of await overview.halls()) {
      const hall = await commands.hall(code);
      const alarms = await overview.alarms(hall);
      const sign = alarms.map(keyOf).sort().join('\n');
      const was = this.signs.get(hall.id);
      if (was === sign) continue;
      await this.writeDown(hall, alarms);
      this.signs.set(hall.id, sign);
      if ((was ?? '') !== sign) publish(hall.id, await overview.versionOf(hall), {});
    }
  }
}
