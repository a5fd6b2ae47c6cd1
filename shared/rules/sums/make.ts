import { ticketStatus, type TicketStatus } from '../../transitions.ts';
import type { DayFacts, StepStory, TicketFact } from '../day-facts.ts';
import { dayRange } from '../day-range.ts';
import { groupBy } from '../groups.ts';
import type { Instant } from '../instants.ts';
import { storiesOf } from '../stories.ts';
import { peakIn } from '../stats.ts';
import { type Stretch, totalMs } from '../stretches.ts';
import type { Fate } from '../times.ts';
import { type DayLines, fateNumber, type Named, named, type Names } from './lines.ts';
import { Filling } from './filling.ts';
import { addWorkHours } from './work-hours.ts';

interface MakingOptions {
  readonly timezone: string;
  /** What still runs is counted until now. */
  readonly now: Instant;
}

/** The lines of a day from its rows: the same facts, in whatever order, always give the same lines. Pure. */
export function linesOf(facts: DayFacts, options: MakingOptions): DayLines {
  const { from } = dayRange(facts.day, options.timezone);
  const making = new Making(Date.parse(from));
  const stories = storiesOf(facts, options);
  const byTicket = groupBy(stories, (s) => s.step.ticket_id);
  const tickets = [...facts.tickets].sort(byTime);
  for (const ticket of tickets) making.addTicket(ticket, byTicket.get(ticket.id) ?? []);
  const place = making.place.bind(making);
  addWorkHours({ filling: making.filling, place }, { facts, stories, timezone: options.timezone });
  const { day, numbersGiven, transfersToFront } = facts;
  const of = making.filling.groups();
  const peaks = {
    taken: peakIn(of.tickets.taken),
    called: peakIn(of.steps.firstCalled),
    done: peakIn(of.steps.doneAt),
  };
  return {
    ...{ day, begins: making.begins, numbersGiven, transfersToFront, peaks },
    names: making.names(),
    of,
  };
}

class Making {
  readonly begins: number;
  readonly filling = new Filling();
  private readonly places: Readonly<Record<Named, Map<string, number>>>;

  constructor(begins: number) {
    this.begins = begins;
    this.places = Object.fromEntries(named.map((list) => [list, new Map()])) as never;
  }

  /** The place of a name in its list; −1 of none. */
  place(list: Named, name: string | null): number {
    if (name === null) return -1;
    const known = this.places[list];
    let place = known.get(name);
    if (place === undefined) known.set(name, (place = known.size));
    return place;
  }

  names(): Names {
    return Object.fromEntries(named.map((list) => [list, [...this.places[list].keys()]])) as never;
  }

  addTicket(ticket: TicketFact, stories: readonly StepStory[]): void {
    const status = stories.length === 0 ? null : ticketStatus(stories.map((s) => s.step));
    const fate = status === null ? null : fateOfTicket(status, stories);
    // Where nobody wrote on the paper when it was taken, nobody knows how long the visit was.
    const timed = stories.some((s) => s.step.waiting_since !== null);
    this.filling.add('tickets', {
      taken: this.at(ticket.taken_at),
      package: this.place('packages', ticket.package_id),
      category: this.place('categories', ticket.category_id),
      language: this.place('languages', ticket.language),
      client: this.place('clients', ticket.client_id),
      region: this.place('regions', ticket.region),
      fate: fate === null ? -1 : fateNumber[fate],
      called: flag(stories.some((s) => s.step.first_called_at !== null)),
      late: flag(stories.some((s) => s.step.entered_later === 1)),
      disagrees: flag(status !== ticket.status),
      visit: fate === 'done' && timed ? visitSeconds(ticket, stories) : -1,
      steps: stories.length,
    });
    for (const story of [...stories].sort((a, b) => a.step.position - b.step.position))
      this.addStep(story);
  }

