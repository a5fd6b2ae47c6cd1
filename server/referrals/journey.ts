import { Problem } from '../../shared/errors.ts';
import { planJourney, withBeside } from '../../shared/rules/journey.ts';
import { mergeJourneys } from '../../shared/rules/merge-journeys.ts';
import { stillToDo } from '../../shared/rules/referral.ts';
import {
  type HallConfig,
  type MatterConfig,
  type PackageConfig,
  packageOn,
} from '../hall/config.ts';
import { packagesOf } from '../hall/ticket-packages.ts';
import type { Journey, StoredTicket } from '../tickets/service.ts';

interface Halls {
  readonly own: HallConfig;
  readonly there: HallConfig;
  /** The service day there. */
  readonly day: string;
}

/**
 * What is left of a visit as the other hall handles it: matters and queues by the same codes, in the
 * packages of the same codes where that hall has them with what is left.
 *
 * @throws Problem `unknown_matter`, `unknown_queue`, each with the codes that the other hall has not;
 *   `nothing_to_queue`
 */
export function journeyThere({ own, there, day }: Halls, { ticket, visit }: StoredTicket): Journey {
  const todo = stillToDo(visit);
  const matters = todo.flatMap((step) => step.matters.map((id) => own.matterById.get(id)!));
  const queues = todo
    .filter((step) => step.matters.length === 0)
    .map((step) => own.queueById.get(step.queue)!);
  const packages = packagesOf(own, ticket).flatMap(({ code }) => packageOn(there, code, day) ?? []);
  const mattersOf = (pack: PackageConfig) => pack.steps.flatMap((step) => step.matters);
  const inPacks = new Set(packages.flatMap(mattersOf));
  const found = matters.map((matter) => ({ matter, same: there.matterByCode.get(matter.code) }));
  const handled = (same: MatterConfig | undefined): same is MatterConfig =>
    same !== undefined && (inPacks.has(same.id) || isHandled(same));
  const missing = found.filter(({ same }) => !handled(same)).map(({ matter }) => matter);
  if (missing.length > 0) throw notThere('unknown_matter', there, missing);
  const missingQueues = queues.filter(({ code }) => !there.queueByCode.has(code));
  if (missingQueues.length > 0) throw notThere('unknown_queue', there, missingQueues);
  const same = found.map((one) => one.same!);
  const inside = new Set(same.filter(({ id }) => inPacks.has(id)).map(({ id }) => id));
  const beside = same.flatMap(({ id, queueId }) =>
    inside.has(id) ? [] : [{ matter: id, queue: queueId! }],
  );
  const kept = packages.filter((pack) => mattersOf(pack).some((id) => inside.has(id)));
  const planned = withBeside(
    mergeJourneys(kept.map((pack) => planJourney(pack.steps, inside))),
    beside,
  );
  const alone = queues
    .map(({ code }) => there.queueByCode.get(code)!.id)
    .filter((queue, i, all) => all.indexOf(queue) === i)
    .filter((queue) => planned.every((step) => step.queue !== queue));
  const steps = [...planned, ...alone.map((queue) => ({ queue, matters: [], after: [] }))];
  if (steps.length === 0) throw new Problem('nothing_to_queue');
  return { packageIds: kept.map(({ id }) => id), steps };
}

function isHandled({ active, mode, queueId }: MatterConfig): boolean {
  return active && mode === 'hall' && queueId !== null;
}

function notThere(
  code: 'unknown_matter' | 'unknown_queue',
  there: HallConfig,
  missing: readonly Pick<MatterConfig, 'code' | 'name'>[],
): Problem {
  const codes = missing.map((one) => one.code);
  return new Problem(code, `"${there.code}" does not have: ${codes.join(', ')}`, {
    hall: there.code,
    missing: missing.map((one) => ({ code: one.code, name: one.name })),
  });
}
