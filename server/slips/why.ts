import type { Ticket } from '../../shared/contract/ticket.ts';
import { textIn } from '../../shared/languages.ts';
import type { HallConfig } from '../hall/config.ts';
import { printable } from './columns.ts';
import { slipWords } from './words.ts';

/** A name without what stands in brackets behind it. */
const short = (name: string): string => name.replace(/\s*[（(][^）)]*[）)]\s*$/u, '');

/**
 * Why a ticket goes when it goes, in full: 已按老年人优先排队，视同 20:04 到达. Where nothing changes by it,
 * the group alone; null: it queues from the moment it was taken, as everybody expects.
 *
 * @param at writes an instant as the hall reads it, e.g. 20:04
 */
export function whyThen(
  ticket: Ticket,
  hall: HallConfig,
  at: (instant: string) => string,
): string | null {
  const words = slipWords[ticket.language];
  const { takenAt, treatedAsCameAt, appointment } = ticket;
  const category = hall.categoryByCode.get(ticket.category);
  const named = category === undefined || category.code === 'general' ? null : category;
  const group = named === null ? null : short(printable(textIn(named.name, ticket.language)));
  const credit = named?.creditSeconds ?? 0;
  const time = at(treatedAsCameAt);
  if (appointment !== null) {
    const slot = at(appointment.from);
    // Checked in after the grace it is the moment of the ticket that counts, not the slot.
    const kept = Date.parse(treatedAsCameAt) + credit * 1000 <= Date.parse(appointment.from);
    if (kept)
      return group === null || credit === 0
        ? words.booked(slot)
        : words.bookedPriority(slot, group, time);
    if (group === null || credit === 0) return words.late(slot);
  }
  if (treatedAsCameAt < takenAt && time !== at(takenAt))
    return group === null || credit === 0 ? words.treated(time) : words.priority(group, time);
  return group === null ? null : words.category(group);
}
