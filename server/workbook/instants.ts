import { Temporal } from 'temporal-polyfill';
import type { CellValue } from 'hucre/xlsx';
import { localTime } from '../../shared/rules/day.ts';
import { type Codec, day, timeOfDay, words } from './values.ts';

/** An instant in the hall's own time; where that would not be exact, as ISO 8601 says it. */
export function instantIn(timezone: string): Codec {
  return {
    asText: true,
    write: (value: string): CellValue => {
      const { day: date, time } = localTime(value, timezone);
      const local = `${date} ${time.slice(0, 5)}`;
      return instantOf(date, time.slice(0, 5), timezone) === value ? local : value;
    },
    read: (cell) => {
      if (cell instanceof Date) return read(cell.toISOString().slice(0, 16), timezone);
      const text = words.read(cell);
      return 'value' in text && typeof text.value === 'string'
        ? read(text.value.normalize('NFKC'), timezone)
        : text;
    },
  };
}

function read(text: string, timezone: string): ReturnType<Codec['read']> {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? { fault: 'not_a_moment' } : { value: new Date(ms).toISOString() };
  }
  const [, date, time = '00:00'] = /^(\S+?)(?:[\sT]+(\S+))?$/u.exec(text) ?? [];
  const [onDay, at] = [day.read(date ?? ''), timeOfDay.read(time)];
  if (!('value' in onDay) || !('value' in at) || onDay.value === undefined)
    return { fault: 'not_a_moment' };
  const value = instantOf(onDay.value as string, at.value as string, timezone);
  return value === null ? { fault: 'not_a_moment' } : { value };
}

/** Null where there is no such time zone: that is told at its own place. */
function instantOf(date: string, time: string, timezone: string): string | null {
  try {
    const local = Temporal.PlainDateTime.from(`${date}T${time}`);
    const { epochMilliseconds } = local.toZonedDateTime(timezone);
    return new Date(epochMilliseconds).toISOString();
  } catch {
    return null;
  }
}
