import type { RegionHall } from '../shared/contract/region.ts';
import { serverNow } from '../shared/ui/clock.ts';
import { formatAbout, formatDate, formatTime, localDay } from '../shared/ui/format.ts';
import { useTexts } from './texts/index.ts';

/** What is said of a hall and of its queues; nothing where nothing is known. */
export function useHallWords() {
  const { t, language } = useTexts();
  function opening({ nextOpening, timezone }: RegionHall): string {
    if (nextOpening === null) return t('unknownOpening');
    const time = formatTime(nextOpening, timezone, language.value);
    const isToday = localDay(nextOpening, timezone) === localDay(serverNow(), timezone);
    const when = isToday ? time : `${formatDate(nextOpening, timezone, language.value)} ${time}`;
    return t('opens', { when });
  }
  const line = (waiting: number): string =>
    waiting === 0 ? t('nobody') : t('waiting', { n: waiting });
  /** The line of one queue, with its wait where one can be said. */
  function queueLine(hall: RegionHall, queue: RegionHall['queues'][number]): string {
    const { waiting, estimate, pausedSince } = queue;
    if (!queue.gives && waiting === 0) return t('gives');
    if (queue.openWindows === 0)
      return waiting === 0 ? t('noWindow') : `${line(waiting)} · ${t('noWindow')}`;
    if (waiting === 0) return line(0);
    if (pausedSince !== undefined)
      return `${line(waiting)} · ${t('still', { time: formatTime(pausedSince, hall.timezone, language.value) })}`;
    return estimate === null
      ? line(waiting)
      : `${line(waiting)} · ${formatAbout(estimate, language.value)}`;
  }
  /** One line for the list. */
  function short(hall: RegionHall): string {
    if (!hall.open) return opening(hall);
    const [only, another] = hall.queues;
    if (only !== undefined && another === undefined) return queueLine(hall, only);
    return hall.openWindows === 0
      ? `${line(hall.waiting)} · ${t('noWindow')}`
      : `${line(hall.waiting)} · ${t('windows', { n: hall.openWindows }, hall.openWindows)}`;
  }
  const distance = (metres: number): string =>
    t('distance', {
      n:
        metres < 1000
          ? t('metres', { n: Math.max(50, Math.round(metres / 50) * 50) })
          : t('km', { n: (metres / 1000).toFixed(metres < 10_000 ? 1 : 0) }),
    });
  return { t, language, opening, queueLine, short, distance };
}
