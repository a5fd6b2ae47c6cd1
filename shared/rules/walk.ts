import type { ObstacleStatus } from '../contract/walk.ts';

/*
 * Walks of those who lead (局长走流程) and the obstacles that they find (rules.md, "Those who lead").
 */

/** An obstacle is due in so many working days where nobody says when. */
export const obstacleDueWorkingDays = 10;

/** From which states an obstacle comes into which; data, as every state machine here. */
export const obstacleTransitions: Readonly<Record<ObstacleStatus, readonly ObstacleStatus[]>> = {
  open: ['in-progress', 'solved', 'declined'],
  'in-progress': ['open', 'solved', 'declined'],
  // What was ended too soon is taken up again.
  solved: ['in-progress'],
  declined: ['in-progress'],
};

/** Whether somebody still has to see to it. */
export const isUnfinished = (status: ObstacleStatus): boolean =>
  status === 'open' || status === 'in-progress';

/** Over its day, and not ended. Days as YYYY-MM-DD. */
export function isObstacleOverdue(
  { status, due }: { readonly status: ObstacleStatus; readonly due: string },
  today: string,
): boolean {
  return isUnfinished(status) && due < today;
}

/** A walk as far as it is counted. */
export interface CountedWalk {
  readonly id: string;
  readonly leader: string;
  readonly department: string;
  /** What it went through: codes, or words for what has none. */
  readonly matters: readonly string[];
}

/** An obstacle as far as it is counted. */
export interface CountedObstacle {
  readonly walk: string;
  readonly status: ObstacleStatus;
  readonly daysCut: number;
  readonly papersCut: number;
}

/** How many of each. A matter counts once in each walk; what was cut, only once it is solved. */
export interface WalkCounts {
  readonly walks: number;
  readonly departments: number;
  /** People of the same name in two departments are two. */
  readonly leaders: number;
  readonly matters: number;
  readonly obstaclesFound: number;
  readonly obstaclesSolved: number;
  /** In working days. */
  readonly workingDaysCut: number;
  readonly papersCut: number;
}

export const leaderKey = ({ leader, department }: CountedWalk): string =>
  JSON.stringify([department, leader]);

/** Counts walks with the obstacles that were found in them; those of other walks are left out. */
export function countWalks(
  walks: readonly CountedWalk[],
  obstacles: readonly CountedObstacle[],
): WalkCounts {
  const ids = new Set(walks.map(({ id }) => id));
  const found = obstacles.filter(({ walk }) => ids.has(walk));
  const solved = found.filter(({ status }) => status === 'solved');
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  return {
    walks: walks.length,
    departments: new Set(walks.map(({ department }) => department)).size,
    leaders: new Set(walks.map(leaderKey)).size,
    matters: sum(walks.map(({ matters }) => new Set(matters).size)),
    obstaclesFound: found.length,
    obstaclesSolved: solved.length,
    workingDaysCut: sum(solved.map(({ daysCut }) => daysCut)),
    papersCut: sum(solved.map(({ papersCut }) => papersCut)),
  };
}
