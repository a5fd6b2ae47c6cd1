import type { Instant } from './instants.ts';

/**
 * The hall's local time. A service day is the local date; it begins anew by the date stored with
 * each row, with no nightly job (rules.md, "Numbers").
 */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timezone, format);
  }
  return format;
}

export interface LocalTime {
  /** YYYY-MM-DD */
  readonly day: string;
  /** HH:MM:SS */
  readonly time: string;
}

export function localTime(instant: Instant, timezone: string): LocalTime {
  const part: Record<string, string> = {};
  for (const { type, value } of formatOf(timezone).formatToParts(new Date(instant)))
    part[type] = value;
  return {
    day: `${part['year']}-${part['month']}-${part['day']}`,
    time: `${part['hour']}:${part['minute']}:${part['second']}`,
  };
}

export function serviceDay(instant: Instant, timezone: string): string {
  return localTime(instant, timezone).day;
}
