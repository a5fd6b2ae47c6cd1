import { type Language, shortName } from './languages.ts';
import type { StepStatus } from './transitions.ts';

/** A zone with its windows as people read them: A区, 1–4. */
export interface WaitingPlace {
  readonly zone: string;
  readonly windows: string;
}

/** What a visitor does with a fresh ticket, in two parts that a line may end between. */
export interface WaitAdvice {
  /** With the sign that ends it. */
  readonly wait: string;
  readonly then: string;
}

/** Both in one sentence: 请在 A区 等候，叫到号后到 1–4 号窗口. */
export const adviceText = ({ wait, then }: WaitAdvice, language: Language): string =>
  language === 'en' ? `${wait} ${then}` : wait + then;

/**
 * What to do first: wait in the zone, and go to the window when the number is called. Whoever reads
 * "go to window 1" first stands at a window where nobody has called.
 *
 * @param places of the queue; several zones are named with their windows
 */
export function waitAdvice(places: readonly WaitingPlace[], language: Language): WaitAdvice {
  const [only, ...others] = places;
  const windowsOf = ({ zone, windows }: WaitingPlace, named: boolean): string => {
    if (language !== 'en') return `${named ? `${zone} ` : ''}${windows} ${wide(language).window}`;
    const word = /^[A-Z\d]+$/.test(windows) ? 'window' : 'windows';
    return `${word} ${windows}${named ? ` in ${zone}` : ''}`;
  };
  if (language === 'en') {
    return {
      wait: `Please wait in ${only !== undefined && others.length === 0 ? only.zone : 'the hall'}.`,
      then:
        only === undefined
          ? 'When called, go to the window that is named'
          : `When called, go to ${places.map((each) => windowsOf(each, others.length > 0)).join(' or ')}`,
    };
  }
  const words = wide(language);
  return {
    wait: only !== undefined && others.length === 0 ? words.waitIn(only.zone) : words.waitInHall,
    then:
      only === undefined
        ? words.thenNamed
        : `${words.then} ${places.map((each) => windowsOf(each, others.length > 0)).join(words.or)}`,
  };
}

/** The windows beside the first ones where steps wait at the same time: any of them may call before those do. */
export function windowsBeside(
  steps: readonly { readonly status: StepStatus; readonly windows: readonly number[] }[],
  first: readonly number[],
): number[] {
  const waiting = steps.filter(({ status }) => status === 'waiting');
  return [...new Set(waiting.flatMap(({ windows }) => windows))]
    .filter((window) => !first.includes(window))
    .sort((a, b) => a - b);
}

/**
 * Where else a number may be called, as it waits in several queues at once: who sits in the one
 * place that was named would miss it. Null: nowhere.
 *
 * @param places each with its zone and its windows: C区 21–24 号窗口
 */
export function mayCallBeside(places: readonly string[], language: Language): string | null {
  if (places.length === 0) return null;
  if (language === 'en')
    return `You may be called first to ${places.join(' or ')}: watch the screens and listen`;
  const { beside, watch, or } = wide(language);
  return `${beside} ${places.join(or)}，${watch}`;
}

const hans = {
  window: '号窗口',
  waitIn: (zone: string) => `请在 ${zone} 等候，`,
  waitInHall: '请在大厅等候，',
  then: '叫到号后到',
  thenNamed: '叫到号后到所叫的窗口',
  or: ' 或 ',
  beside: '也可能先叫到',
  watch: '请留意屏幕和广播',
};
const hant: typeof hans = {
  window: '號窗口',
  waitIn: (zone) => `請在 ${zone} 等候，`,
  waitInHall: '請在大廳等候，',
  then: '叫到號後到',
  thenNamed: '叫到號後到所叫的窗口',
  or: ' 或 ',
  beside: '也可能先叫到',
  watch: '請留意螢幕和廣播',
};
const wide = (language: Exclude<Language, 'en'>): typeof hans =>
  language === 'zh-Hant' ? hant : hans;

