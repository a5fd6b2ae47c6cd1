import { computed, type Ref, type WritableComputedRef } from 'vue';

/** What a thing may have or not: left out of the document where there is nothing. */
export function optional<T extends object, K extends keyof T>(
  thing: Readonly<Ref<T>>,
  key: K,
): WritableComputedRef<T[K] | undefined> {
  return computed({
    get: () => thing.value[key],
    set: (next) => {
      if (next === undefined || next === '') Reflect.deleteProperty(thing.value, key);
      else thing.value[key] = next;
    },
  });
}
