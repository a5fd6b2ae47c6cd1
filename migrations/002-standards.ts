import { type Kysely, sql } from 'kysely';

/**
 * What a step keeps of its wait (rules.md, "Times"): the standard that stood when it began to wait,
 * the instant that it counts as waiting from, and how long it waited before its first call.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`alter table steps add column standard_seconds integer check (standard_seconds > 0)`,
    sql`alter table steps add column waits_from text`,
    sql`alter table steps add column waited_ms integer check (waited_ms >= 0)`,
    // What stood earlier is not known: the present standard takes its place.
    sql`update steps set waits_from = waiting_since, standard_seconds =
      (select service_level_seconds from queues where queues.id = steps.first_queue_id)
      where waiting_since is not null`,
    sql`drop index steps_longest`,
    sql`create index steps_longest on steps (queue_id, service_day, waits_from) where callable = 1`,
    // What could be undone holds tickets as they were kept before.
    sql`update windows set undo = null`,
  ];
  for (const statement of statements) await statement.execute(db);
  await carryOpenWaits(db);
}

interface Step {
  readonly id: string;
  readonly ticket_id: string;
  readonly waiting_since: string;
  readonly first_called_at: string | null;
}
interface Interval {
  readonly step_id: string;
  readonly ticket_id: string;
  readonly status: string;
  readonly began_at: string;
  readonly ended_at: string;
}

/** Screens show the waits of tickets that are open; those that ended are only in reports, which ask the intervals. */
async function carryOpenWaits(db: Kysely<unknown>): Promise<void> {
  const open = sql`select id from tickets where ended_at is null`;
  const { rows: steps } = await sql<Step>`select id, ticket_id, waiting_since, first_called_at
    from steps where waiting_since is not null and ticket_id in (${open})`.execute(db);
  const { rows: intervals } =
    await sql<Interval>`select step_id, ticket_id, status, began_at, ended_at from intervals
    where voided = 0 and status in ('called', 'serving', 'held', 'missed')
      and ticket_id in (${open})`.execute(db);
  const byTicket = new Map<string, Interval[]>();
  for (const interval of intervals) {
    const list = byTicket.get(interval.ticket_id) ?? [];
    byTicket.set(interval.ticket_id, [...list, interval]);
  }
  for (const step of steps) {
    const busy = byTicket.get(step.ticket_id) ?? [];
    const from = Date.parse(step.waiting_since);
    const waitsFrom = from + notWaited(step, busy, null);
    const called = step.first_called_at;
    const waited =
      called === null
        ? null
        : Math.max(0, Date.parse(called) - from - notWaited(step, busy, called));
    await sql`update steps set waits_from = ${new Date(waitsFrom).toISOString()},
      waited_ms = ${waited} where id = ${step.id}`.execute(db);
  }
}

/** Milliseconds in which a step did not wait, before `until`: at a window, or its ticket in hand for another step. */
function notWaited(step: Step, busy: readonly Interval[], until: string | null): number {
  return busy.reduce((sum, { step_id, status, began_at, ended_at }) => {
    if (step_id !== step.id && status !== 'called' && status !== 'serving') return sum;
    const from = began_at > step.waiting_since ? began_at : step.waiting_since;
    const to = until !== null && until < ended_at ? until : ended_at;
    return to > from ? sum + Date.parse(to) - Date.parse(from) : sum;
  }, 0);
}
