import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import type {
  Appointment,
  BookAppointment,
  ChangeAppointment,
  Slots,
  SlotsQuery,
} from '../../shared/contract/appointment.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { Calendar } from '../calendar/service.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { runUnit, type Unit } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest, Deciding, CommandOutcome } from '../command/types.ts';
import type { HallConfig, QueueConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import type { Offers } from '../offers/service.ts';
import type { SiteKey } from '../site-key.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { firstStep } from '../../shared/rules/journey.ts';
import type { CheckedIn, Tickets } from '../tickets/service.ts';
import { affectedOf } from './affected.ts';
import { found, open, refuseMore, type Wish, wishOf } from './checks.ts';
import {
  type At,
  bookableDays,
  byDay,
  freeSlot,
  isBookable,
  nextFreeSlots,
  slotsAhead,
} from './slots.ts';
import { newBookingCode } from './booking-code.ts';
import * as store from './store.ts';
import { appointmentView } from './view.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly calendar: Calendar;
  readonly offers: Offers;
  readonly tickets: Tickets;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly key: SiteKey;
}

/** Coming at a time agreed before: slots, booking, change, check-in. */
export class Appointments {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * The slots of a day for what a visitor wants, with their free places.
   *
   * @throws Problem `hall_not_found`, and as taking a ticket for the same
   */
  async slots(hallCode: string, query: SlotsQuery, who: Actor | null): Promise<Slots> {
    const hall = await this.d.commands.hall(hallCode);
    const { read: db, clock, calendar } = this.d;
    const at = this.at(hall, clock.now(hall.id), isStaff(who));
    const bookable = bookableDays(at);
    const { queue } = this.entryOf(hall, query.day ?? bookable.firstDay, query);
    const count = hall.settings.appointmentDaysAhead + 1;
    const plans = await calendar.plans(db, hall, bookable.firstDay, count);
    const ahead = await runUnit(db, slotsAhead(at, queue, plans));
    const nextFree = ahead.find((slot) => slot.free > 0)?.from ?? null;
    const first = nextFree === null ? bookable.firstDay : serviceDay(nextFree, hall.timezone);
    const day = query.day ?? first;
    return {
      hall: hall.code,
      queue: queue.code,
      queueName: queue.name,
      day,
      known: await calendar.isKnown(db, hall, day),
      ...bookable,
      days: byDay(at, plans, ahead),
      slots: ahead.filter((slot) => serviceDay(slot.from, hall.timezone) === day),
      bookable: isBookable(queue),
      kinds: [...queue.appointmentKinds],
      nextFree,
    };
  }

  /** What a booking was answered that is only sent again; undefined: it is new. */
  bookedBefore(request: CommandRequest): Promise<Appointment | undefined> {
    return this.d.commands.answerBefore(request);
  }

