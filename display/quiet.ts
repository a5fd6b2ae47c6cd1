import { computed, shallowRef, watch, type Ref } from 'vue';
import type { BoardCall, BoardState } from '../shared/contract/board.ts';
import { useNow } from '../shared/ui/clock.ts';
import { toneOf } from './calls.ts';

/** Nobody has been called for so long (ms): the quiet area may show something else. */
const quietMs = 20_000;
/** The same after calls that followed each other closely: more are likely. */
const afterManyMs = 60_000;
const closelyMs = 60_000;

/** Whether somebody is called, or a miss is still said: the calls have the screen. */
export function isBusy(calls: readonly BoardCall[], now: number): boolean {
  return calls.some((call) => call.status === 'called' || toneOf(call, now) === 'missed');
}

/** How long (ms) it has to be quiet after these calls. */
export function quietFor(calls: readonly BoardCall[]): number {
  const [last, before] = calls.map((call) => Date.parse(call.at)).sort((a, b) => b - a);
  const many = last !== undefined && before !== undefined && last - before <= closelyMs;
  return many ? afterManyMs : quietMs;
}

/**
 * Whether the calls leave the screen to pictures: nobody is called, nothing is said, the line is
 * well, and all that for a while. It ends in the moment in which one of them does.
 *
 * @param disturbed an announcement, a line that is lost, a warning
 */
export function useQuiet(
  state: Readonly<Ref<BoardState | null>>,
  disturbed: () => boolean,
): Readonly<Ref<boolean>> {
  const now = useNow();
  const busy = computed(
    () => state.value === null || disturbed() || isBusy(state.value.calls, now.value),
  );
  const since = shallowRef<number | null>(null);
  watch(
    busy,
    (is) => {
      since.value = is ? null : now.value;
    },
    { immediate: true },
  );
  return computed(
    () =>
      !busy.value &&
      since.value !== null &&
      now.value - since.value >= quietFor(state.value?.calls ?? []),
  );
}
