import {
  type Invite,
  type InvitePlan,
  InvitedRow,
  mostInvitedDaysAhead,
} from '../../../shared/contract/invitation.ts';
import { type Issue, Problem } from '../../../shared/errors.ts';
import { faultAt, type FaultCode, type FaultFacts, faultsOfForm } from '../../../shared/faults.ts';
import { daysApart, instantOf } from '../../../shared/rules/calendar.ts';
import { localTime, serviceDay } from '../../../shared/rules/day.ts';
import type { Instant } from '../../../shared/rules/instants.ts';
import { type FreePlace, type Invited, invitedPlaces } from '../../../shared/rules/inviting.ts';
import { firstStep } from '../../../shared/rules/journey.ts';
import type { Calendar } from '../../calendar/service.ts';
import type { Reader } from '../../db/open.ts';
import { runUnit } from '../../db/unit.ts';
import type { HallConfig, QueueConfig } from '../../hall/config.ts';
import type { Offers } from '../../offers/service.ts';
import type { SiteKey } from '../../site-key.ts';
import type { Tickets } from '../../tickets/service.ts';
import type { Wish } from '../checks.ts';
import { type At, bookableDays, isBookable, slotsOfAll } from '../slots.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly calendar: Calendar;
  readonly offers: Offers;
  readonly tickets: Tickets;
  readonly key: SiteKey;
}

/** Somebody who is asked to come, what for, and by which telephone, as it is looked for. */
export interface Guest {
  /** Where in the list, from 0. */
  readonly index: number;
  readonly row: InvitedRow;
  readonly wish: Wish;
  readonly packageId: string | null;
  readonly queue: QueueConfig;
  readonly phoneHash: string;
}
export interface Placed {
  readonly guest: Guest;
  readonly slot: FreePlace;
  readonly instead: boolean;
}
export interface Placing {
  readonly placed: readonly Placed[];
  readonly faults: readonly Issue[];
  readonly unknownDays: InvitePlan['unknownDays'];
}

/** Which place each on a list gets, and what is wrong with whom. Nothing is written. */
export class InvitedPlacing {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @param db inside a command its transaction: what is free there stays free until it ends */
  async of(db: Reader, hall: HallConfig, now: Instant, input: Invite): Promise<Placing> {
    const faults = new RowFaults();
    const at: At = {
      ...{ hall, now, offers: this.d.offers },
      ...{ byStaff: true, daysAhead: mostInvitedDaysAhead },
    };
    const guests = this.guests(at, input, faults);
    const days = [...new Set(guests.map(({ row }) => row.day))].sort();
    const slots = await this.slots(db, at, guests, days);
    const places = invitedPlaces(
      guests.map(({ queue, row }) => ({
        queue: queue.id,
        day: row.day,
        at: row.time === undefined ? null : instantOf(row.day, row.time, hall.timezone, false),
      })),
      slots,
      input.whenFull,
    );
    const placed = guests.flatMap((guest, i): Placed[] => {
      const place = places[i]!;
      if (place.kind === 'placed') return [{ guest, slot: place.slot, instead: place.instead }];
      faults.add(guest.index, guest.row.time === undefined ? 'day' : 'time', ...why(hall, place));
      return [];
    });
    await this.refuseSeconds(db, hall, placed, faults);
    const unknownDays: string[] = [];
    for (const day of new Set(placed.map(({ slot }) => slot.day)))
      if (!(await this.d.calendar.isKnown(db, hall, day))) unknownDays.push(day);
    return { placed, faults: faults.sorted(), unknownDays: unknownDays.sort() };
  }

  /** Whoever can be read and be given a place at all, each once. */
  private guests(at: At, input: Invite, faults: RowFaults): Guest[] {
    const { hall } = at;
    const { firstDay, lastDay } = bookableDays(at);
    const seen = new Set<string>();
    return input.people.flatMap((said, index): Guest[] => {
      const parsed = InvitedRow.safeParse(said, { reportInput: true });
      if (!parsed.success) {
        for (const fault of faultsOfForm(parsed.error, 'name')) faults.put(index, fault);
        return [];
      }
      const row = parsed.data;
      if (row.day < firstDay || row.day > lastDay) {
        faults.add(index, 'day', 'day_out_of_range', { most: mostInvitedDaysAhead });
        return [];
      }
      const phoneHash = this.d.key.phoneHash(row.phone);
      if ([row.day, row.name].some((part) => seen.has(`${phoneHash} ${part}`))) {
        faults.add(index, 'phone', 'stands_twice', { code: row.phone });
        return [];
      }
      for (const part of [row.day, row.name]) seen.add(`${phoneHash} ${part}`);
      const entry = this.entry(hall, row, input, (...fault) => faults.add(index, 'what', ...fault));
      return entry === null ? [] : [{ index, row, phoneHash, ...entry }];
    });
  }

