import { computed, shallowRef, ref } from 'vue';
import type { Ticket } from '../shared/contract/ticket.ts';

/** Where the visitor stands. The way back is a stack; the first screen is its bottom. */
export type Place =
  | { readonly at: 'home' }
  | { readonly at: 'stage'; readonly direction: string; readonly stage: string }
  | { readonly at: 'package'; readonly code: string }
  | { readonly at: 'departments' }
  | { readonly at: 'department'; readonly code: string }
  | { readonly at: 'matter'; readonly code: string }
  | { readonly at: 'station'; readonly code: string }
  | { readonly at: 'counter'; readonly code: string }
  | { readonly at: 'search' }
  | { readonly at: 'appointment'; readonly code?: string }
  | { readonly at: 'client' }
  | { readonly at: 'sending' }
  | { readonly at: 'slip'; readonly ticket: Ticket }
  /** After the slip, where the hall has parking. */
  | { readonly at: 'plate'; readonly ticket: Ticket }
  | { readonly at: 'refused'; readonly error: unknown };

const home: Place = { at: 'home' };
const stack = shallowRef<readonly Place[]>([home]);
/** Kept while the visitor looks at a result and comes back. */
const query = ref('');
/** In large type one direction at a time is in view; null: the first. */
const direction = ref<string | null>(null);

export function useTrail() {
  const place = computed(() => stack.value.at(-1) ?? home);
  return {
    place,
    query,
    direction,
    depth: computed(() => stack.value.length),
    go: (next: Place): void => {
      stack.value = [...stack.value, next];
    },
    /** Takes the place of this screen: the way back skips it. */
    become: (next: Place): void => {
      stack.value = [...stack.value.slice(0, -1), next];
    },
    back: (): void => {
      if (stack.value.length > 1) stack.value = stack.value.slice(0, -1);
    },
    restart: (): void => {
      query.value = '';
      direction.value = null;
      stack.value = [home];
    },
  };
}
