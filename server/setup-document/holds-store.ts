import { openStatuses } from '../../shared/transitions.ts';
import type { Reader } from '../db/open.ts';

type Counts = ReadonlyMap<string, number>;
const counted = (rows: readonly { id: string; count: string | number | bigint }[]): Counts =>
  new Map(rows.map(({ id, count }) => [id, Number(count)]));

/** Steps of a day that have not ended, by queue. */
export async function openSteps(
  db: Reader,
  queues: readonly string[],
  day: string,
): Promise<Counts> {
  if (queues.length === 0) return new Map();
  const rows = await db
    .selectFrom('steps')
    .select((e) => ['queue_id as id', e.fn.countAll().as('count')])
    .where('queue_id', 'in', queues)
    .where('service_day', '=', day)
    .where('status', 'in', openStatuses)
    .groupBy('queue_id')
    .execute();
  return counted(rows);
}

/** Windows of these with a clerk, or with a ticket in hand. */
export async function windowsInUse(
  db: Reader,
  windows: readonly string[],
): Promise<ReadonlySet<string>> {
  if (windows.length === 0) return new Set();
  const open = await db
    .selectFrom('windows')
    .select('id')
    .where('id', 'in', windows)
    .where('status', '<>', 'closed')
    .execute();
  const inHand = await db
    .selectFrom('steps')
    .select('window_id as id')
    .where('window_id', 'in', windows)
    .where('status', 'in', ['called', 'serving'])
    .execute();
  return new Set([...open, ...inHand].map(({ id }) => id!));
}

export async function ticketsOn(db: Reader, hallId: string, day: string): Promise<number> {
  const { count } = await db
    .selectFrom('tickets')
    .select((e) => e.fn.countAll().as('count'))
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Bookings from a day on that nobody has used yet, by queue. */
export async function bookings(
  db: Reader,
  queues: readonly string[],
  day: string,
): Promise<Counts> {
  if (queues.length === 0) return new Map();
  const rows = await db
    .selectFrom('appointments')
    .select((e) => ['queue_id as id', e.fn.countAll().as('count')])
    .where('queue_id', 'in', queues)
    .where('service_day', '>=', day)
    .where('status', '=', 'booked')
    .groupBy('queue_id')
    .execute();
  return counted(rows);
}

/** Devices that are bound to zones or windows, by these. */
export async function devicesAt(
  db: Reader,
  column: 'zone_id' | 'window_id',
  places: readonly string[],
): Promise<Counts> {
  if (places.length === 0) return new Map();
  const rows = await db
    .selectFrom('devices')
    .select((e) => [`${column} as id`, e.fn.countAll().as('count')])
    .where(column, 'in', places)
    .where('active', '=', 1)
    .groupBy(column)
    .execute();
  return counted(rows.map(({ id, count }) => ({ id: id!, count })));
}
