import { textIn, type Language } from '../shared/languages.ts';
import { formatWindows } from '../shared/ui/format.ts';
import { useHall } from './hall.ts';
import { placesOf } from './plan.ts';
import type { useTexts } from './texts/index.ts';

/** A区 1–4 号窗口: where a queue is served. */
export function placeText(
  queue: string,
  language: Language,
  t: ReturnType<typeof useTexts>['t'],
): string {
  const offer = useHall();
  return placesOf(offer.hall, queue)
    .map(({ zone, windows }) =>
      t(
        'package.place',
        {
          zone: textIn(offer.zones.get(zone)?.name ?? { 'zh-Hans': zone }, language),
          windows: formatWindows(windows, language),
        },
        windows.length,
      ),
    )
    .join(language === 'en' ? '; ' : '；');
}
