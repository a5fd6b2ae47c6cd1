import { ref, shallowRef, watch, type Ref } from 'vue';
import { useTrying } from '../problems.ts';
import type { Sort } from './columns.ts';

/**
 * A list that the server pages and sorts: `load` gets where to begin, how many and in which order, and
 * is asked again when what it reads changes. Rows stay in view while newer ones are on their way, but `asking` says that
 * they answer another question than the one that stands: another page, or another filter.
 */
export function usePaged<R>(
  load: (asked: URLSearchParams) => Promise<{ total: number; rows: readonly R[] }>,
) {
  const rows: Ref<readonly R[]> = shallowRef([]);
  const total = ref(0);
  const page = ref(0);
  const size = ref(20);
  const { busy, trying, problem } = useTrying();
  const order: Ref<Sort | null> = shallowRef(null);
  const asking = ref(false);
  let asked = 0;

  function askedFor(): URLSearchParams {
    const offset = page.value * size.value;
    const asked = new URLSearchParams({ offset: String(offset), limit: String(size.value) });
    if (order.value === null) return asked;
    asked.set('sort', order.value.key);
    asked.set('down', String(order.value.down));
    return asked;
  }
  async function again(): Promise<void> {
    const mine = (asked += 1);
    await trying(async () => {
      const answer = await load(askedFor());
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
  watch(order, fromStart);
  return { rows, total, page, size, order, asking, busy, problem, again, fromStart };
}
