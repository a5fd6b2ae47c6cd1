import { Problem } from '../../shared/errors.ts';
import type { TakeTicket } from '../../shared/contract/ticket.ts';
import type { QueueOffer } from '../../shared/contract/hall.ts';
import type { CategoryConfig, HallConfig, QueueConfig } from '../hall/config.ts';
import type { Deciding } from '../command/types.ts';
import type { Bound, Unit } from '../db/unit.ts';
import type { OfferTable, Offers } from '../offers/service.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { PlannedStep } from '../../shared/rules/journey.ts';
import { refusingQueue } from '../../shared/rules/refusing.ts';
import * as lines from './line-store.ts';
import { requireBelowLimits } from './person-limit.ts';
import { Quotas, type Spent } from './quotas.ts';
import * as store from './store.ts';

/** An appointment whose visitor has come. */
export interface CheckedIn {
  /** What uses the appointment up. */
  readonly writes: readonly Bound[];
  readonly id: string;
  readonly code: string;
  readonly slotFrom: string;
  readonly wish: Pick<TakeTicket, 'package' | 'matters' | 'queue'>;
  /** What was booked, though it may be offered no more. */
  readonly category: CategoryConfig;
  readonly personHash: string | null;
}

/** Whether a hall gives tickets at an instant, and if not, when it does next. */
export interface Openness {
  readonly open: boolean;
  /** The hall serves; false for `open` and true for this after the last ticket. */
  readonly inHours: boolean;
  /** When the present hours began; null: the hall is closed. */
  readonly since: Instant | null;
  readonly next: Instant | null;
}

/** What the appointments say of a visitor who comes, and to one who cannot take a ticket. */
export interface Booked {
  /** @throws Problem `appointment_not_found`, `appointment_over` */
  readonly checkIn: (c: Deciding, code: string) => Unit<CheckedIn>;
  /** The next slot of each queue that can still be booked, by the queue's id; absent: none. */
  readonly nextFree: (
    hall: HallConfig,
    now: Instant,
    queues: readonly QueueConfig[],
  ) => Unit<ReadonlyMap<string, Instant>>;
}

export interface OpeningHours {
  readonly isOpen: (hall: HallConfig, now: Instant) => Unit<Openness>;
}

/** What is possible where no ticket is given now. */
interface Instead {
  /** When tickets are given again. */
  readonly next: Instant | null;
  readonly nextSlot: Instant | null;
}

/** Who may take a ticket now: opening hours, pauses, quotas, one open ticket a person and queue. */
export class Admission {
  private readonly hours: OpeningHours;
  private readonly offers: Offers;
  private readonly quotas: Quotas;
  private readonly appointments: Booked;

  constructor(hours: OpeningHours, offers: Offers, appointments: Booked) {
    this.hours = hours;
    this.offers = offers;
    this.quotas = new Quotas(offers);
    this.appointments = appointments;
  }

  /** @throws Problem `appointment_not_found`, `appointment_over` */
  checkIn(c: Deciding, code: string): Unit<CheckedIn> {
    return this.appointments.checkIn(c, code);
  }

  /** Tickets left for a queue now; null: no limit. @param taken of the day */
  left(hall: HallConfig, now: Instant, queue: QueueConfig, taken: number): Unit<number | null> {
    return this.quotas.left(hall, now, queue, taken);
  }

  /** The same of every queue of a hall, by its id: one statement. */
  leftOfAll(
    hall: HallConfig,
    now: Instant,
    takenOf: (queueId: string) => number,
  ): Unit<ReadonlyMap<string, number | null>> {
    return this.quotas.leftOfAll(hall, now, takenOf);
  }

  /**
   * What is possible where queues have no tickets left, by the queue's id: those of a later part or day,
   * and a slot. Four statements, however many queues they are.
   */
  *instead(
    hall: HallConfig,
    now: Instant,
    of: readonly Spent[],
  ): Unit<ReadonlyMap<string, Instead>> {
    if (of.length === 0) return new Map();
    const next = yield* this.quotas.next(hall, now, of);
    const slots = yield* this.appointments.nextFree(
      hall,
      now,
      of.map(({ queue }) => queue),
    );
    return new Map(
      of.map(({ queue: { id } }) => [
        id,
        { next: next.get(id) ?? null, nextSlot: slots.get(id) ?? null },
      ]),
    );
  }

