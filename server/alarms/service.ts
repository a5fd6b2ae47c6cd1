import type { Alarm } from '../../shared/contract/alarm.ts';
import type { DueApplications } from '../../shared/contract/application.ts';
import { dueApplications, overdueObstacles, setupBehind } from '../../shared/rules/alarm-due.ts';
import { type AlarmMoment, type Condition, noWindow } from '../../shared/rules/alarms.ts';
import { type Memory, noMemory, standingOf } from '../../shared/rules/alarm-standing.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { type AlarmedTeam, teamFor } from '../../shared/rules/team.ts';
import type { Reader } from '../db/open.ts';
import type { HallConfig } from '../hall/config.ts';
import type { SiteAlarm } from '../storage/site-alarms.ts';
import { siteCondition } from './raised.ts';
import { alarmSources } from './sources.ts';

interface Dependencies {
  readonly read: Reader;
  /** What is wrong with the machine, for every hall. */
  readonly siteAlarms: { readonly list: () => readonly SiteAlarm[] };
  /** What was handed in and is late on a day, or will be soon. */
  readonly dueApplications: (db: Reader, hallId: string, day: string) => Promise<DueApplications>;
  /** Obstacles of walks and patrols that are over their day, the first due first. */
  readonly overdueObstacles: (
    db: Reader,
    hall: HallConfig,
    day: string,
  ) => Promise<{ due_day: string }[]>;
  /** The teams (先锋队) whose leaders hear first of what is theirs. */
  readonly teams: (db: Reader, hallId: string) => Promise<readonly AlarmedTeam[]>;
  /** How far the hall's set-up is behind the one that it follows. */
  readonly following: (hall: HallConfig) => Promise<{ differs: number; behind: boolean }>;
  /** When this process began to hear devices. */
  readonly listeningSince: Instant;
}

/** More than a page can show: a hall in which so much is wrong needs no complete list. */
const mostShown = 60;

/**
 * What somebody should look at in a hall now. Nothing of it is stored: it follows from the state and
 * the clock, so that it begins and ends by itself and two processes say the same. Only since when a
 * thing is so, where no row says it, is kept in memory.
 */
export class Alarms {
  private readonly d: Dependencies;
  /** By hall. */
  private readonly memory = new Map<string, Memory>();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * The alarms of a hall, the urgent first.
   *
   * @param idle since when the hall should be at work without a window; null: it is not so
   */
  async of(
    hall: HallConfig,
    at: Omit<AlarmMoment, 'stood'>,
    idle: Instant | null,
  ): Promise<Alarm[]> {
    const { read, siteAlarms, listeningSince } = this.d;
    const before = this.memory.get(hall.id) ?? noMemory;
    const moment = { ...at, listeningSince, stood: (key: string) => before.standing.has(key) };
    const found: Condition[] = [...siteAlarms.list().map(siteCondition), ...noWindow(moment, idle)];
    for (const source of alarmSources) found.push(...(await source(read, hall, moment)));
    found.push(...dueApplications(await this.d.dueApplications(read, hall.id, at.day), at.now));
    const late = await this.d.overdueObstacles(read, hall, at.day);
    found.push(...overdueObstacles(late.map(({ due_day: day }) => day)));
    const { differs, behind } = await this.d.following(hall);
    if (behind) found.push(setupBehind(differs));
    const { alarms, memory } = standingOf(found, before, at.now);
    this.memory.set(hall.id, memory);
    return addressed(hall, alarms.slice(0, mostShown), await this.d.teams(read, hall.id));
  }
}

/** Each with the leader to whom it goes first, where it is of a team's windows or zone. */
function addressed(hall: HallConfig, alarms: Alarm[], teams: readonly AlarmedTeam[]): Alarm[] {
  if (teams.length === 0) return alarms;
  return alarms.map((alarm) => {
    const { window, queue } = alarm.about;
    const numbers =
      window === undefined
        ? queue === undefined
          ? []
          : (hall.queueByCode.get(queue)?.windowNumbers ?? [])
        : [window];
    const windows = numbers.flatMap((number) => {
      const found = hall.windowByNumber.get(number);
      return found === undefined ? [] : [{ number, zone: found.zone.code }];
    });
    const team = teamFor({ windows }, teams);
    const leader = team?.leader ?? null;
    return team === null || leader === null
      ? alarm
      : { ...alarm, first: { team: team.name, ...leader } };
  });
}
