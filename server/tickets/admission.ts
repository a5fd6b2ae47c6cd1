import { Problem } from '../../shared/errors.ts';
import type { TakeTicket } from '../../shared/contract/ticket.ts';
import type { CategoryConfig, HallConfig, QueueConfig } from '../hall/config.ts';
import type { Deciding } from '../hall/command.ts';
import type { Bound, Unit } from '../db/unit.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import * as lines from './line-store.ts';
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
  /** The next slot that can still be booked; null: none. */
  readonly nextFree: (hall: HallConfig, now: Instant, queue: QueueConfig) => Unit<Instant | null>;
}

export interface OpeningHours {
  readonly isOpen: (hall: HallConfig, now: Instant) => Unit<Openness>;
  /** When it gives tickets again on a later day. */
  readonly nextDay: (hall: HallConfig, now: Instant) => Unit<Instant | null>;
}

/** Who may take a ticket now: opening hours, quotas, one open ticket a person and queue. */
export class Admission {
  private readonly hours: OpeningHours;
  private readonly appointments: Booked;

  constructor(hours: OpeningHours, appointments: Booked) {
    this.hours = hours;
    this.appointments = appointments;
  }

  /** @throws Problem `appointment_not_found`, `appointment_over` */
  checkIn(c: Deciding, code: string): Unit<CheckedIn> {
    return this.appointments.checkIn(c, code);
  }

  /** What is possible where a queue has no tickets left today: those of a later day, and a slot. */
  *instead(
    hall: HallConfig,
    now: Instant,
    queue: QueueConfig,
  ): Unit<{ next: Instant | null; nextSlot: Instant | null }> {
    return {
      // A queue that gives none on any day does not on a later one either.
      next: queue.dailyQuota === 0 ? null : yield* this.hours.nextDay(hall, now),
      nextSlot: yield* this.appointments.nextFree(hall, now, queue),
    };
  }

  /**
   * @param booked an appointment counts against its slot, not against the day's quota
   * @throws Problem `hall_closed`, `quota_reached`, `already_waiting`, each with the next possibility
   */
  *admit(
    c: Deciding,
    queues: readonly QueueConfig[],
    personHash: string | null,
    booked: boolean,
  ): Unit<void> {
    if (c.hall.enforceHours) {
      const { open, inHours, next } = yield* this.hours.isOpen(c.hall, c.now);
      // Who has an appointment is served until the hall closes, also after the last ticket.
      if (!open && !(booked && inHours)) throw new Problem('hall_closed', undefined, { next });
    }
    for (const queue of queues) {
      if (queue.dailyQuota !== null && !booked) {
        if ((yield* lines.takenFor(queue.id, c.day)) >= queue.dailyQuota) {
          throw new Problem(
            'quota_reached',
            `All ${queue.dailyQuota} tickets of "${queue.code}" are taken today`,
            {
              queue: queue.code,
              quota: queue.dailyQuota,
              ...(yield* this.instead(c.hall, c.now, queue)),
            },
          );
        }
      }
      if (personHash !== null) {
        const number = yield* store.openNumberOfPerson(c.hall.id, c.day, personHash, queue.id);
        if (number !== null)
          throw new Problem('already_waiting', `${number} is open for this person`, { number });
      }
    }
  }
}
