import { computed, shallowRef, ref } from 'vue';
import type { Ticket } from '../shared/contract/ticket.ts';

/** Where the visitor stands. The way back is a stack; the first screen is its bottom. */
export type Place =
  | { readonly at: 'home' }
  | { readonly at: 'direction'; readonly direction: string }
  | { readonly at: 'stage'; readonly direction: string; readonly stage: string }
  | { readonly at: 'package'; readonly code: string }
  | { readonly at: 'departments' }
  | { readonly at: 'department'; readonly code: string }
  | { readonly at: 'matter'; readonly code: string }
  | { readonly at: 'search' }
  | { readonly at: 'appointment'; readonly code?: string }
  | { readonly at: 'sending' }
  | { readonly at: 'slip'; readonly ticket: Ticket }
  | { readonly at: 'refused'; readonly error: unknown };

const home: Place = { at: 'home' };
const stack = shallowRef<readonly Place[]>([home]);
/** Kept while the visitor looks at a result and comes back. */
const query = ref('');

export function useTrail() {
  const place = computed(() => stack.value.at(-1) ?? home);
  return {
    place,
    query,
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
      stack.value = [home];
    },
  };
}
