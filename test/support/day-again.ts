import { dayRecord } from '../../server/foresight/day-record.ts';
import { readDayLog } from '../../server/foresight/log-store.ts';
import type { Reader } from '../../server/db/open.ts';
import { loadConfig } from '../../server/hall/config-store.ts';
import { replay } from '../../shared/rules/simulation/replay.ts';
import { scriptOf } from '../../shared/rules/simulation/script.ts';

/**
 * The one day of the first hall of a database, run again from its log by the engine of "what if".
 *
 * @returns the calls that stand, and those that it made: instant, number, window
 */
export async function dayAgain(db: Reader) {
  const { id } = await db
    .selectFrom('halls')
    .select('id')
    .where('code', '=', 'district')
    .executeTakeFirstOrThrow();
  const { service_day: day } = (await db
    .selectFrom('tickets')
    .select('service_day')
    .distinct()
    .executeTakeFirst()) ?? { service_day: '2026-03-02' };
  const calls = await db
    .selectFrom('calls')
    .innerJoin('windows', 'windows.id', 'calls.window_id')
    .select(['calls.at', 'calls.number', 'windows.number as window'])
    .where('calls.hall_id', '=', id)
    .where('recall', '=', 0)
    .where('withdrawn', '=', 0)
    .orderBy('calls.version')
    .execute();
  const hall = await loadConfig(db, id);
  const script = scriptOf(dayRecord(hall, day, await readDayLog(db, id, day)));
  const ran = replay(script);
  const numbers = new Map(script.day.tickets.map((t) => [t.id, t.number]));
  const windows = new Map(script.day.windows.map((w) => [w.id, w.number]));
  return {
    recorded: calls.map(({ at, number, window }) => `${at} ${number} ${window}`),
    again: ran.calls.map(
      ({ at, ticket, window }) =>
        `${new Date(at).toISOString()} ${numbers.get(ticket)} ${windows.get(window)}`,
    ),
    byRule: script.deviations.length === 0 && script.lost === 0,
    script,
    ran,
  };
}
