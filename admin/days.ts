import type { Language } from '../shared/languages.ts';

/** How the reader's language writes dates and weekdays. */
export function localeOf(language: Language): string {
  return { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'en-GB' }[language];
}

/** A weekday in short, by its ISO number: 1 is Monday, as 4 January 2027 was. */
export function weekdayName(weekday: number, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), { weekday: 'short', timeZone: 'UTC' }).format(
    Date.UTC(2027, 0, 3 + weekday),
  );
}

/** All of them, from Monday on. */
export function weekdayNames(language: Language): { day: number; name: string }[] {
  return [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, name: weekdayName(day, language) }));
}

/** A day of the calendar, or null for what is none: 30 February, a half-typed one. */
export function dayOf(text: unknown): string | null {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null;
}

/** A day as people type it: 2026-11-27, 2026/11/27, 2026.1.5, 20261127, 2026年11月27日; null for none. */
export function typedDay(typed: string): string | null {
  const parts = /^(\d{4})(?:\D?)(\d{1,2})(?:\D?)(\d{1,2})日?$/.exec(typed.trim());
  if (parts === null) return null;
  const [, year, month, day] = parts;
  return dayOf(`${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`);
}

/** A time as people type it: 9, 9:30, 0930, 9：30, 17.00 as HH:MM; null for none. */
export function typedTime(typed: string): string | null {
  const parts = /^(\d{1,2})(?:\D?(\d{2}))?$/.exec(typed.trim());
  const hours = Number(parts?.[1]);
  const minutes = Number(parts?.[2] ?? 0);
  if (parts === null || hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
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

/** The instant at which a local day of the hall has ended. */
export function endOfDay(day: string, timeZone: string): string {
  return instantIn(`${plusDays(day, 1)}T00:00`, timeZone);
}

/** The last local day of the hall before an instant. */
export function lastDayBefore(instant: string, timeZone: string): string {
  return localDateTime(Date.parse(instant) - 1, timeZone).slice(0, 10);
}
