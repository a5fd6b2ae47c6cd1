import { ref, shallowRef, watch, type Ref } from 'vue';
import { useTrying } from '../problems.ts';

/**
 * A list that the server pages: `load` gets where to begin and how many, and is asked again when
 * what it reads changes. Rows stay in view while newer ones are on their way, but `asking` says that
 * they answer another question than the one that stands: another page, or another filter.
 */
export function usePaged<R>(
  load: (offset: number, limit: number) => Promise<{ total: number; rows: readonly R[] }>,
) {
  const rows: Ref<readonly R[]> = shallowRef([]);
  const total = ref(0);
  const page = ref(0);
  const size = ref(20);
  const { busy, trying, problem } = useTrying();
  const asking = ref(false);
  let asked = 0;

  async function again(): Promise<void> {
    const mine = (asked += 1);
    await trying(async () => {
      const answer = await load(page.value * size.value, size.value);
      // An answer that a newer question overtook is none.
      if (mine !== asked) return;
      rows.value = answer.rows;
      total.value = answer.total;
      asking.value = false;
    });
  }
  /** From the first page, as what is looked for changed. */
  async function fromStart(): Promise<void> {
    if (page.value === 0) await another();
    else page.value = 0;
  }
  function another(): Promise<void> {
    asking.value = true;
    return again();
  }
  watch([page, size], another, { immediate: true });
  return { rows, total, page, size, asking, busy, problem, again, fromStart };
}
