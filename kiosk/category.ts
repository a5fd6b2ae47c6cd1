import { ref, watch, type Ref } from 'vue';
import { useHall } from './hall.ts';
import { ageOn, seniorFrom, usePerson } from './person.ts';

/** The group that a ticket is taken for; a card that shows an age of 60 proposes 老年人. */
export function useCategory(): Ref<string | null> {
  const offer = useHall();
  const { idNumber } = usePerson();
  const category = ref<string | null>(null);
  /** What the last card proposed: a group that somebody chose is not changed by a card. */
  let proposed: string | null = null;
  watch(
    idNumber,
    (id) => {
      if (category.value !== proposed) return;
      const known = offer.hall.categories.some((c) => c.code === 'senior');
      const isSenior = id !== null && ageOn(id, offer.hall.day) >= seniorFrom;
      proposed = known && isSenior ? 'senior' : null;
      category.value = proposed;
    },
    { immediate: true },
  );
  return category;
}
