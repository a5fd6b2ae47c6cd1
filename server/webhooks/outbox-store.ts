import { type Insertable, type Selectable, sql } from 'kysely';
import type { Delivery, DeliveryQuery } from '../../shared/contract/webhooks.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Reader } from '../db/open.ts';
import type { WebhookDeliveriesTable } from '../db/tables/outside.ts';
import { type Bound, rows, type Unit, write } from '../db/unit.ts';
import { free } from './log-store.ts';

export type DeliveryRow = Selectable<WebhookDeliveriesTable>;

const pending = sql.lit<'pending'>('pending');

export function insertDelivery(row: Insertable<WebhookDeliveriesTable>): Bound {
  return write((db) =>
    db
      .insertInto('webhook_deliveries')
      .values(row)
      .onConflict((c) => c.columns(['webhook_id', 'message']).doNothing()),
  );
}

/** Messages that are being tried now, by this or another process. */
export function* underWay(webhook: string, now: Instant): Unit<number> {
  const [row] = yield* rows((db) =>
    db
      .selectFrom('webhook_deliveries')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('webhook_id', '=', webhook)
      .where('status', '=', pending)
      .where('claimed_until', '>', now),
  );
  return Number(row?.count ?? 0);
}

/**
 * Messages of a webhook whose turn it is: due, tried by nobody now, and the first of their line that is
 * not over. Another process that takes some of them at this moment is passed by.
 */
export function dueOf(webhook: string, now: Instant, most: number): Unit<DeliveryRow[]> {
  return rows((db) =>
    free(
      db,
      db
        .selectFrom('webhook_deliveries')
        .selectAll()
        .where('webhook_id', '=', webhook)
        .where('status', '=', pending)
        .where('due_at', '<=', now)
        .where((e) => e.or([e('claimed_until', 'is', null), e('claimed_until', '<=', now)]))
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom('webhook_deliveries as before')
                .select('before.id')
                .whereRef('before.webhook_id', '=', 'webhook_deliveries.webhook_id')
                .whereRef('before.line', '=', 'webhook_deliveries.line')
                .where('before.status', '=', pending)
                .where((o) =>
                  o.or([
                    o('before.version', '<', o.ref('webhook_deliveries.version')),
                    o.and([
                      o('before.version', '=', o.ref('webhook_deliveries.version')),
                      o('before.place', '<', o.ref('webhook_deliveries.place')),
                    ]),
                  ]),
                ),
            ),
          ),
        )
        .orderBy('due_at')
        .orderBy('version')
        .orderBy('place')
        .limit(most),
    ),
  );
}

export function claim(id: string, by: string, until: Instant): Bound {
  return write((db) =>
    db
      .updateTable('webhook_deliveries')
      .set({ claimed_by: by, claimed_until: until })
      .where('id', '=', id),
  );
}

export type Outcome = Pick<DeliveryRow, 'status' | 'tries' | 'due_at' | 'answered' | 'error'> &
  Pick<DeliveryRow, 'said' | 'ended_at'>;

/** What became of a try, where it is still this process's: a claim that ran out belongs to another. */
export function settle(id: string, by: string, outcome: Outcome): Bound {
  return write((db) =>
    db
      .updateTable('webhook_deliveries')
      .set({ ...outcome, claimed_by: null, claimed_until: null })
      .where('id', '=', id)
      .where('claimed_by', '=', by)
      .where('status', '=', pending),
  );
}

/** All that is still to be told a webhook is over. */
export function giveUp(webhook: string, at: Instant): Bound {
  return write((db) =>
    db
      .updateTable('webhook_deliveries')
      .set({
        status: 'failed',
        error: 'disabled',
        ended_at: at,
        claimed_by: null,
        claimed_until: null,
      })
      .where('webhook_id', '=', webhook)
      .where('status', '=', pending),
  );
}

export function deleteOf(webhook: string): Bound {
  return write((db) => db.deleteFrom('webhook_deliveries').where('webhook_id', '=', webhook));
}

/** Of a webhook those that were made before an instant and are over. */
export function deleteOver(webhook: string, before: Instant): Bound {
  return write((db) =>
    db
      .deleteFrom('webhook_deliveries')
      .where('webhook_id', '=', webhook)
      .where('created_at', '<', before)
      .where('status', '<>', pending),
  );
}

/** One that failed is tried again, as if for the first time. */
export function again(id: string, now: Instant): Bound {
  return write((db) =>
    db
      .updateTable('webhook_deliveries')
      .set({ status: 'pending', tries: 0, due_at: now, ended_at: null, error: null })
      .where('id', '=', id),
  );
}

export function* byId(webhook: string, id: string): Unit<DeliveryRow | null> {
  const [row] = yield* rows((db) =>
    db
      .selectFrom('webhook_deliveries')
      .selectAll()
      .where('id', '=', id)
      .where('webhook_id', '=', webhook),
  );
  return row ?? null;
}

export async function list(
  db: Reader,
  webhook: string,
  { status, offset, limit }: DeliveryQuery,
): Promise<Delivery[]> {
  const found = await db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('webhook_id', '=', webhook)
    .$if(status !== undefined, (q) => q.where('status', '=', status!))
    .orderBy('created_at', 'desc')
    .orderBy('version', 'desc')
    .orderBy('place', 'desc')
    .offset(offset)
    .limit(limit)
    .execute();
  return found.map((row) => ({
    id: row.id,
    message: row.message,
    type: row.kind as Delivery['type'],
    status: row.status,
    tries: row.tries,
    createdAt: row.created_at,
    dueAt: row.status === 'pending' ? row.due_at : null,
    endedAt: row.ended_at,
    answered: row.answered,
    error: row.error as Delivery['error'],
    said: row.said,
  }));
}

/** How many wait, by webhook. */
export async function waiting(db: Reader): Promise<Map<string, number>> {
  const found = await db
    .selectFrom('webhook_deliveries')
    .select('webhook_id')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('status', '=', pending)
    .groupBy('webhook_id')
    .execute();
  return new Map(found.map((row) => [row.webhook_id, Number(row.count)]));
}
