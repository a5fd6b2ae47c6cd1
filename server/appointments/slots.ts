import { Problem } from '../../shared/errors.ts';
import type { Slot } from '../../shared/contract/appointment.ts';
import type { Unit } from '../db/unit.ts';
import type { HallConfig, QueueConfig } from '../hall/config.ts';
import type { Offers } from '../offers/service.ts';
import { queueDays } from '../../shared/rules/offer.ts';
import { addDays, type DayPlan, slotsOf, type SlotTime } from '../../shared/rules/calendar.ts';
import { localTime, serviceDay } from '../../shared/rules/day.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import * as store from './store.ts';

/** The days of a hall, as its calendar plans them. */
export interface Plans {
  readonly plan: (hall: HallConfig, from: string, count: number) => Unit<Iterable<DayPlan>>;
}

/** Where and when slots are looked for. */
export interface At {
  readonly hall: HallConfig;
  readonly now: Instant;
  readonly offers: Offers;
  /** Who works here gives the places, too, that are kept for them. */
  readonly byStaff: boolean;
  /** So far ahead, in days, where it is further than anybody books. */
  readonly daysAhead?: number;
}

const defaultMinutes = 30;

/** The days that can be booked now, both included. */
export function bookableDays({ hall, now, daysAhead }: At): { firstDay: string; lastDay: string } {
  const firstDay = serviceDay(now, hall.timezone);
  return { firstDay, lastDay: addDays(firstDay, daysAhead ?? hall.settings.appointmentDaysAhead) };
}

function canBeBooked(at: At, day: string): boolean {
  const { firstDay, lastDay } = bookableDays(at);
  return day >= firstDay && day <= lastDay;
}

/**
 * The slots of one day of a queue that lie ahead, with their free places. A day that cannot be
 * booked is not planned at all: anybody may ask for any day.
 */
export function* slotsOn(
  at: At,
  queue: QueueConfig,
  day: string,
  plans: Plans,
  except: string | null = null,
): Unit<Slot[]> {
  if (!isBookable(queue) || !canBeBooked(at, day)) return [];
  return yield* slotsAhead(at, queue, yield* plans.plan(at.hall, day, 1), except);
}

/** Whether somebody booked for themselves: at home, at a kiosk, through another system. */
function isVisitors(createdBy: string): boolean {
  return createdBy === 'visitor' || createdBy.startsWith('key:');
}

/** Of a slot's places those that anybody can book; of those kept for staff, parts count whole. */
function placesForAll(capacity: number, staffPercent: number): number {
  return Math.floor((capacity * (100 - staffPercent)) / 100);
}

/** Whether places of a queue are given by appointment at all. */
export function isBookable(queue: QueueConfig): boolean {
  return (queue.slotCapacity ?? 0) > 0;
}

/**
 * The slots of some days of a queue that lie ahead, with their free places.
 *
 * @param except an appointment whose place does not count, because it is about to move
 */
export function* slotsAhead(
  at: At,
  queue: QueueConfig,
  plans: Iterable<DayPlan>,
  except: string | null = null,
): Unit<Slot[]> {
  return (yield* slotsOfAll(at, [queue], plans, except)).get(queue.id) ?? [];
}

/** The same of several queues, by their ids: two statements, however many they are. */
export function* slotsOfAll(
  at: At,
  queues: readonly QueueConfig[],
  plans: Iterable<DayPlan>,
  except: string | null = null,
): Unit<ReadonlyMap<string, Slot[]>> {
  const bookable = queues.filter(isBookable);
  if (bookable.length === 0) return new Map();
  const { firstDay: today } = bookableDays(at);
  const pauses = yield* at.offers.pauses(at.hall, today, at.now);
  const days = [...plans].filter((plan) => canBeBooked(at, plan.day));
  const times = new Map(
    bookable.map((queue) => [queue, timesAhead(at, queue, days, pauses.get(queue.id))]),
  );
  const all = [...times.values()].flat();
  if (all.length === 0) return new Map();
  const from = all.reduce((least, slot) => (slot.from < least ? slot.from : least), all[0]!.from);
  const to = all.reduce((most, slot) => (slot.to > most ? slot.to : most), all[0]!.to);
  const ids = [...times].filter(([, slots]) => slots.length > 0).map(([queue]) => queue.id);
  const taken = (yield* store.takenPlaces(ids, from, to)).filter((place) => place.id !== except);
  return new Map(
    [...times].map(([queue, slots]) => [
      queue.id,
      withPlaces(
        at,
        queue,
        slots,
        taken.filter((place) => place.queue_id === queue.id),
      ),
    ]),
  );
}

