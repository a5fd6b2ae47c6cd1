import { sql } from 'kysely';
import type { TicketsQuery } from '../../shared/contract/guide.ts';
import { inOrder } from '../db/in-order.ts';
import { openStatuses } from '../../shared/transitions.ts';
import type { Reader } from '../db/open.ts';

interface Person {
  readonly id: string;
  readonly username: string;
  readonly name: string;
}

const columns = {
  number: 'tickets.number',
  status: 'tickets.status',
  taken: 'tickets.taken_at',
  companion: 'staff.name',
} as const;

/** The tickets of a day, the newest first or as asked for: one page of their ids, and how many there are. */
export async function page(
  db: Reader,
  at: { hall: string; day: string },
  wish: TicketsQuery,
): Promise<{ total: number; ids: string[] }> {
  let tickets = db
    .selectFrom('tickets')
    .leftJoin('staff', 'staff.id', 'tickets.companion_id')
    .where('tickets.hall_id', '=', at.hall)
    .where('tickets.service_day', '=', at.day);
  if (wish.status !== undefined) tickets = tickets.where('tickets.status', '=', wish.status);
  // Letters and digits only, as the schema has it: nothing in it is a pattern.
  if (wish.query !== undefined) tickets = tickets.where('tickets.number', 'like', `${wish.query}%`);
  const { count } = await tickets
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const { sort } = wish;
  const rows = await tickets
    .select('tickets.id')
    .$if(sort !== undefined, (q) => q.orderBy(...inOrder(columns[sort!], wish.down)))
    // By no column: in a hall's order of years SQLite would look for the day among all tickets there ever were.
    .orderBy(sql`+tickets.seq`, 'desc')
    .limit(wish.limit)
    .offset(wish.offset)
    .execute();
  return { total: count, ids: rows.map((row) => row.id) };
}

export async function people(db: Reader, ids: readonly string[]): Promise<Map<string, Person>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('staff')
    .select(['id', 'username', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** The open tickets of a day that somebody goes along with, and at which window they are. */
export function accompanied(db: Reader, hall: string, day: string) {
  return db
    .selectFrom('tickets')
    .innerJoin('staff', 'staff.id', 'tickets.companion_id')
    .leftJoin('steps', (join) =>
      join
        .onRef('steps.ticket_id', '=', 'tickets.id')
        .on('steps.status', 'in', ['called', 'serving']),
    )
    .select([
      'staff.id as staff_id',
      'staff.username',
      'staff.name',
      'tickets.number',
      'tickets.status',
      'steps.window_id',
    ])
    .where('tickets.hall_id', '=', hall)
    .where('tickets.service_day', '=', day)
    .where('tickets.status', 'in', openTicketStatuses)
    .where('tickets.ended_at', 'is', null)
    .orderBy('tickets.seq')
    .execute();
}

const openTicketStatuses = openStatuses.filter((status) => status !== 'blocked');
