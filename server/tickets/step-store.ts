import { prepared } from '../db/prepared.ts';
import type { StepRow } from './kept-store.ts';

/** What an act can change in a step. */
type Changing = Omit<
  StepRow,
  | 'id'
  | 'ticket_id'
  | 'hall_id'
  | 'service_day'
  | 'seq'
  | 'position'
  | 'first_queue_id'
  | 'person_hash'
  | 'weight'
  | 'estimate_ahead'
  | 'estimate_p50'
  | 'estimate_p90'
  | 'estimate_base'
  | 'entered_later'
>;
const changing = (p: <K extends keyof Changing>(name: K) => Changing[K]): Changing => ({
  after_steps: p('after_steps'),
  matters: p('matters'),
  dropped: p('dropped'),
  opened_here: p('opened_here'),
  queue_id: p('queue_id'),
  status: p('status'),
  status_since: p('status_since'),
  callable: p('callable'),
  reference: p('reference'),
  credit_seconds: p('credit_seconds'),
  order_key: p('order_key'),
  order_reason: p('order_reason'),
  out_of_order: p('out_of_order'),
  only_window_id: p('only_window_id'),
  window_id: p('window_id'),
  staff_id: p('staff_id'),
  hold_kind: p('hold_kind'),
  hold_until: p('hold_until'),
  waiting_since: p('waiting_since'),
  standard_seconds: p('standard_seconds'),
  waits_from: p('waits_from'),
  waited_ms: p('waited_ms'),
  first_called_at: p('first_called_at'),
  last_called_at: p('last_called_at'),
  call_count: p('call_count'),
  round_calls: p('round_calls'),
  misses: p('misses'),
  started_at: p('started_at'),
  start_estimated: p('start_estimated'),
  ended_at: p('ended_at'),
  outcome: p('outcome'),
});

/** Writes a new step; its first queue is the one that it is made for. */
export const insertStep = prepared<Omit<StepRow, 'first_queue_id' | 'entered_later'>, never>(
  (db, p) =>
    db.insertInto('steps').values({
      ...changing(p),
      id: p('id'),
      ticket_id: p('ticket_id'),
      hall_id: p('hall_id'),
      service_day: p('service_day'),
      seq: p('seq'),
      position: p('position'),
      first_queue_id: p('queue_id'),
      person_hash: p('person_hash'),
      weight: p('weight'),
      estimate_ahead: p('estimate_ahead'),
      estimate_p50: p('estimate_p50'),
      estimate_p90: p('estimate_p90'),
      estimate_base: p('estimate_base'),
    }),
);

export const updateStep = prepared<Changing & Pick<StepRow, 'id'>, never>((db, p) =>
  db.updateTable('steps').set(changing(p)).where('id', '=', p('id')),
);
