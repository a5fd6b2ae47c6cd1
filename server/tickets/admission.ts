import { Problem } from '../../shared/errors.ts';
import type { TakeTicket } from '../../shared/contract/ticket.ts';
import type { HallConfig, QueueConfig } from '../hall/config.ts';
import type { Command } from '../hall/command.ts';
import type { Reader } from '../db/open.ts';
import type { Instant } from '../rules/instants.ts';
import * as lines from './line-store.ts';
import * as store from './store.ts';

/** An appointment whose visitor has come. */
export interface CheckedIn {
  readonly id: string;
  readonly code: string;
  readonly slotFrom: string;
  readonly wish: Pick<TakeTicket, 'package' | 'matters' | 'queue'>;
  readonly category: string;
  readonly personHash: string | null;
}

type At = { readonly db: Reader; readonly now: Instant };

/** What the appointments say of a visitor who comes, and to one who cannot take a ticket. */
export interface Booked {
  /** @throws Problem `appointment_not_found`, `appointment_over` */
  readonly checkIn: (c: Command, code: string) => Promise<CheckedIn>;
  /** The next slot that can still be booked; null: none. */
  readonly nextFree: (
    at: At & { readonly hall: HallConfig },
    queue: QueueConfig,
  ) => Promise<Instant | null>;
}

export interface OpeningHours {
  /** Whether the hall gives tickets at an instant, and if not, when it does next. */
  readonly isOpen: (
    hall: HallConfig,
    at: At,
  ) => Promise<{
    open: boolean;
    /** The hall serves; false for `open` and true for this after the last ticket. */
    inHours: boolean;
    /** When the present hours began; null: the hall is closed. */
    since: Instant | null;
    next: Instant | null;
  }>;
  /** When it gives tickets again on a later day. */
  readonly nextDay: (hall: HallConfig, at: At) => Promise<Instant | null>;
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
  checkIn(c: Command, code: string): Promise<CheckedIn> {
    return this.appointments.checkIn(c, code);
  }

  /** What is possible where a queue has no tickets left today: those of a later day, and a slot. */
  async instead(
    at: At & { readonly hall: HallConfig },
    queue: QueueConfig,
  ): Promise<{ next: Instant | null; nextSlot: Instant | null }> {
    return {
      // A queue that gives none on any day does not on a later one either.
      next: queue.dailyQuota === 0 ? null : await this.hours.nextDay(at.hall, at),
      nextSlot: await this.appointments.nextFree(at, queue),
    };
  }

  /**
   * @param booked an appointment counts against its slot, not against the day's quota
   * @throws Problem `hall_closed`, `quota_reached`, `already_waiting`, each with the next possibility
   */
  async admit(
    c: Command,
    queues: readonly QueueConfig[],
    personHash: string | null,
    booked: boolean,
  ): Promise<void> {
    if (c.hall.enforceHours) {
      const { open, inHours, next } = await this.hours.isOpen(c.hall, { db: c.tx, now: c.now });
      // Who has an appointment is served until the hall closes, also after the last ticket.
      if (!open && !(booked && inHours)) throw new Problem('hall_closed', undefined, { next });
    }
    for (const queue of queues) {
      if (queue.dailyQuota !== null && !booked) {
        const { taken } = await lines.queueCounts(c.tx, queue.id, c.day);
        if (taken >= queue.dailyQuota) {
          throw new Problem(
            'quota_reached',
            `All ${queue.dailyQuota} tickets of "${queue.code}" are taken today`,
            {
              queue: queue.code,
              quota: queue.dailyQuota,
              ...(await this.instead({ db: c.tx, hall: c.hall, now: c.now }, queue)),
            },
          );
        }
      }
      if (personHash !== null) {
        const number = await store.openNumberOfPerson(c.tx, c.hall.id, c.day, personHash, queue.id);
        if (number !== null)
          throw new Problem('already_waiting', `${number} is open for this person`, { number });
      }
    }
  }
}
