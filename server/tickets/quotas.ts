import type { HallConfig, QueueConfig } from '../hall/config.ts';
import type { Unit } from '../db/unit.ts';
import type { After, Offers } from '../offers/service.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { walkedIn, walkedInOf } from './line-store.ts';
import { type DayPart, partAt, partOver, partsOf } from '../../shared/rules/quota.ts';

/** A queue of which no tickets are left, and how many were taken of the day. */
export interface Spent {
  readonly queue: QueueConfig;
  readonly taken: number;
}

/** How many tickets a queue gives: those of the day, and of the part of the day that it is. */
export class Quotas {
  private readonly offers: Offers;

  constructor(offers: Offers) {
    this.offers = offers;
  }

  partNow(hall: HallConfig, now: Instant, queue: QueueConfig): DayPart | null {
    return partAt(this.parts(hall, now, queue), now);
  }

  /** Tickets left now; null: no limit. @param taken of the day */
  *left(hall: HallConfig, now: Instant, queue: QueueConfig, taken: number): Unit<number | null> {
    const part = this.partNow(hall, now, queue);
    if (part === null) return leftOf(queue, taken, null);
    const day = serviceDay(now, hall.timezone);
    const [row] = yield* walkedIn.rows({
      hall: hall.id,
      queue: queue.id,
      day,
      from: part.begins,
      to: part.ends,
    });
    return leftOf(queue, taken, { tickets: part.tickets, taken: row?.count ?? 0 });
  }

  /** The same of every queue of a hall, by its id: one statement, however many they are. */
  *leftOfAll(
    hall: HallConfig,
    now: Instant,
    takenOf: (queueId: string) => number,
  ): Unit<ReadonlyMap<string, number | null>> {
    const parts = hall.queues.flatMap((queue) => {
      const part = this.partNow(hall, now, queue);
      return part === null ? [] : [{ ...part, queue: queue.id }];
    });
    const walkedIn = yield* walkedInOf(hall.id, serviceDay(now, hall.timezone), parts);
    const partOf = new Map(
      parts.map(({ queue, tickets }) => [queue, { tickets, taken: walkedIn.get(queue) ?? 0 }]),
    );
    return new Map(
      hall.queues.map((q) => [q.id, leftOf(q, takenOf(q.id), partOf.get(q.id) ?? null)]),
    );
  }

  /**
   * When queues without a ticket left give some again, by the queue's id: one statement, however many they
   * are. Null: nobody knows. The tickets of the day are new ones on a later day, those of a part of it when
   * that part is over.
   */
  *next(
    hall: HallConfig,
    now: Instant,
    of: readonly Spent[],
  ): Unit<ReadonlyMap<string, Instant | null>> {
    const wishes = of.flatMap(({ queue, taken }): After[] => {
      // A queue that gives none on any day does not on a later one either.
      if (queue.dailyQuota === 0) return [];
      const parts = this.parts(hall, now, queue);
      const part = partAt(parts, now);
      const spent = queue.dailyQuota !== null && taken >= queue.dailyQuota;
      return [{ queue, from: spent || part === null ? null : partOver(parts, part) }];
    });
    return yield* this.offers.nextOf(hall, now, wishes);
  }

  private parts(hall: HallConfig, now: Instant, queue: QueueConfig): DayPart[] {
    if (queue.quotas.length === 0) return [];
    return partsOf(queue.quotas, serviceDay(now, hall.timezone), hall.timezone);
  }
}

/** What is left of the day and, where it is limited, of its part; null: no limit. */
function leftOf(
  queue: Pick<QueueConfig, 'dailyQuota'>,
  taken: number,
  part: { readonly tickets: number; readonly taken: number } | null,
): number | null {
  const ofDay = queue.dailyQuota === null ? null : Math.max(0, queue.dailyQuota - taken);
  if (part === null) return ofDay;
  const ofPart = Math.max(0, part.tickets - part.taken);
  return ofDay === null ? ofPart : Math.min(ofDay, ofPart);
}