/** When the slots of a queue are that lie ahead. */
function timesAhead(
  { hall, now }: At,
  queue: QueueConfig,
  days: readonly DayPlan[],
  pause: { readonly until: Instant | null } | undefined,
): SlotTime[] {
  const today = serviceDay(now, hall.timezone);
  return [...queueDays(hall, queue, days)]
    .flatMap((plan) =>
      slotsOf(plan, queue.slotMinutes ?? defaultMinutes).filter(
        (slot) => plan.day !== today || !isStopped(pause, slot.from),
      ),
    )
    .filter((slot) => slot.from > now);
}

function withPlaces(
  at: At,
  queue: QueueConfig,
  slots: readonly SlotTime[],
  taken: readonly store.TakenPlace[],
): Slot[] {
  const capacity = queue.slotCapacity ?? 0;
  return slots.map((slot) => {
    // By overlap: the length of slots may have been changed since they were booked.
    const used = taken.filter((t) => t.slot_from < slot.to && t.slot_to > slot.from);
    const left = capacity - used.length;
    if (at.byStaff) return { ...slot, capacity, free: Math.max(0, left) };
    const forAll = placesForAll(capacity, at.hall.settings.staffPlacesPercent);
    // What staff gave comes out of the places kept for them first.
    const byVisitors = used.filter((t) => isVisitors(t.created_by)).length;
    return { ...slot, capacity: forAll, free: Math.max(0, Math.min(forAll - byVisitors, left)) };
  });
}

/** Whether a queue that is stopped today still is at an instant of today. */
export function isStopped(
  pause: { readonly until: Instant | null } | undefined,
  at: Instant,
): boolean {
  return pause !== undefined && (pause.until === null || at < pause.until);
}

/** The slots to come of each of some days, and the free places in them. */
export function byDay(
  { hall }: At,
  plans: readonly DayPlan[],
  slots: readonly Slot[],
): { day: string; slots: number; free: number }[] {
  const days = new Map(plans.map(({ day }) => [day, { day, slots: 0, free: 0 }]));
  for (const slot of slots) {
    const day = days.get(serviceDay(slot.from, hall.timezone));
    if (day === undefined) continue;
    day.slots += 1;
    day.free += slot.free;
  }
  return [...days.values()];
}

/** When the next free slot of a queue begins; null: there is none that can be booked. */
function* nextFreeSlot(at: At, queue: QueueConfig, plans: Plans): Unit<Instant | null> {
  return (yield* nextFreeSlots(at, [queue], plans)).get(queue.id) ?? null;
}

/** The same of several queues, by their ids: three statements, however many they are; absent: none. */
export function* nextFreeSlots(
  at: At,
  queues: readonly QueueConfig[],
  plans: Plans,
): Unit<ReadonlyMap<string, Instant>> {
  const bookable = queues.filter(isBookable);
  if (bookable.length === 0) return new Map();
  const { firstDay } = bookableDays(at);
  const count = at.hall.settings.appointmentDaysAhead + 1;
  const days = yield* plans.plan(at.hall, firstDay, count);
  const slots = yield* slotsOfAll(at, bookable, days, null);
  return new Map(
    [...slots].flatMap(([id, list]): [string, Instant][] => {
      const free = list.find((slot) => slot.free > 0);
      return free === undefined ? [] : [[id, free.from]];
    }),
  );
}

/**
 * The slot that begins at an instant, with a free place.
 *
 * @throws Problem `slot_not_open`: past, too far ahead, outside the hours or of a queue without
 *   appointments; `slot_full`; both with the next free slot under `next`
 */
export function* freeSlot(
  at: At,
  queue: QueueConfig,
  from: Instant,
  plans: Plans,
  except: string | null,
): Unit<Slot & { day: string }> {
  const { day, time } = localTime(from, at.hall.timezone);
  const slots = yield* slotsOn(at, queue, day, plans, except);
  const slot = slots.find((s) => s.from === from);
  if (slot !== undefined && slot.free > 0) return { ...slot, day };
  const next = yield* nextFreeSlot(at, queue, plans);
  const when = `${day} ${time.slice(0, 5)}`;
  if (slot !== undefined) {
    throw new Problem('slot_full', `${when} is fully booked in "${queue.code}"`, {
      queue: queue.code,
      capacity: slot.capacity,
      next,
    });
  }
  const why = isBookable(queue)
    ? `${when} is no slot of "${queue.code}" that can be booked now`
    : `"${queue.code}" takes no appointments`;
  throw new Problem('slot_not_open', why, { queue: queue.code, next, ...bookableDays(at) });
}
