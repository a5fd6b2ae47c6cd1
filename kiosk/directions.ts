import { computed } from 'vue';
import { useHall } from './hall.ts';

/** The directions with those of their stages that hold something, and how much. */
export function useDirections() {
  const offer = useHall();
  const counts = computed(() => {
    const of = new Map<string, number>();
    for (const { direction, stage } of offer.catalogue.packages) {
      const key = `${direction}/${stage}`;
      of.set(key, (of.get(key) ?? 0) + 1);
    }
    return of;
  });
  return computed(() =>
    offer.catalogue.directions.map((direction, i) => ({
      ...direction,
      tone: i % 2 === 0 ? ('life' as const) : ('enterprise' as const),
      stages: direction.stages.flatMap((stage) => {
        const count = counts.value.get(`${direction.code}/${stage.code}`) ?? 0;
        return count === 0 ? [] : [{ ...stage, count }];
      }),
    })),
  );
}
export type Directions = ReturnType<typeof useDirections>['value'];
