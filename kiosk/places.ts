import { textIn, type Language } from '../shared/languages.ts';
import { formatWindows } from '../shared/ui/format.ts';
import { useHall } from './hall.ts';
import { placesOf } from './plan.ts';
import type { useTexts } from './texts/index.ts';

type T = ReturnType<typeof useTexts>['t'];

/** A区 1–4 号窗口: where a queue is served. */
export function placeText(queue: string, language: Language, t: T): string {
  const offer = useHall();
  return placesOf(offer.hall, queue)
    .map((place) => placeName(place, offer, language, t))
    .join(language === 'en' ? '; ' : '；');
}

/** One zone with windows of it, as people read them. */
export function placeName(
  { zone, windows }: ReturnType<typeof placesOf>[number],
  offer: Pick<ReturnType<typeof useHall>, 'zones'>,
  language: Language,
  t: T,
): string {
  return t(
    'package.place',
    {
      zone: textIn(offer.zones.get(zone)?.name ?? { 'zh-Hans': zone }, language),
      windows: formatWindows(windows, language),
    },
    windows.length,
  );
}
