import { Problem } from '../../shared/errors.ts';
import { type Asking, may } from '../../shared/rights.ts';
import { ageOn, isIdNumber, seniorFrom } from '../../shared/person.ts';
import type { TakeTicket } from '../../shared/contract/ticket.ts';
import {
  type CategoryConfig,
  type HallConfig,
  type PackageConfig,
  requirePackage,
} from '../hall/config.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { planJourney, type PlannedStep, withBeside } from '../../shared/rules/journey.ts';
import { mergeJourneys } from '../../shared/rules/merge-journeys.ts';
import type { StandardOf } from '../../shared/rules/begin-waiting.ts';
import { blankStep } from '../../shared/rules/new-step.ts';
import type { Step } from '../../shared/rules/visit.ts';

/** What a visitor asked for, as the hall can serve it; queues and matters by id. */
export interface Journey {
  /** Of the packages that it is for, in the order in which they were named. */
  readonly packageIds: readonly string[];
  readonly steps: readonly PlannedStep[];
}

/**
 * The journey asked for on a day.
 *
 * @throws Problem `unknown_queue`, `unknown_matter`, `unknown_package`, `package_not_valid`,
 *   `nothing_to_queue`
 */
export function plan(
  hall: HallConfig,
  day: string,
  wish: Pick<TakeTicket, 'package' | 'packages' | 'matters' | 'queue'>,
): Journey {
  if (wish.queue !== undefined) {
    const queue = hall.queueByCode.get(wish.queue);
    if (queue === undefined)
      throw new Problem('unknown_queue', `There is no queue "${wish.queue}"`);
    return { packageIds: [], steps: [{ queue: queue.id, matters: [], after: [] }] };
  }
  const packages = (wish.packages ?? (wish.package === undefined ? [] : [wish.package])).map(
    (code) => requirePackage(hall, code, day),
  );
  const inPackages = new Set(packages.flatMap((p) => p.steps.flatMap((s) => s.matters)));
  const matters = wish.matters?.map((code) => {
    const matter = hall.matterByCode.get(code);
    // A package of an older version may still hold a matter that left the catalogue.
    if (matter === undefined || (!matter.active && !inPackages.has(matter.id)))
      throw new Problem('unknown_matter', `There is no matter "${code}"`);
    return matter;
  });
  const beside = (matters ?? []).filter((m) => !inPackages.has(m.id));
  // One package is asked for with what it has: who means more names it among `packages`.
  if (wish.package !== undefined && beside.length > 0) {
    throw new Problem(
      'unknown_matter',
      `"${beside[0]!.code}" does not belong to the package "${wish.package}"`,
    );
  }
  return journeyFor(packages, matters?.map((m) => m.id) ?? null, hall);
}

/**
 * The journey of several packages with only the wanted matters, and what is wanted beside them: each
 * queue once where their orders allow it. A package of which nothing is wanted is none.
 *
 * @param wanted ids of matters; null: all
 * @param keeps a package that stays the ticket's though nothing of it is still to come
 * @throws Problem `nothing_to_queue`
 */
export function journeyFor(
  packages: readonly PackageConfig[],
  wanted: readonly string[] | null,
  hall: HallConfig,
  keeps: (pack: PackageConfig) => boolean = () => false,
): Journey {
  const mattersOf = (pack: PackageConfig) => pack.steps.flatMap((step) => step.matters);
  const inPackages = new Set(packages.flatMap(mattersOf));
  const ticked = wanted === null ? null : new Set(wanted);
  const beside = [...(ticked ?? [])].flatMap((id) => {
    const { mode, queueId } = hall.matterById.get(id)!;
    // What is not handled in the hall needs no window here.
    const here = !inPackages.has(id) && mode === 'hall' && queueId !== null;
    return here ? [{ matter: id, queue: queueId }] : [];
  });
  const planned = packages.map((pack) => planJourney(pack.steps, ticked));
  const steps = withBeside(mergeJourneys(planned), beside);
  if (steps.length === 0) throw new Problem('nothing_to_queue');
  const kept = packages.filter((pack, i) => planned[i]!.length > 0 || keeps(pack));
  return { packageIds: kept.map(({ id }) => id), steps };
}

/**
 * Of several categories the one with the highest credit; they do not add up. An ID number gives
 * `senior` by the age in it, where the hall has that category.
 *
 * @param by who asks for it: what the kiosk does not offer is for those who work here to give
 * @throws Problem `unknown_category`, `forbidden`
 */
export function categoryOf(
  hall: HallConfig,
  asked: readonly string[],
  person: { readonly idNumber: string | undefined; readonly day: string },
  by: Asking,
): CategoryConfig {
  const categories = asked.map((code) => {
    const category = hall.categoryByCode.get(code);
    if (category === undefined)
      throw new Problem('unknown_category', `There is no category "${code}"`);
    if (!category.atKiosk && !may(by, 'give-any-category', hall.code))
      throw new Problem('forbidden', `The category "${code}" is given by who works here`);
    return category;
  });
  const { idNumber, day } = person;
  const senior = hall.categoryByCode.get('senior');
  if (senior !== undefined && idNumber !== undefined && isIdNumber(idNumber)) {
    if (ageOn(idNumber, day) >= seniorFrom) categories.push(senior);
  }
  return highest(categories);
}

/** Of several categories the one with the highest credit, of equal ones the first. */
export function highest(categories: readonly CategoryConfig[]): CategoryConfig {
  return categories.reduce((best, c) => (c.creditSeconds > best.creditSeconds ? c : best));
}

/**
 * The categories that nobody has to ask for: that of a steward's client, and that of a station where
 * the whole visit is to stations.
 */
export function givenBy(
  hall: HallConfig,
  steps: readonly PlannedStep[],
  forClient: boolean,
): CategoryConfig[] {
  const codes = steps.map((step) => hall.queueById.get(step.queue)!.category);
  return [
    ...(codes.every((code) => code !== null) ? codes : []),
    ...(forClient ? [hall.settings.clientCategory] : []),
  ].flatMap((code) => hall.categoryByCode.get(code) ?? []);
}

/**
 * A visit is for another region where one of its matters is handled for others.
 *
 * @throws Problem `unknown_region`
 */
export function requireRegion(
  hall: HallConfig,
  region: string | undefined,
  steps: readonly PlannedStep[],
): void {
  if (region === undefined) return;
  if (!hall.regions.some(({ code }) => code === region))
    throw new Problem('unknown_region', `There is no region "${region}"`);
  const handled = steps.some((step) => step.matters.some((id) => hall.matterById.get(id)!.regions));
  if (!handled) throw new Problem('unknown_region', 'Nothing of this is handled for other regions');
}

/** The standards of the hall's queues as they stand. */
export function standardsOf(hall: HallConfig): StandardOf {
  return (queueId) => hall.queueById.get(queueId)!.serviceLevelSeconds;
}

/** A step before its visit begins. */
export function newStep(
  id: string,
  position: number,
  step: PlannedStep,
  category: CategoryConfig,
  now: Instant,
): Step {
  return blankStep(id, position, step, category.creditSeconds, now);
}
