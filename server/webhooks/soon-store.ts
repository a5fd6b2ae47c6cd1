import { sql } from 'kysely';
import type { HallEvent } from '../../shared/contract/webhooks.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { type Bound, rows, type Unit, write } from '../db/unit.ts';
import type { HallConfig } from '../hall/config.ts';
import type { KnownTicket } from './log-store.ts';
import { eventOf, type Telling } from './telling.ts';

/** "It is nearly your turn" is said at so many ahead. */
const soonAhead = 3;
/** Behind whatever else its version tells. */
const firstPlace = 500;

/**
 * Whose turn is near and who was not told so yet: in queues that a window serves now, once a step.
 *
 * @returns what is told, and what is written so that it is told once
 */
export function* soonIn(
  hall: HallConfig,
  at: { readonly day: string; readonly version: number; readonly at: Instant },
): Unit<{ tellings: Telling[]; writes: Bound[] }> {
  const served = yield* servedNow(hall);
  const tellings: Telling[] = [];
  const steps = new Set<string>();
  for (const queue of served) {
    for (const [ahead, first] of (yield* heads(queue, at.day)).entries()) {
      if (first.told !== null || steps.has(first.step)) continue;
      steps.add(first.step);
      const { position, ...ticket } = first;
      const place = firstPlace + tellings.length;
      const event: HallEvent = eventOf(hall, at, {
        ...{ type: 'ticket.soon', place, ticket, window: null, details: { ahead } },
        step: { position, queueId: queue },
      });
      tellings.push({ event, line: ticket.id, place });
    }
  }
  const told = [...steps].map((step) => ({ step_id: step, service_day: at.day }));
  const writes = told.map((row) =>
    write((db) =>
      db
        .insertInto('soon_told')
        .values(row)
        .onConflict((c) => c.doNothing()),
    ),
  );
  return { tellings, writes };
}

/** The queues that a window serves now. */
export function* servedNow(hall: HallConfig): Unit<Set<string>> {
  const open = yield* rows((db) =>
    db
      .selectFrom('windows')
      .select('id')
      .where('hall_id', '=', hall.id)
      .where('status', '=', sql.lit('open')),
  );
  return new Set(
    open.flatMap(({ id }) => hall.windowById.get(id)?.serves.map(({ queueId }) => queueId) ?? []),
  );
}

export type Head = KnownTicket & {
  readonly step: string;
  readonly position: number;
  readonly told: string | null;
};

/** The first of a queue's line: those whose turn is near. */
export function heads(queue: string, day: string): Unit<Head[]> {
  return rows((db) =>
    db
      .selectFrom('steps')
      .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
      .leftJoin('soon_told', 'soon_told.step_id', 'steps.id')
      .select([
        'tickets.id',
        'tickets.number',
        'tickets.status',
        'tickets.version',
        'tickets.ended_at as endedAt',
        'tickets.service_day as day',
        'tickets.taken_at as takenAt',
        'tickets.language',
        'tickets.appointment_id as appointment',
        'steps.id as step',
        'steps.position',
        'soon_told.step_id as told',
      ])
      .where('steps.queue_id', '=', queue)
      .where('steps.service_day', '=', day)
      .where('steps.callable', '=', sql.lit<1>(1))
      .orderBy('steps.order_key')
      .orderBy('steps.seq')
      .limit(soonAhead + 1),
  );
}

/** What was told on days before is needed no more. */
export function forgetTold(day: string): Bound {
  return write((db) => db.deleteFrom('soon_told').where('service_day', '<', day));
}
