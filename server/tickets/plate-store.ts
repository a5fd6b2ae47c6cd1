import type { Reader } from '../db/open.ts';
import { type Bound, rows, type Unit, write } from '../db/unit.ts';

/** The plate of a visit's car; null: none is known. */
export function* plateOfTicket(ticketId: string): Unit<string | null> {
  const [row] = yield* rows((db) =>
    db.selectFrom('plates').select('plate').where('ticket_id', '=', ticketId),
  );
  return row?.plate ?? null;
}

export function keepPlate(row: {
  readonly ticket_id: string;
  readonly hall_id: string;
  readonly service_day: string;
  readonly plate: string;
}): Bound {
  return write((db) =>
    db
      .insertInto('plates')
      .values(row)
      .onConflict((c) => c.column('ticket_id').doUpdateSet({ plate: row.plate })),
  );
}

export function dropPlate(ticketId: string): Bound {
  return write((db) => db.deleteFrom('plates').where('ticket_id', '=', ticketId));
}

/** Those of days that are over. */
export function dropPlatesBefore(hallId: string, day: string): Bound {
  return write((db) =>
    db.deleteFrom('plates').where('hall_id', '=', hallId).where('service_day', '<', day),
  );
}

/** The halls that keep plates now. */
export function hallsWithPlates(db: Reader): Promise<{ hall_id: string; day: string }[]> {
  return db
    .selectFrom('plates')
    .select('hall_id')
    .select((e) => e.fn.min('service_day').$castTo<string>().as('day'))
    .groupBy('hall_id')
    .execute();
}
