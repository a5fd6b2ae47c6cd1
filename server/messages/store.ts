import type { Insertable, Selectable } from 'kysely';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { MessagesTable } from '../db/tables/floor.ts';

export type MessageRow = Selectable<MessagesTable>;
export type WithSender = MessageRow & { readonly sender: string | null };

export { textOf } from '../hall/message-store.ts';

export async function insert(
  tx: Tx,
  row: Insertable<MessagesTable>,
  windows: readonly string[],
): Promise<void> {
  await tx.insertInto('messages').values(row).execute();
  if (windows.length === 0) return;
  const { id, until } = row;
  await tx
    .insertInto('message_reads')
    .values(windows.map((window_id) => ({ message_id: id, window_id, until })))
    .execute();
}

/** The instants at which the newest messages of a hall were sent, since one; the newest first. */
export async function sentSince(
  db: Reader,
  hall: string,
  { since, limit }: { since: Instant; limit: number },
): Promise<Instant[]> {
  const rows = await db
    .selectFrom('messages')
    .select('sent_at')
    .where('hall_id', '=', hall)
    .where('sent_at', '>', since)
    .orderBy('sent_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ sent_at }) => sent_at);
}

function withSender(db: Reader) {
  return db
    .selectFrom('messages')
    .leftJoin('staff', 'staff.id', 'messages.sent_by')
    .selectAll('messages')
    .select('staff.name as sender');
}

export async function byId(db: Reader, hall: string, id: string): Promise<WithSender | null> {
  const row = await withSender(db)
    .where('messages.id', '=', id)
    .where('messages.hall_id', '=', hall)
    .executeTakeFirst();
  return row ?? null;
}

/** The messages of a hall, the newest first. */
export function ofHall(
  db: Reader,
  hall: string,
  page: { readonly offset: number; readonly limit: number },
): Promise<WithSender[]> {
  return withSender(db)
    .where('messages.hall_id', '=', hall)
    .orderBy('messages.sent_at', 'desc')
    .orderBy('messages.id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
}

export interface ReadRow {
  readonly message_id: string;
  readonly window_id: string;
  readonly read_at: Instant | null;
  readonly reader: string | null;
}

/** Who has read some messages, by window. */
export async function readsOf(db: Reader, messages: readonly string[]): Promise<ReadRow[]> {
  if (messages.length === 0) return [];
  return db
    .selectFrom('message_reads')
    .leftJoin('staff', 'staff.id', 'message_reads.read_by')
    .select(['message_id', 'window_id', 'read_at', 'staff.name as reader'])
    .where('message_id', 'in', messages)
    .execute();
}

/** Ends a message before its time. */
export async function end(tx: Tx, id: string, at: Instant): Promise<void> {
  await tx.updateTable('messages').set({ ended_at: at }).where('id', '=', id).execute();
}

/** Somebody at a window has read it. */
export async function markRead(
  tx: Tx,
  read: { message: string; window: string; by: string | null; at: Instant },
): Promise<void> {
  await tx
    .updateTable('message_reads')
    .set({ read_at: read.at, read_by: read.by })
    .where('message_id', '=', read.message)
    .where('window_id', '=', read.window)
    .where('read_at', 'is', null)
    .execute();
}
