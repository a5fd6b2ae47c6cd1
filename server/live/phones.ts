import type { Ticket, TicketStep } from '../../shared/contract/ticket.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { runUnit } from '../db/unit.ts';
import type { LaterEstimates } from '../estimates/later.ts';
import type { Estimates, WaitTable } from '../estimates/service.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Offers, OfferTable } from '../offers/service.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { type Instant, secondsBetween } from '../../shared/rules/instants.ts';
import type { Step } from '../../shared/rules/visit.ts';
import type { StoredTicket, Tickets } from '../tickets/service.ts';
import type { Ahead, Line } from '../tickets/line-store.ts';
import type { Standing } from '../tickets/view.ts';
import { firstInLine } from './store.ts';
import type { Watched } from './watched.ts';

/** How the lines are read and a ticket is shown: the tickets' own ways. */
export interface TicketWays {
  /** The whole line, or so many of its first. */
  readonly readLine: (db: Reader, queue: string, day: string, count?: number) => Promise<Line>;
  readonly placeIn: (line: Line, key: string, seq: number) => Ahead;
  /** @param token of its page, where it is known already */
  readonly view: (kept: StoredTicket, at: Omit<Standing, 'tokenOf'>, token?: string) => Ticket;
}

interface Dependencies {
  readonly tickets: Tickets;
  readonly estimates: Estimates;
  readonly later: LaterEstimates;
  readonly offers: Offers;
  readonly ways: TicketWays;
  readonly read: Reader;
  readonly clock: Clock;
  readonly version: (hallId: string) => Promise<number>;
}

/** A hall at one of its versions: what all of its tickets have in common. */
export interface Moment {
  readonly hall: HallConfig;
  readonly version: number;
  readonly at: Instant;
  readonly day: string;
  readonly waits: WaitTable;
  readonly offers: OfferTable;
  readonly lines: Map<string, Promise<Line>>;
  /** Of each line, those who are called next. */
  readonly heads: Map<string, Promise<Line>>;
}

/** Who has so many before them, or fewer, hears of every call at once. */
const near = 10;
/** So many of a line are read for them: one more than are near, and whoever has come in between. */
const inHead = near + 2;
/** A moment is good for so long where nothing happens: estimates move with time alone. */
const momentSeconds = 1;
/** To read it anew is to read whole lines: a long list of phones goes on with one for so long. */
const oldMomentSeconds = 2;
const none: ReadonlySet<string> = new Set();
const nobody: Ahead = { people: 0, turns: 0 };

/**
 * The states of the tickets that phones watch. A call moves everybody behind it: each line is read
 * once, and a ticket only where it was touched itself.
 */
export class Phones {
  private readonly d: Dependencies;
  private readonly moments = new Map<string, Promise<Moment>>();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** The hall as it is now. */
  async moment(hall: HallConfig): Promise<Moment> {
    const version = await this.d.version(hall.id);
    const at = this.d.clock.now(hall.id);
    const last = await this.moments.get(hall.id);
    if (
      last?.version === version &&
      last.hall === hall &&
      Math.abs(secondsBetween(last.at, at)) < momentSeconds
    )
      return last;
    const next = this.momentOf(hall, version, at);
    this.moments.set(hall.id, next);
    next.catch(() => this.forget(hall.id));
    return next;
  }

  /** The same while it is young; who is told late in a long list is told what is so by then. */
  async upToDate(moment: Moment): Promise<Moment> {
    const { hall, at } = moment;
    const age = Math.abs(secondsBetween(at, this.d.clock.now(hall.id)));
    return age < oldMomentSeconds ? moment : this.moment(hall);
  }

  private async momentOf(hall: HallConfig, version: number, at: Instant): Promise<Moment> {
    const day = serviceDay(at, hall.timezone);
    const waits = await this.d.estimates.fresh(hall, day, at);
    const offers = await runUnit(this.d.read, this.d.offers.at(hall, at));
    return { hall, version, at, day, waits, offers, lines: new Map(), heads: new Map() };
  }

  get size(): number {
    return this.moments.size;
  }

  /** Nobody in this hall watches any more. */
  forget(hallId: string): void {
    this.moments.delete(hallId);
  }

  /** The tickets that are called next in some queues. */
  async nearTurn(hall: HallConfig, queues: Iterable<string>): Promise<Set<string>> {
    const day = serviceDay(this.d.clock.now(hall.id), hall.timezone);
    const ids = new Set<string>();
    for (const queue of queues)
      for (const id of await firstInLine(this.d.read, queue, day, near + 1)) ids.add(id);
    return ids;
  }

