import {
  onScopeDispose,
  shallowRef,
  toValue,
  watch,
  type MaybeRefOrGetter,
  type ShallowRef,
} from 'vue';
import type { Hall } from '../shared/contract/hall.ts';
import { textIn, type Language } from '../shared/languages.ts';
import { api, ApiProblem } from '../shared/ui/http.ts';
import { formatWindows } from '../shared/ui/format.ts';
import type { useTexts } from './texts/index.ts';

const retryAfter = 4000;

/** A hall by its code, asked for until it is there: its name, its zone of time, its windows. */
export function useHall(code: MaybeRefOrGetter<string | null>): {
  readonly hall: ShallowRef<Hall | null>;
  readonly refused: ShallowRef<unknown>;
} {
  const hall = shallowRef<Hall | null>(null);
  const refused = shallowRef<unknown>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const load = async (wanted: string): Promise<void> => {
    try {
      const answer = await api.get<Hall>(`/api/halls/${encodeURIComponent(wanted)}`);
      if (toValue(code) === wanted) hall.value = answer;
    } catch (error) {
      if (error instanceof ApiProblem && error.status < 500) refused.value = error;
      else timer = setTimeout(() => void load(wanted), retryAfter);
    }
  };
  watch(
    () => toValue(code),
    (wanted) => {
      clearTimeout(timer);
      if (wanted !== null) void load(wanted);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
  });
  return { hall, refused };
}

/** A区 1–4 号窗口 of windows; without the hall's set-up, the numbers alone. */
export function placeText(
  windows: readonly number[],
  hall: Hall | null,
  language: Language,
  t: ReturnType<typeof useTexts>['t'],
): string {
  if (hall === null) return t('ticket.windows', { windows: formatWindows(windows, language) });
  const places = hall.zones.flatMap((zone) => {
    const here = windows.filter((n) =>
      hall.windows.some((w) => w.number === n && w.zone === zone.code),
    );
    if (here.length === 0) return [];
    const facts = {
      zone: textIn(zone.name, language),
      windows: formatWindows(here, language),
    };
    return t(here.length === 1 ? 'ticket.zoneWindow' : 'ticket.zoneWindows', facts);
  });
  return places.join(language === 'en' ? '; ' : '；');
}
