import { paperNumberParts } from '../../shared/numbers.ts';
import { Problem } from '../../shared/errors.ts';
import type { EndedInterval, Step, Visit } from '../../shared/rules/visit.ts';
import { secondsBetween } from '../../shared/rules/instants.ts';
import { refuseOverlap } from '../../shared/rules/late-entry.ts';
import type { Unit } from '../db/unit.ts';
import type { HallConfig, QueueConfig } from '../hall/config.ts';
import { tokenHash } from '../tokens.ts';
import type { Entering, Made } from './entering.ts';
import * as store from './store.ts';

/**
 * A visit by a number on paper, from its call to its end. It stands beside the numbers that the
 * server gave: no counter, no line, no board and no call of the voice knows of it.
 *
 * @throws Problem `unknown_queue`, `queue_not_served`, `paper_number_wrong`, `paper_number_taken`,
 *   `unknown_matter`, `late_overlaps`
 */
export function* paperVisit({
  c,
  entry,
  window,
  day,
  staffId,
  tickets,
  ids,
}: Entering): Unit<Made> {
  const { hall, version } = c;
  // The schema of an entry says that these are there with a number on paper.
  const number = entry.paperNumber!;
  const calledAt = entry.calledAt!;
  const queue = queueThen(hall, entry.queue!);
  // What a retired one of the two served, and by which letters, nobody knows any more.
  if (!queue.retired && !window.retired && !window.serves.some((s) => s.queueId === queue.id))
    throw new Problem('queue_not_served', `Window ${window.number} does not serve ${queue.code}`);
  const { prefix, count } = paperNumberParts(number)!;
  if (!queue.retired && prefix !== queue.prefix)
    throw new Problem('paper_number_wrong', `${number} is no number of ${queue.code}`, {
      number,
      prefix: queue.prefix,
    });
  const series = { prefix: number.slice(0, -3), count };
  const taken = yield* store.paperTaken(hall.id, day, series);
  if (taken !== null) {
    const where = hall.windowById.get(taken.window_id)!.number;
    throw new Problem('paper_number_taken', `${number} was entered at window ${where}`, {
      number,
      window: where,
      calledAt: taken.called_at,
    });
  }
  const matters = (entry.matters ?? []).map((code) => {
    const matter = hall.matterByCode.get(code);
    if (matter === undefined || matter.queueId !== queue.id)
      throw new Problem('unknown_matter', `"${code}" is no matter of ${queue.code}`);
    return { id: matter.id, done: entry.outcome === 'done' };
  });
  const at = { hall: hall.id, window: window.id, day };
  refuseOverlap({ from: calledAt, to: entry.endedAt }, yield* store.inHandAt(at, c.now));

  const done = entry.outcome === 'done';
  const { takenAt = null, startedAt = null, endedAt } = entry;
  const [ticketId, stepId] = [ids.id(), ids.id()];
  const category = hall.categoryByCode.get('general') ?? hall.categories[0]!;
  const started = done ? (startedAt ?? calledAt) : null;
  const step: Step = {
    id: stepId,
    position: 0,
    after: [],
    matters,
    queue_id: queue.id,
    status: entry.outcome,
    status_since: endedAt,
    dropped: 0,
    opened_here: 0,
    callable: 0,
    reference: takenAt,
    credit_seconds: 0,
    order_key: null,
    order_reason: 'walk-in',
    out_of_order: 0,
    only_window_id: null,
    window_id: window.id,
    staff_id: staffId,
    hold_kind: null,
    hold_until: null,
    // Without it nobody knows how long they waited: no wait is counted, and none is judged.
    waiting_since: takenAt,
    standard_seconds: takenAt === null ? null : queue.serviceLevelSeconds,
    waits_from: takenAt,
    waited_ms: takenAt === null ? null : secondsBetween(takenAt, calledAt) * 1000,
    first_called_at: calledAt,
    last_called_at: calledAt,
    call_count: 1,
    round_calls: 1,
    misses: done ? 0 : 1,
    started_at: started,
    start_estimated: done && startedAt === null ? 1 : 0,
    ended_at: done ? endedAt : null,
    outcome: null,
  };
  const state = (status: EndedInterval['status'], began_at: string, ended_at: string) => ({
    ...{ step_id: stepId, queue_id: queue.id, status, hold_kind: null, began_at, ended_at },
    window_id: status === 'waiting' ? null : window.id,
    staff_id: status === 'waiting' ? null : staffId,
  });
  const visit: Visit = {
    status: entry.outcome,
    entry_reference: takenAt ?? calledAt,
    credit_seconds: 0,
    // A miss, too: nobody comes back with a number that only paper knows.
    ended_at: endedAt,
    steps: [step],
    intervals: [
      ...(takenAt === null ? [] : [state('waiting', takenAt, calledAt)]),
      state('called', calledAt, started ?? endedAt),
      ...(started === null ? [] : [state('serving', started, endedAt)]),
    ],
  };
  const ticket = {
    id: ticketId,
    // Nobody has a link to it.
    token_hash: tokenHash(ids.token()),
    hall_id: hall.id,
    service_day: day,
    seq: version,
    ...series,
    number,
    package_id: null,
    more_packages: null,
    category_id: category.id,
    credit_seconds: 0,
    language: 'zh-Hans',
    taken_at: takenAt ?? calledAt,
    entry_reference: takenAt ?? calledAt,
    appointment_id: null,
    companion_id: null,
    client_id: null,
    agent: 0 as const,
    files: 1,
    region: null,
    referred_from: null,
    version,
  };
  return {
    writes: tickets.changes.overAlready(ticket, visit),
    row: {
      kind: 'paper',
      number,
      ticket_id: ticketId,
      step_id: stepId,
      queue_id: queue.id,
      staff_id: staffId,
      called_at: calledAt,
      started_at: done ? startedAt : null,
    },
    touched: { windows: [window.id] },
  };
}

/** The queue that people were served for, also where it was retired since: its visits are of a day before. */
function queueThen(hall: HallConfig, code: string): QueueConfig {
  const queue =
    hall.queueByCode.get(code) ??
    [...hall.queueById.values()].find((q) => q.retired && q.code === code);
  if (queue === undefined) throw new Problem('unknown_queue', `There is no queue "${code}"`);
  return queue;
}
