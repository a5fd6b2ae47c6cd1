import { Problem } from '../../shared/errors.ts';
import type { CommandInputs } from '../../shared/contract/window.ts';
import type { WindowConfig } from '../hall/config.ts';
import type { Command, Touched } from '../hall/command.ts';
import type { Ids } from '../ids.ts';
import { chooseNext, keyAtWindow } from '../rules/order.ts';
import { noShowFrom, queueAtWindow } from '../rules/serving.ts';
import { busyStep, type Step, type Visit } from '../rules/visit.ts';
import * as acts from '../rules/visit-acts.ts';
import type { Kept, Tickets } from '../tickets/service.ts';
import * as lines from './line-store.ts';
import * as store from './store.ts';

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

type TicketCommand = Exclude<keyof CommandInputs, 'open' | 'close' | 'pause' | 'resume' | 'undo'>;

/** The commands that act on tickets. What is allowed was checked by the transition table before. */
const ticketCommands: {
  readonly [C in TicketCommand]: (work: AtWork, input: CommandInputs[C]) => Promise<Done>;
} = {
  'call-next': async (work) => {
    if (work.hand !== null) await finishHand(work, null, null);
    const head = chooseNext(await lines.heads(work.c.tx, work.window, work.c.day));
    if (head === null) throw new Problem('queue_empty');
    const kept = (await work.tickets.byId(work.c.tx, head.ticket_id))!;
    const step = kept.visit.steps.find((s) => s.id === head.step_id)!;
    await callStep(work, kept, step, false, null);
    return about(kept, step, { orderedBy: keyAtWindow(head), finished: work.hand?.ticket.number });
  },

  call: async (work, { number, reason }) => {
    const kept = await named(work, number);
    const step = busyStep(kept.visit) ?? reachable(work, kept);
    if (step === undefined || !['waiting', 'held', 'missed'].includes(step.status)) {
      throw new Problem('not_allowed', `${number} cannot be called: it is ${kept.visit.status}`, {
        state: kept.visit.status,
      });
    }
    await callStep(work, kept, step, true, reason);
    return about(kept, step, { reason, outOfOrder: true });
  },

  recall: async (work) => {
    const { kept, step } = inHand(work);
    await save(work, kept, acts.recall(kept.visit, step, work.c.now));
    await announce(work, kept, step, true, null);
    return about(kept, step, {});
  },

  start: async (work) => {
    const { kept, step } = inHand(work);
    await save(work, kept, acts.start(kept.visit, step, work.c.now));
    return about(kept, step, {});
  },

  finish: async (work, { matters, outcome, reason, note }) => {
    const { kept, step } = inHand(work);
    const done =
      matters === undefined ? null : new Set(matters.map((code) => matterOf(work, step, code)));
    await finishHand(work, done, reason ?? outcome ?? null);
    await pass(work, kept, note);
    return about(kept, step, { matters, outcome, reason });
  },

  'no-show': async (work) => {
    const { kept, step } = inHand(work);
    const { noShowMinCalls } = work.c.hall.settings;
    const from = noShowFrom(step, work.c.hall.settings);
    if (from === null || work.c.now < from) {
      throw new Problem(
        'not_allowed',
        `No-show needs ${noShowMinCalls} calls and some seconds to come; allowed now: recall, start`,
        {
          callsNeeded: Math.max(0, noShowMinCalls - step.round_calls),
          from,
        },
      );
    }
    await save(work, kept, acts.noShow(kept.visit, step, work.c.now));
    return about(kept, step, { misses: step.misses + 1 });
  },

  'put-back': async (work, { reason }) => {
    const { kept, step } = inHand(work);
    await save(work, kept, acts.putBack(kept.visit, step, work.c.now));
    return about(kept, step, { reason });
  },

  hold: async (work, { kind, until, reason, note }) => {
    const { kept, step } = inHand(work);
    if (
      (kind === 'until') !== (until !== undefined) ||
      (until !== undefined && until <= work.c.now)
    ) {
      throw new Problem(
        'until_required',
        kind === 'until' ? undefined : 'Only a hold "until" has a time',
      );
    }
    await save(work, kept, acts.hold(kept.visit, step, kind, until ?? null, work.c.now));
    await pass(work, kept, note);
    return about(kept, step, { kind, until, reason });
  },

  'take-up': async (work, { number }) => {
    const kept = await named(work, number);
    const step = busyStep(kept.visit);
    if (step?.status !== 'held') {
      throw new Problem('not_allowed', `${number} is not held: it is ${kept.visit.status}`, {
        state: kept.visit.status,
      });
    }
    const here =
      step.hold_kind === 'this-window'
        ? step.window_id === work.window.id
        : serves(work, step.queue_id) || step.window_id === work.window.id;
    if (!here)
      throw new Problem('not_allowed', `${number} is taken up at another window`, {
        state: 'held',
      });
    await save(work, kept, acts.takeUp(kept.visit, step, atWindow(work), work.c.now));
    return about(kept, step, {});
  },

  transfer: async (work, { queue, window, place, reason, note }) => {
    const { kept, step } = inHand(work);
    const target = targetOf(work, step, queue, window);
    const frontOf =
      place === 'front'
        ? { headKey: await lines.headKey(work.c.tx, target.queueId, work.c.day) }
        : null;
    await save(work, kept, acts.transfer(kept.visit, step, { ...target, frontOf }, work.c.now));
    await pass(work, kept, note);
    return about(kept, step, { queue, to: window, place, reason });
  },
};

