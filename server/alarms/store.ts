import { sql } from 'kysely';
import type { Instant } from '../../shared/rules/instants.ts';
import type { DeviceFact } from '../../shared/rules/alarms.ts';
import type { Reader } from '../db/open.ts';

/** More that is due is counted as so many. */
const mostDue = 100;

/** What devices and the server have raised, with the device where one has that name. */
export function raised(db: Reader, hall: string) {
  return db
    .selectFrom('alarms')
    .select(['code', 'subject', 'detail', 'raised_at'])
    .select((e) =>
      e
        .selectFrom('devices')
        .select('id')
        .whereRef('devices.hall_id', '=', 'alarms.hall_id')
        .whereRef('devices.name', '=', 'alarms.subject')
        .where('devices.active', '=', 1)
        .limit(1)
        .as('device'),
    )
    .where('hall_id', '=', hall)
    .where('cleared_at', 'is', null)
    .orderBy('raised_at')
    .execute();
}
export type RaisedAlarm = Awaited<ReturnType<typeof raised>>[number];

/** The screens of a hall that are paired, each with its last sign of life. */
export async function devices(db: Reader, hall: string): Promise<DeviceFact[]> {
  const rows = await db
    .selectFrom('devices')
    .select(['id', 'name', 'kind', 'last_seen_at', 'paired_at'])
    .where('hall_id', '=', hall)
    .where('active', '=', 1)
    .where('paired_at', 'is not', null)
    .where('kind', 'in', ['kiosk', 'display', 'rating'])
    .orderBy('name')
    .execute();
  return rows.map(({ id, name, kind, last_seen_at, paired_at }) => ({
    ...{ id, name, kind },
    seenAt: last_seen_at ?? paired_at!,
  }));
}

/** When somebody was called last on a day; null: nobody was. */
export async function lastCall(db: Reader, hall: string, day: string): Promise<Instant | null> {
  const row = await db
    .selectFrom('calls')
    .select('at')
    .where('hall_id', '=', hall)
    .where('service_day', '=', day)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Webhooks of a hall, or of all, that are told nothing any more or fail. */
export function troubledWebhooks(db: Reader, hall: string) {
  return db
    .selectFrom('webhooks')
    .select(['url', 'status', 'disabled_why', 'failing_since', 'disabled_at'])
    .where((e) => e.or([e('hall_id', '=', hall), e('hall_id', 'is', null)]))
    .where((e) => e.or([e('status', '=', 'disabled'), e('failing_since', 'is not', null)]))
    .orderBy('created_at')
    .limit(mostWebhooks)
    .execute();
}
const mostWebhooks = 20;

/** As the index of them has it: asked with parameters, it would not serve. */
const isUnfinishedSql = sql<boolean>`status in ('open', 'in-progress')`;

/** Open cases that are due on a day or were before it, the most urgent first. */
export function dueCases(db: Reader, hall: string, day: string) {
  return db
    .selectFrom('cases')
    .select(['id', 'due_day'])
    .where('hall_id', '=', hall)
    .where(isUnfinishedSql)
    .where('due_day', '<=', day)
    .orderBy('due_day')
    .limit(mostDue)
    .execute();
}

/** Requests for a visit at home that nobody has taken, asked for before an instant. */
export function visitsAskedBefore(db: Reader, hall: string, { before }: { before: Instant }) {
  return db
    .selectFrom('home_visits')
    .select(['id', 'created_at as at'])
    .where('hall_id', '=', hall)
    .where('status', '=', 'requested')
    .where('created_at', '<=', before)
    .orderBy('created_at')
    .limit(mostDue)
    .execute();
}

/** Visits at home that are to take place before an instant, the first of them first. */
export async function visitsScheduledBefore(
  db: Reader,
  hall: string,
  { before }: { before: Instant },
): Promise<{ id: string; at: Instant }[]> {
  const rows = await db
    .selectFrom('home_visits')
    .select(['id', 'scheduled_at'])
    .where('hall_id', '=', hall)
    .where('status', '=', 'scheduled')
    .where('scheduled_at', '<=', before)
    .orderBy('scheduled_at')
    .limit(mostDue)
    .execute();
  return rows.map(({ id, scheduled_at }) => ({ id, at: scheduled_at! }));
}
