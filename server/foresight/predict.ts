import { fitHall, type HallFit } from '../../shared/rules/foresight/fit.ts';
import { type Foreseen, nextLateFactor } from '../../shared/rules/foresight/foresee.ts';
import { LineWaits } from '../../shared/rules/foresight/line.ts';
import { chooseGamma } from '../../shared/rules/foresight/choice.ts';
import { halfHourOf, Lead, ratesNow } from '../../shared/rules/foresight/rates.ts';
import { clearedCallsOf, type Wait } from '../../shared/rules/foresight/waits.ts';
import { groupBy } from '../../shared/rules/groups.ts';
import type { RecordedTicket } from './recorded-file.ts';

/** What was said of one recorded ticket; null: the rule says nothing. Minutes. */
export interface Prediction {
  readonly ticket: RecordedTicket;
  readonly said: Foreseen | null;
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

/** One recorded day, ticket by ticket. */
class PredictedDay {
  readonly predictions: Prediction[] = [];
  late: number;
  private readonly called: { readonly at: number; readonly wasLate: boolean }[] = [];

  constructor(fit: HallFit, tickets: readonly RecordedTicket[], late: number) {
    this.late = late;
    const leads = new Map<string, Lead>();
    for (const [service, own] of groupBy(tickets, (t) => t.service)) {
      const queue = fit.queues.get(service);
      if (queue !== undefined) leads.set(service, new Lead(own.map(waitOf), queue.rates));
    }
    for (const ticket of [...tickets].sort((a, b) => a.issued - b.issued)) {
      this.learn(ticket.issued);
      this.predictions.push({ ticket, said: this.say(ticket, fit, leads.get(ticket.service)) });
    }
    this.learn(Infinity);
  }

  private say(ticket: RecordedTicket, fit: HallFit, lead: Lead | undefined): Foreseen | null {
    const { service, issued: minute, called, ahead, windows: open } = ticket;
    // A window of its own is free.
    if (ahead < 0) return { p50: 0, p90: 0 };
    const queue = fit.queues.get(service) ?? fit.unknown;
    const now = { minute, lead: lead?.at(minute) ?? 0, late: this.late, pass: null };
    const rates = ratesNow(queue, { open, gamma: fit.gamma, half: halfHourOf(minute) });
    const said = new LineWaits({ ...queue, rates }, fit.bands, now).at(ahead);
    const wasLate = called === null || called - minute > said.p90;
    this.called.push({ at: called ?? Infinity, wasLate });
    return said;
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
