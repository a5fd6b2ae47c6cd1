import { Problem } from '../../shared/errors.ts';
import { isLimitReached } from '../../shared/rules/person-limit.ts';
import type { TakeTicket } from '../../shared/contract/ticket.ts';
import type { Unit } from '../db/unit.ts';
import { type HallConfig, packageOn } from '../hall/config.ts';
import type { CommandContext } from '../command/types.ts';
import * as store from './store.ts';
import { mattersOf } from './view.ts';

/** What is asked of an appointment before anything happens to it. */
export type Wish = Pick<TakeTicket, 'package' | 'matters' | 'queue'>;

/** @throws Problem `appointment_not_found` */
export function* found(hall: HallConfig, codeHash: string): Unit<store.WithTicket> {
  const row = yield* store.byCode(hall.id, codeHash);
  if (row === null) throw new Problem('appointment_not_found');
  return row;
}

/** An appointment that is still to come. @throws Problem `appointment_not_found`, `appointment_over` */
export function* open(hall: HallConfig, codeHash: string): Unit<store.WithTicket> {
  const row = yield* found(hall, codeHash);
  if (row.status !== 'booked') {
    throw new Problem('appointment_over', `This appointment is ${row.status}`, {
      day: row.service_day,
      from: row.slot_from,
      state: row.status,
    });
  }
  return row;
}

/** What was booked, by codes. The package may have changed since: matters that it lost are left out. */
export function wishOf(hall: HallConfig, row: store.AppointmentRow, day: string): Wish {
  const known = mattersOf(row).filter((code) => hall.matterByCode.has(code));
  if (row.package_id === null) {
    return known.length > 0
      ? { matters: known }
      : { queue: hall.queueById.get(row.queue_id)!.code };
  }
  const { code } = hall.packageById.get(row.package_id)!;
  const inside = new Set(packageOn(hall, code, day)?.steps.flatMap((step) => step.matters));
  const matters = known.filter((matter) => inside.has(hall.matterByCode.get(matter)!.id));
  return matters.length > 0 ? { package: code, matters } : { package: code };
}

/**
 * One open booking a telephone or person and day, and no more for a day, those given up counted, than
 * the tickets that one person may take on it: who books and cancels all day keeps others from the
 * places. What is booked at the desk somebody has looked at.
 *
 * @throws Problem `already_booked`; `person_limit` with `kind` (`day`) and `limit`
 */
export async function refuseMore(
  { tx, hall }: CommandContext,
  day: string,
  { phone_hash, person_hash }: { phone_hash: string | null; person_hash: string | null },
  { except, atDesk }: { readonly except: string | null; readonly atDesk: boolean },
): Promise<void> {
  const at = { hall: hall.id, day, except };
  const bookings = await store.bookingsOf(tx, at, { phone_hash, person_hash });
  if (bookings.some(({ status }) => status === 'booked'))
    throw new Problem('already_booked', `There is an open booking for this person on ${day}`, {
      day,
    });
  const limit = hall.settings.personTicketsADay;
  if (!atDesk && isLimitReached(bookings.length, limit))
    throw new Problem('person_limit', `This person has booked ${limit} times for ${day}`, {
      ...{ kind: 'day', limit, numbers: [] },
    });
}
