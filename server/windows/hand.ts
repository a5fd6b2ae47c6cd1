import { Problem } from '../../shared/errors.ts';
import type { CommandInputs, InHandFate } from '../../shared/contract/window.ts';
import type { WindowConfig } from '../hall/config.ts';
import type { Command } from '../hall/command.ts';
import type { Ids } from '../ids.ts';
import { fateOnNext, noShowFrom } from '../rules/serving.ts';
import { busyStep, type Step, type Visit } from '../rules/visit.ts';
import * as acts from '../rules/visit-acts.ts';
import type { Kept, Tickets } from '../tickets/service.ts';
import { requireAllowed } from './checks.ts';
import type * as store from './store.ts';

/** A window command at work: the window, its ticket in hand, and what it changes on its way. */
export interface AtWork {
  readonly c: Command;
  readonly window: WindowConfig;
  readonly row: store.WindowWithClerk;
  readonly hand: Kept | null;
  readonly tickets: Tickets;
  readonly ids: Ids;
  /** Tickets before this command, so that it can be undone. */
  readonly before: Kept[];
  readonly touched: { queues: Set<string>; tickets: Set<string> };
}

/** What the log keeps of a command beside its name. */
export interface Done {
  readonly ticketId?: string;
  readonly stepId?: string;
  readonly data: object;
}

export function inHand(work: AtWork): { kept: Kept; step: Step } {
  const kept = work.hand!;
  return { kept, step: busyStep(kept.visit)! };
}

export async function save(work: AtWork, kept: Kept, visit: Visit): Promise<void> {
  if (!work.before.some((b) => b.ticket.id === kept.ticket.id)) work.before.push(kept);
  const { queues } = await work.tickets.save(work.c, kept, visit);
  for (const queue of queues) work.touched.queues.add(queue);
  work.touched.tickets.add(kept.ticket.id);
}

export async function finishHand(
  work: AtWork,
  done: ReadonlySet<string> | null,
  outcome: string | null,
): Promise<void> {
  const { kept, step } = inHand(work);
  await save(work, kept, acts.finish(kept.visit, step, done, outcome, work.c.now));
}

/** @throws Problem `not_allowed` where the step is not called, or not long enough */
export async function missHand(work: AtWork): Promise<{ kept: Kept; step: Step }> {
  const { kept, step } = inHand(work);
  const { settings } = work.c.hall;
  const from = noShowFrom(step, settings);
  if (from === null || work.c.now < from) {
    throw new Problem(
      'not_allowed',
      `No-show needs ${settings.noShowMinCalls} calls and some seconds to come; allowed now: recall, start`,
      {
        callsNeeded: Math.max(0, settings.noShowMinCalls - step.round_calls),
        from,
      },
    );
  }
  await save(work, kept, acts.noShow(kept.visit, step, work.c.now));
  return { kept, step };
}

/** @throws Problem `reason_required` */
export async function putBackHand(
  work: AtWork,
  reason: string | undefined,
): Promise<{ kept: Kept; step: Step }> {
  if (reason === undefined) throw new Problem('reason_required');
  const { kept, step } = inHand(work);
  await save(work, kept, acts.putBack(kept.visit, step, work.c.now));
  return { kept, step };
}

type Fate = Exclude<InHandFate, 'ask'>;
/** Under which name the log of a "next" has the ticket that left the hand. */
export const leftAs = { finish: 'finished', 'no-show': 'missed', 'put-back': 'putBack' } as const;

/**
 * What becomes of the ticket in hand; null: there is none.
 *
 * @throws Problem `decide_first` where it has to be said, `not_allowed` by the transition table
 */
export function fateOfHand(work: AtWork, { inHand: said = 'finish' }: CommandInputs['call-next']) {
  if (work.hand === null) return null;
  const { kept, step } = inHand(work);
  const { settings } = work.c.hall;
  const fate: Fate | null = said === 'ask' ? fateOnNext(step, settings, work.c.now) : said;
  if (fate === null) {
    const { number } = kept.ticket;
    throw new Problem(
      'decide_first',
      `${number} was called and has not come: say "no-show", "finish" or "put-back" first`,
      { number, noShowFrom: noShowFrom(step, settings) },
    );
  }
  requireAllowed(fate, work.row, step.status);
  return fate;
}
