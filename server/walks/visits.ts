import type { WalkTicket } from '../../shared/contract/walk.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { secondsBetween } from '../../shared/rules/instants.ts';
import { totalSeconds } from '../../shared/rules/stretches.ts';
import { inHandSpells, runningInterval, stepTimes } from '../../shared/rules/times.ts';
import type { HallConfig } from '../hall/config.ts';
import type { VisitRows } from './visits-store.ts';

type Visit = NonNullable<WalkTicket['visit']>;

/**
 * The times of a visit by the rules of the report: a wait leaves out the time in hand elsewhere. Seconds.
 *
 * @param now until when what still runs is counted
 */
export function visitView(
  hall: HallConfig,
  { ticket, steps, intervals }: VisitRows,
  now: Instant,
): Visit {
  return {
    takenAt: ticket.taken_at,
    endedAt: ticket.ended_at,
    status: ticket.status,
    seconds: ticket.ended_at === null ? null : secondsBetween(ticket.taken_at, ticket.ended_at),
    steps: steps.map((step) => {
      const ended = intervals.filter((i) => i.step_id === step.id);
      const running = runningInterval(step, now);
      const others = steps.filter((other) => other.id !== step.id);
      const elsewhere = others.flatMap((other) => {
        const runs = runningInterval(other, now);
        const its = intervals.filter((i) => i.step_id === other.id);
        return inHandSpells(runs === null ? its : [...its, runs]);
      });
      const times = stepTimes(step, { ended, running, calls: [], elsewhere, dayOver: false });
      const queue = hall.queueById.get(step.queue_id);
      const window = step.window_id === null ? undefined : hall.windowById.get(step.window_id);
      return {
        queue: queue?.code ?? step.queue_id,
        queueName: queue?.name ?? { 'zh-Hans': step.queue_id },
        window: window?.number ?? null,
        status: step.status,
        wait: times.wait,
        handling: times.handling.length === 0 ? null : totalSeconds(times.handling),
      };
    }),
  };
}
