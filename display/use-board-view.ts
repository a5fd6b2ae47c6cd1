import { computed, onScopeDispose, ref, type Ref } from 'vue';
import type { Announcement, BoardCall, BoardState } from '../shared/contract/board.ts';
import { useFont } from './font.ts';
import { layOut, type Layout } from './layout.ts';
import type { Options } from './options.ts';

export interface Shown {
  readonly number: string;
  readonly window: number;
  readonly recall: boolean;
  /** Changes with every call, so that a new one can be seen to be new. */
  readonly key: string;
}

/** Number by number, each once: its newest call. */
function newestOfEach(calls: readonly BoardCall[]): BoardCall[] {
  const seen = new Set<string>();
  return calls.filter(({ number }) => !seen.has(number) && seen.add(number));
}

/** The size of the page, as a ref. */
function usePageSize() {
  const size = ref({ width: innerWidth, height: innerHeight });
  const resized = (): void => {
    size.value = { width: innerWidth, height: innerHeight };
  };
  addEventListener('resize', resized);
  onScopeDispose(() => {
    removeEventListener('resize', resized);
  });
  return size;
}

/**
 * What a board shows large and what in its rows, and how all of it is laid out. While something
 * is announced, that is what stands large, so that voice and screen say the same number.
 */
export function useBoardView(
  state: Readonly<Ref<BoardState | null>>,
  current: Readonly<Ref<Announcement | null>>,
  options: () => Options,
  words: () => string,
) {
  const font = useFont('请到号窗口請號');
  const size = usePageSize();

  const newest = computed((): Shown | null => {
    const said = current.value;
    if (said !== null) {
      const { number, window, recall } = said.speech;
      return { number, window, recall, key: said.id };
    }
    const call = state.value?.calls[0];
    return call === undefined ? null : { ...call, key: call.id };
  });
  const others = computed(() =>
    newestOfEach(state.value?.calls ?? []).filter((call) => call.number !== newest.value?.number),
  );
  const layout = computed((): Layout => {
    const { width } = font.value;
    const numbers = [...(state.value?.calls ?? []).map((call) => call.number), 'A000'];
    const most = Math.max(10, ...(state.value?.windows ?? []).map(({ window }) => window));
    const digits = '0'.repeat(String(most).length);
    return layOut(
      { ...size.value, diagonal: options().diagonal, distance: options().distance },
      {
        capital: font.value.capital,
        number: Math.max(...numbers.map(width)),
        window: width(digits),
        words: width(words()),
      },
    );
  });
  const rows = computed(() => {
    const from = options().half === 2 ? layout.value.rows : 0;
    return others.value.slice(from, from + layout.value.rows);
  });
  const lift = computed(() => font.value.lift);
  return { newest, rows, layout, lift };
}
