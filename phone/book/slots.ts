import { computed, ref } from 'vue';
import type { Appointment, Slot, Slots } from '../../shared/contract/appointment.ts';
import { api } from '../../shared/ui/http.ts';
import type { Language } from '../../shared/languages.ts';
import { formatTime } from '../../shared/ui/format.ts';
import { useAsked } from '../../shared/ui/asked.ts';

/** What the slots are asked for: the wish as the API has it. */
export type SlotWish =
  | { readonly package: string }
  | { readonly matters: readonly string[] }
  | { readonly queue: string };

/** What was booked, as slots are asked for it. */
export function wishOf(booking: Pick<Appointment, 'package' | 'matters' | 'queue'>): SlotWish {
  if (booking.package !== null) return { package: booking.package };
  if (booking.matters.length > 0) return { matters: booking.matters.map((m) => m.code) };
  return { queue: booking.queue };
}

/** The slots of a day for a wish; until a day is chosen it is the first with a free place. */
export function useSlots(hall: () => string, wish: () => SlotWish) {
  const day = ref<string | null>(null);
  const path = computed(() => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(wish())) query.set(name, String(value));
    if (day.value !== null) query.set('day', day.value);
    return `/api/halls/${encodeURIComponent(hall())}/slots?${query.toString()}`;
  });
  const { answer, error, ask } = useAsked(path, (at) => api.get<Slots>(at));
  return { slots: answer, error, day, ask };
}

/** The slots before and after noon in the hall; a half without any is left out. */
export function halvesOf(
  slots: readonly Slot[],
  timezone: string,
  language: Language,
): { half: 'morning' | 'afternoon'; slots: Slot[] }[] {
  const isMorning = ({ from }: Slot): boolean => formatTime(from, timezone, language) < '12:00';
  const morning = slots.filter(isMorning);
  const afternoon = slots.filter((slot) => !isMorning(slot));
  return [
    { half: 'morning' as const, slots: morning },
    { half: 'afternoon' as const, slots: afternoon },
  ].filter((each) => each.slots.length > 0);
}
