import type { Reader } from '../db/open.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/** What a day left in the database that says who came, and what was done. */
export interface DayLog {
  readonly tickets: readonly TicketRow[];
  readonly steps: readonly StepRow[];
  readonly spells: readonly SpellRow[];
  readonly events: readonly EventRow[];
  /** Where a change of what somebody had come for took steps away. */
  readonly dropped: readonly { readonly step_id: string; readonly version: number }[];
}

interface TicketRow {
  readonly id: string;
  readonly number: string;
  readonly seq: number;
  readonly taken_at: Instant;
  readonly entry_reference: Instant;
  readonly appointment_id: string | null;
  readonly category_id: string;
  readonly credit_seconds: number;
  readonly referred_from: string | null;
  readonly version: number;
}

interface StepRow {
  readonly id: string;
  readonly ticket_id: string;
  readonly position: number;
  readonly after_steps: string;
  readonly queue_id: string;
  readonly first_queue_id: string;
}

interface SpellRow {
  readonly window_id: string;
  readonly status: 'open' | 'paused';
  readonly began_at: Instant;
  readonly ended_at: Instant | null;
  readonly version: number;
}

interface EventRow {
  readonly version: number;
  readonly at: Instant;
  readonly command: string;
  readonly ticket_id: string | null;
  readonly step_id: string | null;
  readonly window_id: string | null;
  readonly data: string;
}

/** One service day of a hall, from one snapshot. */
export async function readDayLog(db: Reader, hallId: string, day: string): Promise<DayLog> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const tickets = await tx
        .selectFrom('tickets')
        .select(['id', 'number', 'seq', 'taken_at', 'entry_reference', 'appointment_id'])
        .select(['credit_seconds', 'referred_from'])
        .select(['category_id', 'version'])
        .where('hall_id', '=', hallId)
        .where('service_day', '=', day)
        .orderBy('seq')
        .execute();
      const steps = await tx
        .selectFrom('steps')
        .select(['id', 'ticket_id', 'position', 'after_steps', 'queue_id'])
        .select('first_queue_id')
        .where('hall_id', '=', hallId)
        .where('service_day', '=', day)
        .orderBy('position')
        .execute();
      const dropped = await tx
        .selectFrom('intervals')
        .innerJoin('steps', 'steps.id', 'intervals.step_id')
        .select(['intervals.step_id', 'intervals.version'])
        .where('intervals.hall_id', '=', hallId)
        .where('intervals.service_day', '=', day)
        .where('intervals.voided', '=', 0)
        .where('steps.dropped', '=', 1)
        .execute();
      const spells = await spellsOf(tx, hallId, day);
      const [first, last] = [tickets[0]?.seq, Math.max(0, ...tickets.map((t) => t.version))];
      const events =
        first === undefined
          ? []
          : await tx
              .selectFrom('events')
              .select(['version', 'at', 'command', 'ticket_id', 'step_id', 'window_id', 'data'])
              .where('hall_id', '=', hallId)
              .where('version', '>=', first)
              .where('version', '<=', last)
              .where('ticket_id', 'is not', null)
              .orderBy('version')
              .execute();
      return { tickets, steps, spells, events, dropped };
    });
}

async function spellsOf(tx: Reader, hallId: string, day: string): Promise<SpellRow[]> {
  const ended = await tx
    .selectFrom('window_intervals')
    .select(['window_id', 'status', 'began_at', 'ended_at', 'version'])
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .where('voided', '=', 0)
    .orderBy('version')
    .execute();
  const running = await tx
    .selectFrom('windows')
    .select(['id', 'status', 'since'])
    .where('hall_id', '=', hallId)
    .where('status', '<>', 'closed')
    .execute();
  return [
    ...ended,
    ...running.flatMap(({ id, status, since }): SpellRow[] =>
      status === 'closed' || since === null
        ? []
        : [{ window_id: id, status, began_at: since, ended_at: null, version: 0 }],
    ),
  ];
}
