import type { Estimate } from '../contract/primitives.ts';
import type { Language } from '../languages.ts';
import { saidAtMost, saidCall, saidMinutes } from '../rules/foresight/said.ts';
import { windowRuns } from '../window-names.ts';
import { namedWindow } from './window-labels.ts';

/** How the hall writes times. All of it in the hall's time zone, never the screen's. */
const locales: Record<Language, string> = { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'en-GB' };

type When = string | number | Date;

const formats = new Map<string, Intl.DateTimeFormat>();
function formatter(
  language: Language,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const name = JSON.stringify([language, timeZone, options]);
  let format = formats.get(name);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locales[language], { ...options, timeZone });
    formats.set(name, format);
  }
  return format;
}

/** 09:42 */
export function formatTime(when: When, timeZone: string, language: Language): string {
  return formatter(language, timeZone, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(when));
}

/** 11月23日 星期一 · Monday, 23 November */
export function formatDate(when: When, timeZone: string, language: Language): string {
  const date = new Date(when);
  const day = formatter(language, timeZone, { month: 'long', day: 'numeric' }).format(date);
  const weekday = formatter(language, timeZone, { weekday: 'long' }).format(date);
  return language === 'en' ? `${weekday}, ${day}` : `${day} ${weekday}`;
}

/** The local date of an instant, YYYY-MM-DD. */
export function localDay(when: When, timeZone: string): string {
  const part: Record<string, string> = {};
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  for (const { type, value } of formatter('en', timeZone, day).formatToParts(new Date(when)))
    part[type] = value;
  return `${part['year']}-${part['month']}-${part['day']}`;
}

/** A day (YYYY-MM-DD) as formatDate writes it; another year than that of `today` is said. */
export function formatDay(day: string, today: string, language: Language): string {
  const noon = `${day}T12:00:00Z`;
  const date = formatDate(noon, 'UTC', language);
  if (day.slice(0, 4) === today.slice(0, 4)) return date;
  const year = day.slice(0, 4);
  return language === 'en' ? `${date} ${year}` : `${year}年${date}`;
}

/** 12月4日 · 4 December: a day (YYYY-MM-DD) in a sentence; another year than that of `today` is said. */
export function formatShortDay(day: string, today: string, language: Language): string {
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  return formatter(language, 'UTC', {
    month: 'long',
    day: 'numeric',
    ...(isThisYear ? {} : { year: 'numeric' as const }),
  }).format(new Date(`${day}T12:00:00Z`));
}

/** Whole minutes, rounded up, at the least one: nobody is promised less than it takes. */
export function minutesOf(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60));
}

/** 10 分钟 · 1 小时 15 分钟 */
export function formatMinutes(seconds: number, language: Language): string {
  const total = minutesOf(seconds);
  const hours = Math.floor(total / 60);
  const minutes = total % 60;
  if (language === 'en') {
    return [hours > 0 ? `${hours} h` : '', minutes > 0 || hours === 0 ? `${minutes} min` : '']
      .filter(Boolean)
      .join(' ');
  }
  const words = language === 'zh-Hant' ? ['小時', '分鐘'] : ['小时', '分钟'];
  return [
    hours > 0 ? `${hours} ${words[0]}` : '',
    minutes > 0 || hours === 0 ? `${minutes} ${words[1]}` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** A number stays on the line of its unit. */
const unbroken = (text: string): string => text.replace(/(\d) /g, '$1\u00a0');

/** 约 25 分钟: as exact as a wait can be foreseen. */
export function formatAbout({ p50 }: Pick<Estimate, 'p50'>, language: Language): string {
  const about = language === 'en' ? 'about' : language === 'zh-Hant' ? '約' : '约';
  return `${about} ${unbroken(formatMinutes(saidMinutes(p50) * 60, language))}`;
}

/**
 * 约 25 分钟（10:40 前后），一般不超过 40 分钟: P50 and P90 without the words of statistics.
 *
 * @param clock the hall's time now; absent: no time of the day is said
 */
export function formatEstimate(
  estimate: Estimate,
  language: Language,
  clock?: { readonly now: number; readonly timezone: string },
): string {
  const wait = formatAbout(estimate, language);
  const around =
    clock === undefined
      ? null
      : formatTime(saidCall(clock.now, estimate.p50), clock.timezone, language);
  const brackets = { en: ' (around @)', 'zh-Hans': '（@ 前后）', 'zh-Hant': '（@ 前後）' };
  const about = around === null ? wait : wait + brackets[language].replace('@', around);
  const atMost = saidAtMost(estimate);
  if (atMost <= saidMinutes(estimate.p50)) return about;
  const most = unbroken(formatMinutes(atMost * 60, language));
  if (language === 'en') return `${about}, 9 in 10 within ${most}`;
  return language === 'zh-Hant' ? `${about}，一般不超過 ${most}` : `${about}，一般不超过 ${most}`;
}

/** 03:18, or 1:03:18 from an hour on: a clock that runs. */
export function formatElapsed(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** [1,2,3,7] → 1–3, 7: the windows of an area, as they are named in the hall on this screen. */
export function formatWindows(windows: readonly number[], language: Language): string {
  return windowRuns(windows.map(namedWindow), '–').join(language === 'en' ? ', ' : '、');
}

/** Degrees to about a metre, as a map app takes them; null: the place is not known. */
export function formatCoordinates({
  lat,
  lon,
}: {
  readonly lat?: number | undefined;
  readonly lon?: number | undefined;
}): string | null {
  if (lat === undefined || lon === undefined) return null;
  return [lat, lon].map((degrees) => String(Number(degrees.toFixed(5)))).join(', ');
}
