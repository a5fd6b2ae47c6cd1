import { Problem } from '../../shared/errors.ts';
import type { Unit } from '../db/unit.ts';
import type { HallConfig, MatterConfig } from '../hall/config.ts';
import { plannedOf } from './plan.ts';
import * as store from './store.ts';

/** The project that an application is of, and the planned one that it is, if it is one. */
export interface Binding {
  readonly id: string;
  readonly plan: string | null;
}

/**
 * Binds an application to a project: to the planned one that is named, else to the first of its
 * matter that has none yet, else to the project alone. In a unit.
 *
 * @param at `bound`: planned ones that have theirs by what is about to be written; `own`: the one that
 *   the application is already
 * @throws Problem `unknown_project`; `not_allowed` for a closed one; `not_found` where it plans no
 *   such application, `already_exists` where that has one
 */
export function* boundTo(
  hall: HallConfig,
  code: string,
  matter: Pick<MatterConfig, 'code'>,
  at: {
    readonly bound?: ReadonlySet<string>;
    readonly plan?: string | undefined;
    readonly own?: string | null;
  },
): Unit<Binding> {
  const project = yield* store.projectByCode(hall.id, code);
  if (project === null) throw new Problem('unknown_project', `There is no project "${code}"`);
  if (project.status === 'closed')
    throw new Problem('not_allowed', `The project "${code}" is closed`, { state: 'closed' });
  const { plan } = at;
  const taken = new Set([...(at.bound ?? []), ...(yield* store.takenPlans(project.id))]);
  if (at.own) taken.delete(at.own);
  const planned = plannedOf(project);
  if (plan === undefined) {
    const free = planned.find((one) => one.matter === matter.code && !taken.has(one.id));
    return { id: project.id, plan: free?.id ?? null };
  }
  if (!planned.some(({ id }) => id === plan))
    throw new Problem('not_found', `The project plans no application "${plan}"`);
  if (taken.has(plan)) throw new Problem('already_exists', 'This planned application has one');
  return { id: project.id, plan };
}
