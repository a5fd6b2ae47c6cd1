import { computed, ref } from 'vue';
import type { Slots } from '../../shared/contract/appointment.ts';
import { api } from '../../shared/ui/http.ts';
import { useAsked } from '../asked.ts';

/** What the slots are asked for: the wish as the API has it. */
export type SlotWish =
  | { readonly package: string }
  | { readonly matters: readonly string[] }
  | { readonly queue: string };

/** The slots of a day for a wish; the day is the first that can be booked until one is chosen. */
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

/** The days from one to another, both included. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
