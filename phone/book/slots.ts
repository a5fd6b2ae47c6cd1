import { ref, shallowRef, watch } from 'vue';
import type { Slots } from '../../shared/contract/appointment.ts';
import { api } from '../../shared/ui/http.ts';

/** What the slots are asked for: the wish as the API has it. */
export type SlotWish =
  | { readonly package: string }
  | { readonly matters: readonly string[] }
  | { readonly queue: string };

/** The slots of a day for a wish; the day is the first that can be booked until one is chosen. */
export function useSlots(hall: () => string, wish: () => SlotWish) {
  const slots = shallowRef<Slots | null>(null);
  const error = shallowRef<unknown>(null);
  const day = ref<string | null>(null);
  let asked = 0;
  async function load(): Promise<void> {
    const mine = (asked += 1);
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(wish())) query.set(name, String(value));
    if (day.value !== null) query.set('day', day.value);
    try {
      const path = `/api/halls/${encodeURIComponent(hall())}/slots?${query.toString()}`;
      const answer = await api.get<Slots>(path);
      if (mine !== asked) return;
      slots.value = answer;
      error.value = null;
    } catch (cause) {
      if (mine === asked) error.value = cause;
    }
  }
  watch([hall, () => JSON.stringify(wish()), day], () => void load(), { immediate: true });
  return { slots, error, day, load };
}

/** The days from one to another, both included. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
