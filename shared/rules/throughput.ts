import type { DayFigures } from '../contract/report.ts';
import { ticketStatus, type TicketStatus } from '../transitions.ts';
import { EstimateErrors } from './estimate-errors.ts';
import type { DayFacts, StepFact, StepStory, TicketFact } from './day-facts.ts';
import { type Period, periodAt } from './calendar.ts';
import { groupBy, secondsBy } from './groups.ts';
import type { Instant } from './instants.ts';
import { hourLabels } from './local-hour.ts';
import { higherPeak, rollingPeak } from './stats.ts';
import { DaySums, HourTally, QueueTally } from './day-sums.ts';
import { storiesOf } from './stories.ts';
import { totalSeconds } from './stretches.ts';
import { Tallies, Tally } from './tally.ts';
import type { Fate } from './times.ts';
import { WorkSums } from './window-work.ts';

export interface ThroughputOptions {
  readonly timezone: string;
  /** What still runs is counted until now. */
  readonly now: Instant;
  /** The ids of the hall's queues, in their order. */
  readonly queueIds: readonly string[];
  /** Packages' codes by id: the versions of one package are one row. */
  readonly packageCodes: ReadonlyMap<string, string>;
  /** The hours of each day as the calendar has them; a day without any is not in it. */
  readonly periods: ReadonlyMap<string, readonly Period[]>;
}

type HoursKind = Period['kind'] | 'outside';
const hoursKinds: readonly HoursKind[] = [
  'regular',
  'noon-duty',
  'evening',
  'weekend-duty',
  'outside',
];

/**
 * The daily throughput report (rules.md, "Times"): days are added one by one and forgotten, so that
 * a year needs little more room than a day. The same facts always give the same figures.
 */
export class Throughput {
  private readonly options: ThroughputOptions;
  private readonly hourOf: (instant: Instant) => string;
  private readonly total = new DaySums();
  private readonly queues = new Tallies<string, QueueTally>(() => new QueueTally());
  private readonly packages = new Tallies<string | null, Tally>(() => new Tally());
  private readonly hours = new Tallies<string, HourTally>(() => new HourTally());
  private readonly duty = new Tallies<HoursKind, Tally>(() => new Tally());
  private readonly work = new WorkSums();
  private readonly estimates = new EstimateErrors();

  constructor(options: ThroughputOptions) {
    this.options = options;
    this.hourOf = hourLabels(options.timezone);
    for (const queue of options.queueIds) this.queues.of(queue);
  }

  /** Adds a day and gives its own figures. */
  addDay(facts: DayFacts): DayFigures {
    const day = new DaySums();
    day.come = this.total.come = true;
    const stories = storiesOf(facts, this.options);
    const byTicket = groupBy(stories, (s) => s.step.ticket_id);
    const periods = this.options.periods.get(facts.day) ?? [];
    // Hours of duty that nobody came to are a row, too: of a hall without any there is none.
    for (const { kind } of periods) this.duty.of(kind);
    for (const ticket of facts.tickets) {
      const kind = periodAt({ periods }, ticket.taken_at)?.kind ?? 'outside';
      this.addTicket(ticket, byTicket.get(ticket.id) ?? [], day, kind);
    }
    for (const story of stories) this.addToQueues(story);
    this.addPeaks(facts, day);
    this.work.addDay(stories, facts.windowSpells);
    const calls = facts.calls.filter((c) => c.recall === 0);
    for (const sums of [day, this.total]) {
      sums.numbersGiven += facts.numbersGiven;
      sums.calls += calls.length;
      sums.chosenCalls += calls.filter((c) => c.chosen).length;
      sums.transfersToFront += facts.transfersToFront;
    }
    if (!day.ok()) this.total.faultyDays += 1;
    return day.figures();
  }

  /** The figures of all days together; rows by the ids of what they are about. */
  figures() {
    const rows = <K, T, R>(tallies: Tallies<K, T>, row: (tally: T) => R): [K, R][] =>
      [...tallies.all].map(([key, tally]) => [key, row(tally)]);
    return {
      total: this.total.figures(),
      queues: rows(this.queues, (t) => t.figures()),
      ...this.work.figures(),
      packages: rows(this.packages, (t) => t.ticketFigures()),
      hours: rows(this.hours, (t) => t.figures()).sort(([a], [b]) => (a < b ? -1 : 1)),
      duty: this.dutyRows(),
      estimates: this.estimates.rows(),
    };
  }

  /** In the order of the day; none where there are no hours of duty. */
  private dutyRows() {
    const known = [...this.duty.all.keys()];
    if (known.every((kind) => kind === 'regular' || kind === 'outside')) return [];
    return hoursKinds.flatMap((kind) => {
      const tally = this.duty.all.get(kind);
      return tally === undefined ? [] : [{ kind, ...tally.ticketFigures() }];
    });
  }

