import { sql } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/** What somebody should look at, until it is well again. */
export async function raiseAlarm(
  tx: Tx,
  alarm: { hall: string; code: string; subject: string; detail: string; at: Instant },
): Promise<void> {
  await tx
    .insertInto('alarms')
    .values({
      hall_id: alarm.hall,
      code: alarm.code,
      subject: alarm.subject,
      detail: alarm.detail,
      raised_at: alarm.at,
    })
    .onConflict((c) =>
      c.columns(['hall_id', 'code', 'subject']).doUpdateSet({
        detail: alarm.detail,
        // What was said already stands since then.
        raised_at: sql<string>`case when alarms.cleared_at is null and alarms.detail = ${alarm.detail}
            then alarms.raised_at else ${alarm.at} end`,
        cleared_at: null,
      }),
    )
    .execute();
}

export function openAlarms(db: Reader, hallId: string, subject: string) {
  return db
    .selectFrom('alarms')
    .select(['code', 'detail'])
    .where('hall_id', '=', hallId)
    .where('subject', '=', subject)
    .where('cleared_at', 'is', null)
    .execute();
}

/** Everything that stands in a hall. */
export function alarmsInHall(db: Reader, hallId: string) {
  return db
    .selectFrom('alarms')
    .select(['code', 'subject', 'detail'])
    .where('hall_id', '=', hallId)
    .where('cleared_at', 'is', null)
    .execute();
}

/** What stands of one kind in all halls, since an instant or longer. */
export function openAlarmsOf(db: Reader, code: string, since: Instant) {
  return db
    .selectFrom('alarms')
    .select(['hall_id', 'subject'])
    .where('code', '=', code)
    .where('cleared_at', 'is', null)
    .where('raised_at', '<=', since)
    .execute();
}

export async function clearAlarm(
  tx: Tx,
  alarm: { hall: string; code: string; subject: string; at: Instant },
): Promise<void> {
  await tx
    .updateTable('alarms')
    .set({ cleared_at: alarm.at })
    .where('hall_id', '=', alarm.hall)
    .where('code', '=', alarm.code)
    .where('subject', '=', alarm.subject)
    .where('cleared_at', 'is', null)
    .execute();
}
