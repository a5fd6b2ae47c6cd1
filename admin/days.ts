import type { Language } from '../shared/languages.ts';

/** How the reader's language writes dates and weekdays. */
export function localeOf(language: Language): string {
  return { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'en-GB' }[language];
}

/** A date so many days later, counted on the calendar. */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** 2026-11-23 09:42 in the hall's time zone. */
export function localDateTime(instant: string | number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(instant));
}

/**
 * The instant of a local time of the hall, YYYY-MM-DDTHH:MM. Where summer time skips it, the time
 * after the gap.
 */
export function instantIn(local: string, timeZone: string): string {
  const asUtc = Date.parse(`${local}:00Z`);
  const shown = (ms: number): number =>
    Date.parse(`${localDateTime(ms, timeZone).replace(' ', 'T')}:00Z`);
  // The zone's distance to UTC at the guess; asked once more in case the guess lies across a change.
  const first = asUtc - (shown(asUtc) - asUtc);
  return new Date(asUtc - (shown(first) - first)).toISOString();
}
