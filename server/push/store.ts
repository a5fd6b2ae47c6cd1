import type { Selectable } from 'kysely';
import type { Reader } from '../db/open.ts';
import type { PushSubscriptionsTable } from '../db/tables/outside.ts';
import { type Bound, rows, type Unit, write } from '../db/unit.ts';
import { free } from '../webhooks/log-store.ts';

export type SubscriptionRow = Selectable<PushSubscriptionsTable>;

/** The halls in which a phone is to be told, and the oldest day of those. */
export function hallsWithPhones(db: Reader): Promise<{ hall_id: string; day: string }[]> {
  return db
    .selectFrom('push_subscriptions')
    .select('hall_id')
    .select((e) => e.fn.min('service_day').$castTo<string>().as('day'))
    .groupBy('hall_id')
    .execute();
}

export function* ofTicket(ticketId: string): Unit<SubscriptionRow[]> {
  return yield* rows((db) =>
    db.selectFrom('push_subscriptions').selectAll().where('ticket_id', '=', ticketId),
  );
}

export function* ofTickets(ticketIds: readonly string[]): Unit<SubscriptionRow[]> {
  if (ticketIds.length === 0) return [];
  return yield* rows((db) =>
    db.selectFrom('push_subscriptions').selectAll().where('ticket_id', 'in', ticketIds),
  );
}

/** Whether a phone of a hall's day is told already. */
export function* anyOf(hallId: string, day: string): Unit<boolean> {
  const found = yield* rows((db) =>
    db
      .selectFrom('push_subscriptions')
      .select('id')
      .where('hall_id', '=', hallId)
      .where('service_day', '=', day)
      .limit(1),
  );
  return found.length > 0;
}

export function keep(row: SubscriptionRow): Bound {
  const { sealed, language } = row;
  return write((db) =>
    db
      .insertInto('push_subscriptions')
      .values(row)
      .onConflict((c) =>
        c.columns(['ticket_id', 'endpoint_hash']).doUpdateSet({ sealed, language, failures: 0 }),
      ),
  );
}

export function change(
  id: string,
  to: Partial<Pick<SubscriptionRow, 'soon_step' | 'failures'>>,
): Bound {
  return write((db) => db.updateTable('push_subscriptions').set(to).where('id', '=', id));
}

export function remove(id: string): Bound {
  return write((db) => db.deleteFrom('push_subscriptions').where('id', '=', id));
}

export function removeOf(ticketId: string, endpointHash: string): Bound {
  return write((db) =>
    db
      .deleteFrom('push_subscriptions')
      .where('ticket_id', '=', ticketId)
      .where('endpoint_hash', '=', endpointHash),
  );
}

export function removeOfTickets(ticketIds: readonly string[]): Bound {
  return write((db) => db.deleteFrom('push_subscriptions').where('ticket_id', 'in', ticketIds));
}

export function removeBefore(hallId: string, day: string): Bound {
  return write((db) =>
    db
      .deleteFrom('push_subscriptions')
      .where('hall_id', '=', hallId)
      .where('service_day', '<', day),
  );
}

/** How far a hall's log was read for phones; null: never, or another process reads it now. */
export function* takeCursor(hallId: string): Unit<number | null> {
  const [row] = yield* rows((db) =>
    free(db, db.selectFrom('push_cursors').select('version').where('hall_id', '=', hallId)),
  );
  return row?.version ?? null;
}

export function moveCursor(hallId: string, version: number): Bound {
  return write((db) =>
    db
      .insertInto('push_cursors')
      .values({ hall_id: hallId, version })
      .onConflict((c) => c.column('hall_id').doUpdateSet({ version })),
  );
}