  private addTicket(
    ticket: TicketFact,
    stories: readonly StepStory[],
    day: DaySums,
    kind: HoursKind,
  ): void {
    const { package_id } = ticket;
    const hour = this.hours.of(this.hourOf(ticket.taken_at));
    const parts = this.packages.of(
      package_id === null ? null : (this.options.packageCodes.get(package_id) ?? package_id),
    );
    const status = stories.length === 0 ? null : ticketStatus(stories.map((s) => s.step));
    const fate = status === null ? null : fateOfTicket(status, stories);
    const called = stories.some((s) => s.step.first_called_at !== null);
    const late = stories.some((s) => s.step.entered_later === 1);
    // Where nobody wrote on the paper when it was taken, nobody knows how long the visit was.
    const timed = stories.some((s) => s.step.waiting_since !== null);
    const visit = fate === 'done' && timed ? visitSeconds(ticket, stories) : null;
    for (const sums of [day, this.total]) if (status !== ticket.status) sums.disagreeing += 1;
    for (const tally of [day, this.total, hour, parts, this.duty.of(kind)]) {
      tally.addTaken();
      // A ticket without steps has no end that could be counted: the day does not reconcile.
      if (fate !== null) tally.addFate(fate, called);
      if (called) tally.called += 1;
      if (late) tally.enteredLater += 1;
      if (visit !== null) tally.visit.add(visit);
      for (const story of stories) addStep(tally, story);
    }
    for (const { step } of stories) {
      if (step.first_called_at !== null)
        this.hours.of(this.hourOf(step.first_called_at)).callsInHour += 1;
      if (step.status === 'done') this.hours.of(this.hourOf(step.ended_at!)).doneInHour += 1;
    }
  }

  /** The wait at the queue where it waited first, each call and stretch of work where it was done. */
  private addToQueues({ step, times, fate, met, calls, rating }: StepStory): void {
    // A step whose turn never came waited nowhere.
    if (step.waiting_since === null && step.entered_later === 0) return;
    const first = this.queues.of(step.first_queue_id);
    const last = this.queues.of(step.queue_id);
    first.addTaken();
    if (first !== last) {
      first.transferredOut += 1;
      last.transferredIn += 1;
    }
    const calledIn = new Set(calls.flatMap((c) => (c.recall === 1 ? [] : c.queue_id)));
    for (const queue of calledIn) this.queues.of(queue).called += 1;
    last.addFate(fate, calledIn.has(step.queue_id));
    if (step.entered_later === 1) last.enteredLater += 1;
    if (step.status === 'done') last.ratings.add(rating);
    if (step.waiting_since !== null) first.addStandard(step.standard_seconds, step.waiting_since);
    first.addServiceLevel(met, times.waitInVain !== null);
    if (fate !== 'open') {
      for (const [queue, seconds] of secondsBy(times.handling, (s) => s.queueId)) {
        this.queues.of(queue).handling.add(seconds);
      }
    }
    if (fate === 'expired') return;
    if (times.wait !== null) {
      first.wait.add(times.wait);
      this.addEstimate(step, times.wait);
    }
    for (const [queue, seconds] of secondsBy(times.waitsAgain, (s) => s.queueId)) {
      this.queues.of(queue).waitAgain.add(seconds);
    }
    for (const arrival of times.arrivals) this.queues.of(arrival.queueId).arrivals.add(arrival);
  }

  private addEstimate(step: StepFact, wait: number): void {
    const { estimate_ahead: ahead, estimate_p50: p50, estimate_p90: p90 } = step;
    if (ahead !== null && p50 !== null && p90 !== null)
      this.estimates.add({ ahead, p50, p90, wait });
  }

  private addPeaks(facts: DayFacts, day: DaySums): void {
    const { steps } = facts;
    day.peaks = {
      taken: rollingPeak(facts.tickets.map((t) => t.taken_at)),
      called: rollingPeak(steps.flatMap((s) => s.first_called_at ?? [])),
      done: rollingPeak(steps.flatMap((s) => (s.status === 'done' ? s.ended_at! : []))),
    };
    const so = this.total.peaks;
    this.total.peaks = {
      taken: higherPeak(so.taken, day.peaks.taken),
      called: higherPeak(so.called, day.peaks.called),
      done: higherPeak(so.done, day.peaks.done),
    };
    for (const [queue, own] of groupBy(steps, (s) => s.first_queue_id)) {
      const tally = this.queues.of(queue);
      tally.peak = higherPeak(tally.peak, rollingPeak(own.flatMap((s) => s.waiting_since ?? [])));
    }
  }
}

/** A step among those of a ticket. */
function addStep(
  tally: Tally,
  { step, times, fate, met, waitAgain, handling, rating }: StepStory,
): void {
  if (step.status === 'done') tally.ratings.add(rating);
  tally.addServiceLevel(met, times.waitInVain !== null);
  // Closed with the day: its times are unreliable and enter no average.
  if (fate === 'expired') return;
  if (times.wait !== null) tally.wait.add(times.wait);
  if (waitAgain !== null) tally.waitAgain.add(waitAgain);
  if (handling !== null) tally.handling.add(handling);
  for (const arrival of times.arrivals) tally.arrivals.add(arrival);
}

function fateOfTicket(status: TicketStatus, stories: readonly StepStory[]): Fate {
  switch (status) {
    case 'done':
    case 'missed':
    case 'expired':
      return status;
    case 'cancelled':
      return stories.some((s) => s.fate === 'missed') ? 'missed' : 'cancelled';
    case 'waiting':
    case 'called':
    case 'serving':
    case 'held':
      return 'open';
  }
}

/** End of the last step − the ticket was taken. */
function visitSeconds(ticket: TicketFact, stories: readonly StepStory[]): number {
  const end = stories.reduce(
    (last, { step }) => (step.ended_at! > last ? step.ended_at! : last),
    '',
  );
  return totalSeconds([{ from: ticket.taken_at, to: end }]);
}
