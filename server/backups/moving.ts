import { localTime } from '../../shared/rules/day.ts';
import { type Instant, latest, plus, secondsBetween } from '../../shared/rules/instants.ts';
import { couldHaveGiven, movedOnTo } from '../../shared/rules/moved-on.ts';
import type { Db, Tx } from '../db/open.ts';
import { runUnit, writes } from '../db/unit.ts';
import { raiseAlarm } from '../hall/alarm-store.ts';
import { loggedEvent } from '../command/log-store.ts';
import { lockSite } from '../command/row-store.ts';
import type { Mark } from './mark.ts';
import * as store from './store.ts';

/** What is known of the numbers that were given, beside what the data themselves say. */
export interface Knowledge {
  readonly halls: Mark['halls'];
  /**
   * How well: `all` of them; all but those of some `seconds` before a server was killed; or, where only an
   * instant is given, nothing of what came after it.
   */
  readonly upTo: 'all' | 'seconds' | { readonly since: Instant };
}

/** In the seconds between the last mark and the end of a server that was killed. */
const givenInSeconds = 50;
const daysOfPace = 60;

export interface MovedHall {
  readonly hall: string;
  /** Prefixes whose numbers go on from another one, with the last that is passed over. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** Why numbers are moved on: by whom the data were taken back, and to which instant where it is known. */
export interface WentBack {
  readonly command: 'restore-backup' | 'data-went-back';
  readonly to: Instant | null;
  /** Only these halls; absent: all. */
  readonly halls?: readonly string[];
}

/**
 * Moves the numbers of today on where the data are older than the hall is, so that none is given twice;
 * logs that, and tells the manager. In one transaction.
 */
export async function moveNumbersOn(
  db: Db,
  knowledge: Knowledge,
  now: Instant,
  why: WentBack,
): Promise<MovedHall[]> {
  return db.lanes.run('site', {
    run: async (tx) => {
      const moved: MovedHall[] = [];
      for (const hall of await store.halls(tx)) {
        const concerned =
          why.halls?.includes(hall.code) ??
          (hall.version > 0 || knowledge.halls[hall.code] !== undefined);
        if (concerned) moved.push(await moveHall(tx, hall, knowledge, now, why));
      }
      const site = await lockSite(tx, now);
      const data = { at: why.to };
      const event = { command: why.command, data };
      const by = { version: site.version, now: site.last_at, who: system, hall: { id: 'site' } };
      await runUnit(tx, writes([loggedEvent(by, event)]));
      return moved;
    },
  });
}

const system = { kind: 'system' } as const;
type HallRow = Awaited<ReturnType<typeof store.halls>>[number];

async function moveHall(
  tx: Tx,
  hall: HallRow,
  { halls, upTo }: Knowledge,
  now: Instant,
  why: WentBack,
): Promise<MovedHall> {
  const known = halls[hall.code];
  const { day: today, time } = localTime(now, hall.timezone);
  // A clock that was ahead may have given numbers of a day that is still to come.
  const days = [today, hall.open_day, known?.day].filter(
    (day): day is string => typeof day === 'string' && day >= today,
  );
  const numbers: Record<string, number> = {};
  for (const day of new Set(days)) {
    const own = new Map((await store.counters(tx, hall.id, day)).map((c) => [c.prefix, c.count]));
    const told = known?.day === day ? known.numbers : {};
    const busiest = await store.busiestDays(tx, hall.id, plusDays(day, -daysOfPace));
    const prefixes = new Set([...busiest.keys(), ...own.keys(), ...Object.keys(told)]);
    for (const prefix of prefixes) {
      const from = own.get(prefix) ?? 0;
      const maybe = (): number => {
        if (upTo === 'all') return 0;
        if (upTo === 'seconds') return known?.day === day ? givenInSeconds : 0;
        if (day !== today) return 0;
        const dayBegan = plus(now, -secondsOfDay(time));
        const unknown = secondsBetween(latest(upTo.since, dayBegan), now);
        return couldHaveGiven(unknown, busiest.get(prefix) ?? 0);
      };
      const to = movedOnTo(from, told[prefix] ?? 0, maybe());
      if (to === from) continue;
      await store.moveCounter(tx, { hall: hall.id, day, prefix }, { from, to });
      if (day === today) numbers[prefix] = to;
    }
  }
  const { version, at } = await store.nextVersion(tx, hall.id, now);
  const list = Object.entries(numbers).map(
    ([prefix, to]) => `${prefix}${String(to).padStart(3, '0')}`,
  );
  const event = { command: why.command, data: { at: why.to, numbersTo: list } };
  const by = { version, now: at, who: system, hall: { id: hall.id } };
  await runUnit(tx, writes([loggedEvent(by, event)]));
  await raiseAlarm(tx, {
    hall: hall.id,
    code: why.command,
    subject: '',
    detail: why.to ?? '',
    at,
  });
  return { hall: hall.code, numbers };
}

function secondsOfDay(time: string): number {
  const [hours, minutes, seconds] = time.split(':').map(Number);
  return hours! * 3600 + minutes! * 60 + seconds!;
}

function plusDays(day: string, days: number): string {
  return plus(`${day}T00:00:00.000Z`, days * 86_400).slice(0, 10);
}
