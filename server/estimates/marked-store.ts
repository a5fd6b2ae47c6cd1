import { type Bound, rows, type Unit, write } from '../db/unit.ts';
import type { Instant } from '../../shared/rules/instants.ts';

interface MarkedDayRow {
  readonly day: string;
  readonly reason: string;
  readonly marked_at: Instant;
}

/** The days of a hall that were marked as unusual, from one to another, in order. */
export function* markedBetween(
  hall: string,
  { from, to }: { readonly from: string; readonly to: string },
): Unit<MarkedDayRow[]> {
  return yield* rows((db) =>
    db
      .selectFrom('marked_days')
      .select(['day', 'reason', 'marked_at'])
      .where('hall_id', '=', hall)
      .where('day', '>=', from)
      .where('day', '<=', to)
      .orderBy('day'),
  );
}

export function marked(hall: string, row: MarkedDayRow): Bound {
  return write((db) =>
    db
      .insertInto('marked_days')
      .values({ hall_id: hall, ...row })
      .onConflict((conflict) =>
        conflict
          .columns(['hall_id', 'day'])
          .doUpdateSet({ reason: row.reason, marked_at: row.marked_at }),
      ),
  );
}

export function unmarked(hall: string, day: string): Bound {
  return write((db) =>
    db.deleteFrom('marked_days').where('hall_id', '=', hall).where('day', '=', day),
  );
}
