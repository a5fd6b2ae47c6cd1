import { toValue, watch, type MaybeRefOrGetter } from 'vue';
import type { Hall } from '../shared/contract/hall.ts';
import { textIn, type Language } from '../shared/languages.ts';
import { followLook } from '../shared/ui/look.ts';
import { api } from '../shared/ui/http.ts';
import { formatWindows } from '../shared/ui/format.ts';
import { nameWindows } from '../shared/ui/window-labels.ts';
import { useAsked } from '../shared/ui/asked.ts';
import type { useTexts } from './texts/index.ts';

/** A hall by its code: its name, its zone of time, its windows. */
export function useHall(code: MaybeRefOrGetter<string | null>) {
  const path = (): string | null => {
    const wanted = toValue(code);
    return wanted === null ? null : `/api/halls/${encodeURIComponent(wanted)}`;
  };
  const { answer, error } = useAsked(path, (at) => api.get<Hall>(at));
  watch(answer, (hall) => {
    if (hall !== null) nameWindows(hall.windows);
  });
  followLook(() => answer.value);
  return { hall: answer, error };
}

/** The zones of windows, each with its name and those of the windows that are in it. */
function zonesOf(
  windows: readonly number[],
  hall: Hall,
  language: Language,
): { name: string; windows: readonly number[] }[] {
  return hall.zones.flatMap((zone) => {
    const here = windows.filter((n) =>
      hall.windows.some((w) => w.number === n && w.zone === zone.code),
    );
    return here.length === 0 ? [] : [{ name: textIn(zone.name, language), windows: here }];
  });
}

/**
 * Where to wait and where to go once called: `waitIn` 请在 A区 等候，叫到号后到 1–4 号窗口, or
 * `comeBack` for who may have gone away. Nobody is sent to a window before the call.
 */
export function waitText(
  words: 'waitIn' | 'comeBack',
  windows: readonly number[],
  hall: Hall | null,
  language: Language,
  t: ReturnType<typeof useTexts>['t'],
): string {
  const zones = hall === null ? [] : zonesOf(windows, hall, language);
  // In Chinese a name stands out by a blank on both sides: 请在 A区 等候.
  const spaced = (name: string): string => (language === 'en' ? name : ` ${name} `);
  const names = zones.map(({ name }) => name).join(` ${t('ticket.either')} `);
  const list = formatWindows(windows, language);
  const place =
    zones.length > 1
      ? placeText(windows, hall, language, t)
      : windows.length === 1
        ? t('ticket.window', { window: list })
        : t('ticket.windows', { windows: list });
  return t(`ticket.${words}`, {
    zones: zones.length === 0 ? t('ticket.hall') : spaced(names),
    place: language === 'en' ? place.replace(/^W/, 'w') : ` ${place}`,
  });
}

/** A区 1–4 号窗口 of windows, zone by zone; without the hall's set-up, the numbers alone. */
export function placesOf(
  windows: readonly number[],
  hall: Hall | null,
  language: Language,
  t: ReturnType<typeof useTexts>['t'],
): string[] {
  if (windows.length === 0) return [];
  if (hall === null) return [t('ticket.windows', { windows: formatWindows(windows, language) })];
  return zonesOf(windows, hall, language).map(({ name, windows: here }) =>
    t(here.length === 1 ? 'ticket.zoneWindow' : 'ticket.zoneWindows', {
      zone: name,
      windows: formatWindows(here, language),
    }),
  );
}

/** Those in one line. */
export function placeText(...of: Parameters<typeof placesOf>): string {
  return placesOf(...of).join(of[2] === 'en' ? '; ' : '；');
}
