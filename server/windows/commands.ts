import { Problem, type ProblemCode } from '../../shared/errors.ts';
import type { CommandInputs } from '../../shared/contract/window.ts';
import type { Unit } from '../db/unit.ts';
import { chooseNext, keyAtWindow } from '../../shared/rules/order.ts';
import { queueAtWindow } from '../../shared/rules/serving.ts';
import { openHere } from '../../shared/rules/change-visit.ts';
import { busyStep, type Step } from '../../shared/rules/visit.ts';
import * as acts from '../../shared/rules/visit-acts.ts';
import type { StoredTicket } from '../tickets/service.ts';
import {
  type AtWork,
  change,
  type Done,
  fateOfHand,
  finishHand,
  handIn,
  inHand,
  leaveHand,
  leftAs,
  missHand,
  noted,
  putBackHand,
} from './hand.ts';
import * as lines from './line-store.ts';
import * as store from './store.ts';

type TicketCommand = Exclude<keyof CommandInputs, 'open' | 'close' | 'pause' | 'resume' | 'undo'>;

/** The commands that act on tickets. What is allowed was checked by the transition table before. */
const ticketCommands: {
  readonly [C in TicketCommand]: (work: AtWork, input: CommandInputs[C]) => Unit<Done>;
} = {
  *'call-next'(work, input) {
    const fate = fateOfHand(work, input);
    if (input.applications !== undefined && fate !== 'finish')
      throw new Problem('bad_input', 'Applications go with the end of a visit', {
        issues: [{ path: 'applications', message: 'no visit is finished by this' }],
      });
    const handedIn = yield* handIn(work, input.applications);
    // Who is put back keeps the place in line, and would be called again at once: not among these.
    const waiting = yield* lines.heads(work.window, work.c.day);
    const left = fate === null ? null : leaveHand(work, fate, input.reason);
    // A step that is over may set free the one after it, at this very window.
    const freed = fate === 'finish' ? lines.headsOf(work.window, left!) : [];
    const head = chooseNext([...waiting, ...freed]) ?? raise('queue_empty');
    const kept =
      head.ticket_id === left?.ticket.id ? left : (yield* work.tickets.withId(head.ticket_id))!;
    const step = kept.visit.steps.find((s) => s.id === head.step_id)!;
    callStep(work, kept, step, false, null);
    return about(kept, step, {
      orderedBy: keyAtWindow(head),
      ...(fate === null ? {} : { [leftAs[fate]]: work.hand?.ticket.number }),
      applications: handedIn?.logged,
      reason: input.reason,
    });
  },

  *call(work, { number, reason }) {
    const kept = yield* named(work, number);
    const step = busyStep(kept.visit) ?? reachable(work, kept);
    if (step === undefined || !['waiting', 'held', 'missed'].includes(step.status)) {
      throw new Problem('not_allowed', `${number} cannot be called: it is ${kept.visit.status}`, {
        state: kept.visit.status,
      });
    }
    if (step.hold_kind === 'this-window' && step.window_id !== work.window.id)
      throw new Problem('not_allowed', `${number} is held at another window, with its papers`, {
        state: 'held',
      });
    callStep(work, kept, step, true, reason);
    return about(kept, step, { reason, outOfOrder: true });
  },

  *'open-ticket'(work, input) {
    const { c, window } = work;
    // Its main work before what it helps with.
    const own = [...window.serves]
      .sort((a, z) => a.handicapSeconds - z.handicapSeconds)
      .map((s) => s.queueId);
    const wished = input.package ?? input.packages ?? input.matters ?? input.queue;
    const first = c.hall.queueById.get(own[0] ?? '')?.code;
    if (wished === undefined && first === undefined) raise('nothing_to_queue');
    const wish = { ...input, ...(wished === undefined ? { queue: first } : {}) };
    const effect = yield* work.tickets.takeIn(c, wish, (visit) => {
      const waiting = visit.steps.filter((s) => s.status === 'waiting');
      const step = waiting.find((s) => own.includes(s.queue_id)) ?? waiting[0]!;
      return openHere(visit, step, atWindow(work), c.now);
    });
    work.writes.push(...(effect.writes ?? []));
    const { kept, event, touched } = effect;
    return {
      ...about(kept, busyStep(kept.visit)!, event.data),
      made: { kept, queues: touched.queues ?? [] },
    };
  },

  *recall(work) {
    const { kept, step } = inHand(work);
    change(work, kept, acts.recall(kept.visit, step, work.c.now));
    announce(work, kept, step, true, null);
    return about(kept, step, {});
  },

  *start(work) {
    const { kept, step } = inHand(work);
    change(work, kept, acts.start(kept.visit, step, work.c.now));
    return about(kept, step, {});
  },

  *finish(work, { matters, outcome, reason, note, files, applications }) {
    const { kept, step } = inHand(work);
    const done =
      matters === undefined ? null : new Set(matters.map((code) => matterOf(work, step, code)));
    const handedIn = yield* handIn(work, applications);
    const finished = finishHand(work, done, reason ?? outcome ?? null, note);
    if (files !== undefined) change(work, finished, finished.visit, { files });
    return about(kept, step, { matters, outcome, reason, files, applications: handedIn?.logged });
  },

  *'no-show'(work) {
    const { kept, step } = missHand(work);
    return about(kept, step, { misses: step.misses + 1 });
  },

  *'put-back'(work, { reason }) {
    const { kept, step } = putBackHand(work, reason);
    return about(kept, step, { reason });
  },

  *hold(work, { kind, until, reason, note }) {
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
    change(work, kept, acts.hold(kept.visit, step, kind, until ?? null, work.c.now), noted(note));
    return about(kept, step, { kind, until, reason });
  },

  *'take-up'(work, { number }) {
    const kept = yield* named(work, number);
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
    change(work, kept, acts.takeUp(kept.visit, step, atWindow(work), work.c.now));
    return about(kept, step, {});
  },

  *transfer(work, { queue, window, place, reason, note }) {
    const { kept, step } = inHand(work);
    const target = targetOf(work, step, queue, window);
    if (target.queueId !== step.queue_id) yield* work.tickets.refuseSecond(step, target.queueId);
    const frontOf =
      place === 'front' ? { headKey: yield* lines.headKey(target.queueId, work.c.day) } : null;
    const visit = acts.transfer(kept.visit, step, { ...target, frontOf }, work.c.now);
    change(work, kept, visit, noted(note));
    return about(kept, step, { queue, to: window, place, reason });
  },
};

