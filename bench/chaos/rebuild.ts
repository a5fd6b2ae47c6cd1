import type { StepStatus } from '../../shared/transitions.ts';

interface Logged {
  readonly command: string;
  readonly step_id: string | null;
  readonly window_id: string | null;
}
interface Planned {
  readonly id: string;
  readonly ticket: string;
  readonly position: number;
  readonly after: readonly number[];
}

/**
 * The state of every step as the log tells it, for the commands that the load gives: call-next,
 * which finishes the ticket in hand, start and finish.
 */
export function rebuild(
  log: readonly Logged[],
  steps: readonly Planned[],
): Map<string, StepStatus> {
  const status = new Map<string, StepStatus>();
  const inHand = new Map<string, string>();
  const finish = (window: string): void => {
    const step = inHand.get(window);
    if (step !== undefined) status.set(step, 'done');
    inHand.delete(window);
  };
  for (const { command, step_id: step, window_id: window } of log) {
    if (window === null) continue;
    if (command === 'call-next') {
      finish(window);
      inHand.set(window, step!);
      status.set(step!, 'called');
    } else if (command === 'start') status.set(step!, 'serving');
    else if (command === 'finish') finish(window);
  }
  const done = new Set(
    steps.filter((s) => status.get(s.id) === 'done').map((s) => `${s.ticket} ${s.position}`),
  );
  for (const { id, ticket, after } of steps) {
    if (status.has(id)) continue;
    const free = after.every((position) => done.has(`${ticket} ${position}`));
    status.set(id, free ? 'waiting' : 'blocked');
  }
  return status;
}
