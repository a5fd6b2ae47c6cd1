import type { AffectedReason } from '../../shared/contract/appointment.ts';
import { affectedBy } from '../../shared/rules/affected.ts';
import type { DayPlan } from '../../shared/rules/calendar.ts';
import { daysApart } from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { offerRules, queueDay } from '../../shared/rules/offer.ts';
import type { Unit } from '../db/unit.ts';
import { type At, isStopped, type Plans } from './slots.ts';
import type { AppointmentRow } from './store.ts';

/** Why each of some bookings cannot be kept, by its id; those that can are not in it. */
export function* affectedOf(
  at: At,
  rows: readonly AppointmentRow[],
  plans: Plans,
): Unit<Map<string, AffectedReason>> {
  const { hall, now, offers } = at;
  const today = serviceDay(now, hall.timezone);
  // One that is past cannot be moved any more, and one that is used up needs nothing.
  const standing = rows.filter((row) => row.status === 'booked' && row.service_day >= today);
  const [first] = standing.map((row) => row.service_day).sort();
  const last = standing
    .map((row) => row.service_day)
    .sort()
    .at(-1);
  if (first === undefined || last === undefined) return new Map();
  const days = yield* plans.plan(hall, first, daysApart(first, last) + 1);
  const wanted = new Set(standing.map((row) => row.service_day));
  const byDay = new Map<string, DayPlan>();
  for (const day of days) if (wanted.has(day.day)) byDay.set(day.day, day);
  const pauses = yield* offers.pauses(hall, today, now);
  const rules = offerRules(hall);
  return new Map(
    standing.flatMap((row): [string, AffectedReason][] => {
      const queue = hall.queueById.get(row.queue_id)!;
      const day = byDay.get(row.service_day)!;
      const reason = affectedBy(row.slot_from, {
        day,
        queueDay: queueDay(day, rules, queue),
        retired: queue.retired,
        stopped: row.service_day === today && isStopped(pauses.get(queue.id), row.slot_from),
      });
      return reason === null ? [] : [[row.id, reason]];
    }),
  );
}
