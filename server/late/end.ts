import { Problem } from '../../shared/errors.ts';
import { busyStep, type Step, type Visit } from '../../shared/rules/visit.ts';
import * as acts from '../../shared/rules/visit-acts.ts';
import type { Unit } from '../db/unit.ts';
import type { Entering, Made } from './entering.ts';

/**
 * The end of the ticket that a window had in hand when the line went, at the time when it was: what
 * comes after in its visit counts from then on, as if the server had been there.
 *
 * @throws Problem `ticket_not_found`; `late_not_in_hand` where something else has become of it
 *   meanwhile, with its state; `late_times` before what the server knows of it; `unknown_matter`,
 *   `reason_required`
 */
export function* lateEnd({ c, entry, window, day, tickets }: Entering): Unit<Made> {
  // The schema of an entry says that it is there without a number on paper.
  const number = entry.number!;
  const kept = yield* tickets.withNumber(c.hall.id, day, number);
  if (kept === null) throw new Problem('ticket_not_found', `There is no ticket ${number} then`);
  const step = busyStep(kept.visit);
  const inHand =
    step?.window_id === window.id && (step.status === 'called' || step.status === 'serving');
  if (!inHand || day !== c.day)
    throw new Problem('late_not_in_hand', `${number} is ${kept.visit.status}`, {
      number,
      state: kept.visit.status,
    });
  const from = step.status === 'called' ? step.last_called_at! : step.status_since;
  if ((entry.startedAt ?? entry.endedAt) < from && step.status === 'called')
    throw new Problem('late_times', `${number} was called after that`);
  if (entry.endedAt < from) throw new Problem('late_times', `${number} was in hand after that`);
  const visit = ended(c, { visit: kept.visit, step, entry });
  // Steps that it sets free wait from its end on, not from when it was entered.
  const after = tickets.changes.after({ ...c, now: entry.endedAt }, kept, { visit });
  const { writes, queues } = tickets.changes.written([{ before: kept, after }]);
  return {
    writes,
    row: {
      kind: 'ticket',
      number,
      ticket_id: kept.ticket.id,
      step_id: step.id,
      queue_id: step.queue_id,
      staff_id: step.staff_id,
      called_at: step.last_called_at!,
      started_at: after.visit.steps[step.position]!.started_at,
    },
    touched: { queues, tickets: [kept.ticket.id], windows: [window.id] },
  };
}

function ended(
  c: Entering['c'],
  { visit, step, entry }: { visit: Visit; step: Step; entry: Entering['entry'] },
): Visit {
  if (entry.outcome === 'missed') return acts.noShow(visit, step, entry.endedAt);
  const begins = step.status === 'called' && entry.startedAt !== undefined;
  const begun = begins ? acts.start(visit, step, entry.startedAt!) : visit;
  const done = entry.matters?.map((code) => {
    const matter = c.hall.matterByCode.get(code);
    if (matter === undefined || !step.matters.some((m) => m.id === matter.id))
      throw new Problem('unknown_matter', `"${code}" is no matter of this step`);
    return matter.id;
  });
  return acts.finish(
    begun,
    begun.steps[step.position]!,
    done === undefined ? null : new Set(done),
    entry.reason ?? null,
    entry.endedAt,
  );
}
