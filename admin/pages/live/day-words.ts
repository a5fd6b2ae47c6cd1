import { computed } from 'vue';
import type { Hall } from '../../../shared/contract/hall.ts';
import { formatDate, formatTime, localDay } from '../../../shared/ui/format.ts';
import { useTexts } from '../../texts/index.ts';

/**
 * What is said of a hall outside its hours: not that all is well, but where its day stands. Null: it
 * is at work.
 *
 * @param now milliseconds
 */
export function useDayWords(hall: () => Hall, now: () => number) {
  const { t, language } = useTexts();
  return computed((): string | null => {
    const { timezone, openings } = hall();
    const at = now();
    const current = openings.some(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to));
    if (current) return null;
    const today = localDay(at, timezone);
    const ofToday = openings.filter(({ from }) => localDay(Date.parse(from), timezone) === today);
    const next = openings.find(({ from }) => Date.parse(from) > at);
    const time = (instant: string): string => formatTime(instant, timezone, language.value);
    if (ofToday.length === 0) {
      if (next === undefined) return t('alarm.day.none');
      const when = `${formatDate(next.from, timezone, language.value)} ${time(next.from)}`;
      return t('alarm.day.next', { when });
    }
    const begun = ofToday.some(({ from }) => Date.parse(from) <= at);
    if (next === undefined || localDay(Date.parse(next.from), timezone) !== today)
      return t('live.alarms.closed');
    return t(begun ? 'alarm.day.between' : 'alarm.day.before', { time: time(next.from) });
  });
}
