import type { Insertable } from 'kysely';
import { atAWindow } from '../db/at-a-window.ts';
import type { Reader } from '../db/open.ts';
import type { LateEntriesTable } from '../db/tables/visits.ts';
import { type Bound, rows, type Unit, write } from '../db/unit.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { InHandStretch } from '../../shared/rules/late-entry.ts';

/** An entry that was made before, by the id that it came with; null: there is none. */
export function* entryOf(
  hall: string,
  id: string,
): Unit<{ number: string; request: string } | null> {
  const [row] = yield* rows((db) =>
    db
      .selectFrom('late_entries')
      .select(['number', 'request'])
      .where('hall_id', '=', hall)
      .where('id', '=', id),
  );
  return row ?? null;
}

/** Where and when a number on paper was called that is entered already; null: it is free. */
export function* paperTaken(
  hall: string,
  day: string,
  { prefix, count }: { prefix: string; count: number },
): Unit<{ window_id: string; called_at: Instant } | null> {
  const [row] = yield* rows((db) =>
    db
      .selectFrom('tickets')
      .innerJoin('steps', 'steps.ticket_id', 'tickets.id')
      .select(['steps.window_id', 'steps.first_called_at as called_at'])
      .where('tickets.hall_id', '=', hall)
      .where('tickets.service_day', '=', day)
      .where('tickets.prefix', '=', prefix)
      .where('tickets.count', '=', count)
      .$narrowType<{ window_id: string; called_at: Instant }>(),
  );
  return row ?? null;
}

/** When a window had a ticket in hand on a day, what still runs until now included. */
export function* inHandAt(
  at: { hall: string; window: string; day: string },
  now: Instant,
): Unit<InHandStretch[]> {
  const ended = yield* rows((db) =>
    db
      .selectFrom('intervals')
      .innerJoin('tickets', 'tickets.id', 'intervals.ticket_id')
      .select(['tickets.number', 'intervals.began_at as from', 'intervals.ended_at as to'])
      .where('intervals.hall_id', '=', at.hall)
      .where('intervals.service_day', '=', at.day)
      .where('intervals.window_id', '=', at.window)
      .where('intervals.status', 'in', ['called', 'serving'])
      .where('intervals.voided', '=', 0),
  );
  const running = yield* rows((db) =>
    db
      .selectFrom('steps')
      .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
      .select(['tickets.number', 'steps.status_since as from'])
      .where('steps.window_id', '=', at.window)
      // As the partial index has it: parameters would not match it.
      .where('steps.status', 'in', atAWindow)
      .where('steps.service_day', '=', at.day),
  );
  return [...ended, ...running.map((row) => ({ ...row, to: now }))];
}

/** Somebody by user name; null: nobody. */
export function* staffNamed(username: string): Unit<{ id: string; halls: string } | null> {
  const [row] = yield* rows((db) =>
    db.selectFrom('staff').select(['id', 'halls']).where('username', '=', username),
  );
  return row ?? null;
}

/** Keeps an entry as it came, and marks its step. */
export function kept(entry: Insertable<LateEntriesTable>): Bound[] {
  return [
    write((db) => db.insertInto('late_entries').values(entry)),
    write((db) =>
      db.updateTable('steps').set({ entered_later: 1 }).where('id', '=', entry.step_id),
    ),
  ];
}

/** What was entered later of a day, with who served and who entered it. */
export function entered(db: Reader, hall: string, day: string) {
  return db
    .selectFrom('late_entries')
    .leftJoin('staff as clerk', 'clerk.id', 'late_entries.staff_id')
    .innerJoin('staff as enterer', 'enterer.id', 'late_entries.entered_by')
    .selectAll('late_entries')
    .select(['clerk.name as clerk', 'enterer.name as enterer'])
    .where('late_entries.hall_id', '=', hall)
    .where('late_entries.service_day', '=', day)
    .orderBy('late_entries.version')
    .execute();
}
