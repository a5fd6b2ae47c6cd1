import type { Issue } from '../../shared/errors.ts';
import { faultAt } from '../../shared/faults.ts';
import { addDays, daysApart, daysFrom, yearOf } from '../../shared/rules/calendar.ts';
import { Day } from '../../shared/contract/primitives.ts';

/** A day that a file says differs from its weekday. */
export interface HolidayDay {
  readonly day: string;
  readonly kind: 'holiday' | 'workday';
  readonly name: string;
  /** Where in the file, from 1. */
  readonly line: number;
}
export interface HolidayFile {
  /** Years that the file is about. */
  readonly years: readonly number[];
  /** In order, each day once. */
  readonly days: readonly HolidayDay[];
  /** `path` is the line. */
  readonly faults: readonly Issue[];
}

/** A holiday lasts no longer; nothing published has more days. */
const mostDaysAnEvent = 31;
const mostDays = 800;
const mostFaults = 100;

/**
 * The holidays and make-up days of a file: JSON as holiday-cn publishes it (`{year, days: [{name,
 * date, isOffDay}]}`), or an ICS calendar with whole-day events. Pure; any text is answered.
 */
export function readHolidayFile(text: string): HolidayFile {
  const content = text.replace(/^\ufeff/, '');
  const { days, years, faults } = /^\s*BEGIN:VCALENDAR/i.test(content)
    ? readIcs(content)
    : readJson(content);
  const once = new Map<string, HolidayDay>();
  for (const each of days) {
    const other = once.get(each.day);
    if (other !== undefined && other.kind !== each.kind)
      faults.push(faultAt(String(each.line), 'stands_twice', { code: each.day }));
    once.set(each.day, other ?? each);
  }
  if (once.size > mostDays) faults.push(faultAt('', 'too_many_rows', { most: mostDays }));
  if (once.size === 0 && faults.length === 0) faults.push(faultAt('1', 'no_holidays'));
  return {
    years: [...new Set(years)].sort((a, b) => a - b),
    days: [...once.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
    faults: faults.slice(0, mostFaults),
  };
}

interface Reading {
  readonly days: HolidayDay[];
  readonly years: number[];
  readonly faults: Issue[];
}

const lineAt = (text: string, position: number): number =>
  text.slice(0, position).split('\n').length;

function readJson(text: string): Reading {
  const reading: Reading = { days: [], years: [], faults: [] };
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    const [, position] = /at position (\d+)/.exec(String(error)) ?? [];
    const line = position === undefined ? 1 : lineAt(text, Number(position));
    reading.faults.push(faultAt(String(line), 'not_a_holiday_file'));
    return reading;
  }
  const { year, days } = (file ?? {}) as { year?: unknown; days?: unknown };
  if (!Array.isArray(days)) {
    reading.faults.push(faultAt('1', 'not_a_holiday_file'));
    return reading;
  }
  if (typeof year === 'number' && Number.isInteger(year)) reading.years.push(year);
  let from = Math.max(0, text.indexOf('"days"'));
  for (const each of days as unknown[]) {
    const { name, date, isOffDay } = (each ?? {}) as Record<string, unknown>;
    // The entries stand in the file in this order: each is looked for behind the one before.
    const found = typeof date === 'string' ? text.indexOf(JSON.stringify(date), from) : -1;
    if (found >= 0) from = found + 1;
    const line = lineAt(text, from);
    if (!Day.safeParse(date).success) reading.faults.push(faultAt(String(line), 'not_a_day'));
    else if (typeof isOffDay !== 'boolean')
      reading.faults.push(faultAt(String(line), 'off_day_missing'));
    else {
      const kind = isOffDay ? 'holiday' : 'workday';
      reading.days.push({ day: date as string, kind, name: nameOf(name), line });
    }
  }
  return reading;
}

interface Line {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** Lines that are broken go on with a blank (RFC 5545, 3.1). */
function unfolded(text: string): Line[] {
  const lines: { text: string; line: number }[] = [];
  text.split(/\r\n|\n|\r/).forEach((each, i) => {
    const last = lines.at(-1);
    if (/^[ \t]/.test(each) && last !== undefined) last.text += each.slice(1);
    else if (each !== '') lines.push({ text: each, line: i + 1 });
  });
  return lines.map(({ text: each, line }) => {
    const [, name = each, value = ''] = /^([A-Za-z-]+)[^:]*:(.*)$/s.exec(each) ?? [];
    return { name: name.toUpperCase(), value: value.trim(), line };
  });
}

function readIcs(text: string): Reading {
  const reading: Reading = { days: [], years: [], faults: [] };
  let event: Map<string, Line> | null = null;
  for (const each of unfolded(text)) {
    const isEvent = each.value.toUpperCase() === 'VEVENT';
    if (each.name === 'BEGIN' && isEvent) event = new Map([['BEGIN', each]]);
    else if (each.name === 'END' && isEvent && event !== null) {
      readEvent(event, reading);
      event = null;
    } else if (event !== null && !event.has(each.name)) event.set(each.name, each);
  }
  reading.years.push(...reading.days.map(({ day }) => yearOf(day)));
  return reading;
}

function readEvent(event: ReadonlyMap<string, Line>, { days, faults }: Reading): void {
  const begin = event.get('DTSTART') ?? event.get('BEGIN')!;
  const first = dayOf(begin.value);
  const end = event.get('DTEND');
  // The day on which it ends is not in it; without one it is one day.
  const after = end === undefined ? (first === null ? null : addDays(first, 1)) : dayOf(end.value);
  const rule = event.get('RRULE');
  if (rule !== undefined) faults.push(faultAt(String(rule.line), 'holiday_repeats'));
  else if (first === null) faults.push(faultAt(String(begin.line), 'not_a_day'));
  else if (after === null) faults.push(faultAt(String(end!.line), 'not_a_day'));
  else {
    const count = Math.max(1, daysApart(first, after));
    if (daysApart(first, after) < 0 || count > mostDaysAnEvent) {
      faults.push(
        faultAt(String((end ?? begin).line), 'holiday_too_long', { most: mostDaysAnEvent }),
      );
      return;
    }
    const summary = (event.get('SUMMARY')?.value ?? '').replace(/\\([,;\\])/g, '$1');
    const kind = /班|make-?up|work(ing)? ?day/iu.test(summary) ? 'workday' : 'holiday';
    for (const day of daysFrom(first, count))
      days.push({ day, kind, name: nameOf(summary), line: begin.line });
  }
}

/** A day of the calendar as ICS writes it, with or without a time. */
function dayOf(value: string): string | null {
  const [, y, m, d] = /^(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?$/.exec(value) ?? [];
  const day = `${y}-${m}-${d}`;
  return y !== undefined && Day.safeParse(day).success ? day : null;
}

/** The name alone: without "休", "补班", "第1天/共8天" and brackets that calendars add to it. */
function nameOf(name: unknown): string {
  const text = typeof name === 'string' ? name.trim() : '';
  const bare = text
    .replace(/[（([【][^（）()[\]【】]*[）)\]】]/gu, ' ')
    .replace(/第\s*\d+\s*天.*$/u, ' ')
    .replace(/(?:假期|放假|补班|調休|调休|上班|补休|休|班)+\s*$/u, '')
    .trim();
  return (bare === '' ? text : bare).slice(0, 60);
}
