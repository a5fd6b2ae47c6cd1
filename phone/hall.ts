import { toValue, type MaybeRefOrGetter } from 'vue';
import type { Hall } from '../shared/contract/hall.ts';
import { textIn, type Language } from '../shared/languages.ts';
import { api } from '../shared/ui/http.ts';
import { formatWindows } from '../shared/ui/format.ts';
import { useAsked } from './asked.ts';
import type { useTexts } from './texts/index.ts';

/** A hall by its code: its name, its zone of time, its windows. */
export function useHall(code: MaybeRefOrGetter<string | null>) {
  const path = (): string | null => {
    const wanted = toValue(code);
    return wanted === null ? null : `/api/halls/${encodeURIComponent(wanted)}`;
  };
  const { answer, error } = useAsked(path, (at) => api.get<Hall>(at));
  return { hall: answer, error };
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
