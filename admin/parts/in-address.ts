import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/**
 * A filter of a list that stands in the address, so that a reload or a link shows the same rows;
 * empty where there is none, and where the address says what is none of `values`.
 *
 * @param values what it can be; null: any text
 * @param changed what is to be asked anew
 */
export function useInAddress<V extends string>(
  name: string,
  values: readonly V[] | null,
  changed: () => unknown,
): WritableComputedRef<V | ''> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => {
      const found = route.query[name];
      if (typeof found !== 'string') return '';
      return values === null ? (found as V) : (values.find((each) => each === found) ?? '');
    },
    set: (value) => {
      const query = { ...route.query, [name]: value === '' ? undefined : value };
      void router.replace({ query }).then(changed);
    },
  });
}
