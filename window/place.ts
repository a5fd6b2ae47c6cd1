import { shallowReactive, shallowRef } from 'vue';
import { z } from 'zod';
import type { Hall } from '../shared/contract/hall.ts';
import { api, ApiProblem } from '../shared/ui/http.ts';
import { keptForGood } from '../shared/ui/kept.ts';
import { nameWindows } from '../shared/ui/window-labels.ts';
import { readRemembered, remember } from '../shared/ui/remembered.ts';

const kept = 'yihaotong.window.place';
const Place = z.object({ hall: z.string(), window: z.number().int() });

/** `?hall=district&window=5` for a shortcut on the desk, else where this machine was last. */
function wanted(): z.infer<typeof Place> | null {
  const address = new URLSearchParams(location.search);
  const hall = address.get('hall');
  const window = Number(address.get('window') ?? NaN);
  if (hall !== null && Number.isInteger(window)) return { hall, window };
  return readRemembered(keptForGood, kept, Place);
}

/** The hall and window that this terminal works at; both null while none is chosen. */
export function usePlace() {
  const hall = shallowRef<Hall | null>(null);
  const window = shallowRef<number | null>(null);

  const choose = (at: Hall, number: number): void => {
    remember(keptForGood, kept, { hall: at.code, window: number });
    // The same for as long as it is worked in: what is read of it follows its set-up.
    hall.value = shallowReactive(at);
    nameWindows(at.windows);
    window.value = number;
  };
  const leave = (): void => {
    remember(keptForGood, kept, null);
    if (location.search !== '') history.replaceState(history.state, '', location.pathname);
    hall.value = null;
    window.value = null;
  };
  const enter = async (): Promise<void> => {
    const last = wanted();
    if (last === null) return;
    try {
      const at = await api.get<Hall>(`/api/halls/${encodeURIComponent(last.hall)}`);
      if (at.windows.some(({ number }) => number === last.window)) choose(at, last.window);
    } catch (error) {
      // A hall that is no more is chosen anew; a server that is away is asked again.
      if (error instanceof ApiProblem) remember(keptForGood, kept, null);
      else setTimeout(() => void enter(), 1500);
    }
  };
  /** The hall has another set-up by now. */
  const renew = async (): Promise<void> => {
    const own = hall.value;
    if (own === null) return;
    try {
      const now = await api.get<Hall>(`/api/halls/${encodeURIComponent(own.code)}`);
      Object.assign(own, now);
      nameWindows(now.windows);
    } catch (error) {
      if (!(error instanceof ApiProblem)) setTimeout(() => void renew(), 1500);
    }
  };
  void enter();
  return { hall, window, choose, leave, renew };
}
