import { computed, type Ref, ref, watch } from 'vue';
import { filtered, sorted, type Column, type Sort } from './columns.ts';

interface Source<R> {
  readonly rows: () => readonly R[];
  readonly columns: () => readonly Column<R>[];
  readonly rowKey: (row: R) => string | number;
  /** Rows a page at first. */
  readonly size: number;
  /** False: all rows are shown; whoever gives them pages them. */
  readonly paged: boolean;
  /** Finds rows by more than their text: their keys, best first. */
  readonly sort: Ref<Sort | null>;
  /** False: the rows come as `sort` asks for them. */
  readonly sorts: boolean;
  readonly search: ((query: string) => readonly (string | number)[]) | undefined;
}

/** The rows of a table as it stands: those that pass the filter, sorted, and which are on the page. */
export function useRows<R>({ rows, columns, rowKey, size, paged, sort, sorts, search }: Source<R>) {
  const filter = ref('');
  const page = ref(0);
  const pageSize = ref(size);

  /** What `search` found stands before what the text finds. */
  const matching = computed((): readonly R[] => {
    const byText = filtered(rows(), columns(), filter.value);
    if (search === undefined || filter.value.trim() === '') return byText;
    const byKey = new Map(rows().map((row) => [rowKey(row), row]));
    const found = search(filter.value).flatMap((key) => byKey.get(key) ?? []);
    return [...new Set([...found, ...byText])];
  });
  const shown = computed(() =>
    sorts ? sorted(matching.value, columns(), sort.value) : matching.value,
  );
  const last = computed(() => Math.max(0, Math.ceil(shown.value.length / pageSize.value) - 1));
  watch([filter, pageSize], () => {
    page.value = 0;
  });
  watch(last, (n) => {
    page.value = Math.min(page.value, n);
  });
  const onPage = (index: number): boolean =>
    !paged || (index >= page.value * pageSize.value && index < (page.value + 1) * pageSize.value);

  /** Up, down, and back to the order in which the rows came. */
  function sortBy(key: string): void {
    const now = sort.value;
    if (now?.key !== key) sort.value = { key, down: false };
    else sort.value = now.down ? null : { key, down: true };
  }
  function direction(key: string): 'ascending' | 'descending' | 'none' {
    if (sort.value?.key !== key) return 'none';
    return sort.value.down ? 'descending' : 'ascending';
  }
  return { filter, sort, page, pageSize, shown, onPage, sortBy, direction };
}