/** The facts behind a place in the queue that is not that of the moment the ticket was taken. */
export interface Seniority {
  /** Instants, ISO 8601, as the ticket has them. */
  readonly takenAt: string;
  readonly treatedAsCameAt: string;
  readonly appointment: { readonly from: string } | null;
  /** The ticket's category: its name, and its head start in minutes. */
  readonly category: { readonly name: string; readonly creditMinutes: number } | null;
  readonly steps: readonly { readonly status: StepStatus; readonly misses: number }[];
}

/**
 * Why a ticket goes earlier or later than it was taken, in full: 已按老年人优先排队，视同 20:04 到达.
 * Null: it queues from the moment it was taken, as everybody expects.
 *
 * @param time writes an instant as the hall reads it, e.g. 20:04
 */
export function whyThen(
  { takenAt, treatedAsCameAt, appointment, category, steps }: Seniority,
  time: (instant: string) => string,
  language: Language,
): string | null {
  const at = time(treatedAsCameAt);
  const credit = category?.creditMinutes ?? 0;
  const group = category === null || credit === 0 ? null : shortName(category.name);
  const say = sayings[language];
  if (steps.some(({ status, misses }) => status === 'waiting' && misses > 0)) return say.missed(at);
  const onward = steps.some(({ status }) => status === 'done');
  if (onward && treatedAsCameAt > takenAt) return say.onward(at);
  if (appointment !== null) {
    const slot = time(appointment.from);
    // Checked in after the grace it is the moment of the ticket that counts, not the slot.
    const reference = Date.parse(treatedAsCameAt) + credit * 60_000;
    if (reference <= Date.parse(appointment.from))
      return say.booked(slot, group === null ? null : [group, at]);
    if (group === null) return say.tooLate(slot);
  }
  if (treatedAsCameAt >= takenAt || at === time(takenAt)) return null;
  return group === null ? say.earlier(at) : say.group(group, at);
}

interface Sayings {
  readonly booked: (slot: string, group: readonly [name: string, at: string] | null) => string;
  readonly tooLate: (slot: string) => string;
  readonly group: (name: string, at: string) => string;
  readonly earlier: (at: string) => string;
  readonly missed: (at: string) => string;
  readonly onward: (at: string) => string;
}
const sayings: Record<Language, Sayings> = {
  'zh-Hans': {
    booked: (slot, group) =>
      group === null
        ? `已按 ${slot} 的预约排队`
        : `已按 ${slot} 的预约和${group[0]}优先排队，视同 ${group[1]} 到达`,
    tooLate: (slot) => `${slot} 的预约已过时间，按取号先后排队`,
    group: (name, at) => `已按${name}优先排队，视同 ${at} 到达`,
    earlier: (at) => `视同 ${at} 到达，按此排队`,
    missed: (at) => `过号后重新排队，排在 ${at} 前到达的人之后`,
    onward: (at) => `接着办下一环节，视同 ${at} 到达`,
  },
  'zh-Hant': {
    booked: (slot, group) =>
      group === null
        ? `已按 ${slot} 的預約排隊`
        : `已按 ${slot} 的預約和${group[0]}優先排隊，視同 ${group[1]} 到達`,
    tooLate: (slot) => `${slot} 的預約已過時間，按取號先後排隊`,
    group: (name, at) => `已按${name}優先排隊，視同 ${at} 到達`,
    earlier: (at) => `視同 ${at} 到達，按此排隊`,
    missed: (at) => `過號後重新排隊，排在 ${at} 前到達的人之後`,
    onward: (at) => `接著辦下一環節，視同 ${at} 到達`,
  },
  en: {
    booked: (slot, group) =>
      group === null
        ? `You queue by your ${slot} appointment`
        : `By your ${slot} appointment and priority (${group[0]}) you queue as if you had come at ${group[1]}`,
    tooLate: (slot) => `Your ${slot} appointment is past: you queue from now on`,
    group: (name, at) => `Priority (${name}): you queue as if you had come at ${at}`,
    earlier: (at) => `You queue as if you had come at ${at}`,
    missed: (at) => `After your missed call you queue behind all who come before ${at}`,
    onward: (at) => `For your next step you queue as if you had come at ${at}`,
  },
};
