import type { InvitationsQuery } from '../../../shared/contract/invitation.ts';
import { inOrder } from '../../db/in-order.ts';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { InvitationFigures } from '../../../shared/contract/invitation.ts';
import type { Instant } from '../../../shared/rules/instants.ts';
import type { Reader, Tx } from '../../db/open.ts';
import type { AppointmentsTable, InvitationsTable } from '../../db/tables/appointments.ts';
import type { WithTicket } from '../store.ts';

export type InvitationRow = Selectable<InvitationsTable>;
/** An invited person's booking, with what became of it. */
export type InvitedRow = WithTicket & { readonly ticket_status: string | null };

/** Rows that are written or looked for at once. */
const atOnce = 50;
const pieces = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / atOnce) }, (_, i) =>
    all.slice(i * atOnce, (i + 1) * atOnce),
  );

export async function insert(
  tx: Tx,
  invitation: Insertable<InvitationsTable>,
  rows: readonly Insertable<AppointmentsTable>[],
): Promise<void> {
  await tx.insertInto('invitations').values(invitation).execute();
  for (const piece of pieces(rows)) await tx.insertInto('appointments').values(piece).execute();
}

/** Which telephones have an open booking on which of some days. */
export async function booked(
  db: Reader,
  hall: string,
  days: readonly string[],
  phones: readonly string[],
): Promise<{ day: string; phone: string }[]> {
  const found: { day: string; phone: string }[] = [];
  if (days.length === 0) return found;
  for (const piece of pieces(phones))
    for (const row of await db
      .selectFrom('appointments')
      .select(['service_day', 'phone_hash'])
      .where('hall_id', '=', hall)
      .where('service_day', 'in', days)
      .where('status', '=', 'booked')
      .where('phone_hash', 'in', piece)
      .execute())
      found.push({ day: row.service_day, phone: row.phone_hash! });
  return found;
}

const columns = {
  title: 'title',
  days: 'first_day',
  invited: 'invited',
  created: 'created_at',
} as const;

/** One page of a hall's lists, the newest first, and how many there are. */
export async function page(
  db: Reader,
  hall: string,
  { sort, down, offset, limit }: InvitationsQuery,
): Promise<{ total: number; rows: InvitationRow[] }> {
  const all = db.selectFrom('invitations').where('hall_id', '=', hall);
  const { count } = await all
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await all
    .selectAll()
    .orderBy(...inOrder(columns[sort ?? 'created'], sort === undefined ? true : down))
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { total: Number(count), rows };
}

export async function byId(db: Reader, hall: string, id: string): Promise<InvitationRow | null> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('hall_id', '=', hall)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export async function update(
  tx: Tx,
  id: string,
  change: Pick<Updateable<InvitationsTable>, 'title' | 'message'>,
): Promise<void> {
  await tx.updateTable('invitations').set(change).where('id', '=', id).execute();
}

/** Years whose bookings stand elsewhere: what is left of them here is there, too. */
type Without = readonly number[];

/** What became of those on some lists; days of the years `without` are left out. */
export async function figures(
  db: Reader,
  lists: readonly string[],
  without: Without,
): Promise<ReadonlyMap<string, Omit<InvitationFigures, 'invited'>>> {
  if (lists.length === 0) return new Map();
  let all = db
    .selectFrom('appointments as a')
    .leftJoin('tickets as t', 't.appointment_id', 'a.id')
    .where('a.invitation_id', 'in', lists);
  for (const year of without)
    all = all.where((e) =>
      e.or([e('a.service_day', '<', `${year}-01-01`), e('a.service_day', '>', `${year}-12-31`)]),
    );
  const count = (when: ReturnType<typeof sql<boolean>>) =>
    sql<number>`sum(case when ${when} then 1 else 0 end)`;
  const rows = await all
    .select('a.invitation_id as id')
    .select([
      count(sql`a.status = 'booked'`).as('expected'),
      count(sql`a.moves > 0`).as('moved'),
      count(sql`a.status = 'cancelled'`).as('cancelled'),
      count(sql`a.status = 'checked-in'`).as('came'),
      count(sql`t.status = 'done' or a.outcome = 'done'`).as('served'),
      count(sql`a.status = 'missed'`).as('missed'),
    ])
    .groupBy('a.invitation_id')
    .execute();
  return new Map(
    rows.map(({ id, expected, moved, cancelled, came, served, missed }) => [
      id!,
      {
        expected: Number(expected),
        moved: Number(moved),
        cancelled: Number(cancelled),
        came: Number(came),
        served: Number(served),
        missed: Number(missed),
      },
    ]),
  );
}

/** Everybody on a list: never more than were invited at once. */
export async function people(db: Reader, list: string, without: Without): Promise<InvitedRow[]> {
  const rows = await db
    .selectFrom('appointments')
    .leftJoin('tickets', 'tickets.appointment_id', 'appointments.id')
    .selectAll('appointments')
    .select(['tickets.number', 'tickets.id as ticket_id', 'tickets.status as ticket_status'])
    .where('appointments.invitation_id', '=', list)
    .orderBy('appointments.slot_from')
    .orderBy('appointments.id')
    .execute();
  return rows.filter(({ service_day }) => !without.includes(Number(service_day.slice(0, 4))));
}

/** Nobody is expected any more. @returns whose place is free again */
export async function cancel(tx: Tx, list: string, now: Instant): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('appointments')
    .set({ status: 'cancelled', changed_at: now })
    .where('invitation_id', '=', list)
    .where('status', '=', 'booked')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