  private *nextSlot(hall: HallConfig, now: Instant, queue: QueueConfig): Unit<Instant | null> {
    return (yield* this.appointments.nextFree(hall, now, [queue])).get(queue.id) ?? null;
  }

  /**
   * @param booked an appointment counts against its slot, not against the day's quota
   * @throws Problem `hall_closed`, `queue_closed`, `queue_paused`, `quota_reached`, `already_waiting`,
   *   `person_limit`, each with the next possibility
   * @returns what the hall offers at this moment
   */
  *admit(
    c: Deciding,
    steps: readonly PlannedStep[],
    personHash: string | null,
    booked: boolean,
  ): Unit<OfferTable> {
    const { hall, now } = c;
    const queues = steps.map((s) => hall.queueById.get(s.queue)!);
    if (hall.enforceHours) {
      const { open, inHours, next } = yield* this.hours.isOpen(hall, now);
      // Who has an appointment is served until the hall closes, also after the last ticket.
      if (!open && !(booked && inHours)) {
        const nextSlot = booked ? yield* this.nextSlot(hall, now, queues[0]!) : null;
        throw new Problem('hall_closed', undefined, { next, ...(booked ? { nextSlot } : {}) });
      }
    }
    const offers = yield* this.requireOffered(c, steps, booked);
    // Who has booked is bound by the rules of bookings.
    if (personHash !== null && !booked) yield* requireBelowLimits(c, personHash);
    for (const queue of queues) {
      if (!booked) yield* this.requireLeft(c, queue);
      if (personHash !== null) {
        const number = yield* store.openNumberOfPerson(c.hall.id, c.day, personHash, queue.id);
        if (number !== null)
          throw new Problem('already_waiting', `${number} is open for this person`, { number });
      }
    }
    return offers;
  }

  /** @throws Problem `queue_closed`, `queue_paused` */
  private *requireOffered(
    { hall, now }: Deciding,
    steps: readonly PlannedStep[],
    booked: boolean,
  ): Unit<OfferTable> {
    const offers = yield* this.offers.at(hall, now);
    const refusing = refusingQueue(steps, (id) => standing(hall, offers.of(id), booked));
    if (refusing === null) return offers;
    const queue = hall.queueById.get(refusing.queue)!;
    const { status, opens, today, reason, until } = refusing.offer;
    const facts = {
      queue: queue.code,
      queueName: queue.name,
      next: opens,
      today,
      nextSlot: yield* this.nextSlot(hall, now, queue),
    };
    if (status === 'paused')
      throw new Problem('queue_paused', `No tickets for "${queue.code}" now: ${reason ?? ''}`, {
        ...facts,
        reason,
        until,
      });
    throw new Problem('queue_closed', `"${queue.code}" gives no tickets at this hour`, {
      ...facts,
      opens,
    });
  }

  /** @throws Problem `quota_reached` */
  private *requireLeft({ hall, now, day }: Deciding, queue: QueueConfig): Unit<void> {
    if (queue.dailyQuota === null && queue.quotas.length === 0) return;
    const taken = yield* lines.takenFor(queue.id, day);
    if ((yield* this.left(hall, now, queue, taken)) !== 0) return;
    const part = this.quotas.partNow(hall, now, queue);
    const spent = queue.dailyQuota !== null && taken >= queue.dailyQuota;
    const quota = spent || part === null ? queue.dailyQuota : part.tickets;
    throw new Problem(
      'quota_reached',
      `All ${quota ?? 0} tickets of "${queue.code}" are taken ${spent ? 'today' : 'for now'}`,
      {
        queue: queue.code,
        quota,
        ...(spent || part === null ? {} : { from: part.from, to: part.to }),
        ...(yield* this.instead(hall, now, [{ queue, taken }])).get(queue.id)!,
      },
    );
  }
}

/**
 * How an offer counts for a visit. Hours that are not enforced are shown and refuse nobody; who has
 * booked may come before the queue opens, while it still does today.
 */
function standing(hall: HallConfig, offer: QueueOffer, booked: boolean): QueueOffer | undefined {
  const open = offer.status === 'closed' && (!hall.enforceHours || (booked && offer.today));
  return open ? undefined : offer;
}
