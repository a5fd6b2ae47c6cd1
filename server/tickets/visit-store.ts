import { sql } from 'kysely';
import type { Tx } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { EndedInterval, Step, Visit } from '../rules/visit.ts';
import type { Kept, TicketRow } from './kept-store.ts';
import { insertStep, updateStep } from './step-store.ts';

export interface NewTicket extends Omit<
  TicketRow,
  'status' | 'ended_at' | 'version' | 'note' | 'companion_id'
> {
  readonly version: number;
}

/** What is stored with a step when it is made, and never after. */
export interface StepAtIssue {
  readonly person_hash: string | null;
  readonly estimate: { readonly ahead: number; readonly p50: number; readonly p90: number } | null;
}

const insertTicket = prepared<Omit<TicketRow, 'note' | 'companion_id'>, never>((db, p) =>
  db.insertInto('tickets').values({
    id: p('id'),
    token: p('token'),
    hall_id: p('hall_id'),
    service_day: p('service_day'),
    seq: p('seq'),
    prefix: p('prefix'),
    count: p('count'),
    number: p('number'),
    status: p('status'),
    package_id: p('package_id'),
    category_id: p('category_id'),
    credit_seconds: p('credit_seconds'),
    language: p('language'),
    taken_at: p('taken_at'),
    entry_reference: p('entry_reference'),
    appointment_id: p('appointment_id'),
    ended_at: p('ended_at'),
    version: p('version'),
  }),
);

/** Writes a new ticket with its steps. */
export async function insertVisit(
  tx: Tx,
  ticket: NewTicket,
  visit: Visit,
  atIssue: (step: Step) => StepAtIssue,
): Promise<void> {
  await insertTicket(tx, { ...ticket, status: visit.status, ended_at: visit.ended_at });
  for (const step of visit.steps) {
    const { person_hash, estimate } = atIssue(step);
    await insertStep(tx, {
      ...step,
      ticket_id: ticket.id,
      hall_id: ticket.hall_id,
      service_day: ticket.service_day,
      seq: ticket.seq,
      after_steps: JSON.stringify(step.after),
      matters: JSON.stringify(step.matters),
      person_hash,
      estimate_ahead: estimate?.ahead ?? null,
      estimate_p50: estimate?.p50 ?? null,
      estimate_p90: estimate?.p90 ?? null,
    });
    await addToQueue(tx, {
      queue: step.queue_id,
      day: ticket.service_day,
      waiting: step.callable,
      taken: 1,
    });
  }
}

const addToQueue = prepared<{ queue: string; day: string; waiting: number; taken: number }, never>(
  (db, p) =>
    db
      .insertInto('queue_days')
      .values({
        queue_id: p('queue'),
        service_day: p('day'),
        waiting: p('waiting'),
        taken: p('taken'),
      })
      .onConflict((conflict) =>
        conflict.columns(['queue_id', 'service_day']).doUpdateSet({
          waiting: sql<number>`queue_days.waiting + excluded.waiting`,
          taken: sql<number>`queue_days.taken + excluded.taken`,
        }),
      ),
);
const leaveQueue = prepared<{ queue: string; day: string; by: number }, never>((db, p) =>
  db
    .updateTable('queue_days')
    .set({ waiting: sql<number>`waiting + ${p('by')}` })
    .where('queue_id', '=', p('queue'))
    .where('service_day', '=', p('day')),
);

const updateTicket = prepared<Pick<TicketRow, 'id' | 'status' | 'ended_at' | 'version'>, never>(
  (db, p) =>
    db
      .updateTable('tickets')
      .set({ status: p('status'), ended_at: p('ended_at'), version: p('version') })
      .where('id', '=', p('id')),
);

/**
 * Writes what changed in a visit, and the queues' counts with it.
 *
 * @param version the version of the hall that the change makes
 * @returns the ids of the queues whose line changed
 */
export async function saveVisit(
  tx: Tx,
  before: Kept,
  after: Visit,
  version: number,
  newId: () => string,
): Promise<string[]> {
  const { ticket } = before;
  await updateTicket(tx, {
    id: ticket.id,
    status: after.status,
    ended_at: after.ended_at,
    version,
  });
  const moves = new Map<string, number>();
  const move = (queue: string, by: 1 | -1): void =>
    void moves.set(queue, (moves.get(queue) ?? 0) + by);
  const queues = new Set<string>();
  for (const step of after.steps) {
    const old = before.visit.steps[step.position]!;
    if (old === step) continue;
    await updateStep(tx, { ...step, matters: JSON.stringify(step.matters) });
    if (old.callable === 1) move(old.queue_id, -1);
    if (step.callable === 1) move(step.queue_id, 1);
    queues.add(old.queue_id).add(step.queue_id);
  }
  for (const [queue, by] of moves) {
    if (by > 0) await addToQueue(tx, { queue, day: ticket.service_day, waiting: by, taken: 0 });
    if (by < 0) await leaveQueue(tx, { queue, day: ticket.service_day, by });
  }
  for (const interval of after.intervals) {
    await insertInterval(tx, {
      ...interval,
      id: newId(),
      ticket_id: ticket.id,
      hall_id: ticket.hall_id,
      service_day: ticket.service_day,
      version,
    });
  }
  return [...queues];
}

type IntervalParameters = EndedInterval & {
  id: string;
  ticket_id: string;
  hall_id: string;
  service_day: string;
  version: number;
};
const insertInterval = prepared<IntervalParameters, never>((db, p) =>
  db.insertInto('intervals').values({
    id: p('id'),
    step_id: p('step_id'),
    ticket_id: p('ticket_id'),
    hall_id: p('hall_id'),
    service_day: p('service_day'),
    queue_id: p('queue_id'),
    status: p('status'),
    hold_kind: p('hold_kind'),
    window_id: p('window_id'),
    staff_id: p('staff_id'),
    began_at: p('began_at'),
    ended_at: p('ended_at'),
    version: p('version'),
  }),
);

const count = prepared<{ hall: string; day: string; prefix: string }, { count: number }>((db, p) =>
  db
    .insertInto('counters')
    .values({ hall_id: p('hall'), service_day: p('day'), prefix: p('prefix'), count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['hall_id', 'service_day', 'prefix'])
        .doUpdateSet({ count: sql<number>`counters.count + 1` }),
    )
    .returning('count'),
);

/** The next number of a prefix on a day, from 1, without gaps: a refused command gives it back. */
export async function nextCount(
  tx: Tx,
  hall: string,
  day: string,
  prefix: string,
): Promise<number> {
  return (await count(tx, { hall, day, prefix }))[0]!.count;
}

/** Writes a visit back as it was before; what it had ended since is marked by its version elsewhere. */
export async function restoreVisit(
  tx: Tx,
  present: Kept,
  before: Kept,
  version: number,
  newId: () => string,
): Promise<string[]> {
  const visit = { ...before.visit, intervals: [] };
  const queues = await saveVisit(tx, present, visit, version, newId);
  await tx
    .updateTable('tickets')
    .set({ note: before.ticket.note })
    .where('id', '=', before.ticket.id)
    .execute();
  return queues;
}
