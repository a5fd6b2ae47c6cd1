import type { Project } from '../../shared/contract/project.ts';
import { isLate } from '../../shared/rules/project.ts';
import type { HallConfig } from '../hall/config.ts';
import type { BoundApplication, ProjectRow } from './store.ts';

/** A stage as it is kept. */
export interface KeptStage {
  readonly name: string;
  readonly dueDay: string;
  readonly applications: readonly {
    readonly id: string;
    readonly matter: string;
    readonly dueDay: string;
  }[];
}

export function stagesOf({ stages }: Pick<ProjectRow, 'stages'>): KeptStage[] {
  return JSON.parse(stages) as KeptStage[];
}

export function plannedOf(row: Pick<ProjectRow, 'stages'>): KeptStage['applications'][number][] {
  return stagesOf(row).flatMap(({ applications }) => applications);
}

/** The stages with what became of each planned application. */
export function chartOf(
  hall: HallConfig,
  row: Pick<ProjectRow, 'stages'>,
  applications: readonly BoundApplication[],
  today: string,
): Project['stages'] {
  const byPlan = new Map(applications.map((one) => [one.plan, one]));
  return stagesOf(row).map(({ name, dueDay, applications: planned }) => {
    const list = planned.map((one) => {
      const bound = byPlan.get(one.id);
      const state =
        bound === undefined
          ? ('planned' as const)
          : bound.decided_day === null
            ? ('running' as const)
            : ('done' as const);
      const matter = hall.matterByCode.get(one.matter);
      return {
        ...one,
        matterName: matter?.name ?? { 'zh-Hans': one.matter },
        state,
        late: isLate({ dueDay: one.dueDay, state }, bound ?? null, today),
        application:
          bound === undefined
            ? null
            : {
                id: bound.id,
                number: bound.number,
                status: bound.status,
                dueDay: bound.due_day,
                decidedDay: bound.decided_day,
              },
      };
    });
    const isDone = list.every(({ state }) => state === 'done');
    return { name, dueDay, late: !isDone && dueDay < today, applications: list };
  });
}

/** How many are planned, decided and late, and the last day of the plan. */
export function sumsOf(stages: Project['stages']) {
  const planned = stages.flatMap(({ applications }) => applications);
  const days = [...stages, ...planned].map(({ dueDay }) => dueDay).sort();
  return {
    planned: planned.length,
    done: planned.filter(({ state }) => state === 'done').length,
    late: planned.filter(({ late }) => late).length,
    dueDay: days.at(-1) ?? null,
  };
}
