import { type Kysely, PostgresAdapter } from 'kysely';
import type { Database } from '../db/schema.ts';
import { type Bound, rows, type Unit, write } from '../db/unit.ts';
import type { LogLine, TicketNow } from '../../shared/rules/happenings.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/** Skips what another process holds; SQLite has one writer anyway. */
export function free<Q extends { forUpdate: () => { skipLocked: () => unknown } }>(
  db: Kysely<Database>,
  query: Q,
): Q {
  const isShared = db.getExecutor().adapter instanceof PostgresAdapter;
  return isShared ? (query.forUpdate().skipLocked() as Q) : query;
}

/** How far a hall's log was read; null: another process reads it now, or nobody is told of this hall. */
export function* takeCursor(hallId: string): Unit<number | null> {
  const [row] = yield* rows((db) =>
    free(db, db.selectFrom('webhook_cursors').select('version').where('hall_id', '=', hallId)),
  );
  return row?.version ?? null;
}

export function moveCursor(hallId: string, version: number): Bound {
  return write((db) =>
    db.updateTable('webhook_cursors').set({ version }).where('hall_id', '=', hallId),
  );
}

/** The newest version of a hall's log: of the hall's row another command may be about to write it. */
export function* versionOf(hallId: string): Unit<number> {
  const [row] = yield* rows((db) =>
    db
      .selectFrom('events')
      .select('version')
      .where('hall_id', '=', hallId)
      .orderBy('events.version', 'desc')
      .limit(1),
  );
  return row?.version ?? 0;
}

/** Lines of a hall's log after a version, in order. */
export function* linesAfter(hallId: string, after: number, most: number): Unit<LogLine[]> {
  const found = yield* rows((db) =>
    db
      .selectFrom('events')
      .select(['version', 'at', 'command', 'ticket_id', 'step_id', 'window_id', 'data'])
      .where('hall_id', '=', hallId)
      .where('version', '>', after)
      .orderBy('events.version')
      .limit(most),
  );
  return found.map(({ ticket_id, step_id, window_id, data, ...line }) => ({
    ...line,
    ticketId: ticket_id,
    stepId: step_id,
    windowId: window_id,
    data: JSON.parse(data) as Record<string, unknown>,
  }));
}

export interface KnownTicket extends TicketNow {
  readonly day: string;
  readonly takenAt: Instant;
  readonly language: string;
  readonly appointment: string | null;
}

const columns = [
  'id',
  'number',
  'status',
  'version',
  'ended_at as endedAt',
  'service_day as day',
  'taken_at as takenAt',
  'language',
  'appointment_id as appointment',
] as const;

export function* ticketsById(ids: readonly string[]): Unit<KnownTicket[]> {
  if (ids.length === 0) return [];
  return yield* rows((db) => db.selectFrom('tickets').select(columns).where('id', 'in', ids));
}

/** Those of a day with some numbers; each has a prefix and a count. */
export function* ticketsByNumber(
  hallId: string,
  day: string,
  numbers: readonly { readonly prefix: string; readonly count: number }[],
): Unit<KnownTicket[]> {
  if (numbers.length === 0) return [];
  return yield* rows((db) =>
    db
      .selectFrom('tickets')
      .select(columns)
      .where('hall_id', '=', hallId)
      .where('service_day', '=', day)
      .where((e) =>
        e.or(
          numbers.map(({ prefix, count }) =>
            e.and([e('prefix', '=', prefix), e('count', '=', count)]),
          ),
        ),
      ),
  );
}

/** Those that ended with the close of a day, in the order in which they were taken. */
export function* expiredWith(hallId: string, day: string, version: number): Unit<KnownTicket[]> {
  return yield* rows((db) =>
    db
      .selectFrom('tickets')
      .select(columns)
      .where('hall_id', '=', hallId)
      .where('service_day', '=', day)
      .where('version', '=', version)
      .orderBy('seq'),
  );
}

export function* stepsById(
  ids: readonly string[],
): Unit<{ id: string; position: number; queue_id: string }[]> {
  if (ids.length === 0) return [];
  return yield* rows((db) =>
    db.selectFrom('steps').select(['id', 'position', 'queue_id']).where('id', 'in', ids),
  );
}

/** The plates of some visits. */
export function* platesOf(ticketIds: readonly string[]): Unit<{ id: string; plate: string }[]> {
  if (ticketIds.length === 0) return [];
  return yield* rows((db) =>
    db
      .selectFrom('plates')
      .select(['ticket_id as id', 'plate'])
      .where('ticket_id', 'in', ticketIds),
  );
}
