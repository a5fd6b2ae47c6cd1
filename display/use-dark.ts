import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import type { BoardState } from '../shared/contract/board.ts';
import { Device } from '../shared/contract/people.ts';
import type { ScreenTimes } from '../shared/contract/screen-times.ts';
import { isLit } from '../shared/rules/screen-times.ts';
import { useNow } from '../shared/ui/clock.ts';
import { api } from '../shared/ui/http.ts';
import { useConnection } from '../shared/ui/live.ts';
import type { HallNames } from './hall.ts';
import { isMiniature } from './options.ts';
import { isBusy } from './quiet.ts';

const OwnTimes = Device.pick({ settings: true }).transform((d) => d.settings.screenTimes ?? null);
const refreshMs = 600_000;

/** When this screen of its own is lit; null: as the hall says. Asked anew with each connection. */
function useOwnTimes(isDevice: boolean): Readonly<Ref<ScreenTimes | null>> {
  const own = shallowRef<ScreenTimes | null>(null);
  const { connected } = useConnection();
  const ask = async (): Promise<void> => {
    if (!isDevice) return;
    own.value = await api
      .get<unknown>('/api/devices/own')
      .then((told) => OwnTimes.parse(told))
      // What was known stays; whoever is forgotten learns it by the line.
      .catch(() => own.value);
  };
  watch(
    connected,
    (is) => {
      if (is) void ask();
    },
    { immediate: true },
  );
  const timer = setInterval(() => void ask(), refreshMs);
  onScopeDispose(() => {
    clearInterval(timer);
  });
  return own;
}

/**
 * Whether the screen rests now, black, outside its times; by the server's clock, so that it wakes by
 * itself and also while the line is away. Never while somebody is called or served here.
 *
 * @param awake the screen never rests
 */
export function useDark(
  state: Readonly<Ref<BoardState | null>>,
  names: Readonly<Ref<HallNames | null>>,
  awake: () => boolean,
): Readonly<Ref<boolean>> {
  const now = useNow();
  const own = useOwnTimes(!isMiniature(location.search));
  return computed(() => {
    const hall = names.value;
    const shown = state.value;
    if (hall === null || shown === null || awake()) return false;
    if (isBusy(shown.calls, now.value) || shown.windows.some(({ number }) => number !== null))
      return false;
    const openings = hall.hours.length === 0 ? null : hall.openings;
    const times = own.value ?? hall.settings.screenTimes;
    return !isLit(times, { now: now.value, timezone: hall.timezone, openings });
  });
}
