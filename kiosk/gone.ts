import { textIn, type Language } from '../shared/languages.ts';
import { formatDate, formatTime } from '../shared/ui/format.ts';
import { useHall } from './hall.ts';
import type { useTexts } from './texts/index.ts';

type T = ReturnType<typeof useTexts>['t'];

/** The day and time of an instant in the hall: 11月24日 星期二 08:30. */
export function whenText(instant: string, timezone: string, t: T, language: Language): string {
  const day = formatDate(instant, timezone, language);
  return t('home.tomorrow', { day, time: formatTime(instant, timezone, language) });
}

/** What can be done instead of taking a ticket now, each as a sentence. */
export function insteadText(
  { opens, slot }: { readonly opens: string | null; readonly slot: string | null },
  timezone: string,
  t: T,
  language: Language,
): string[] {
  const when = (instant: string): string => whenText(instant, timezone, t, language);
  return [
    ...(opens === null ? [] : [t('refused.opens', { when: when(opens) })]),
    ...(slot === null ? [] : [t('refused.slot', { when: when(slot) })]),
  ];
}

/**
 * Which queues of a visit have no tickets left today, in words, with the next possibility; empty:
 * a ticket can be taken. One such queue refuses the whole ticket, also that of a later step.
 *
 * @param mayLeaveOut whether the visitor can do without that queue
 */
export function goneText(
  queues: readonly string[],
  mayLeaveOut: boolean,
  t: T,
  language: Language,
): string[] {
  const offer = useHall();
  const gone = [...new Set(queues)].flatMap((code) => {
    const state = offer.queues.get(code);
    return state?.left === 0 ? [state] : [];
  });
  if (gone.length === 0) return [];
  const names = gone.map(({ name }) => textIn(name, language)).join(t('wait.comma'));
  const several = new Set(queues).size > 1;
  // The visit is possible again where all of its queues are: the latest says when.
  const latest = (times: readonly (string | null)[]): string | null =>
    times.includes(null) ? null : (times.map(String).sort().at(-1) ?? null);
  return [
    several ? t('wait.goneOf', { name: names }) : `${t('wait.gone')}${t('wait.stop')}`,
    ...(mayLeaveOut && gone.length < new Set(queues).size ? [t('wait.leaveOut')] : []),
    ...insteadText(
      {
        opens: latest(gone.map(({ next }) => next?.opens ?? null)),
        slot:
          gone.length === 1 && gone[0]?.queue === queues[0] ? (gone[0]?.next?.slot ?? null) : null,
      },
      offer.hall.timezone,
      t,
      language,
    ),
  ];
}
