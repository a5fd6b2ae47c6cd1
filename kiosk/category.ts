import { ref, watch, type Ref } from 'vue';
import { useHall } from './hall.ts';
import { groupOf, usePerson } from './person.ts';

/** The group that a ticket is taken for; what a card shows of its bearer proposes one. */
export function useCategory(): Ref<string | null> {
  const offer = useHall();
  const { paper } = usePerson();
  const category = ref<string | null>(null);
  /** What the last card proposed: a group that somebody chose is not changed by a card. */
  let proposed: string | null = null;
  watch(
    paper,
    (read) => {
      if (category.value !== proposed) return;
      const group = read === null ? null : groupOf(read, offer.hall.day);
      const offered = offer.hall.categories.some((c) => c.code === group && c.atKiosk);
      proposed = offered ? group : null;
      category.value = proposed;
    },
    { immediate: true },
  );
  return category;
}
