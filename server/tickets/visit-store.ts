import { sql } from 'kysely';
import { busyStatuses } from '../../shared/transitions.ts';
import { prepared } from '../db/prepared.ts';
import type { Bound, Unit } from '../db/unit.ts';
import type { EndedInterval, Step, Visit } from '../../shared/rules/visit.ts';
import { weightOf } from '../../shared/rules/files.ts';
import type { StoredTicket, TicketRow } from './kept-store.ts';
import { insertStep, updateStep } from './step-store.ts';

type LaterSet = 'note' | 'later_count' | 'referred_to';
/** What a ticket has from its first moment on. */
export type NewTicket = Omit<TicketRow, 'status' | 'ended_at' | LaterSet>;

/** What is stored with a step when it is made, and never after. */
export interface StepAtIssue {
  readonly person_hash: string | null;
  readonly weight: number;
  readonly estimate: {
    readonly ahead: number;
    readonly p50: number;
    readonly p90: number;
    /** Of the pass of the calling rule, in seconds. */
    readonly base: number | null;
  } | null;
}

const insertTicket = prepared<Omit<TicketRow, LaterSet>, never>((db, p) =>
  db.insertInto('tickets').values({
    id: p('id'),
    token_hash: p('token_hash'),
    hall_id: p('hall_id'),
    service_day: p('service_day'),
    seq: p('seq'),
    prefix: p('prefix'),
    count: p('count'),
    number: p('number'),
    status: p('status'),
    package_id: p('package_id'),
    more_packages: p('more_packages'),
    category_id: p('category_id'),
    credit_seconds: p('credit_seconds'),
    language: p('language'),
    taken_at: p('taken_at'),
    entry_reference: p('entry_reference'),
    appointment_id: p('appointment_id'),
    companion_id: p('companion_id'),
    client_id: p('client_id'),
    agent: p('agent'),
    files: p('files'),
    region: p('region'),
    referred_from: p('referred_from'),
    ended_at: p('ended_at'),
    version: p('version'),
  }),
);

/** The rows of a new ticket, table by table. */
export function newVisit(
  ticket: NewTicket,
  visit: Visit,
  atIssue: (step: Step) => StepAtIssue,
): Bound[] {
  const day = ticket.service_day;
  const lines = new Lines();
  const steps = visit.steps.map((step) => {
    const { person_hash, weight, estimate } = atIssue(step);
    lines.add(step.queue_id, { waiting: step.callable, taken: 1 });
    return insertStep.with({
      ...step,
      ticket_id: ticket.id,
      hall_id: ticket.hall_id,
      service_day: day,
      seq: ticket.seq,
      after_steps: JSON.stringify(step.after),
      matters: JSON.stringify(step.matters),
      person_hash,
      weight,
      estimate_ahead: estimate?.ahead ?? null,
      estimate_p50: estimate?.p50 ?? null,
      estimate_p90: estimate?.p90 ?? null,
      estimate_base: estimate?.base ?? null,
    });
  });
  return [
    setCounter.with({ hall: ticket.hall_id, day, prefix: ticket.prefix, count: ticket.count }),
    insertTicket.with({ ...ticket, status: visit.status, ended_at: visit.ended_at }),
    ...steps,
    ...lines.writes(day),
  ];
}

/**
 * The rows of a visit that is over already when it is written: no counter gave its number, and no line
 * ever had it.
 */
export function overAlready(ticket: NewTicket, visit: Visit, newId: () => string): Bound[] {
  const { id: ticket_id, hall_id, service_day, seq, version } = ticket;
  return [
    insertTicket.with({ ...ticket, status: visit.status, ended_at: visit.ended_at }),
    ...visit.steps.map((step) =>
      insertStep.with({
        ...step,
        ...{ ticket_id, hall_id, service_day, seq },
        after_steps: JSON.stringify(step.after),
        matters: JSON.stringify(step.matters),
        person_hash: null,
        weight: 1,
        estimate_ahead: null,
        estimate_p50: null,
        estimate_p90: null,
        estimate_base: null,
      }),
    ),
    ...visit.intervals.map((interval) =>
      insertInterval.with({
        ...interval,
        ...{ id: newId(), ticket_id, hall_id, service_day, version },
      }),
    ),
  ];
}

/** What a change makes of the counts of some queues, each told once. */
class Lines {
  private readonly by = new Map<string, { waiting: number; taken: number }>();

  add(queue: string, { waiting, taken }: { waiting: number; taken: number }): void {
    const before = this.by.get(queue) ?? { waiting: 0, taken: 0 };
    this.by.set(queue, { waiting: before.waiting + waiting, taken: before.taken + taken });
  }

