import { ref, watch, type Ref } from 'vue';
import { useHall } from './hall.ts';
import { ageOn, seniorFrom, usePerson } from './person.ts';

/** The group that a ticket is taken for; a card that shows an age of 60 proposes 老年人. */
export function useCategory(): Ref<string | null> {
  const offer = useHall();
  const { idNumber } = usePerson();
  const category = ref<string | null>(null);
  watch(
    idNumber,
    (id) => {
      const known = offer.hall.categories.some((c) => c.code === 'senior');
      if (
        id !== null &&
        known &&
        category.value === null &&
        ageOn(id, offer.hall.day) >= seniorFrom
      ) {
        category.value = 'senior';
      }
    },
    { immediate: true },
  );
  return category;
}
