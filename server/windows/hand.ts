import { Problem } from '../../shared/errors.ts';
import type { CommandInputs, InHandFate } from '../../shared/contract/window.ts';
import type { NewApplication } from '../../shared/contract/application.ts';
import { enter, type Entered } from '../applications/entering.ts';
import type { WindowConfig } from '../hall/config.ts';
import type { Bound, Unit } from '../db/unit.ts';
import type { Deciding } from '../command/types.ts';
import type { Ids } from '../ids.ts';
import { fateOnNext, noShowFrom } from '../../shared/rules/serving.ts';
import { busyStep, type Step, type Visit } from '../../shared/rules/visit.ts';
import * as acts from '../../shared/rules/visit-acts.ts';
import type { Change, StoredTicket, TicketChanges, Tickets } from '../tickets/service.ts';
import { requireAllowed } from './checks.ts';
import type * as store from './store.ts';

/** A window command at work: the window, its ticket in hand, and what it decides on its way. */
export interface AtWork {
  readonly c: Deciding;
  readonly window: WindowConfig;
  readonly row: store.WindowNow;
  readonly hand: StoredTicket | null;
  readonly tickets: Tickets;
  readonly ids: Ids;
  /** The tickets that it changes, in order: as they were before it, and as they are by now. */
  readonly changes: Map<string, Change>;
  /** What it writes beside its tickets. */
  readonly writes: Bound[];
  /** The applications that it enters, by id. */
  readonly applications: string[];
}

/** What the log keeps of a command beside its name. */
export interface Done {
  readonly ticketId?: string | null;
  readonly stepId?: string;
  readonly data: object;
  /** The ticket that it made. */
  readonly made?: { readonly kept: StoredTicket; readonly queues: readonly string[] };
}

/**
 * Enters what was handed in at the step in hand.
 *
 * @returns what the log says of it
 * @throws Problem as `enter`
 */
export function* handIn(
  work: AtWork,
  list: readonly NewApplication[] | undefined,
): Unit<Pick<Entered, 'logged'> | undefined> {
  if (list === undefined) return undefined;
  const { kept, step } = inHand(work);
  const at = {
    ticketId: kept.ticket.id,
    number: kept.ticket.number,
    stepId: step.id,
    stepMatters: step.matters.map(({ id }) => id),
    windowId: work.window.id,
    staffId: work.row.clerk_id,
  };
  const entered = yield* enter(work.c, at, list, work.ids);
  work.writes.push(...entered.writes);
  work.applications.push(...entered.ids);
  return entered;
}

export function inHand(work: AtWork): { kept: StoredTicket; step: Step } {
  const kept = work.hand!;
  return { kept, step: busyStep(kept.visit)! };
}

/**
 * A ticket as the command makes it, from here on.
 *
 * @param ticket what else of it changes
 */
export function change(
  work: AtWork,
  kept: StoredTicket,
  visit: Visit,
  ticket: Parameters<TicketChanges['after']>[2]['ticket'] = {},
): StoredTicket {
  const { id } = kept.ticket;
  const before = work.changes.get(id)?.before ?? kept;
  const after = work.tickets.changes.after(work.c, kept, { visit, ticket });
  work.changes.set(id, { before, after });
  return after;
}

/** A note for whoever serves the visitor next; absent: the one that there is. */
export const noted = (note?: string): { note?: string } =>
  note === undefined || note === '' ? {} : { note };

export function finishHand(
  work: AtWork,
  done: ReadonlySet<string> | null,
  outcome: string | null,
  note?: string,
): StoredTicket {
  const { kept, step } = inHand(work);
  return change(work, kept, acts.finish(kept.visit, step, done, outcome, work.c.now), noted(note));
}

/** @throws Problem `not_allowed` where the step is not called, or not long enough */
export function missHand(work: AtWork): { kept: StoredTicket; step: Step } {
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
  change(work, kept, acts.noShow(kept.visit, step, work.c.now));
  return { kept, step };
}

/** @throws Problem `reason_required` */
export function putBackHand(
  work: AtWork,
  reason: string | undefined,
): { kept: StoredTicket; step: Step } {
  if (reason === undefined) throw new Problem('reason_required');
  const { kept, step } = inHand(work);
  change(work, kept, acts.putBack(kept.visit, step, work.c.now));
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

/** Lets the ticket in hand go; gives it as it is then. @throws Problem as the acts themselves */
export function leaveHand(work: AtWork, fate: Fate, reason: string | undefined): StoredTicket {
  const { kept } = inHand(work);
  if (fate === 'finish') finishHand(work, null, null);
  else if (fate === 'no-show') missHand(work);
  else putBackHand(work, reason);
  return work.changes.get(kept.ticket.id)!.after;
}
