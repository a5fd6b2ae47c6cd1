import type { Reader } from '../db/open.ts';
import { rows, type Unit } from '../db/unit.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/** The key of the last of so many people who stand behind a place in a queue; null: nobody does. */
export function* keyBehind(
  { queue, day }: { queue: string; day: string },
  own: { id: string; key: Instant; seq: number },
  places: number,
): Unit<Instant | null> {
  const behind = yield* rows((db) =>
    db
      .selectFrom('steps')
      .select('order_key')
      .where('queue_id', '=', queue)
      .where('service_day', '=', day)
      .where('callable', '=', 1)
      .where('order_key', '>=', own.key)
      .where('id', '<>', own.id)
      .where((e) => e.or([e('order_key', '>', own.key), e('seq', '>', own.seq)]))
      .orderBy('order_key')
      .orderBy('seq')
      .limit(places),
  );
  return behind.at(-1)?.order_key ?? null;
}

/** The tickets of a day with the matters of their steps; what was dropped is none of them. */
export function wishesOf(
  db: Reader,
  hall: string,
  day: string,
): Promise<
  { ticket_id: string; package_id: string | null; more_packages: string | null; matters: string }[]
> {
  return db
    .selectFrom('steps')
    .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
    .select(['steps.ticket_id', 'tickets.package_id', 'tickets.more_packages', 'steps.matters'])
    .where('steps.hall_id', '=', hall)
    .where('steps.service_day', '=', day)
    .where('steps.dropped', '=', 0)
    .execute();
}

/** The tickets of a day for which the log has a change, by what it was between two versions. */
export async function changedOn(
  db: Reader,
  hall: string,
  { from, to }: { from: Instant; to: Instant },
): Promise<Set<string>> {
  const found = await db
    .selectFrom('events')
    .select('ticket_id')
    .where('hall_id', '=', hall)
    .where('command', '=', 'change-visit')
    .where('at', '>=', from)
    .where('at', '<', to)
    .execute();
  return new Set(found.flatMap((row) => row.ticket_id ?? []));
}