  /**
   * Books a place, by a visitor or for one.
   *
   * @throws Problem `slot_not_open`, `slot_full`, `already_booked`, `person_limit`, `forbidden`,
   *   `contact_needed`, and as taking a ticket for the same
   */
  async book(
    hallCode: string,
    input: BookAppointment,
    request: CommandRequest,
  ): Promise<Appointment> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'book', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const at = this.at(c.hall, c.now, isStaff(c.who));
      const day = serviceDay(input.slot, c.hall.timezone);
      const { packageId, queue } = this.entryOf(c.hall, day, input);
      const slot = await runUnit(c.tx, freeSlot(at, queue, input.slot, this.d.calendar, null));
      const hashes = this.hashesOf(input);
      await refuseMore(c, day, hashes, { except: null, atDesk: isStaff(c.who) });
      const asked = input.category ?? 'general';
      const category = this.d.tickets.categoryOf(
        c.hall,
        Array.isArray(asked) ? asked : [asked],
        { idNumber: input.idNumber, day },
        c.who,
      );
      requireContact(c, input);
      requireKind(queue, input);
      const row: store.AppointmentRow = {
        id: this.d.ids.id(),
        ...newBookingCode(this.d),
        hall_id: hall.id,
        service_day: day,
        queue_id: queue.id,
        slot_from: slot.from,
        slot_to: slot.to,
        package_id: packageId,
        matters: input.matters === undefined ? null : JSON.stringify(input.matters),
        category_id: category.id,
        language: input.language,
        name: input.name ?? null,
        phone: input.phone ?? null,
        ...hashes,
        status: 'booked',
        created_at: c.now,
        created_by: bookerOf(c.who),
        changed_at: c.now,
        kind: input.kind,
        link: null,
        started_at: null,
        ended_at: null,
        outcome: null,
        invitation_id: null,
        moves: 0,
        told_at: null,
        told_by: null,
      };
      await store.insert(c.tx, row);
      return this.done(c, 'book', row);
    });
  }

  /** @throws Problem `appointment_not_found` */
  async byCode(hallCode: string, code: string): Promise<Appointment> {
    const hall = await this.d.commands.hall(hallCode);
    const row = await runUnit(this.d.read, found(hall, this.d.key.bookingHash(code)));
    return { ...(await this.view(this.d.read, hall, row)), code };
  }

  /**
   * Moves an appointment that is still to come; what it has already changes nothing.
   *
   * @throws Problem `appointment_not_found`, `appointment_over`, `slot_not_open`, `slot_full`,
   *   `already_booked`, `package_not_valid` on the other day
   */
  async change(
    hallCode: string,
    code: string,
    input: ChangeAppointment,
    request: CommandRequest,
  ): Promise<Appointment> {
    const hall = await this.d.commands.hall(hallCode);
    const hash = this.d.key.bookingHash(code);
    const present = await runUnit(this.d.read, found(hall, hash));
    const { slot = present.slot_from, language = present.language } = input;
    if (present.status === 'booked' && slot === present.slot_from && language === present.language)
      return this.view(this.d.read, hall, present);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const row = await runUnit(c.tx, open(c.hall, hash));
      const at = this.at(c.hall, c.now, isStaff(c.who));
      let moved = row;
      if (input.slot !== undefined && input.slot !== row.slot_from) {
        const day = serviceDay(input.slot, c.hall.timezone);
        const { packageId } = this.entryOf(c.hall, day, wishOf(c.hall, row, day));
        const queue = c.hall.queueById.get(row.queue_id)!;
        const slot = await runUnit(c.tx, freeSlot(at, queue, input.slot, this.d.calendar, row.id));
        await refuseMore(c, day, row, { except: row.id, atDesk: isStaff(c.who) });
        moved = {
          ...row,
          service_day: day,
          slot_from: slot.from,
          slot_to: slot.to,
          package_id: packageId,
          moves: row.moves + 1,
          // Of the time that stands now nobody was told anything.
          told_at: null,
          told_by: null,
        };
      }
      moved = { ...moved, language: input.language ?? row.language, changed_at: c.now };
      const { service_day, slot_from, slot_to, package_id, language, changed_at } = moved;
      const { moves, told_at, told_by } = moved;
      await store.update(c.tx, row.id, {
        ...{ service_day, slot_from, slot_to, package_id, language, changed_at },
        ...{ moves, told_at, told_by },
      });
      return this.done(c, 'change-appointment', moved);
    });
  }

  /** Gives the place free again. @throws Problem `appointment_not_found`, `appointment_over` */
  async cancel(hallCode: string, code: string, request: CommandRequest): Promise<Appointment> {
    const hall = await this.d.commands.hall(hallCode);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const row = await runUnit(c.tx, open(c.hall, this.d.key.bookingHash(code)));
      const change = { status: 'cancelled', changed_at: c.now } as const;
      await store.update(c.tx, row.id, change);
      return this.done(c, 'cancel-appointment', { ...row, ...change });
    });
  }

  /**
   * The visitor has come: the appointment is used up by the ticket that is being taken.
   *
   * @throws Problem `appointment_not_found`; `appointment_over`, with its day, where it was used,
   *   cancelled or missed, or is for another day
   */
  *checkIn(c: Deciding, code: string): Unit<CheckedIn> {
    const typed = code.toUpperCase().replace(/[\s-]/g, '');
    const row = yield* open(c.hall, this.d.key.bookingHash(typed));
    if (row.kind !== 'window') throw new Problem('appointment_remote');
    if (row.service_day !== c.day) {
      throw new Problem('appointment_over', `This appointment is for ${row.service_day}`, {
        day: row.service_day,
        from: row.slot_from,
        state: row.status,
      });
    }
    const queue = c.hall.queueById.get(row.queue_id)!;
    // A package may have gone on without it.
    if (queue.retired && row.package_id === null) {
      throw new Problem('queue_closed', `"${queue.code}" is offered no more`, {
        queue: queue.code,
        queueName: queue.name,
        ...{ next: null, opens: null, today: false, nextSlot: null },
      });
    }
    return {
      writes: [store.updated(row.id, { status: 'checked-in', changed_at: c.now })],
      id: row.id,
      code: typed,
      slotFrom: row.slot_from,
      wish: wishOf(c.hall, row, c.day),
      category: c.hall.categoryById.get(row.category_id)!,
      personHash: row.person_hash,
    };
  }

  /** The next slot of each of some queues that can still be booked, by the queue's id; absent: none. */
  nextFree(
    hall: HallConfig,
    now: Instant,
    queues: readonly QueueConfig[],
  ): Unit<ReadonlyMap<string, Instant>> {
    return nextFreeSlots(this.at(hall, now, false), queues, this.d.calendar);
  }

  /** What stands for the telephone and the paper of whoever books. */
  hashesOf({ phone, idNumber }: Pick<BookAppointment, 'phone' | 'idNumber'>): {
    phone_hash: string | null;
    person_hash: string | null;
  } {
    return {
      phone_hash: phone === undefined ? null : this.d.key.phoneHash(phone),
      person_hash: idNumber === undefined ? null : this.d.key.personHash(idNumber),
    };
  }

  private at(hall: HallConfig, now: Instant, byStaff: boolean): At {
    return { hall, now, offers: this.d.offers, byStaff };
  }

  /** Where a visit for this begins. */
  private entryOf(
    hall: HallConfig,
    day: string,
    wish: Wish,
  ): { packageId: string | null; queue: QueueConfig } {
    const { packageIds, steps } = this.d.tickets.journeyOf(hall, day, wish);
    const packageId = packageIds[0] ?? null;
    return { packageId, queue: hall.queueById.get(firstStep(steps).queue)! };
  }

  private async done(
    c: CommandContext,
    command: string,
    row: store.AppointmentRow & { number?: string | null; ticket_id?: string | null },
  ): Promise<CommandOutcome<Appointment>> {
    const { number = null, ticket_id = null } = row;
    const answer = await this.view(c.tx, c.hall, { ...row, number, ticket_id });
    // The code opens the appointment and the person is nobody's business: neither is logged.
    const { day, slot, queue, package: pack, category, status } = answer;
    return {
      answer,
      event: {
        command,
        data: { appointment: row.id, day, ...slot, queue, package: pack, category, status },
      },
      touched: {},
    };
  }

  private async view(db: Reader, hall: HallConfig, row: store.WithTicket): Promise<Appointment> {
    const affected = await this.affected(db, hall, [row]);
    return appointmentView(hall, row, this.d.key, affected.get(row.id) ?? null);
  }

  /** What stands against some bookings, by their ids. */
  affected(db: Reader, hall: HallConfig, rows: readonly store.WithTicket[]) {
    const at = this.at(hall, this.d.clock.now(hall.id), true);
    return runUnit(db, affectedOf(at, rows, this.d.calendar));
  }
}

