import { computed, ref, shallowRef } from 'vue';
import { z } from 'zod';
import type { Hall, HallSummary } from '../shared/contract/hall.ts';
import { api, ApiProblem } from '../shared/ui/http.ts';
import { useWatch } from '../shared/ui/live.ts';
import { keptForGood } from '../shared/ui/kept.ts';
import { readRemembered, remember } from '../shared/ui/remembered.ts';
import { nameWindows } from '../shared/ui/window-labels.ts';
import { session } from '../shared/ui/session.ts';

/** The hall that the console looks at: chosen once, kept by this browser. */
const all = shallowRef<readonly HallSummary[]>([]);
const hallKept = 'yihaotong.admin.hall';
const chosen = ref(readRemembered(keptForGood, hallKept, z.string()));
const current = shallowRef<Hall | null>(null);

/** Those of the person's own: an empty list means every hall. */
const mine = computed(() => {
  const codes = session.person.value?.halls ?? [];
  return codes.length === 0 ? all.value : all.value.filter((hall) => codes.includes(hall.code));
});

/** Reads the halls, and the one chosen. @throws ApiProblem, Unreachable */
async function load(): Promise<void> {
  all.value = await api.get<HallSummary[]>('/api/halls');
  const hall = mine.value.find((h) => h.code === chosen.value) ?? mine.value[0];
  current.value = hall === undefined ? null : await api.get<Hall>(`/api/halls/${hall.code}`);
  session.hall.value = current.value?.code ?? null;
  if (current.value !== null) nameWindows(current.value.windows);
}

async function choose(code: string): Promise<void> {
  chosen.value = code;
  remember(keptForGood, hallKept, code);
  await load();
}

/** The hall has another set-up by now. A server that is away is asked again. */
async function renew(): Promise<void> {
  try {
    await load();
  } catch (error) {
    if (!(error instanceof ApiProblem)) setTimeout(() => void renew(), 2000);
  }
}

export const halls = { mine, current, load, choose, renew };

/** The hall in view. Only for pages, which stand below the frame that waits for it. */
export function useHall() {
  return computed(() => {
    if (current.value === null) throw new Error('a page was drawn without a hall');
    return current.value;
  });
}

/** The hall as it is now; null until the server has said so. */
export function useLiveHall() {
  const hall = useHall();
  return useWatch('hall', () => ({ hall: hall.value.code }));
}

/** The hall's service day by the server's clock, also after midnight. */
export function useToday() {
  const hall = useHall();
  const { state } = useLiveHall();
  return computed(() => state.value?.day ?? hall.value.day);
}
