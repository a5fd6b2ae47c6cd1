import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { BoardCall, BoardState } from '../shared/contract/board.ts';
import type { WindowStatus } from '../shared/transitions.ts';
import { useNow } from '../shared/ui/clock.ts';
import { windowName } from '../shared/window-names.ts';
import { calledNow, keepPlaces, newestOfEach, toneOf, type Tone } from './calls.ts';
import { useFont } from './font.ts';
import type { Widths } from './forms.ts';
import { burstGrid, callGrid, layOut, type Layout } from './layout.ts';
import type { Options } from './options.ts';
import { useTurns } from './use-turns.ts';
import type { Said } from './voice/announcer.ts';

export interface ShownCall {
  /** Changes with every call, so that a new one can be seen to be new. */
  readonly key: string;
  readonly number: string;
  readonly window: number;
  /** What stands at that window: its label, else its number. */
  readonly name: string;
  readonly zone: string;
  readonly recall: boolean;
  readonly tone: Tone;
  /** It came just now. */
  readonly fresh: boolean;
  /** It is heard at this moment. */
  readonly spoken: boolean;
}

/**
 * What the board shows: `places` each window where it always stands, `burst` several calls
 * sharing the screen, `usual` one call and the latest, `quiet` the latest where nobody is called,
 * `idle` nothing to be shown yet, or no more.
 */
export type Mode = 'wait' | 'places' | 'burst' | 'usual' | 'quiet' | 'idle';

/** A new call is seen to be new for so long. */
const freshMs = 4000;

/** The words of the board in its language, as far as they decide how much fits. */
export interface Words {
  readonly phrase: string;
  readonly counter: string;
  /** The zones' names; empty: the board shows one. */
  readonly zones: readonly string[];
}

/** The size of the page and of the screen that it stands on, as a ref. */
function usePageSize() {
  const measured = () => ({
    width: innerWidth,
    height: innerHeight,
    // Two boards may share one screen: its size, not the page's, says how large a millimetre is.
    whole: {
      width: Math.max(screen.width, innerWidth),
      height: Math.max(screen.height, innerHeight),
    },
  });
  const size = ref(measured());
  const resized = (): void => {
    size.value = measured();
  };
  addEventListener('resize', resized);
  onScopeDispose(() => {
    removeEventListener('resize', resized);
  });
  return size;
}

