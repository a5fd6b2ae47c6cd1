import {
  enoughCalls,
  fitHall,
  type HallFit,
  type QueueFit,
  withToday,
} from '../../shared/rules/foresight/fit.ts';
import { type Foreseen, nextLateFactor } from '../../shared/rules/foresight/foresee.ts';
import { LineWaits } from '../../shared/rules/foresight/line.ts';
import { chooseGamma } from '../../shared/rules/foresight/choice.ts';
import { halfHourOf, Lead, ratesNow } from '../../shared/rules/foresight/rates.ts';
import { clearedCallsOf, type Wait } from '../../shared/rules/foresight/waits.ts';
import { groupBy } from '../../shared/rules/groups.ts';
import type { RecordedTicket } from './recorded-file.ts';

/** What was said of one recorded ticket. Minutes. */
export interface Prediction {
  readonly ticket: RecordedTicket;
  readonly said: Foreseen;
}

const daysFitted = 40;
/** Who was never called is known to have waited to the end of its day only. */
const endOfDay = 24 * 60;

/**
 * Says each ticket of `days` its wait, in the order in which they were taken, from what was known then:
 * the days before it, and of its own day the calls before it.
 *
 * @param fixed fit on the history only, not on each day that is over
 */
export function predictDays(
  history: readonly RecordedTicket[],
  days: readonly RecordedTicket[],
  fixed: boolean,
): Prediction[] {
  const tried = byDay(days);
  const known = byDay(history).filter(([date]) => !tried.some(([other]) => other === date));
  const past = new Map(known.filter(([date]) => date < (tried[0]?.[0] ?? '')));
  let fit = fitOf(past);
  let late = 1;
  const predictions: Prediction[] = [];
  for (const [date, tickets] of tried) {
    // Of a history that goes on into the days, what is over by now.
    const over = fixed ? [] : known.filter(([other]) => other < date && !past.has(other));
    for (const [other, own] of over) past.set(other, own);
    if (over.length > 0) fit = fitOf(past);
    const day = new PredictedDay(fit, tickets, late);
    predictions.push(...day.predictions);
    late = day.late;
    past.set(date, tickets);
    if (!fixed) fit = fitOf(past);
  }
  return predictions;
}

/** A queue as it is known, up to a minute of the day. */
interface QueueNow {
  readonly queue: QueueFit;
  readonly lead: Lead;
  readonly until: number;
}

/** One recorded day, ticket by ticket. */
class PredictedDay {
  readonly predictions: Prediction[] = [];
  late: number;
  private readonly called: { readonly at: number; readonly wasLate: boolean }[] = [];
  private readonly fit: HallFit;
  private readonly byService: ReadonlyMap<string, RecordedTicket[]>;
  private readonly known = new Map<string, QueueNow>();

  constructor(fit: HallFit, tickets: readonly RecordedTicket[], late: number) {
    this.late = late;
    this.fit = fit;
    this.byService = groupBy(tickets, (t) => t.service);
    for (const ticket of [...tickets].sort((a, b) => a.issued - b.issued)) {
      this.learn(ticket.issued);
      this.predictions.push({ ticket, said: this.say(ticket) });
    }
    this.learn(Infinity);
  }

  private say({ service, issued: minute, called, ahead, windows: open }: RecordedTicket): Foreseen {
    // A window of its own is free.
    if (ahead < 0) return { p50: 0, p90: 0 };
    const { fit } = this;
    const { queue, lead } = this.queueAt(service, minute);
    const now = { minute, lead: lead.at(minute), late: this.late, pass: null };
    const rates = ratesNow(queue, { open, gamma: fit.gamma, half: halfHourOf(minute) });
    const said = new LineWaits({ ...queue, rates }, fit.bands, now).at(ahead);
    const wasLate = called === null || called - minute > said.p90;
    this.called.push({ at: called ?? Infinity, wasLate });
    return said;
  }

  /** A queue with little history learns from its day, minute by minute, as in the hall. */
  private queueAt(service: string, minute: number): QueueNow {
    const before = this.known.get(service);
    if (before !== undefined && minute < before.until) return before;
    const own = this.byService.get(service)!;
    const grown = (this.fit.queues.get(service)?.calls ?? 0) >= enoughCalls;
    const waits = grown ? own.map(waitOf) : own.flatMap((ticket) => waitBy(ticket, minute));
    const queue = withToday(this.fit, service, waits);
    const until = grown ? Infinity : Math.floor(minute) + 1;
    const now = { queue, lead: new Lead(waits, queue.rates), until };
    this.known.set(service, now);
    return now;
  }

  /** The calls before this minute, in their order. */
  private learn(minute: number): void {
    this.called.sort((a, b) => b.at - a.at);
    while (this.called.length > 0 && this.called.at(-1)!.at < minute)
      this.late = nextLateFactor(this.late, this.called.pop()!.wasLate);
  }
}

function byDay(tickets: readonly RecordedTicket[]): [string, RecordedTicket[]][] {
  const days = groupBy(tickets, (t) => t.date);
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
}

const waitOf = ({ issued, called, ahead, windows }: RecordedTicket): Wait => ({
  began: issued,
  until: called ?? endOfDay,
  called: called !== null,
  ...{ ahead, windows },
});

/** What was known of a ticket at a minute of its day; nothing, where it was not taken yet. */
function waitBy(ticket: RecordedTicket, minute: number): Wait[] {
  const { issued, called } = ticket;
  if (issued >= minute) return [];
  if (called !== null && called <= minute) return [waitOf(ticket)];
  return [{ ...waitOf(ticket), until: minute, called: false }];
}

/** Cleared lines are not fitted, nor is the time of those whom nobody called. */
function fitOf(past: ReadonlyMap<string, RecordedTicket[]>): HallFit {
  const history = new Map<string, Map<string, Wait[]>>();
  for (const [date, tickets] of [...past].sort(([a], [b]) => (a < b ? -1 : 1)).slice(-daysFitted))
    for (const [service, own] of groupBy(tickets, (t) => t.service)) {
      const called = own.filter((t) => t.called !== null);
      const cleared = clearedCallsOf(
        called.map((t) => ({ called: t.called!, windows: t.windows })),
      );
      const waits = called.filter((_, i) => !cleared.has(i)).map(waitOf);
      const days = history.get(service) ?? new Map<string, Wait[]>();
      history.set(service, days.set(date, waits));
    }
  const choice = chooseGamma(history);
  const queues = new Map([...history].map(([service, days]) => [service, [...days.values()]]));
  return fitHall(queues, choice === null ? {} : { gamma: choice.gamma });
}
