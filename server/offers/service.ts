import type { QueueOffer } from '../../shared/contract/hall.ts';
import {
  addDays,
  type DayPlan,
  givesTickets,
  nextOpening,
  periodAt,
} from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { type Instant, latest } from '../../shared/rules/instants.ts';
import {
  hasOwnTimes,
  offerRules,
  queueDay,
  queueDays,
  windowsOnDuty,
} from '../../shared/rules/offer.ts';
import { windowsShown } from '../../shared/rules/serving.ts';
import type { Unit } from '../db/unit.ts';
import type { HallConfig, QueueConfig, WindowConfig } from '../hall/config.ts';
import * as store from './store.ts';

/** The days of a hall, as its calendar plans them. */
interface Plans {
  readonly plan: (hall: HallConfig, from: string, count: number) => Unit<Iterable<DayPlan>>;
}

/** What a hall offers at one moment. */
export interface OfferTable {
  /** Of a queue, by its id. */
  readonly of: (queueId: string) => QueueOffer;
  readonly isOnDuty: (window: Pick<WindowConfig, 'number'>) => boolean;
  /** Where a queue's visitors are sent now: of its windows those on duty, else all of them. */
  readonly windowsOf: (queue: QueueConfig) => readonly number[];
  /** Since when some queue gives tickets; null: none does, though the hall may be open. */
  readonly since: (openSince: Instant | null) => Instant | null;
}

const open: QueueOffer = { status: 'open', opens: null, today: false, reason: null, until: null };
/** How far ahead the next opening is looked for: as the hall's own. */
const daysAhead = 60;

/** Which queues give tickets, and which windows are on duty (rules.md, "Hours, duty, stations"). */
export class Offers {
  private readonly plans: Plans;

  constructor(plans: Plans) {
    this.plans = plans;
  }

  /** One query where no queue has hours of its own and nobody is on duty apart. */
  *at(hall: HallConfig, now: Instant): Unit<OfferTable> {
    const day = serviceDay(now, hall.timezone);
    const standing = yield* this.pauses(hall, day, now);
    const special = hasOwnTimes(hall.queues, hall.duty);
    const days =
      special || standing.size > 0
        ? new Days(yield* this.plans.plan(hall, day, daysAhead))
        : new Days([]);
    return tableOf(hall, { now, day }, days, standing);
  }

  /** The pauses that stand at an instant, by queue. */
  *pauses(hall: HallConfig, day: string, now: Instant): Unit<Map<string, store.PauseRow>> {
    const rows = yield* store.pausesOf.rows({ hall: hall.id, day });
    return new Map(
      rows.filter(({ until }) => until === null || until > now).map((row) => [row.queue_id, row]),
    );
  }

  /**
   * When each of some queues gives tickets again, by its id, its own hours kept: one statement, however
   * many they are. Null: nobody knows.
   */
  *nextOf(
    hall: HallConfig,
    now: Instant,
    of: readonly After[],
  ): Unit<ReadonlyMap<string, Instant | null>> {
    if (of.length === 0) return new Map();
    const today = serviceDay(now, hall.timezone);
    const days = new Days(yield* this.plans.plan(hall, today, daysAhead + 1));
    return new Map(
      of.map(({ queue, from }) => {
        const first = from === null ? addDays(today, 1) : serviceDay(from, hall.timezone);
        const to = queueDays(hall, queue, since(days, first));
        return [queue.id, from === null ? nextOpening(to, now) : openingFrom(to, from)];
      }),
    );
  }
}

/** When a queue gives no tickets before: an instant; null: the end of the day. */
export interface After {
  readonly queue: QueueConfig;
  readonly from: Instant | null;
}

function* since(days: Iterable<DayPlan>, first: string): Generator<DayPlan> {
  for (const day of days) if (day.day >= first) yield day;
}

/** A row of days, each worked out once however often it is looked at. */
class Days implements Iterable<DayPlan> {
  private readonly known: DayPlan[] = [];
  private readonly rest: Iterator<DayPlan>;

  constructor(days: Iterable<DayPlan>) {
    this.rest = days[Symbol.iterator]();
  }

  *[Symbol.iterator](): Generator<DayPlan> {
    for (let i = 0; ; i += 1) {
      if (i === this.known.length) {
        const next = this.rest.next();
        if (next.done === true) return;
        this.known.push(next.value);
      }
      yield this.known[i]!;
    }
  }
}

/** The instant itself where tickets are given then, else the next opening after it. */
function openingFrom(days: Iterable<DayPlan>, from: Instant): Instant | null {
  for (const day of days) {
    const next = givesTickets(day, from) ? from : nextOpening([day], from);
    if (next !== null) return next;
  }
  return null;
}

function tableOf(
  hall: HallConfig,
  { now, day }: { now: Instant; day: string },
  days: Days,
  standing: ReadonlyMap<string, store.PauseRow>,
): OfferTable {
  const [today] = days;
  const special = hasOwnTimes(hall.queues, hall.duty);
  const onDuty = today === undefined ? null : windowsOnDuty(today, hall.duty, now);
  const inHours = today !== undefined && periodAt(today, now) !== null;
  const isOnDuty = ({ number }: Pick<WindowConfig, 'number'>): boolean =>
    onDuty?.has(number) ?? true;
  const serving = onDuty === null ? hall.windows : hall.windows.filter(isOnDuty);

  const isToday = (at: Instant | null): boolean =>
    at !== null && serviceDay(at, hall.timezone) === day;
  const opening = (queue: QueueConfig, from: Instant): Instant | null =>
    openingFrom(queueDays(hall, queue, days), from);
  const offerOf = (queue: QueueConfig): QueueOffer => {
    const pause = standing.get(queue.id);
    if (pause !== undefined) {
      const { reason, until } = pause;
      const opens = until === null || !hall.enforceHours ? until : opening(queue, until);
      return { status: 'paused', opens, today: isToday(opens), reason, until };
    }
    // While the hall itself is closed that is what is said, of all of its queues.
    if (!special || !inHours || givesTickets(queueDay(today, offerRules(hall), queue), now))
      return open;
    const opens = nextOpening(queueDays(hall, queue, days), now);
    return { status: 'closed', opens, today: isToday(opens), reason: null, until: null };
  };
  const offers = new Map<string, QueueOffer>();
  const of = (queueId: string): QueueOffer => {
    const known = offers.get(queueId);
    if (known !== undefined) return known;
    const queue = hall.queueById.get(queueId);
    const offer = queue === undefined ? open : offerOf(queue);
    offers.set(queueId, offer);
    return offer;
  };

  return {
    of,
    isOnDuty,
    windowsOf: (queue) => {
      if (onDuty === null) return queue.windowNumbers;
      const here = windowsShown(serving, queue.id).map(({ number }) => number);
      return here.length > 0 ? here : queue.windowNumbers;
    },
    since: (openSince) => {
      if (openSince === null || !special || today === undefined) return openSince;
      const began = hall.queues.flatMap(
        (queue) => periodAt(queueDay(today, offerRules(hall), queue), now)?.begins ?? [],
      );
      const [first] = began.sort();
      return first === undefined ? null : latest(first, openSince);
    },
  };
}
