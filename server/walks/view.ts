import type {
  Obstacle,
  WalkRow as WalkRowAnswer,
  WalkSummary,
} from '../../shared/contract/walk.ts';
import type { Text } from '../../shared/languages.ts';
import { groupBy } from '../../shared/rules/groups.ts';
import {
  type CountedObstacle,
  type CountedWalk,
  countWalks,
  isObstacleOverdue,
  leaderKey,
} from '../../shared/rules/walk.ts';
import type { HallConfig } from '../hall/config.ts';
import type { ObstacleRow } from './obstacle-store.ts';
import type { BoundTicket, WalkRow } from './store.ts';

/** A department's name by its code; whatever else was written stands as it is. */
export function departmentNameOf(hall: HallConfig, department: string): Text {
  return (
    hall.departments.find(({ code }) => code === department)?.name ?? { 'zh-Hans': department }
  );
}

/** A department as it is kept: its code, where what was written is its code or one of its names. */
export function departmentOf(hall: HallConfig, written: string): string {
  const known = hall.departments.find(
    ({ code, name }) => code === written || Object.values(name).includes(written),
  );
  return known?.code ?? written;
}

const codesIn = (json: string): string[] => JSON.parse(json) as string[];

/** The matters that a walk counts for: its own, else those of its tickets; each once. */
export function mattersOf(
  walk: Pick<WalkRow, 'matters' | 'other_matters'>,
  tickets: readonly Pick<BoundTicket, 'matters'>[],
): { code: string | null; word: string }[] {
  const own = codesIn(walk.matters);
  const others = codesIn(walk.other_matters);
  const codes =
    own.length === 0 && others.length === 0 ? tickets.flatMap((t) => codesIn(t.matters)) : own;
  return [
    ...[...new Set(codes)].map((code) => ({ code, word: code })),
    ...[...new Set(others)].map((word) => ({ code: null, word })),
  ];
}

const nameOfMatter = (hall: HallConfig, { code, word }: { code: string | null; word: string }) =>
  (code === null ? undefined : hall.matterByCode.get(code)?.name) ?? { 'zh-Hans': word };

export function obstacleView(hall: HallConfig, row: ObstacleRow, today: string): Obstacle {
  return {
    id: row.id,
    walk: row.walk_id === null ? null : { id: row.walk_id, title: row.walk_title ?? '' },
    patrol: row.patrol_id === null ? null : { id: row.patrol_id, team: row.team_name ?? '' },
    observation: row.observation,
    title: row.title,
    department: row.department,
    departmentName: departmentNameOf(hall, row.department),
    owner:
      row.owner === null
        ? null
        : row.owner_name === null
          ? { username: null, name: row.owner }
          : { username: row.owner, name: row.owner_name },
    foundDay: row.found_day,
    due: row.due_day,
    overdue: isObstacleOverdue({ status: row.status, due: row.due_day }, today),
    status: row.status,
    done: row.done,
    daysCut: row.days_cut,
    papersCut: row.papers_cut,
    solvedDay: row.solved_day,
    changedAt: row.changed_at,
  };
}

/** What is known of some walks beside their rows. */
export interface About {
  readonly tickets: readonly BoundTicket[];
  readonly obstacles: readonly ObstacleRow[];
  readonly observations: ReadonlyMap<string, number>;
}

export function walkRowView(hall: HallConfig, row: WalkRow, about: About): WalkRowAnswer {
  const tickets = about.tickets.filter((t) => t.walk_id === row.id);
  const obstacles = about.obstacles.filter((o) => o.walk_id === row.id);
  const chosen = hall.packages.find(({ code }) => code === row.package);
  return {
    id: row.id,
    title: row.title,
    leader: row.leader,
    department: row.department,
    departmentName: departmentNameOf(hall, row.department),
    role: row.role,
    day: row.day,
    status: row.status,
    matters: mattersOf(row, tickets).map((matter) => ({
      code: matter.code,
      name: nameOfMatter(hall, matter),
    })),
    package:
      row.package === null
        ? null
        : { code: row.package, name: chosen?.name ?? { 'zh-Hans': row.package } },
    window: row.window_number,
    tickets: tickets.length,
    observations: about.observations.get(row.id) ?? 0,
    obstacles: obstacles.length,
    solved: obstacles.filter(({ status }) => status === 'solved').length,
  };
}

/** The counts of walks with the rows behind each; departments in the order of most walks. */
export function summaryView(
  hall: HallConfig,
  range: { from: string; to: string },
  walks: readonly WalkRow[],
  about: Pick<About, 'tickets' | 'obstacles'>,
  today: string,
): WalkSummary {
  const ticketsByWalk = groupBy(about.tickets, ({ walk_id }) => walk_id);
  const matters = new Map(
    walks.map((walk) => [walk.id, mattersOf(walk, ticketsByWalk.get(walk.id) ?? [])]),
  );
  const counted = walks.map(({ id, leader, department }): CountedWalk => ({
    ...{ id, leader, department },
    matters: matters.get(id)!.map(({ code, word }) => code ?? `"${word}"`),
  }));
  const obstacles = about.obstacles.map((o): CountedObstacle => ({
    walk: o.walk_id!,
    status: o.status,
    daysCut: o.days_cut,
    papersCut: o.papers_cut,
  }));
  const count = (some: readonly CountedWalk[]) => countWalks(some, obstacles);
  const byWalks = <T extends { readonly walks: number }>(a: T, b: T): number => b.walks - a.walks;
  const byMatter = groupBy([...matters.values()].flat(), ({ code, word }) => code ?? `"${word}"`);
  return {
    ...range,
    ...count(counted),
    rows: {
      departments: [...groupBy(counted, ({ department }) => department)]
        .map(([department, some]) => {
          const { departments: _, ...counts } = count(some);
          return { department, name: departmentNameOf(hall, department), ...counts };
        })
        .sort(byWalks),
      leaders: [...groupBy(counted, leaderKey).values()]
        .map((some) => {
          const { leader, department } = some[0]!;
          const { walks: all, matters: through } = count(some);
          return {
            leader,
            name: departmentNameOf(hall, department),
            walks: all,
            matters: through,
          };
        })
        .sort(byWalks),
      matters: [...byMatter.values()]
        .map((some) => ({
          code: some[0]!.code,
          name: nameOfMatter(hall, some[0]!),
          walks: some.length,
        }))
        .sort(byWalks),
      obstacles: about.obstacles.map((o) => obstacleView(hall, o, today)),
    },
  };
}
