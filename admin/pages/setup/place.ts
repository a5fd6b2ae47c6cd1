import { computed, nextTick, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { setupTabs, tabOf, type TabName } from './tabs.ts';

/**
 * Which part of the set-up is in view and which place in it, both in the address: a fault, a warning
 * or another page leads to `?tab=queues&at=hall.queues.2`.
 */
export function usePlace() {
  const route = useRoute();
  const router = useRouter();
  const tab = computed<TabName>({
    get: () => setupTabs.find(({ name }) => name === route.query['tab'])?.name ?? 'identity',
    set: (name) => void router.replace({ query: { tab: name } }),
  });
  const at = computed(() => (typeof route.query['at'] === 'string' ? route.query['at'] : null));
  const linkTo = (path: string) => ({ path: '/setup', query: { tab: tabOf(path), at: path } });
  return { tab, at, linkTo };
}

/** The thing of a list that the address leads to: `hall.queues.2.prefix` is 2 of `hall.queues`. */
export function useIndexAt(list: string, go: (index: number) => void): void {
  const { at } = usePlace();
  watch(
    at,
    (path) => {
      const index = Number(
        path?.startsWith(`${list}.`) ? path.slice(list.length + 1).split('.')[0] : NaN,
      );
      if (Number.isInteger(index)) go(index);
      if (path !== null) void nextTick(() => focusOn(path));
    },
    { immediate: true },
  );
}

/** The field that stands for a place, or what is nearest around it. */
function focusOn(path: string): void {
  const parts = path.split('.');
  for (let length = parts.length; length > 1; length -= 1) {
    const place = CSS.escape(parts.slice(0, length).join('.'));
    const found = window.document.querySelector<HTMLElement>(`[data-place="${place}"]`);
    if (found === null) continue;
    found.scrollIntoView({ block: 'center' });
    found.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
    return;
  }
}
