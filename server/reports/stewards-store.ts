import { sql } from 'kysely';
import type { ClientKind } from '../../shared/contract/client.ts';
import type { Reader } from '../db/open.ts';

/** One service day of a hall, as it stands. */
export interface DayRows {
  readonly tickets: readonly {
    readonly client_id: string | null;
    readonly region: string | null;
    readonly agent: 0 | 1;
    readonly visits: number;
    readonly files: number;
    readonly done: number;
  }[];
  readonly windows: readonly {
    readonly window_id: string;
    readonly region: 0 | 1;
    readonly done: number;
    readonly files: number;
  }[];
  readonly consultations: readonly {
    readonly window_id: string | null;
    readonly zone_id: string | null;
    readonly count: number;
  }[];
}

export async function readDay(db: Reader, hall: string, day: string): Promise<DayRows> {
  const tickets = await db
    .selectFrom('tickets')
    .select((e) => [
      'client_id',
      'region',
      'agent',
      e.fn.countAll<number>().as('visits'),
      e.fn.sum<number>('files').as('files'),
      sql<number>`sum(case when status = 'done' then 1 else 0 end)`.as('done'),
    ])
    .where('hall_id', '=', hall)
    .where('service_day', '=', day)
    .groupBy(['client_id', 'region', 'agent'])
    .execute();
  const windows = await db
    .selectFrom('steps')
    .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
    .select((e) => [
      'steps.window_id',
      sql<0 | 1>`case when tickets.region is null then 0 else 1 end`.as('region'),
      e.fn.countAll<number>().as('done'),
      e.fn.sum<number>('tickets.files').as('files'),
    ])
    .where('steps.hall_id', '=', hall)
    .where('steps.service_day', '=', day)
    .where('steps.status', '=', 'done')
    .where('steps.window_id', 'is not', null)
    .groupBy(['steps.window_id', sql`case when tickets.region is null then 0 else 1 end`])
    .$narrowType<{ window_id: string }>()
    .execute();
  const consultations = await db
    .selectFrom('consultations')
    .select((e) => ['window_id', 'zone_id', e.fn.countAll<number>().as('count')])
    .where('hall_id', '=', hall)
    .where('service_day', '=', day)
    .where('undone', '=', 0)
    .groupBy(['window_id', 'zone_id'])
    .execute();
  return { tickets, windows, consultations };
}

export interface ClientNames {
  readonly code: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly steward: string;
  readonly stewardName: string;
}

/** Who the clients are, by id; those without a visit as well: a steward sees who never comes. */
export async function clients(db: Reader, hall: string): Promise<ReadonlyMap<string, ClientNames>> {
  const rows = await db
    .selectFrom('clients')
    .innerJoin('staff', 'staff.id', 'clients.steward_id')
    .select([
      'clients.id',
      'clients.code',
      'clients.name',
      'clients.kind',
      'staff.username as steward',
      'staff.name as stewardName',
    ])
    .where('clients.hall_id', '=', hall)
    .execute();
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}
