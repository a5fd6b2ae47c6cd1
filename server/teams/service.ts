import type { Actor } from '../../shared/contract/people.ts';
import type {
  NewPatrol,
  NewTeam,
  Patrol,
  PatrolList,
  PatrolsQuery,
  Team,
  TeamChange,
  TeamList,
} from '../../shared/contract/team.ts';
import { Problem } from '../../shared/errors.ts';
import { may, requireMay, requireStaffMay, worksIn } from '../../shared/rights.ts';
import { type AlarmedTeam, badgeOf } from '../../shared/rules/team.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest } from '../command/types.ts';
import { changedOnly } from '../hall/changed.ts';
import type { HallConfig, WindowConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import type { FindsObstacles } from './finds.ts';
import { everybody, type PersonRow } from '../hall/people-store.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly obstacles: FindsObstacles;
  readonly read: Reader;
  readonly ids: Ids;
}

type ByStaff = CommandRequest & { readonly who: Actor };
type Point = Patrol['points'][number];

/** Teams (先锋队) with their zone or windows, and what they see on patrol. */
export class Teams {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** All of the hall, for everybody who works there. @throws Problem `forbidden` */
  async list(hallCode: string, who: Actor): Promise<TeamList> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'go-on-patrol', hall.code);
    const people = await everybody(this.d.read);
    const rows = await store.teamsOf(this.d.read, hall.id);
    return { items: rows.map((row) => teamView(row, people, hall, who)) };
  }

  /** @throws Problem `forbidden`, `already_exists`, `unknown_zone`, `window_not_found`, `unknown_clerk`, `bad_input` */
  make(hallCode: string, input: NewTeam, request: ByStaff): Promise<Team> {
    return this.inHall(hallCode, request, async (c) => {
      const id = this.d.ids.id();
      const rows = await store.teamsOf(c.tx, c.hall.id);
      await store.insert(c.tx, {
        id,
        hall_id: c.hall.id,
        ...(await this.columnsOf(c, rows, input, null)),
        active: 1,
        created_at: c.now,
        changed_at: c.now,
      });
      return { id, event: 'make-team', data: { name: input.name, leader: input.leader } };
    });
  }

  /** What is not said stays as it is. @throws Problem as `make`, and `not_found` */
  change(hallCode: string, id: string, change: TeamChange, request: ByStaff): Promise<Team> {
    return this.inHall(hallCode, request, async (c) => {
      const rows = await store.teamsOf(c.tx, c.hall.id);
      const row = rows.find((one) => one.id === id);
      if (row === undefined) throw new Problem('not_found');
      const people = await everybody(c.tx);
      const before = teamView(row, people, c.hall, request.who);
      const kept = {
        name: before.name,
        zone: before.zone,
        windows: before.windows,
        leader: before.leader?.username ?? null,
        members: before.members.map(({ username }) => username),
        badge: before.badge,
      };
      const { active: stays, ...said } = change;
      const next = { ...kept, ...defined(said) };
      const active = stays ?? before.active;
      await store.update(c.tx, id, {
        ...(await this.columnsOf(c, rows, next, id)),
        active: active ? 1 : 0,
        changed_at: c.now,
      });
      const data = {
        name: next.name,
        ...changedOnly({ ...kept, active: before.active }, { ...next, active }),
      };
      return { id, event: 'change-team', data };
    });
  }

  /**
   * Point by point; what is not well becomes an obstacle of the team's patrol.
   *
   * @throws Problem `not_found`; `forbidden` for who is neither in the team nor a manager;
   *   `not_allowed` for one that is active no more
   */
  async patrol(
    hallCode: string,
    id: string,
    { points }: NewPatrol,
    request: ByStaff,
  ): Promise<Patrol> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(request.who, 'go-on-patrol', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const row = (await store.teamsOf(c.tx, c.hall.id)).find((one) => one.id === id);
      if (row === undefined) throw new Problem('not_found');
      if (row.active === 0) throw new Problem('not_allowed', 'This team is active no more');
      if (!isOf(row, staff, c.hall)) throw new Problem('forbidden', 'Only who is in the team');
      const patrol = this.d.ids.id();
      const kept = points.map(({ place, well, remark }): Point => ({ place, well, remark }));
      await store.insertPatrol(c.tx, {
        id: patrol,
        hall_id: c.hall.id,
        team_id: id,
        day: c.day,
        points: JSON.stringify(kept),
        staff_id: staff.id,
        at: c.now,
      });
      let found = 0;
      for (const [observation, { well, remark, department }] of points.entries()) {
        if (well || remark === null || department === null) continue;
        found += 1;
        const obstacle = { title: remark, department, observation };
        await this.d.obstacles.found(c, { patrol }, obstacle);
      }
      const team = { id, name: row.name };
      const { username, name } = staff;
      return {
        answer: {
          ...{ id: patrol, team, day: c.day, at: c.now, points: kept, found },
          by: { username, name },
        },
        event: {
          command: 'patrol',
          data: { name: row.name, spots: points.length, obstacles: found },
        },
        touched: {},
      };
    });
  }

  /** @throws Problem `forbidden` */
  async patrols(hallCode: string, query: PatrolsQuery, who: Actor): Promise<PatrolList> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'go-on-patrol', hall.code);
    const { total, rows } = await store.patrols(this.d.read, hall.id, query);
    return {
      total,
      items: rows.map((row) => ({
        id: row.id,
        team: { id: row.team_id, name: row.team },
        day: row.day,
        at: row.at,
        by:
          row.username === null || row.by_name === null
            ? null
            : { username: row.username, name: row.by_name },
        points: JSON.parse(row.points) as Point[],
        found: Number(row.found),
      })),
    };
  }

  /** The active teams, for alarms and signs. */
  readonly active = async (
    db: Reader,
    hallId: string,
  ): Promise<(AlarmedTeam & { readonly badge: boolean })[]> =>
    (await store.active(db, hallId)).map((row) => ({
      name: row.name,
      zone: row.zone,
      windows: JSON.parse(row.windows) as number[],
      badge: row.badge === 1,
      leader:
        row.username === null || row.leader_name === null
          ? null
          : { username: row.username, name: row.leader_name },
    }));

  private async inHall(
    hallCode: string,
    request: ByStaff,
    act: (c: CommandContext) => Promise<{ id: string; event: string; data: object }>,
  ): Promise<Team> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'manage-teams', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const before = await this.active(c.tx, c.hall.id);
      const { id, event, data } = await act(c);
      const now = await this.active(c.tx, c.hall.id);
      const row = (await store.teamsOf(c.tx, c.hall.id)).find((one) => one.id === id)!;
      const people = await everybody(c.tx);
      return {
        answer: teamView(row, people, c.hall, request.who),
        event: { command: event, data },
        // Their signs show another badge from now on.
        touched: {
          windows: c.hall.windows.filter(badgeDiffers(before, now)).map((window) => window.id),
        },
      };
    });
  }

  private async columnsOf(
    c: CommandContext,
    rows: readonly store.TeamRow[],
    team: NewTeam,
    own: string | null,
  ) {
    const { name, zone, windows, leader, members, badge } = team;
    if (rows.some((one) => one.name === name && one.id !== own))
      throw new Problem('already_exists', `There is a team "${name}"`);
    if (zone !== null && !c.hall.zones.some(({ code }) => code === zone))
      throw new Problem('unknown_zone', `There is no zone "${zone}"`);
    for (const number of windows)
      if (!c.hall.windowByNumber.has(number))
        throw new Problem('window_not_found', `There is no window ${number}`, { window: number });
    if (zone === null && windows.length === 0)
      throw new Problem('bad_input', 'A team has a zone, or windows', {
        issues: [{ path: 'zone', message: 'a zone, or windows' }],
      });
    const people = await everybody(c.tx);
    // Who was in it and works here no more stays in it until somebody takes them out.
    const before = rows.find(({ id }) => id === own);
    const idOf = (username: string): string => {
      const person = people.find((one) => one.username === username);
      const here =
        person?.active === 1 &&
        worksIn({ halls: JSON.parse(person.halls) as string[] }, c.hall.code);
      const wasIn =
        person !== undefined &&
        before !== undefined &&
        (before.leader_id === person.id ||
          (JSON.parse(before.members) as string[]).includes(username));
      if (person === undefined || (!here && !wasIn))
        throw new Problem('unknown_clerk', `There is no "${username}" here`);
      return person.id;
    };
    for (const member of members) idOf(member);
    return {
      name,
      zone,
      windows: JSON.stringify([...new Set(windows)].sort((a, b) => a - b)),
      leader_id: leader === null ? null : idOf(leader),
      members: JSON.stringify([...new Set(members)]),
      badge: badge ? (1 as const) : (0 as const),
    };
  }
}

