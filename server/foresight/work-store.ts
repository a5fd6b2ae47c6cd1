import type { Reader } from '../db/open.ts';
import { ticketsOfDay } from '../hall/past-ticket-store.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/** What one day says of the work at windows. */
export interface DayWork {
  readonly waits: readonly {
    readonly queue_id: string;
    readonly waiting_since: Instant | null;
    readonly order_key: Instant | null;
    readonly credit_seconds: number;
    readonly misses: number;
  }[];
  /** Parts of a visit in hand, by step, in order. */
  readonly hands: readonly {
    readonly step_id: string;
    readonly queue_id: string;
    readonly began_at: Instant;
    readonly ended_at: Instant;
  }[];
  readonly spells: readonly {
    readonly window_id: string;
    readonly began_at: Instant;
    /** null: it still is. */
    readonly ended_at: Instant | null;
  }[];
}

export async function readDayWork(db: Reader, hallId: string, day: string): Promise<DayWork> {
  const waits = await db
    .selectFrom('steps')
    .select(['first_queue_id as queue_id', 'waiting_since', 'order_key'])
    .select(['credit_seconds', 'misses'])
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .where('dropped', '=', 0)
    .where('opened_here', '=', 0)
    .where('waiting_since', 'is not', null)
    .execute();
  const hands = await db
    .selectFrom('intervals')
    .select(['step_id', 'queue_id', 'began_at', 'ended_at'])
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .where('voided', '=', 0)
    .where('status', 'in', ['called', 'serving'])
    .orderBy('step_id')
    .orderBy('began_at')
    .execute();
  const spells = await db
    .selectFrom('window_intervals')
    .select(['window_id', 'began_at', 'ended_at'])
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .where('voided', '=', 0)
    .where('status', '=', 'open')
    .execute();
  const open = await db
    .selectFrom('windows')
    .select(['id as window_id', 'since'])
    .where('hall_id', '=', hallId)
    .where('status', '=', 'open')
    .execute();
  const running = open.flatMap(({ window_id, since: began_at }) =>
    began_at === null ? [] : [{ window_id, began_at, ended_at: null }],
  );
  return { waits, hands, spells: [...spells, ...running] };
}

/** The same of a day that another system recorded: who came, and how long it took; of windows, nothing. */
export async function importedDayWork(db: Reader, hallId: string, day: string): Promise<DayWork> {
  const tickets = await ticketsOfDay(db, hallId, day);
  return {
    waits: tickets.map(({ queue_id, taken_at }) => ({
      ...{ queue_id, waiting_since: taken_at, order_key: taken_at },
      ...{ credit_seconds: 0, misses: 0 },
    })),
    hands: tickets.flatMap(({ queue_id, called_at, ended_at, seq }) =>
      called_at === null || ended_at === null
        ? []
        : [{ step_id: String(seq), queue_id, began_at: called_at, ended_at }],
    ),
    spells: [],
  };
}
