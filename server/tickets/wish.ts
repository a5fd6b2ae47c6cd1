import { Problem } from '../../shared/errors.ts';
import { type Asking, may } from '../../shared/rights.ts';
import { ageOn, isIdNumber, seniorFrom } from '../../shared/person.ts';
import type { TakeTicket } from '../../shared/contract/ticket.ts';
import { type CategoryConfig, type HallConfig, requirePackage } from '../hall/config.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { planJourney, planMatters, type PlannedStep } from '../../shared/rules/journey.ts';
import type { StandardOf } from '../../shared/rules/begin-waiting.ts';
import type { Step } from '../../shared/rules/visit.ts';

/** What a visitor asked for, as the hall can serve it; queues and matters by id. */
export interface Journey {
  readonly packageId: string | null;
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
  wish: Pick<TakeTicket, 'package' | 'matters' | 'queue'>,
): Journey {
  if (wish.queue !== undefined) {
    const queue = hall.queueByCode.get(wish.queue);
    if (queue === undefined)
      throw new Problem('unknown_queue', `There is no queue "${wish.queue}"`);
    return { packageId: null, steps: [{ queue: queue.id, matters: [], after: [] }] };
  }
  const matters = wish.matters?.map((code) => {
    const matter = hall.matterByCode.get(code);
    // A package of an older version may still hold a matter that left the catalogue.
    if (matter === undefined || (!matter.active && wish.package === undefined))
      throw new Problem('unknown_matter', `There is no matter "${code}"`);
    return matter;
  });
  if (wish.package === undefined) {
    const here = (matters ?? []).flatMap((m) =>
      m.mode === 'hall' && m.queueId !== null ? [{ matter: m.id, queue: m.queueId }] : [],
    );
    if (here.length === 0) throw new Problem('nothing_to_queue');
    return { packageId: null, steps: planMatters(here) };
  }
  const pack = requirePackage(hall, wish.package, day);
  const inside = new Set(pack.steps.flatMap((s) => s.matters));
  const stranger = matters?.find((m) => !inside.has(m.id));
  if (stranger !== undefined) {
    throw new Problem(
      'unknown_matter',
      `"${stranger.code}" does not belong to the package "${pack.code}"`,
    );
  }
  return {
    packageId: pack.id,
    steps: planJourney(
      pack.steps,
      matters === undefined ? null : new Set(matters.map((m) => m.id)),
    ),
  };
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
  return categories.reduce((best, c) => (c.creditSeconds > best.creditSeconds ? c : best));
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
  return {
    id,
    position,
    after: step.after,
    matters: step.matters.map((matter) => ({ id: matter, done: null })),
    queue_id: step.queue,
    status: 'blocked',
    status_since: now,
    callable: 0,
    reference: null,
    credit_seconds: category.creditSeconds,
    order_key: null,
    order_reason: 'walk-in',
    out_of_order: 0,
    only_window_id: null,
    window_id: null,
    staff_id: null,
    hold_kind: null,
    hold_until: null,
    waiting_since: null,
    standard_seconds: null,
    waits_from: null,
    waited_ms: null,
    first_called_at: null,
    last_called_at: null,
    call_count: 0,
    round_calls: 0,
    misses: 0,
    started_at: null,
    start_estimated: 0,
    ended_at: null,
    outcome: null,
  };
}
