import {
  mostApplications,
  type NewApplication,
  usualPromise,
} from '../../shared/contract/application.ts';
import { Problem } from '../../shared/errors.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import { dueDayOf } from '../../shared/rules/working-days.ts';
import { planned } from '../calendar/service.ts';
import type { Bound, Unit } from '../db/unit.ts';
import type { Deciding } from '../command/types.ts';
import type { HallConfig, MatterConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import { boundTo } from '../projects/binding.ts';
import { daysAheadFor } from './due.ts';
import * as store from './store.ts';

/** The step at whose end they are entered. */
export interface HandedInAt {
  readonly ticketId: string;
  readonly number: string;
  readonly stepId: string;
  readonly stepMatters: readonly string[];
  readonly windowId: string;
  readonly staffId: string | null;
}

/** What is to be written, and what the log says of it: no receipt number, which leads to a person. */
export interface Entered {
  readonly writes: readonly Bound[];
  readonly ids: readonly string[];
  readonly logged: readonly { id: string; matter: string; dueDay: string }[];
}

/**
 * Applications as the end of a step enters them. In a unit, before its first write.
 *
 * @throws Problem `unknown_matter` for what neither the step nor the catalogue has, `receipt_taken`
 *   for a number that the hall has entered before, `unknown_project`
 */
export function* enter(
  c: Deciding,
  at: HandedInAt,
  list: readonly NewApplication[],
  ids: Ids,
): Unit<Entered> {
  const wanted = list.slice(0, mostApplications).map((one) => {
    const matter = matterOf(c.hall, at.stepMatters, one.matter);
    return { ...one, matter, promised: one.promisedWorkingDays ?? promiseOf(matter) };
  });
  yield* requireFresh(
    c.hall.id,
    wanted.flatMap(({ receipt }) => receipt ?? []),
  );
  const days = daysAheadFor(Math.max(...wanted.map(({ promised }) => promised)));
  const following = yield* planned(c.hall, addDays(c.day, 1), days);
  const person = yield* store.personOfStep(at.stepId);
  const bound = new Set<string>();
  const writes: Bound[] = [];
  const logged: { id: string; matter: string; dueDay: string }[] = [];
  for (const one of wanted) {
    const id = ids.id();
    const dueDay = dueDayOf(following, one.promised) ?? addDays(c.day, days);
    const project =
      one.project === undefined ? null : yield* boundTo(c.hall, one.project, one.matter, { bound });
    if (project?.plan) bound.add(project.plan);
    writes.push(
      store.insertApplication({
        id,
        hall_id: c.hall.id,
        ticket_id: at.ticketId,
        step_id: at.stepId,
        number: at.number,
        service_day: c.day,
        matter_id: one.matter.id,
        window_id: at.windowId,
        staff_id: at.staffId,
        receipt: one.receipt ?? null,
        person_hash: person,
        promised_days: one.promised,
        due_day: dueDay,
        status: 'accepted',
        accepted_at: c.now,
        status_since: c.now,
        status_day: c.day,
        decided_day: null,
        used_days: null,
        project_id: project?.id ?? null,
        plan: project?.plan ?? null,
      }),
      store.insertState({
        application_id: id,
        seq: 0,
        status: 'accepted',
        at: c.now,
        day: c.day,
        staff_id: at.staffId,
        note: null,
        visitor_note: null,
      }),
    );
    logged.push({ id, matter: one.matter.code, dueDay });
  }
  return { writes, ids: logged.map(({ id }) => id), logged };
}

/** Working days that a matter promises where nobody says otherwise. */
export function promiseOf({ promisedDays }: Pick<MatterConfig, 'promisedDays'>): number {
  return promisedDays ?? usualPromise;
}

/** Of the step, or of the catalogue as it stands: what is handed in may be more than was ticked. */
function matterOf(hall: HallConfig, ofStep: readonly string[], code: string): MatterConfig {
  const matter = hall.matterByCode.get(code);
  if (matter === undefined || !(matter.active || ofStep.includes(matter.id)))
    throw new Problem('unknown_matter', `There is no matter "${code}"`);
  return matter;
}

/** @throws Problem `receipt_taken`, with the ticket that it was entered for */
export function* requireFresh(hallId: string, receipts: readonly string[]): Unit<void> {
  const twice = receipts.find((receipt, i) => receipts.indexOf(receipt) !== i);
  if (twice !== undefined)
    throw new Problem('receipt_taken', `${twice} is there twice`, { receipt: twice });
  if (receipts.length === 0) return;
  const [taken] = yield* store.withReceipts(hallId, receipts);
  if (taken === undefined) return;
  const { receipt, number, service_day: day } = taken;
  throw new Problem('receipt_taken', `${receipt} was entered for ${number} of ${day}`, {
    ...{ receipt, number, day },
  });
}

/**
 * The rows that take applications back with the end that entered them.
 *
 * @throws Problem `undo_too_late` where one of them has moved on since
 */
export function* takenBack(ids: readonly string[], enteredAt: string): Unit<Bound[]> {
  if (ids.length === 0) return [];
  const rows = yield* store.statesSince(ids);
  if (rows.length < ids.length || rows.some((row) => row.status_since !== enteredAt))
    throw new Problem('undo_too_late', 'What was handed in has moved on since');
  return store.removed(ids);
}
