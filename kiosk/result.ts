import { computed, type Ref } from 'vue';
import type { Ticket } from '../shared/contract/ticket.ts';
import {
  adviceText,
  mayCallBeside,
  waitAdvice,
  whyThen,
  windowsBeside,
} from '../shared/guidance.ts';
import { textIn, type Language } from '../shared/languages.ts';
import { formatTime, formatWindows } from '../shared/ui/format.ts';
import { useWatch } from '../shared/ui/live.ts';
import { windowName } from '../shared/ui/window-labels.ts';
import { useHall } from './hall.ts';
import { placeName } from './places.ts';
import { placesOfWindows } from './plan.ts';
import type { useTexts } from './texts/index.ts';

type T = ReturnType<typeof useTexts>['t'];
export type Result = ReturnType<typeof useResult>;

/**
 * What a visitor does with the ticket that was just given: waits in the zone, or goes at once,
 * where a quiet hall has called it before the slip was out.
 */
export function useResult(given: Ticket, t: T, language: Ref<Language>) {
  const offer = useHall();
  const { state } = useWatch('ticket', { token: given.token });
  const ticket = computed(() => state.value ?? given);

  const nameOf = (zone: string): string =>
    textIn(offer.zones.get(zone)?.name ?? { 'zh-Hans': zone }, language.value);
  const called = computed(() => {
    const window = ticket.value.steps.find((step) => step.status === 'called')?.window ?? null;
    const zone = offer.hall.windows.find(({ number }) => number === window)?.zone;
    if (window === null || zone === undefined) return null;
    return t('slip.calledPlace', { zone: nameOf(zone), window: windowName(window) });
  });
  const advice = computed(() => {
    const { next } = ticket.value;
    if (next === null) return null;
    const places = placesOfWindows(offer.hall, next.windows).map(({ zone, windows }) => ({
      zone: nameOf(zone),
      windows: formatWindows(windows, language.value),
    }));
    return waitAdvice(places, language.value);
  });
  const also = computed(() => {
    const { next, steps } = ticket.value;
    if (next === null) return null;
    const beside = placesOfWindows(offer.hall, windowsBeside(steps, next.windows));
    return mayCallBeside(
      beside.map((place) => placeName(place, offer, language.value, t)),
      language.value,
    );
  });
  const why = computed(() => {
    const category = offer.hall.categories.find(({ code }) => code === given.category);
    return whyThen(
      {
        ...given,
        category:
          category === undefined
            ? null
            : {
                name: textIn(category.name, language.value),
                creditMinutes: category.creditMinutes,
              },
      },
      (instant) => formatTime(instant, offer.hall.timezone, language.value),
      language.value,
    );
  });
  /** In one sentence, as it is spoken. */
  const spoken = computed(() => {
    if (called.value !== null) return `${t('slip.called')} ${called.value}`;
    if (advice.value === null) return '';
    const first = adviceText(advice.value, language.value);
    if (also.value === null) return first;
    return first + (language.value === 'en' ? '. ' : '。') + also.value;
  });
  return { next: computed(() => ticket.value.next), called, advice, also, why, spoken };
}
