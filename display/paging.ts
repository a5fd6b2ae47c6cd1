import { computed, onScopeDispose, ref, watch, type Ref } from 'vue';
import { useNow } from '../shared/ui/clock.ts';

const pageSeconds = 10;

/** The size of an element's inside, in pixels, as it changes. */
export function useSizeOf(element: Readonly<Ref<HTMLElement | null>>) {
  const size = ref({ width: 0, height: 0 });
  const observer = new ResizeObserver(([entry]) => {
    if (entry === undefined) return;
    const { width, height } = entry.contentRect;
    size.value = { width, height };
  });
  watch(
    element,
    (now, before) => {
      if (before) observer.unobserve(before);
      if (now) observer.observe(now);
    },
    { flush: 'post', immediate: true },
  );
  onScopeDispose(() => {
    observer.disconnect();
  });
  return size;
}

/** Shows a long list page by page, each for ten seconds; every row stands still meanwhile. */
export function usePages<T>(list: () => readonly T[], perPage: () => number) {
  const now = useNow();
  const pages = computed(() => Math.max(1, Math.ceil(list().length / Math.max(1, perPage()))));
  const page = computed(() => Math.floor(now.value / (pageSeconds * 1000)) % pages.value);
  const shown = computed(() => {
    const size = Math.max(1, perPage());
    return list().slice(page.value * size, (page.value + 1) * size);
  });
  return { shown, page, pages };
}
