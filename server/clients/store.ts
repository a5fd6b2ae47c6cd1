import { inOrder } from '../db/in-order.ts';
import { type Insertable, sql, type Updateable } from 'kysely';
import type { ClientKind, ClientsQuery } from '../../shared/contract/client.ts';
import type { TicketStatus } from '../../shared/transitions.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { ClientsTable } from '../db/tables/appointments.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/** A client with who looks after them. */
export interface ClientRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly phone: string | null;
  readonly active: 0 | 1;
  readonly created_at: Instant;
  readonly steward: string;
  readonly steward_name: string;
}

function withSteward(db: Reader) {
  return db
    .selectFrom('clients')
    .innerJoin('staff', 'staff.id', 'clients.steward_id')
    .select([
      'clients.id',
      'clients.code',
      'clients.name',
      'clients.kind',
      'clients.phone',
      'clients.active',
      'clients.created_at',
      'staff.username as steward',
      'staff.name as steward_name',
    ]);
}

export async function byCode(db: Reader, hall: string, code: string): Promise<ClientRow | null> {
  const row = await withSteward(db)
    .where('clients.hall_id', '=', hall)
    .where('clients.code', '=', code)
    .executeTakeFirst();
  return row ?? null;
}

/** One page of a hall's clients, by code, and how many there are. */
export async function page(
  db: Reader,
  hall: string,
  wish: ClientsQuery,
): Promise<{ total: number; rows: ClientRow[] }> {
  let all = withSteward(db).where('clients.hall_id', '=', hall);
  if (wish.active !== undefined) all = all.where('clients.active', '=', wish.active ? 1 : 0);
  if (wish.steward !== undefined) all = all.where('staff.username', '=', wish.steward);
  if (wish.query !== undefined && wish.query !== '') {
    const text = wish.query.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`);
    all = all.where((e) =>
      e.or([
        sql<boolean>`lower(clients.code) like ${`${text}%`} escape '\\'`,
        sql<boolean>`lower(clients.name) like ${`%${text}%`} escape '\\'`,
      ]),
    );
  }
  const { count } = await all
    .clearSelect()
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const columns = { code: 'code', name: 'name', kind: 'kind', active: 'active' } as const;
  const by = wish.sort === 'steward' ? 'staff.name' : `clients.${columns[wish.sort ?? 'code']}`;
  const rows = await all
    .orderBy(...inOrder(by, wish.down))
    .orderBy('clients.code')
    .limit(wish.limit)
    .offset(wish.offset)
    .execute();
  return { total: count, rows };
}

/** Of some codes those that a hall has given already. */
export async function taken(
  db: Reader,
  hall: string,
  codes: readonly string[],
): Promise<ReadonlySet<string>> {
  if (codes.length === 0) return new Set();
  const rows = await db
    .selectFrom('clients')
    .select('code')
    .where('hall_id', '=', hall)
    .where('code', 'in', codes)
    .execute();
  return new Set(rows.map(({ code }) => code));
}

export async function insert(tx: Tx, rows: readonly Insertable<ClientsTable>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 50)
    await tx
      .insertInto('clients')
      .values(rows.slice(at, at + 50))
      .execute();
}

export async function update(tx: Tx, id: string, change: Updateable<ClientsTable>): Promise<void> {
  await tx.updateTable('clients').set(change).where('id', '=', id).execute();
}

export interface VisitRow {
  readonly code: string;
  readonly client: string;
  readonly kind: ClientKind;
  readonly number: string;
  readonly status: TicketStatus;
  readonly taken_at: Instant;
  readonly window_id: string | null;
}

/** A steward sees so many visits of a day. */
const mostVisits = 100;

/** The visits of a steward's clients on a day, the newest first. */
export async function visitsOf(
  db: Reader,
  at: { readonly hall: string; readonly day: string; readonly steward: string },
): Promise<VisitRow[]> {
  return db
    .selectFrom('tickets')
    .innerJoin('clients', 'clients.id', 'tickets.client_id')
    .innerJoin('staff', 'staff.id', 'clients.steward_id')
    .leftJoin('steps', (join) =>
      join
        .onRef('steps.ticket_id', '=', 'tickets.id')
        .on('steps.status', 'in', ['called', 'serving']),
    )
    .select([
      'clients.code',
      'clients.name as client',
      'clients.kind',
      'tickets.number',
      'tickets.status',
      'tickets.taken_at',
      'steps.window_id',
    ])
    .where('tickets.hall_id', '=', at.hall)
    .where('tickets.service_day', '=', at.day)
    .where('tickets.client_id', 'is not', null)
    .where('staff.username', '=', at.steward)
    .orderBy('tickets.seq', 'desc')
    .limit(mostVisits)
    .execute();
}
