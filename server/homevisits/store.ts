import { type ExpressionBuilder, type Insertable, type Selectable, sql } from 'kysely';
import type { HomeVisitsQuery } from '../../shared/contract/homevisit.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { inOrder } from '../db/in-order.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import type { HomeVisitsTable } from '../db/tables/appointments.ts';
import { tokenHash } from '../tokens.ts';

export type HomeVisitRow = Selectable<HomeVisitsTable>;
export type WithOwner = HomeVisitRow & { owner: string | null; owner_name: string | null };

function withOwner(db: Reader) {
  return db
    .selectFrom('home_visits')
    .leftJoin('staff', 'staff.id', 'home_visits.owner_id')
    .selectAll('home_visits')
    .select(['staff.username as owner', 'staff.name as owner_name']);
}

export async function byToken(db: Reader, token: string): Promise<WithOwner | null> {
  const found = withOwner(db).where('home_visits.token_hash', '=', tokenHash(token));
  return (await found.executeTakeFirst()) ?? null;
}

export async function byId(db: Reader, hall: string, id: string): Promise<WithOwner | null> {
  const row = await withOwner(db)
    .where('home_visits.hall_id', '=', hall)
    .where('home_visits.id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** How many requests came with a telephone after an instant. */
export async function askedSince(
  db: Reader,
  hall: string,
  phoneHash: string,
  since: Instant,
): Promise<number> {
  const { count } = await db
    .selectFrom('home_visits')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('hall_id', '=', hall)
    .where('phone_hash', '=', phoneHash)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

interface Asked {
  readonly hall: { readonly id: string };
  readonly query: HomeVisitsQuery;
  readonly today: string;
  /** The last day that is soon. */
  readonly soon: string;
}
const expected = ['requested', 'accepted', 'scheduled'] as const;

function filtered(
  e: ExpressionBuilder<Pick<Database, 'home_visits'>, 'home_visits'>,
  { hall, query: { status, due, owner }, today, soon }: Asked,
) {
  return e.and([
    e('home_visits.hall_id', '=', hall.id),
    ...(due !== undefined || status === 'expected'
      ? [e('home_visits.status', 'in', expected)]
      : []),
    ...(status === undefined || status === 'expected'
      ? []
      : [e('home_visits.status', '=', status)]),
    ...(due === 'overdue' ? [e('home_visits.due_day', '<', today)] : []),
    ...(due === 'soon' ? [e.between('home_visits.due_day', today, soon)] : []),
    ...(owner === undefined
      ? []
      : [
          e(
            'home_visits.owner_id',
            '=',
            sql<string>`(select id from staff where username = ${owner})`,
          ),
        ]),
  ]);
}

const columns = {
  status: 'home_visits.status',
  person: 'home_visits.name',
  created: 'home_visits.created_at',
  oldest: 'home_visits.created_at',
  newest: 'home_visits.created_at',
  at: 'home_visits.scheduled_at',
  scheduled: 'home_visits.scheduled_at',
  due: 'home_visits.due_day',
} as const;

/** A page of a hall's requests, and how many there are in all. */
export async function ofHall(
  db: Reader,
  asked: Asked,
): Promise<{ total: number; rows: WithOwner[] }> {
  const { sort, down, limit, offset } = asked.query;
  const { total } = await db
    .selectFrom('home_visits')
    .select((e) => e.fn.countAll<number>().as('total'))
    .where((e) => filtered(e, asked))
    .executeTakeFirstOrThrow();
  const base = withOwner(db).where((e) => filtered(e as never, asked));
  const sorted = base.orderBy(...inOrder(columns[sort], sort === 'newest' || down));
  const rows = await sorted.orderBy('home_visits.id').limit(limit).offset(offset).execute();
  return { total: Number(total), rows };
}

/** The visits agreed for a stretch of time, [from, to), in order; at most `limit`. */
export function tripsBetween(
  db: Reader,
  at: { hall: string; from: Instant; to: Instant; limit: number },
): Promise<WithOwner[]> {
  return withOwner(db)
    .where('home_visits.hall_id', '=', at.hall)
    .where('home_visits.status', '=', 'scheduled')
    .where('home_visits.scheduled_at', '>=', at.from)
    .where('home_visits.scheduled_at', '<', at.to)
    .orderBy('home_visits.scheduled_at')
    .orderBy('home_visits.id')
    .limit(at.limit)
    .execute();
}

export async function insert(tx: Tx, row: Insertable<HomeVisitsTable>): Promise<void> {
  await tx.insertInto('home_visits').values(row).execute();
}

export async function update(
  tx: Tx,
  id: string,
  change: Pick<
    HomeVisitRow,
    'status' | 'owner_id' | 'scheduled_at' | 'answer' | 'done_note' | 'changed_at'
  >,
): Promise<void> {
  await tx.updateTable('home_visits').set(change).where('id', '=', id).execute();
}

/** Somebody who works here, by user name. */
export async function person(
  db: Reader,
  username: string,
): Promise<{ id: string; username: string; name: string; halls: string } | null> {
  const row = await db
    .selectFrom('staff')
    .select(['id', 'username', 'name', 'halls'])
    .where('username', '=', username)
    .where('active', '=', 1)
    .executeTakeFirst();
  return row ?? null;
}