  /** Tickets as they are now, by id. */
  async read(some: readonly Watched[]): Promise<Map<string, StoredTicket>> {
    const found = await this.d.tickets.byIds(
      this.d.read,
      some.map((w) => w.ticketId!),
    );
    return new Map(found.map((kept) => [kept.ticket.id, kept]));
  }

  /** One ticket at this moment. */
  async stateOf(watched: Watched, kept: StoredTicket, moment: Moment): Promise<Ticket> {
    const { hall, version, day } = moment;
    const { ticket, visit } = kept;
    const before = watched.view;
    const plain =
      ticket.appointment_id === null &&
      ticket.referred_from === null &&
      ticket.referred_to === null &&
      visit.steps.every((step) => step.status !== 'done');
    // What else it shows, such as ratings, is as it was while the ticket was not touched.
    const referred = ticket.referred_to !== null && before?.referredTo === undefined;
    if ((before === undefined && !plain) || referred || ticket.service_day !== day) {
      const view = await this.d.tickets.viewOf(this.d.read, hall, kept, version);
      keepView(watched, kept, view);
      return view;
    }
    const ahead = new Map<string, Ahead>();
    for (const step of visit.steps) {
      if (step.status !== 'waiting') continue;
      ahead.set(step.id, await this.placeOf(moment, step.queue_id, step.order_key!, ticket.seq));
    }
    const those = (is: (step: TicketStep) => boolean): ReadonlySet<string> =>
      before === undefined
        ? none
        : new Set(visit.steps.flatMap((step, i) => (is(before.steps[i]!) ? [step.id] : [])));
    const standing = {
      hall,
      waits: moment.waits,
      offers: moment.offers,
      now: moment.at,
      version,
      ahead: (step: Step) => ahead.get(step.id) ?? nobody,
      rated: those((step) => step.rated),
      notRateable: those((step) => step.status === 'done' && !step.rateable),
      appointment: before?.appointment ?? null,
      ...(before === undefined ? {} : { referral: referralIn(before) }),
    };
    const view = this.d.ways.view(kept, standing, before?.token);
    if (before !== undefined)
      view.steps.forEach((now, i) => {
        const stepId = visit.steps[now.position]!.id;
        const was = before.steps[i];
        const of = { hallId: hall.id, stepId, at: moment.at };
        if (was?.position === now.position) this.d.later.note(of, was, now);
      });
    keepView(watched, kept, view);
    return view;
  }

  /** Who is before a place. Those who are called next are told of each call: the line is not read whole for them. */
  private async placeOf(moment: Moment, queue: string, key: string, seq: number): Promise<Ahead> {
    const { readLine, placeIn } = this.d.ways;
    const read = (count?: number): Promise<Line> => readLine(this.d.read, queue, moment.day, count);
    if (!moment.lines.has(queue)) {
      const head = await once(moment.heads, queue, () => read(inHead));
      const ahead = placeIn(head, key, seq);
      if (ahead.people < head.length || head.length < inHead) return ahead;
    }
    return placeIn(await once(moment.lines, queue, read), key, seq);
  }
}

/** What is read once for all who ask; what could not be read is asked for again. */
function once<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  let found = known.get(key);
  if (found === undefined) {
    known.set(key, (found = read()));
    found.catch(() => known.delete(key));
  }
  return found;
}

function referralIn({ referredFrom, referredTo }: Ticket): NonNullable<Standing['referral']> {
  return {
    ...(referredFrom === undefined ? {} : { referredFrom }),
    ...(referredTo === undefined ? {} : { referredTo }),
  };
}

/** Keeps what was built, unless the ticket was touched meanwhile. */
function keepView(watched: Watched, kept: StoredTicket, view: Ticket): void {
  if (watched.kept === kept) watched.view = view;
}

/** Whether a phone has this already: the same ticket, at the same place. */
export function isAsBefore(before: Ticket | undefined, now: Ticket): boolean {
  return (
    before !== undefined &&
    before.status === now.status &&
    before.steps.length === now.steps.length &&
    before.steps.every((step, i) => {
      const other = now.steps[i]!;
      return (
        step.ahead === other.ahead &&
        step.openWindows === other.openWindows &&
        step.opens === other.opens &&
        step.pausedSince === other.pausedSince &&
        step.windows.join() === other.windows.join() &&
        step.estimate?.p50 === other.estimate?.p50 &&
        step.estimate?.p90 === other.estimate?.p90
      );
    })
  );
}