  /** Where the visit of a row begins; null: there it cannot, as a fault tells. */
  private entry(
    hall: HallConfig,
    row: InvitedRow,
    input: Invite,
    fault: (code: FaultCode, facts?: FaultFacts) => void,
  ): Pick<Guest, 'wish' | 'packageId' | 'queue'> | null {
    const own = wishIn(row);
    const wish = Object.keys(own).length === 0 ? wishIn(input) : own;
    try {
      const { packageIds, steps } = this.d.tickets.journeyOf(hall, row.day, wish);
      const queue = hall.queueById.get(firstStep(steps).queue)!;
      const name = queue.name['zh-Hans'];
      if (!isBookable(queue) || queue.retired) fault('no_appointments', { code: name });
      else if (!queue.appointmentKinds.includes(input.kind)) fault('kind_not_here', { code: name });
      else return { wish, packageId: packageIds[0] ?? null, queue };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'package_not_valid') fault('package_not_then');
      else fault('unknown_wish', { code: wish.queue ?? wish.package ?? wish.matters!.join('、') });
    }
    return null;
  }

  /** What is free in each queue from the first of these days to the last that anybody is invited for. */
  private async slots(
    db: Reader,
    at: At,
    guests: readonly Guest[],
    [first]: readonly string[],
  ): Promise<ReadonlyMap<string, readonly FreePlace[]>> {
    if (first === undefined) return new Map();
    const count = daysApart(first, bookableDays(at).lastDay) + 1;
    const plans = await this.d.calendar.plans(db, at.hall, first, count);
    const queues = [...new Set(guests.map(({ queue }) => queue))];
    const all = await runUnit(db, slotsOfAll(at, queues, plans));
    return new Map(
      [...all].map(([queue, slots]) => [
        queue,
        slots.map(({ from, to, free }) => ({
          ...{ from, to, free },
          day: serviceDay(from, at.hall.timezone),
        })),
      ]),
    );
  }

  /** One open booking a telephone and day, also where the list itself would make the second. */
  private async refuseSeconds(
    db: Reader,
    hall: HallConfig,
    placed: readonly Placed[],
    faults: RowFaults,
  ): Promise<void> {
    const key = (day: string, phone: string): string => `${day} ${phone}`;
    const days = [...new Set(placed.map(({ slot }) => slot.day))];
    const phones = placed.map(({ guest }) => guest.phoneHash);
    const open = new Set(
      (await store.booked(db, hall.id, days, phones)).map(({ day, phone }) => key(day, phone)),
    );
    for (const { guest, slot } of placed) {
      const mine = key(slot.day, guest.phoneHash);
      if (open.has(mine)) faults.add(guest.index, 'phone', 'has_booking');
      open.add(mine);
    }
  }
}

/** Every fault with the row that it is of: `people.3.day`. */
class RowFaults {
  private readonly list: { readonly row: number; readonly fault: Issue }[] = [];

  add(row: number, key: string, code: FaultCode, facts?: FaultFacts): void {
    this.put(row, faultAt(key, code, facts));
  }
  put(row: number, fault: Issue): void {
    const path = `people.${row}.${fault.path}`;
    // The first of a place says enough.
    if (this.list.some((each) => each.fault.path === path)) return;
    this.list.push({ row, fault: { ...fault, path } });
  }
  sorted(): Issue[] {
    return [...this.list].sort((a, b) => a.row - b.row).map(({ fault }) => fault);
  }
}

function wishIn({ package: pack, matters, queue }: Wish): Wish {
  return {
    ...(pack === undefined ? {} : { package: pack }),
    ...(matters === undefined ? {} : { matters }),
    ...(queue === undefined ? {} : { queue }),
  };
}

/** Why there is no place, with the next that is free. */
function why(
  hall: HallConfig,
  place: Exclude<Invited, { kind: 'placed' }>,
): [code: FaultCode, facts?: FaultFacts] {
  if (place.next === null) return ['no_place_ahead'];
  const { day, time } = localTime(place.next.from, hall.timezone);
  return [
    place.kind === 'full' ? 'no_place_left' : 'no_time_then',
    { next: `${day} ${time.slice(0, 5)}` },
  ];
}