  private addStep(story: StepStory): void {
    const { step, times, fate, met, rating } = story;
    const seconds = (length: number | null): number => (length === null ? -1 : whole(length));
    const matters = JSON.parse(step.matters) as { readonly id: string }[];
    this.filling.add('steps', {
      firstQueue: this.place('queues', step.first_queue_id),
      queue: this.place('queues', step.queue_id),
      window: this.place('windows', step.window_id),
      staff: this.place('staff', step.staff_id),
      position: step.position,
      fate: fateNumber[fate],
      dropped: step.dropped,
      late: step.entered_later,
      since: this.at(step.waiting_since),
      firstCalled: this.at(step.first_called_at),
      doneAt: step.status === 'done' ? this.at(step.ended_at) : -1,
      standard: step.standard_seconds ?? -1,
      met: met === null ? -1 : flag(met),
      inVain: flag(times.waitInVain !== null),
      wait: seconds(times.wait),
      ahead: step.estimate_ahead ?? -1,
      p50: step.estimate_p50 ?? -1,
      p90: step.estimate_p90 ?? -1,
      rating: rating ?? -1,
      calls: story.calls.length,
      arrivals: times.arrivals.length,
      handled: this.addHandled(story),
      again: this.addAgain(story),
      matters: matters.length,
    });
    let first = step.first_called_at;
    for (const call of story.calls) {
      const isFirst = call.recall === 0 && call.at === first;
      if (isFirst) first = null;
      this.filling.add('calls', {
        ...this.placed(call.queue_id, call.window_id, call.staff_id),
        recall: call.recall,
        chosen: flag(call.chosen),
        first: flag(isFirst),
      });
    }
    const arrivals = times.arrivals.map((a) => ({
      ...this.placed(a.queueId, a.windowId, a.staffId),
      walk: seconds(a.walk),
    }));
    for (const line of arrivals.sort(
      (a, b) => a.queue - b.queue || a.window - b.window || a.staff - b.staff || a.walk - b.walk,
    ))
      this.filling.add('arrivals', line);
    for (const { id } of matters)
      this.filling.add('matters', { matter: this.place('matters', id) });
  }

  private addHandled({ times }: StepStory): number {
    const places = [
      ...groupBy(times.handling, (s) => `${s.queueId} ${s.windowId} ${s.staffId}`).values(),
    ].sort(byFirst);
    for (const spells of places) {
      const [{ queueId, windowId, staffId }] = spells as [StepStory['times']['handling'][number]];
      const at = this.placed(queueId, windowId, staffId);
      this.filling.add('handled', { ...at, ms: totalMs(spells) });
    }
    return places.length;
  }

  private addAgain({ times }: StepStory): number {
    const places = [...groupBy(times.waitsAgain, (s) => s.queueId)].sort(([, a], [, b]) =>
      byFirst(a, b),
    );
    for (const [queue, spells] of places)
      this.filling.add('again', { queue: this.place('queues', queue), ms: totalMs(spells) });
    return places.length;
  }

  private placed(queue: string, window: string | null, staff: string | null) {
    return {
      queue: this.place('queues', queue),
      window: this.place('windows', window),
      staff: this.place('staff', staff),
    };
  }

  /** Milliseconds after the day began; what a clock that was set back put before it is its beginning. */
  private at(instant: Instant | null): number {
    return instant === null ? -1 : Math.max(0, Date.parse(instant) - this.begins);
  }
}

const flag = (is: boolean): 0 | 1 => (is ? 1 : 0);

/** A negative length, which only a clock set back can make, counts as 0. */
const whole = (seconds: number): number => Math.max(0, Math.round(seconds));

function byTime(a: TicketFact, b: TicketFact): number {
  return a.taken_at === b.taken_at ? (a.id < b.id ? -1 : 1) : a.taken_at < b.taken_at ? -1 : 1;
}

function byFirst(a: readonly Stretch[], b: readonly Stretch[]): number {
  const first = (list: readonly Stretch[]): string =>
    list.reduce((least, { from }) => (from < least ? from : least), list[0]!.from);
  const [one, other] = [first(a), first(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function fateOfTicket(status: TicketStatus, stories: readonly StepStory[]): Fate {
  switch (status) {
    case 'done':
    case 'missed':
    case 'expired':
    case 'referred':
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
  return whole((Date.parse(end) - Date.parse(ticket.taken_at)) / 1000);
}