/** What was said: an undefined member says nothing. */
function defined<T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

type Badged = Parameters<typeof badgeOf>[1];
const badgeDiffers =
  (before: Badged, now: Badged) =>
  ({ number, zone }: WindowConfig): boolean => {
    const place = { number, zone: zone.code };
    return badgeOf(place, before) !== badgeOf(place, now);
  };

/** Whether somebody goes on patrol for a team: who is in it, and managers. */
function isOf(row: store.TeamRow, who: Actor, hall: HallConfig): boolean {
  if (who.kind !== 'staff') return false;
  const members = JSON.parse(row.members) as string[];
  return (
    may(who, 'manage-teams', hall.code) ||
    row.leader_id === who.id ||
    members.includes(who.username)
  );
}

function teamView(
  row: store.TeamRow,
  people: readonly PersonRow[],
  hall: HallConfig,
  who: Actor,
): Team {
  const leader = people.find(({ id }) => id === row.leader_id);
  const members = (JSON.parse(row.members) as string[]).map((username) => ({
    username,
    name: people.find((one) => one.username === username)?.name ?? username,
  }));
  return {
    id: row.id,
    name: row.name,
    zone: row.zone,
    windows: JSON.parse(row.windows) as number[],
    leader: leader === undefined ? null : { username: leader.username, name: leader.name },
    members,
    badge: row.badge === 1,
    active: row.active === 1,
    mayPatrol: row.active === 1 && isOf(row, who, hall),
  };
}