  writes(day: string): Bound[] {
    return [...this.by]
      .filter(([, { waiting, taken }]) => waiting !== 0 || taken !== 0)
      .map(([queue, { waiting, taken }]) =>
        // A row to be inserted may not be negative, not even one that is there already.
        waiting < 0
          ? leaveQueue.with({ queue, day, by: waiting })
          : addToQueue.with({ queue, day, waiting, taken }),
      );
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

const updateTicket = prepared<
  Pick<
    TicketRow,
    | 'id'
    | 'status'
    | 'ended_at'
    | 'version'
    | 'note'
    | 'category_id'
    | 'credit_seconds'
    | 'companion_id'
    | 'files'
    | 'package_id'
    | 'more_packages'
    | 'later_count'
    | 'referred_to'
  >,
  never
>((db, p) =>
  db
    .updateTable('tickets')
    .set({
      status: p('status'),
      ended_at: p('ended_at'),
      version: p('version'),
      note: p('note'),
      category_id: p('category_id'),
      credit_seconds: p('credit_seconds'),
      companion_id: p('companion_id'),
      files: p('files'),
      package_id: p('package_id'),
      more_packages: p('more_packages'),
      later_count: p('later_count'),
      referred_to: p('referred_to'),
    })
    .where('id', '=', p('id')),
);

const setWeight = prepared<{ ticket: string; weight: number }, never>((db, p) =>
  db
    .updateTable('steps')
    .set({ weight: p('weight') })
    .where('ticket_id', '=', p('ticket')),
);

/** A ticket before a change and after it. */
export interface Change {
  readonly before: StoredTicket;
  /** With what ended in the change as its intervals, and its version that of the change. */
  readonly after: StoredTicket;
  /** Of whose ticket it is, for the steps that are added to it; absent: nobody knows. */
  readonly personHash?: string | null;
}

const asText = (step: Step) => ({
  after_steps: JSON.stringify(step.after),
  matters: JSON.stringify(step.matters),
});

/** What a step has of its ticket. No estimate was given for it at issue. */
function added({ ticket }: StoredTicket, person_hash: string | null) {
  const { id: ticket_id, hall_id, service_day, seq } = ticket;
  const none = {
    ...{ estimate_ahead: null, estimate_p50: null, estimate_p90: null },
    estimate_base: null,
  };
  const weight = weightOf(ticket.files);
  return { ticket_id, hall_id, service_day, seq, person_hash, weight, ...none };
}

/**
 * The rows of what changed in some visits of one day, table by table, and the queues whose line
 * changed.
 */
export function changedVisits(
  changes: readonly Change[],
  newId: () => string,
): { writes: Bound[]; queues: string[] } {
  const tickets: Bound[] = [];
  // A window has one ticket in hand and a ticket one step that is busy, at every moment.
  const [left, taken]: [Bound[], Bound[]] = [[], []];
  const intervals: Bound[] = [];
  const lines = new Lines();
  const queues = new Set<string>();
  for (const { before, after, personHash = null } of changes) {
    const { ticket, visit } = after;
    tickets.push(updateTicket.with(ticket));
    if (ticket.files !== before.ticket.files)
      tickets.push(setWeight.with({ ticket: ticket.id, weight: weightOf(ticket.files) }));
    for (const step of visit.steps) {
      const old = before.visit.steps[step.position];
      if (old === undefined) {
        lines.add(step.queue_id, { waiting: step.callable, taken: 1 });
        queues.add(step.queue_id);
        left.push(insertStep.with({ ...step, ...asText(step), ...added(after, personHash) }));
        continue;
      }
      if (old === step) continue;
      const to = busyStatuses.includes(step.status as never) ? taken : left;
      to.push(updateStep.with({ ...step, ...asText(step) }));
      lines.add(old.queue_id, { waiting: -old.callable, taken: 0 });
      lines.add(step.queue_id, { waiting: step.callable, taken: 0 });
      queues.add(old.queue_id).add(step.queue_id);
    }
    for (const interval of visit.intervals) {
      intervals.push(
        insertInterval.with({
          ...interval,
          id: newId(),
          ticket_id: ticket.id,
          hall_id: ticket.hall_id,
          service_day: ticket.service_day,
          version: ticket.version,
        }),
      );
    }
  }
  const day = changes[0]?.after.ticket.service_day;
  const counts = day === undefined ? [] : lines.writes(day);
  return {
    writes: [...tickets, ...left, ...taken, ...counts, ...intervals],
    queues: [...queues],
  };
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

const counter = prepared<{ hall: string; day: string; prefix: string }, { count: number }>(
  (db, p) =>
    db
      .selectFrom('counters')
      .select('count')
      .where('hall_id', '=', p('hall'))
      .where('service_day', '=', p('day'))
      .where('prefix', '=', p('prefix')),
);

const setCounter = prepared<{ hall: string; day: string; prefix: string; count: number }, never>(
  (db, p) =>
    db
      .insertInto('counters')
      .values({
        hall_id: p('hall'),
        service_day: p('day'),
        prefix: p('prefix'),
        count: p('count'),
      })
      .onConflict((conflict) =>
        conflict
          .columns(['hall_id', 'service_day', 'prefix'])
          .doUpdateSet({ count: sql<number>`excluded.count` }),
      ),
);

/** The next number of a prefix on a day, from 1, without gaps: it is given where the ticket is written. */
export function* nextCount(hall: string, day: string, prefix: string): Unit<number> {
  return ((yield* counter.rows({ hall, day, prefix }))[0]?.count ?? 0) + 1;
}
