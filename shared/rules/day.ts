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

/** Zones differ by whole quarters of an hour: within one, the local date does not change. */
const quarterMs = 15 * 60_000;
/** The quarter last asked for in each time zone, and its date. */
const lastDays = new Map<string, { quarter: number; day: string }>();

/** The local date of an instant. */
export function serviceDay(instant: Instant, timezone: string): string {
  const quarter = Math.floor(Date.parse(instant) / quarterMs);
  const last = lastDays.get(timezone);
  if (last?.quarter === quarter) return last.day;
  const { day } = localTime(instant, timezone);
  lastDays.set(timezone, { quarter, day });
  return day;
}