/** Whoever works here gives the places that are kept for them. */
function isStaff(who: CommandRequest['who'] | null): boolean {
  return who?.kind === 'staff';
}

/** @throws Problem `kind_not_offered`; `phone_needed` by telephone and video */
function requireKind(queue: QueueConfig, { kind, phone }: BookAppointment): void {
  if (!queue.appointmentKinds.includes(kind))
    throw new Problem('kind_not_offered', `"${queue.code}" is not offered by ${kind}`, {
      kinds: queue.appointmentKinds,
    });
  if (kind !== 'window' && phone === undefined) throw new Problem('phone_needed');
}

/**
 * Whoever books for themselves says how they are reached or who they are: a person has one open
 * booking a day, and one who says nothing could have all places.
 *
 * @throws Problem `contact_needed`
 */
function requireContact({ who, hall }: CommandContext, input: BookAppointment): void {
  if (who.kind !== 'visitor' || !hall.settings.bookingNeedsContact) return;
  if (input.phone === undefined && input.idNumber === undefined)
    throw new Problem('contact_needed');
}

/** Who booked, as the list for the desk names it: no user name has a colon. */
function bookerOf(who: CommandRequest['who']): string {
  if (who.kind === 'staff') return who.username;
  return who.kind === 'key' ? `key:${who.name}` : 'visitor';
}