/** Runs a command on tickets. @throws Problem for what the command refuses */
export function actOnTicket(work: AtWork, name: TicketCommand, input: object): Unit<Done> {
  const command = ticketCommands[name] as (work: AtWork, input: object) => Unit<Done>;
  return command(work, input);
}

/** The ticket in hand goes on with the clerk who takes the window over. */
export function handOver(work: AtWork, staffId: string): void {
  if (work.hand === null) return;
  const { kept, step } = inHand(work);
  change(work, kept, acts.handOver(kept.visit, step, staffId, work.c.now));
}

function about(kept: StoredTicket, step: Step, data: object): Done {
  return {
    ticketId: kept.ticket.id,
    stepId: step.id,
    data: { number: kept.ticket.number, ...data },
  };
}

function raise(code: ProblemCode): never {
  throw new Problem(code);
}

function atWindow(work: AtWork): acts.AtWindow {
  return { window_id: work.window.id, staff_id: work.row.clerk_id };
}

function serves(work: AtWork, queueId: string): boolean {
  return work.window.serves.some((s) => s.queueId === queueId);
}

function* named(work: AtWork, number: string): Unit<StoredTicket> {
  const kept = yield* work.tickets.withNumber(work.c.hall.id, work.c.day, number);
  if (kept === null) throw new Problem('ticket_not_found', `There is no ticket ${number} today`);
  return kept;
}

/** The waiting step that this window would serve: of its own queues first. */
function reachable(work: AtWork, kept: StoredTicket): Step | undefined {
  const waiting = kept.visit.steps.filter((s) => s.status === 'waiting');
  return waiting.find((s) => serves(work, s.queue_id)) ?? waiting[0];
}

function callStep(
  work: AtWork,
  kept: StoredTicket,
  step: Step,
  chosen: boolean,
  reason: string | null,
): void {
  change(work, kept, acts.call(kept.visit, step, atWindow(work), work.c.now, chosen));
  announce(work, kept, step, false, reason);
}

function announce(
  work: AtWork,
  kept: StoredTicket,
  step: Step,
  recall: boolean,
  reason: string | null,
): void {
  const { c, window } = work;
  const call = store.insertCall.with({
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
  work.writes.push(call);
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