/** What a board shows, in which mode, and how all of it is laid out. */
export function useBoardView(
  state: Readonly<Ref<BoardState | null>>,
  said: Readonly<Ref<Said | null>>,
  options: () => Options,
  words: () => Words,
) {
  const font = useFont('请到号窗口區区號');
  const size = usePageSize();
  const now = useNow();

  /** Two boards side by side share the windows. */
  const windows = computed(() => {
    const all = state.value?.windows ?? [];
    const middle = Math.ceil(all.length / 2);
    if (options().half === null) return all;
    return options().half === 1 ? all.slice(0, middle) : all.slice(middle);
  });

  const widths = computed((): Widths => {
    const { width, capital, descent } = font.value;
    const numbers = (state.value?.calls ?? []).map((call) => call.number);
    const most = Math.max(10, ...(state.value?.windows ?? []).map(({ window }) => window));
    const labels = (state.value?.windows ?? []).flatMap(({ label }) => label ?? []);
    const { phrase, counter, zones } = words();
    const label = Math.max(0, ...zones.map((zone) => width(zone)));
    const arrow = Object.keys(options().arrows).length > 0 ? 1.1 : 0;
    return {
      capital,
      number: Math.max(...[...numbers, 'A000'].map(width)),
      window: Math.max(...['0'.repeat(String(most).length), ...labels].map(width)),
      words: width(phrase) + width(counter) + label + arrow + 1.2,
      descent: Math.max(0.05, descent(phrase + counter + zones.join(''))),
      label: label > 0 ? label + 1 : 0,
      counter: width(counter),
    };
  });
  const layout = computed((): Layout =>
    layOut(
      { ...size.value, diagonal: options().diagonal, distance: options().distance },
      widths.value,
      windows.value.length,
    ),
  );

  const carried = shallowRef<readonly BoardCall[]>([]);
  watch(
    state,
    (next) => {
      carried.value = next === null ? [] : calledNow(next, carried.value);
    },
    { immediate: true },
  );
  /** Called and loud: not for longer than people need to come. */
  const called = computed(() => carried.value.filter((call) => toneOf(call, now.value) === 'now'));

  const isHeard = ({ number, window }: BoardCall): boolean =>
    said.value?.now.speech.number === number && said.value.now.speech.window === window;
  const shown = (call: BoardCall): ShownCall => {
    return {
      key: call.id,
      number: call.number,
      window: call.window,
      name: windowName({ number: call.window, label: call.label }),
      zone: call.zone,
      recall: call.recall,
      tone: toneOf(call, now.value) ?? 'past',
      fresh: now.value - Date.parse(call.at) < freshMs,
      spoken: isHeard(call),
    };
  };

  const rowsOf = (grid: Layout['rows']): number => (grid === null ? 0 : grid.columns * grid.rows);
  const ofThisHalf = (call: BoardCall): boolean =>
    options().half === null || windows.value.some(({ window }) => window === call.window);
  const mine = computed(() => called.value.filter(ofThisHalf));
  const turns = useTurns(
    () => mine.value.map(({ id, at }) => ({ id, at: Date.parse(at) })),
    () => ({
      cells: layout.value.together,
      room: 1 + rowsOf(layout.value.rows),
      heard: mine.value.find(isHeard)?.id ?? null,
    }),
  );

  /** What the voice says stands large, where it is alone; else the newest. */
  const newest = computed(() => {
    const single = said.value?.short === false ? said.value.now.speech : null;
    const heard = called.value.find(
      ({ number, window }) => number === single?.number && window === single.window,
    );
    return heard ?? called.value[0] ?? null;
  });
  /** The latest of each number: who is called first, what is over after that. */
  const latest = computed(() => {
    const all = newestOfEach([...called.value, ...(state.value?.calls ?? [])]);
    return all.filter((call) => toneOf(call, now.value) !== null);
  });

  /** `closed`, `paused`: no window is open, and nobody is at one. */
  const hallState = computed((): WindowStatus => {
    const all = state.value?.windows ?? [];
    if (all.some(({ status, number }) => status === 'open' || number !== null)) return 'open';
    return all.some(({ status }) => status === 'paused') ? 'paused' : 'closed';
  });
  const mode = computed((): Mode => {
    if (state.value === null) return 'wait';
    if (hallState.value !== 'open' && called.value.length === 0) return 'idle';
    if (layout.value.places !== null) return 'places';
    if (turns.burst.value && mine.value.length > 0) return 'burst';
    if (newest.value !== null) return 'usual';
    return latest.value.length > 0 && layout.value.quiet > 0 ? 'quiet' : 'idle';
  });

  const banner = computed(() => (newest.value === null ? null : shown(newest.value)));
  const quiet = computed(() => mode.value === 'quiet');
  /** So many stand below the banner, or alone where nobody is called. */
  const room = computed(() => (quiet.value ? layout.value.quiet : rowsOf(layout.value.rows)));
  /** What there is to be shown in rows; of two halves, on both together. */
  const listed = computed(() => {
    if (mode.value === 'burst') {
      const onPage = new Set(turns.page.value);
      return mine.value.filter(({ id }) => onPage.has(id));
    }
    const others = latest.value.filter(
      ({ number }) => quiet.value || number !== newest.value?.number,
    );
    return others.slice(0, options().half === null ? room.value : 2 * room.value);
  });
  const order = computed((before?: readonly string[]) =>
    keepPlaces(
      before ?? [],
      listed.value.map(({ number }) => number),
    ),
  );
  const rows = computed((): ShownCall[] => {
    const calls = new Map(listed.value.map((call) => [call.number, call]));
    const all = order.value.map((number) => shown(calls.get(number)!));
    if (mode.value === 'burst') return all;
    return options().half === 2 ? all.slice(room.value) : all.slice(0, room.value);
  });
  const grid = computed(() => {
    if (mode.value === 'burst') {
      const count = Math.min(layout.value.together, mine.value.length);
      return burstGrid(layout.value, widths.value, count);
    }
    const { area, below } = layout.value;
    if (!quiet.value && layout.value.rows === null) return null;
    return callGrid(quiet.value ? area : below, layout.value, widths.value, rows.value.length);
  });

  return {
    mode,
    banner,
    rows,
    grid,
    layout,
    windows,
    latest: computed(() => latest.value.map(shown)),
    /** How many are called and on their way. */
    count: computed(() => mine.value.length),
    hallState,
    lift: computed(() => font.value.lift),
  };
}
