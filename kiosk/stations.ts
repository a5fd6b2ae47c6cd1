import { computed } from 'vue';
import type { Language, Text } from '../shared/languages.ts';
import { offerText } from './gone.ts';
import { useHall } from './hall.ts';
import type { useTexts } from './texts/index.ts';

type T = ReturnType<typeof useTexts>['t'];
type Offer = ReturnType<typeof useHall>;

/** A station (驿站): a queue whose visits have a category of their own, with an entry of its own. */
export interface Station {
  /** Of its queue. */
  readonly code: string;
  readonly name: Text;
}

/** The stations of the hall, in its order, each by the name of its zone where that is its alone. */
export function useStations() {
  const offer = useHall();
  return computed(() =>
    offer.hall.queues
      .filter(({ category }) => category !== undefined)
      .map(({ code, name }): Station => ({ code, name: ownZone(code, offer)?.name ?? name })),
  );
}

/** The one zone of all windows that serve a queue, which serve no other queue there. */
function ownZone(code: string, { hall, zones }: Pick<Offer, 'hall' | 'zones'>) {
  const serving = hall.windows.filter(({ serves }) => serves.some(({ queue }) => queue === code));
  const zone = serving[0]?.zone;
  if (zone === undefined || serving.some((window) => window.zone !== zone)) return undefined;
  const there = hall.windows.filter((window) => window.zone === zone);
  const isAlone = there.every(({ serves }) => serves.every(({ queue }) => queue === code));
  return isAlone ? zones.get(zone) : undefined;
}

/** No line ends there. */
const joined = '\u2060';

/** When a station gives tickets: next, where it gives none now, else its hours of today. */
export function stationTimes(code: string, t: T, language: Language): string {
  const offered = offerText(code, t, language);
  if (offered !== null) return offered;
  const { hall } = useHall();
  const hours = hall.queues.find((queue) => queue.code === code)?.hours ?? [];
  const weekday = new Date(`${hall.day}T12:00:00Z`).getUTCDay() || 7;
  const today = hours
    .filter(({ days }) => days.includes(weekday))
    .map(({ from, to }) => `${from}${joined}–${joined}${to}`);
  if (today.length === 0) return t('station.hint');
  return t('station.today', { times: today.join(language === 'en' ? ', ' : '、') });
}
