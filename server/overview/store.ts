import { sql } from 'kysely';
import type { DeviceHealth, Role } from '../../shared/contract/people.ts';
import type { HallSummary } from '../../shared/contract/hall.ts';
import { rolesIn } from '../../shared/roles.ts';
import type { Text } from '../../shared/languages.ts';
import { atAWindow } from '../db/at-a-window.ts';
import type { Reader } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { hallRolesIn } from '../hall/hall-roles.ts';

export async function halls(db: Reader): Promise<HallSummary[]> {
  const rows = await db
    .selectFrom('halls')
    .select(['code', 'name', 'timezone', 'kind'])
    .orderBy('code')
    .execute();
  return rows.map(({ code, name, timezone, kind }) => ({
    ...{ code, name: JSON.parse(name) as Text, timezone },
    ...(kind === null ? {} : { kind }),
  }));
}

const version = prepared<{ hall: string }, { version: number }>((db, p) =>
  db.selectFrom('halls').select('version').where('id', '=', p('hall')),
);

export async function hallVersion(db: Reader, hall: string): Promise<{ version: number }> {
  return (await version(db, { hall }))[0]!;
}

/** Every window with its clerk and the ticket at it. */
export function windows(db: Reader, hall: string) {
  return db
    .selectFrom('windows')
    .leftJoin('staff', 'staff.id', 'windows.clerk_id')
    .leftJoin('steps', (join) =>
      join.onRef('steps.window_id', '=', 'windows.id').on('steps.status', 'in', atAWindow),
    )
    .leftJoin('tickets', 'tickets.id', 'steps.ticket_id')
    .select([
      'windows.id',
      'windows.status',
      'windows.since',
      'windows.pause_reason',
      'staff.username as clerk',
      'staff.name as clerk_name',
      'tickets.number',
      'steps.status as ticket_status',
      'steps.status_since as ticket_since',
    ])
    .where('windows.hall_id', '=', hall)
    .execute();
}

export async function openWindows(db: Reader, hall: string): Promise<number> {
  const row = await db
    .selectFrom('windows')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('hall_id', '=', hall)
    .where('status', '=', 'open')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Per queue: how many wait, and since when the one who waits longest. */
export async function lines(
  db: Reader,
  queueIds: readonly string[],
  day: string,
): Promise<Map<string, { waiting: number; taken: number; since: string | null }>> {
  if (queueIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('queue_days')
    .select(['queue_id', 'waiting', 'taken'])
    .select((e) =>
      e
        .selectFrom('steps')
        .select('waits_from')
        .whereRef('steps.queue_id', '=', 'queue_days.queue_id')
        .where('steps.service_day', '=', day)
        .where('callable', '=', sql.lit<1>(1))
        .orderBy('waits_from')
        .limit(sql.lit(1))
        .as('since'),
    )
    .where('queue_id', 'in', queueIds)
    .where('service_day', '=', day)
    .execute();
  return new Map(rows.map(({ queue_id, ...line }) => [queue_id, line]));
}

export async function ticketsByStatus(
  db: Reader,
  hall: string,
  day: string,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('tickets')
    .select((e) => ['status', e.fn.countAll<number>().as('count')])
    .where('hall_id', '=', hall)
    .where('service_day', '=', day)
    .groupBy('status')
    .execute();
  return new Map(rows.map((row) => [row.status, row.count]));
}

/** How many devices of each kind are paired. */
export async function pairedDevices(db: Reader, hall: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('devices')
    .select((e) => ['kind', e.fn.countAll<number>().as('count')])
    .where('hall_id', '=', hall)
    .where('active', '=', 1)
    .where('paired_at', 'is not', null)
    .groupBy('kind')
    .execute();
  return new Map(rows.map((row) => [row.kind, row.count]));
}

/** How many paired boards have said that their sound is heard. */
export async function soundingBoards(db: Reader, hall: string): Promise<number> {
  const rows = await db
    .selectFrom('devices')
    .select('health')
    .where('hall_id', '=', hall)
    .where('kind', '=', 'display')
    .where('active', '=', 1)
    .where('paired_at', 'is not', null)
    .execute();
  return rows.filter(({ health }) => (JSON.parse(health) as DeviceHealth).audio === 'ok').length;
}

/** How many may work at the windows of a hall. */
export async function clerks(db: Reader, hallCode: string): Promise<number> {
  const rows = await db
    .selectFrom('staff')
    .select(['roles', 'halls', 'hall_roles'])
    .where('active', '=', 1)
    .execute();
  return rows.filter((row) => {
    const halls = JSON.parse(row.halls) as string[];
    const roles = JSON.parse(row.roles) as Role[];
    const here = rolesIn({ roles, ...hallRolesIn(row) }, hallCode);
    return here.includes('clerk') && (halls.length === 0 || halls.includes(hallCode));
  }).length;
}

/** Whether the hall has ever given a ticket or had a window open. */
export async function hasOpened(db: Reader, hall: string): Promise<boolean> {
  for (const table of ['tickets', 'window_intervals'] as const) {
    const row = await db
      .selectFrom(table)
      .select('id')
      .where('hall_id', '=', hall)
      .limit(1)
      .executeTakeFirst();
    if (row !== undefined) return true;
  }
  return false;
}
