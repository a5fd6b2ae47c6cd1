import { computed, nextTick, ref, shallowRef, watch, type ComputedRef } from 'vue';
import type { WindowState } from '../../shared/contract/window.ts';
import { noteServerTime } from '../../shared/ui/clock.ts';
import { useWatch } from '../../shared/ui/live.ts';

interface NewestState {
  readonly state: ComputedRef<WindowState | null>;
  readonly refused: ComputedRef<string | null>;
  /** Takes the answer of a command, which shows before the push of the same version comes. */
  readonly take: (answer: WindowState) => void;
}

/**
 * The newest state of a window, from the pushes and from the answers of commands: the greater
 * version wins. After a reconnection what the server then says is the truth, even where its
 * version is smaller (it may have been restored from a copy).
 */
export function useNewestState(hall: string, window: number): NewestState {
  const watching = ref(true);
  const live = useWatch('window', () => (watching.value ? { hall, window } : null));
  const watchAgain = async (): Promise<void> => {
    watching.value = false;
    await nextTick();
    watching.value = true;
  };
  const answered = shallowRef<WindowState | null>(null);
  let rejoining = false;
  watch(live.connected, (connected) => {
    if (!connected) rejoining = true;
  });
  watch(live.state, () => {
    if (!rejoining) return;
    rejoining = false;
    answered.value = null;
  });
  const state = computed(() => {
    const pushed = live.state.value;
    const answer = answered.value;
    if (pushed === null || answer === null) return pushed ?? answer;
    return answer.version > pushed.version ? answer : pushed;
  });
  const take = (answer: WindowState): void => {
    if (state.value !== null && answer.version < state.value.version) return;
    noteServerTime(answer.at);
    answered.value = answer;
    // Refused while another had the window; who gets an answer has it now.
    if (live.refused.value !== null) void watchAgain();
  };
  return { state, refused: live.refused, take };
}
