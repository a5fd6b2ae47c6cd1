import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { EventType } from '../../shared/contract/webhooks.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Reader } from '../db/open.ts';
import type { WebhooksTable } from '../db/tables/outside.ts';
import { type Bound, rows, type Unit, write } from '../db/unit.ts';

export type WebhookRow = Selectable<WebhooksTable>;

export function all(): Unit<WebhookRow[]> {
  return rows((db) => db.selectFrom('webhooks').selectAll().orderBy('created_at').orderBy('id'));
}

export function* byId(id: string): Unit<WebhookRow | null> {
  return (
    (yield* rows((db) => db.selectFrom('webhooks').selectAll().where('id', '=', id)))[0] ?? null
  );
}

export function insert(row: WebhookRow): Bound {
  return write((db) => db.insertInto('webhooks').values(row));
}

export function remove(id: string): Bound {
  return write((db) => db.deleteFrom('webhooks').where('id', '=', id));
}

export function change(id: string, to: Partial<WebhookRow>): Bound {
  return write((db) => db.updateTable('webhooks').set(to).where('id', '=', id));
}

/** A try failed: since when none went well. */
export function failed(id: string, at: Instant): Bound {
  return write((db) =>
    db
      .updateTable('webhooks')
      .set({ failing_since: sql<Instant>`coalesce(failing_since, ${at})` })
      .where('id', '=', id),
  );
}

/** Whether anybody is told of events of a kind. */
export async function isAnybodyTold(db: Reader, type: EventType): Promise<boolean> {
  const told = await db
    .selectFrom('webhooks')
    .select('events')
    .where('status', '=', 'active')
    .execute();
  return told.some((row) => eventsOf(row).includes(type));
}

export function eventsOf(row: Pick<WebhookRow, 'events'>): EventType[] {
  return JSON.parse(row.events) as EventType[];
}

/** From now on others are told of the halls that are not read yet. */
export const readFromNow: Bound = write((db) =>
  db
    .insertInto('webhook_cursors')
    .columns(['hall_id', 'version'])
    .expression((e) =>
      e
        .selectFrom('halls')
        .select(['id', 'version'])
        .where(sql<boolean>`true`),
    )
    .onConflict((c) => c.column('hall_id').doNothing()),
);

/** A hall that was made since somebody is told: all that happened there is told. */
export const readNewHalls: Bound = write((db) =>
  db
    .insertInto('webhook_cursors')
    .columns(['hall_id', 'version'])
    .expression((e) =>
      e
        .selectFrom('halls')
        .select(['id', sql.lit(0).as('version')])
        .where(sql<boolean>`true`),
    )
    .onConflict((c) => c.column('hall_id').doNothing()),
);

export async function hasNewHalls(db: Reader): Promise<boolean> {
  const found = await db
    .selectFrom('halls')
    .leftJoin('webhook_cursors', 'webhook_cursors.hall_id', 'halls.id')
    .select('halls.id')
    .where('webhook_cursors.hall_id', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Nobody is told any more. */
export const readNoMore: Bound = write((db) => db.deleteFrom('webhook_cursors'));

/** Halls with lines that nobody was told of yet. */
export async function behind(db: Reader): Promise<string[]> {
  const found = await db
    .selectFrom('halls')
    .innerJoin('webhook_cursors', 'webhook_cursors.hall_id', 'halls.id')
    .select('halls.id')
    .whereRef('webhook_cursors.version', '<', 'halls.version')
    .execute();
  return found.map(({ id }) => id);
}
