import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';
import type { Hall } from '../../shared/contract/hall.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import { useNow } from '../../shared/ui/clock.ts';
import { strike } from '../../shared/ui/tones.ts';

export interface QueueWaiting {
  readonly queue: string;
  readonly count: number;
  /** Seconds that the first in line has waited, by now. */
  readonly longest: number;
  readonly handicapMinutes: number;
  readonly levelMinutes: number;
  readonly over: boolean;
}

/** Seconds since the state was built. @param now milliseconds of the server's clock */
export const ageOf = (state: WindowState, now: number): number =>
  Math.max(0, (now - Date.parse(state.at)) / 1000);

let audio: AudioContext | null = null;

/** Two soft tones. Without a sound device the colour alone speaks. */
function chime(): void {
  try {
    audio ??= new AudioContext();
    strike(audio, [880, 660], { loud: 0.12, every: 0.22 });
  } catch {
    audio = null;
  }
}

/**
 * Who waits at this window's queues, with the waits running on between two states, and the alarm:
 * once for each queue whose longest wait passes the service level, until it is below it again.
 */
export function useWaits(state: ComputedRef<WindowState | null>, hall: Hall, sound: () => boolean) {
  const now = useNow();
  const levels = computed(() => new Map(hall.queues.map((q) => [q.code, q.serviceLevelMinutes])));
  const queues = computed<QueueWaiting[]>(() => {
    const current = state.value;
    if (current === null) return [];
    const since = ageOf(current, now.value);
    // The window's main work first, then where it helps out.
    const byHandicap = [...current.waiting].sort((a, b) => a.handicapMinutes - b.handicapMinutes);
    return byHandicap.map(({ queue, count, longestSeconds, handicapMinutes }) => {
      const longest = count === 0 ? 0 : longestSeconds + since;
      const levelMinutes = levels.value.get(queue) ?? Infinity;
      return {
        queue,
        count,
        longest,
        handicapMinutes,
        levelMinutes,
        over: longest > levelMinutes * 60,
      };
    });
  });

  const alarm = ref<QueueWaiting | null>(null);
  const warned = new Set<string>();
  let timer = 0;
  watch(
    queues,
    (all) => {
      for (const each of all) {
        if (!each.over) warned.delete(each.queue);
        // A queue that others serve first is theirs to hurry for.
        if (!each.over || warned.has(each.queue) || each.handicapMinutes > 0) continue;
        warned.add(each.queue);
        alarm.value = each;
        if (sound()) chime();
        clearTimeout(timer);
        timer = window.setTimeout(() => (alarm.value = null), 10_000);
      }
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
  });
  return { queues, alarm };
}
