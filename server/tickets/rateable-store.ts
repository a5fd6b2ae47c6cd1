import { sql } from 'kysely';
import { rows, type Unit } from '../db/unit.ts';
import { handledSeconds } from '../../shared/rules/times.ts';

/** Nobody is served in less, where the clerk did not even say that the visitor had come. */
const leastSeconds = 5;

/**
 * Of some steps that are done those that cannot be rated: nothing was handled, or the clerk who
 * served took the ticket too and so has its link.
 */
export function* notRateable(stepIds: readonly string[]): Unit<ReadonlySet<string>> {
  if (stepIds.length === 0) return new Set();
  const steps = yield* rows((db) =>
    db
      .selectFrom('steps')
      .leftJoin('staff', 'staff.id', 'steps.staff_id')
      .leftJoin('events', (join) =>
        join.onRef('events.ticket_id', '=', 'steps.ticket_id').on('events.command', '=', 'take'),
      )
      .select(['steps.id', 'steps.start_estimated', 'staff.username', 'events.actor as taker'])
      .where('steps.id', 'in', stepIds),
  );
  const own = steps.filter((s) => s.username !== null && s.taker === `staff:${s.username}`);
  const unsaid = steps.filter((s) => s.start_estimated === 1);
  const intervals =
    unsaid.length === 0
      ? []
      : yield* rows((db) =>
          db
            .selectFrom('intervals')
            .select(['step_id', 'status', 'hold_kind', 'began_at', 'ended_at'])
            .where(
              'step_id',
              'in',
              unsaid.map((s) => s.id),
            )
            // As their index says it.
            .where('status', 'in', sql<'held'[]>`('serving', 'held')` as never)
            .where('voided', '=', sql.lit<0>(0)),
        );
  const unhandled = unsaid.filter(
    ({ id }) => handledSeconds(intervals.filter((i) => i.step_id === id)) < leastSeconds,
  );
  return new Set([...own, ...unhandled].map((s) => s.id));
}
