import type { Selectable } from 'kysely';
import type { MessageText, TerminalMessage } from '../../shared/contract/message.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { prepared } from '../db/prepared.ts';
import type { Reader } from '../db/open.ts';
import type { MessagesTable } from '../db/tables/floor.ts';
import type { Unit } from '../db/unit.ts';

/*
 * What a manager has said and still stands, for the states of boards and terminals; it is said and
 * read in server/messages.
 */

type MessageRow = Selectable<MessagesTable>;

/** What a terminal shows at most: the oldest first, the others as these are read. */
const mostAtTerminal = 5;
/** What stands on boards at most, the newest. */
const mostOnBoards = 5;

export const textOf = ({ texts }: Pick<MessageRow, 'texts'>): MessageText =>
  JSON.parse(texts) as MessageText;

type UnreadRow = Pick<MessageRow, 'id' | 'texts' | 'calls' | 'sent_at' | 'until'> & {
  readonly sender: string | null;
};

const unreadAt = prepared<{ window: string; now: Instant; limit: number }, UnreadRow>((db, p) =>
  db
    .selectFrom('message_reads')
    .innerJoin('messages', 'messages.id', 'message_reads.message_id')
    .leftJoin('staff', 'staff.id', 'messages.sent_by')
    .select([
      'messages.id',
      'messages.texts',
      'messages.calls',
      'messages.sent_at',
      'messages.until',
      'staff.name as sender',
    ])
    .where('message_reads.window_id', '=', p('window'))
    .where('message_reads.until', '>', p('now'))
    .where('message_reads.read_at', 'is', null)
    .where('messages.ended_at', 'is', null)
    .orderBy('messages.sent_at')
    .orderBy('messages.id')
    .limit(p('limit')),
);

/** What stands at a window and nobody has read, as its terminal shows it: the oldest first. */
export function* messagesAt(window: string, now: Instant): Unit<TerminalMessage[]> {
  const rows = yield* unreadAt.rows({ window, now, limit: mostAtTerminal });
  return rows.map((row) => ({
    id: row.id,
    text: textOf(row),
    calls: row.calls === 1,
    at: row.sent_at,
    until: row.until,
    from: row.sender,
  }));
}

const standingOn = prepared<
  { hall: string; now: Instant; limit: number },
  Pick<MessageRow, 'zone_id' | 'texts'>
>((db, p) =>
  db
    .selectFrom('messages')
    .select(['zone_id', 'texts'])
    .where('hall_id', '=', p('hall'))
    .where('until', '>', p('now'))
    .where('kind', '=', 'boards')
    .where('ended_at', 'is', null)
    .orderBy('sent_at', 'desc')
    .limit(p('limit')),
);

/** What stands on the boards of a hall, the newest first; `zone` is an id, null: of all boards. */
export async function messagesOnBoards(db: Reader, hall: string, now: Instant) {
  const rows = await standingOn(db, { hall, now, limit: mostOnBoards });
  return rows.map((row) => ({ zone: row.zone_id, text: textOf(row) }));
}

/** How many messages of a hall stand at an instant: it changes when one of them ends by itself. */
export async function countStanding(db: Reader, hall: string, now: Instant): Promise<number> {
  const row = await db
    .selectFrom('messages')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('hall_id', '=', hall)
    .where('until', '>', now)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}