/** Runs a command on tickets. @throws Problem for what the command refuses */
export function actOnTicket(work: AtWork, name: TicketCommand, input: object): Promise<Done> {
  const command = ticketCommands[name] as (work: AtWork, input: object) => Promise<Done>;
  return command(work, input);
}

/** The ticket in hand goes on with the clerk who takes the window over. */
export async function handOver(work: AtWork, staffId: string): Promise<void> {
  if (work.hand === null) return;
  const { kept, step } = inHand(work);
  await save(work, kept, acts.handOver(kept.visit, step, staffId, work.c.now));
}

function about(kept: Kept, step: Step, data: object): Done {
  return {
    ticketId: kept.ticket.id,
    stepId: step.id,
    data: { number: kept.ticket.number, ...data },
  };
}

function atWindow(work: AtWork): acts.AtWindow {
  return { window_id: work.window.id, staff_id: work.row.clerk_id };
}

function serves(work: AtWork, queueId: string): boolean {
  return work.window.serves.some((s) => s.queueId === queueId);
}

function inHand(work: AtWork): { kept: Kept; step: Step } {
  const kept = work.hand!;
  return { kept, step: busyStep(kept.visit)! };
}

async function named(work: AtWork, number: string): Promise<Kept> {
  const kept = await work.tickets.byNumber(work.c.tx, work.c.hall.id, work.c.day, number);
  if (kept === null) throw new Problem('ticket_not_found', `There is no ticket ${number} today`);
  return kept;
}

/** The waiting step that this window would serve: of its own queues first. */
function reachable(work: AtWork, kept: Kept): Step | undefined {
  const waiting = kept.visit.steps.filter((s) => s.status === 'waiting');
  return waiting.find((s) => serves(work, s.queue_id)) ?? waiting[0];
}

async function save(work: AtWork, kept: Kept, visit: Visit): Promise<void> {
  if (!work.before.some((b) => b.ticket.id === kept.ticket.id)) work.before.push(kept);
  const { queues } = await work.tickets.save(work.c, kept, visit);
  for (const queue of queues) work.touched.queues.add(queue);
  work.touched.tickets.add(kept.ticket.id);
}

async function finishHand(
  work: AtWork,
  done: ReadonlySet<string> | null,
  outcome: string | null,
): Promise<void> {
  const { kept, step } = inHand(work);
  await save(work, kept, acts.finish(kept.visit, step, done, outcome, work.c.now));
}

async function callStep(
  work: AtWork,
  kept: Kept,
  step: Step,
  chosen: boolean,
  reason: string | null,
): Promise<void> {
  await save(work, kept, acts.call(kept.visit, step, atWindow(work), work.c.now, chosen));
  await announce(work, kept, step, false, reason);
}

async function announce(
  work: AtWork,
  kept: Kept,
  step: Step,
  recall: boolean,
  reason: string | null,
): Promise<void> {
  const { c, window } = work;
  await store.insertCall(c.tx, {
    id: work.ids.id(),
    hall: c.hall.id,
    day: c.day,
    step: step.id,
    number: kept.ticket.number,
    queue: step.queue_id,
    window: window.id,
    zone: window.zone.id,
    staff: work.row.clerk_id,
    language: kept.ticket.language,
    at: c.now,
    recall: recall ? 1 : 0,
    reason,
    version: c.version,
  });
}

async function pass(work: AtWork, kept: Kept, note: string | undefined): Promise<void> {
  if (note !== undefined && note !== '') await store.setNote(work.c.tx, kept.ticket.id, note);
}

function matterOf(work: AtWork, step: Step, code: string): string {
  const matter = work.c.hall.matterByCode.get(code);
  if (matter === undefined || !step.matters.some((m) => m.id === matter.id)) {
    throw new Problem('unknown_matter', `"${code}" is no matter of this step`);
  }
  return matter.id;
}

function targetOf(
  work: AtWork,
  step: Step,
  queueCode: string | undefined,
  windowNumber: number | undefined,
): { queueId: string; onlyWindowId: string | null } {
  const { hall } = work.c;
  const queue = queueCode === undefined ? null : hall.queueByCode.get(queueCode);
  if (queue === undefined) throw new Problem('unknown_queue', `There is no queue "${queueCode}"`);
  const window = windowNumber === undefined ? null : hall.windowByNumber.get(windowNumber);
  if (window === undefined)
    throw new Problem('window_not_found', `There is no window ${windowNumber}`);
  if (queue === null && window === null) {
    throw new Problem('bad_input', 'Say where to: a queue or a window', {
      issues: [{ path: 'queue', message: 'a queue or a window is needed' }],
    });
  }
  return {
    queueId: queue?.id ?? queueAtWindow(window!, step.queue_id),
    onlyWindowId: window?.id ?? null,
  };
}

export function touchedBy(work: AtWork): Touched {
  return {
    queues: [...work.touched.queues],
    tickets: [...work.touched.tickets],
    windows: [work.window.id],
  };
}
