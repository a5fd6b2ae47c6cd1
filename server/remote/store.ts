import type { Selectable } from 'kysely';
import { rows, type Bound, type Unit, write } from '../db/unit.ts';
import type { RemoteTicketsTable } from '../db/tables/visits.ts';
import type { Instant } from '../../shared/rules/instants.ts';

export type RemoteRow = Selectable<RemoteTicketsTable>;

export function* byTokenHash(hash: string): Unit<RemoteRow | null> {
  const found = yield* rows((db) =>
    db.selectFrom('remote_tickets').selectAll().where('token_hash', '=', hash),
  );
  return found[0] ?? null;
}

/** The first that a telephone still has open on a day; null: none. */
export function* openOf(
  at: { hall: string; day: string; now: Instant },
  phoneHash: string,
): Unit<RemoteRow | null> {
  const found = yield* rows((db) =>
    db
      .selectFrom('remote_tickets')
      .selectAll()
      .where('hall_id', '=', at.hall)
      .where('service_day', '=', at.day)
      .where('phone_hash', '=', phoneHash)
      .where('status', '=', 'waiting')
      .where('arrive_by', '>=', at.now)
      .orderBy('taken_at')
      .orderBy('id')
      .limit(1),
  );
  return found[0] ?? null;
}

/** How many were taken on a day, in a part of it, and by one telephone; and who of that one still waits. */
export function* takenOn(
  { hall, day }: { hall: string; day: string },
  part: { from: Instant; to: Instant },
  phoneHash: string,
) {
  const all = yield* rows((db) =>
    db
      .selectFrom('remote_tickets')
      .select((e) => [
        e.fn.countAll<number>().as('onDay'),
        e.fn
          .countAll<number>()
          .filterWhere('taken_at', '>=', part.from)
          .filterWhere('taken_at', '<', part.to)
          .as('inHalfHour'),
      ])
      .where('hall_id', '=', hall)
      .where('service_day', '=', day),
  );
  const own = yield* rows((db) =>
    db
      .selectFrom('remote_tickets')
      .select(['status', 'queue_id', 'arrive_by'])
      .where('hall_id', '=', hall)
      .where('service_day', '=', day)
      .where('phone_hash', '=', phoneHash),
  );
  const { onDay, inHalfHour } = all[0]!;
  return { taken: { onDay, inHalfHour, byPerson: own.length }, own };
}

/** How many of a queue may still come. */
export function* expectedIn(queue: string, at: { hall: string; day: string; now: Instant }) {
  const found = yield* rows((db) =>
    db
      .selectFrom('remote_tickets')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('hall_id', '=', at.hall)
      .where('service_day', '=', at.day)
      .where('queue_id', '=', queue)
      .where('status', '=', 'waiting')
      .where('arrive_by', '>=', at.now),
  );
  return found[0]!.count;
}

export const inserted = (row: RemoteRow): Bound =>
  write((db) => db.insertInto('remote_tickets').values(row));

export const ended = (
  id: string,
  end: Pick<RemoteRow, 'status' | 'ended_at' | 'ticket_id'>,
): Bound => write((db) => db.updateTable('remote_tickets').set(end).where('id', '=', id));

/** The number that came of it. */
export function* numberOf(ticketId: string): Unit<string | null> {
  const found = yield* rows((db) =>
    db.selectFrom('tickets').select('number').where('id', '=', ticketId),
  );
  return found[0]?.number ?? null;
}
