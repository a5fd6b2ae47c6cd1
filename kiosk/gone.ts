import type { Hall } from '../shared/contract/hall.ts';
import { textIn, type Language } from '../shared/languages.ts';
import { reasonIn } from '../shared/reasons.ts';
import { type Refusing, refusingQueue } from '../shared/rules/refusing.ts';
import { serverNow } from '../shared/ui/clock.ts';
import { formatDate, formatTime, localDay } from '../shared/ui/format.ts';
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
  hall: Pick<Hall, 'timezone' | 'day'>,
  t: T,
  language: Language,
): string[] {
  const { timezone } = hall;
  const when = (instant: string): string => whenText(instant, timezone, t, language);
  const again = (instant: string): string =>
    isToday(instant, hall)
      ? t('refused.opensToday', { time: formatTime(instant, timezone, language) })
      : t('refused.opens', { when: when(instant) });
  return [
    ...(opens === null ? [] : [again(opens)]),
    ...(slot === null ? [] : [t('refused.slot', { when: when(slot) })]),
  ];
}

/**
 * Why no ticket can be taken for a visit now, in words, with the next possibility; empty: one can. A
 * queue that is closed or stopped, and one without a number left, refuse the whole ticket.
 *
 * @param steps in the order of the visit; without `after` a queue is one to begin with
 * @param mayLeaveOut whether the visitor can do without that queue
 */
export function goneText(
  steps: readonly VisitStep[],
  mayLeaveOut: boolean,
  t: T,
  language: Language,
): string[] {
  return closedText(steps, mayLeaveOut, t, language) ?? usedUpText(steps, mayLeaveOut, t, language);
}

export interface VisitStep {
  readonly queue: string;
  readonly after: readonly number[];
}

/** Whether a queue stands in the way, as the server judges it. */
export function refusingOf(steps: readonly VisitStep[]): Refusing | null {
  const offer = useHall();
  return refusingQueue(steps, (code) => {
    const known = offer.queues.get(code)?.offer;
    // Hours that are not enforced are shown and refuse nobody.
    return known?.status === 'closed' && !offer.hall.enforceHours ? undefined : known;
  });
}

function closedText(
  steps: readonly VisitStep[],
  mayLeaveOut: boolean,
  t: T,
  language: Language,
): string[] | null {
  const offer = useHall();
  const refusing = refusingOf(steps);
  if (refusing === null) return null;
  const state = offer.queues.get(refusing.queue);
  const name = textIn(state?.name ?? { 'zh-Hans': refusing.queue }, language);
  const { status, reason, until, opens } = refusing.offer;
  const alone = new Set(steps.map(({ queue }) => queue)).size === 1;
  const { timezone } = offer.hall;
  const slot = steps[0]?.queue === refusing.queue ? (state?.next?.slot ?? null) : null;
  return [
    status === 'paused'
      ? t('wait.paused', { name, reason: reasonIn('queue-pause', reason ?? '', language) })
      : t('wait.closed', { name }),
    ...(status === 'paused' && until !== null
      ? [t('wait.until', { time: formatTime(until, timezone, language) })]
      : []),
    ...(mayLeaveOut && !alone ? [t('wait.leaveOut')] : []),
    ...insteadText({ opens: opens === until ? null : opens, slot }, offer.hall, t, language),
  ];
}

/**
 * What is shown of a queue beside its name: from when it gives tickets, or that it is stopped. Null: it
 * gives some now.
 */
export function offerText(code: string, t: T, language: Language): string | null {
  const offer = useHall();
  const state = offer.queues.get(code)?.offer;
  if (state === undefined || state.status === 'open') return null;
  const { timezone } = offer.hall;
  if (state.status === 'paused')
    return state.until === null
      ? t('wait.pausedShort')
      : t('wait.pausedUntil', { time: formatTime(state.until, timezone, language) });
  if (state.opens === null) return t('wait.closedShort');
  return t('wait.from', {
    when: state.today
      ? formatTime(state.opens, timezone, language)
      : whenText(state.opens, timezone, t, language),
  });
}

function usedUpText(
  steps: readonly VisitStep[],
  mayLeaveOut: boolean,
  t: T,
  language: Language,
): string[] {
  const offer = useHall();
  const queues = [...new Set(steps.map(({ queue }) => queue))];
  const gone = queues.flatMap((code) => {
    const state = offer.queues.get(code);
    return state?.left === 0 ? [state] : [];
  });
  if (gone.length === 0) return [];
  const names = gone.map(({ name }) => textIn(name, language)).join(t('wait.comma'));
  // The visit is possible again where all of its queues are: the latest says when.
  const latest = (times: readonly (string | null)[]): string | null =>
    times.includes(null) ? null : (times.map(String).sort().at(-1) ?? null);
  const opens = latest(gone.map(({ next }) => next?.opens ?? null));
  const part = opens !== null && isToday(opens, offer.hall) ? partOfDay(offer.hall, t) : null;
  const said =
    part === null
      ? queues.length > 1
        ? t('wait.goneOf', { name: names })
        : `${t('wait.gone')}${t('wait.stop')}`
      : queues.length > 1
        ? t('wait.partGoneOf', { name: names, part })
        : t('wait.partGone', { part });
  return [
    said,
    ...(mayLeaveOut && gone.length < queues.length ? [t('wait.leaveOut')] : []),
    ...insteadText(
      {
        opens,
        slot:
          gone.length === 1 && gone[0]?.queue === queues[0] ? (gone[0]?.next?.slot ?? null) : null,
      },
      offer.hall,
      t,
      language,
    ),
  ];
}

const isToday = (instant: string, { timezone, day }: Pick<Hall, 'timezone' | 'day'>): boolean =>
  localDay(instant, timezone) === day;

/** The part of the day that it is, as people say it. */
function partOfDay({ timezone }: Pick<Hall, 'timezone'>, t: T): string {
  const time = formatTime(serverNow(), timezone, 'en');
  return t(time < '12:00' ? 'wait.morning' : time < '18:00' ? 'wait.afternoon' : 'wait.evening');
}
