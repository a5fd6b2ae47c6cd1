import type { CellValue } from 'hucre/xlsx';
import type { FaultCode, FaultFacts } from '../../shared/faults.ts';

/** What a cell says; `undefined` inside: it is blank. */
export type Said =
  { readonly value: unknown } | { readonly fault: FaultCode; readonly facts?: FaultFacts };

/** How a value of the document stands in a cell, and how a cell is read. */
export interface Codec {
  readonly write: (value: never) => CellValue;
  readonly read: (cell: CellValue) => Said;
  /** Chosen from these. */
  readonly choices?: readonly string[];
  /** Typed digits stay as they are typed: a code "007". */
  readonly asText?: true;
}

const blank: Said = { value: undefined };

/** As people type it: digits and signs of full width are those of half width. */
function plain(cell: CellValue): string {
  return textOf(cell).normalize('NFKC').trim();
}
/** The text as it stands; a date as its day, a number without a row of zeros. */
function textOf(cell: CellValue): string {
  if (cell === null) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString();
  return String(cell);
}
const listSigns = /[、，,;；\s]+/u;
const parts = (cell: CellValue): string[] => plain(cell).split(listSigns).filter(Boolean);

/** Words that visitors read: exactly as they were written. */
export const words: Codec = {
  write: (value: string) => value,
  read: (cell) => {
    const text = textOf(cell).replaceAll('\r\n', '\n').trim();
    return text === '' ? blank : { value: text };
  },
};

/** An instant: told in the hall's own time, so that only who knows the hall can say how (`instants.ts`). */
export const moment: Codec = { ...words, asText: true };

/** A code or another word of letters and digits. */
export const code: Codec = {
  asText: true,
  write: (value: string) => value,
  read: (cell) => {
    const text = plain(cell);
    return text === '' ? blank : { value: text };
  },
};
export const capitals: Codec = {
  ...code,
  read: (cell) => {
    const text = plain(cell).toUpperCase();
    return text === '' ? blank : { value: text };
  },
};

export const wholeNumber: Codec = {
  write: (value: number) => value,
  read: (cell) => {
    const text = plain(cell);
    if (text === '') return blank;
    return /^-?\d{1,12}(\.0+)?$/.test(text)
      ? { value: Number(text) }
      : { fault: 'not_whole_number' };
  },
};

/** A number with a point, as coordinates are. */
export const decimal: Codec = {
  write: (value: number) => value,
  read: (cell) => {
    const text = plain(cell).replace(/°$/, '');
    if (text === '') return blank;
    return /^-?\d{1,6}(\.\d{1,15})?$/.test(text)
      ? { value: Number(text) }
      : { fault: 'not_a_number' };
  },
};

const yes = new Set(['是', '有', '对', 'TRUE', 'YES', 'Y', '1', '√', '✓', '✔']);
const no = new Set(['否', '无', '不', 'FALSE', 'NO', 'N', '0', '×', '✗', '✘', 'X']);
export const yesNo: Codec = {
  choices: ['是', '否'],
  write: (value: boolean) => (value ? '是' : '否'),
  read: (cell) => {
    const text = plain(cell).toUpperCase();
    if (text === '') return blank;
    if (yes.has(text)) return { value: true };
    return no.has(text) ? { value: false } : { fault: 'not_yes_no' };
  },
};

/** One of a list, by its Chinese name; its code is understood too. */
export function choice(names: Readonly<Record<string, string>>): Codec {
  const values = new Map(
    Object.entries(names).flatMap(([value, name]) => [
      [name, value],
      [value, value],
    ]),
  );
  const choices = Object.values(names);
  return {
    choices,
    write: (value: string) => names[value] ?? value,
    read: (cell) => {
      const text = plain(cell);
      if (text === '') return blank;
      const value = values.get(text);
      return value === undefined
        ? { fault: 'not_one_of', facts: { values: choices.join('、') } }
        : { value };
    },
  };
}

/** Several of a list, by their Chinese names. */
export function choices(names: Readonly<Record<string, string>>): Codec {
  const one = choice(names);
  return {
    asText: true,
    write: (value: readonly string[]) => value.map((each) => names[each] ?? each).join('、'),
    read: (cell) => {
      const value: unknown[] = [];
      for (const part of parts(cell)) {
        const said = one.read(part);
        if ('fault' in said) return said;
        value.push(said.value);
      }
      return value.length === 0 ? blank : { value };
    },
  };
}

/** Codes in one cell. */
export const codes: Codec = {
  asText: true,
  write: (value: readonly string[]) => value.join('、'),
  read: (cell) => {
    const value = parts(cell);
    return value.length === 0 ? blank : { value };
  },
};

/** Whole numbers in one cell; 1-4 is a range. */
export const numbers: Codec = {
  asText: true,
  write: (value: readonly number[]) => value.join('、'),
  read: (cell) => {
    const value: number[] = [];
    for (const part of parts(cell)) {
      const [, from, to = from] = /^(\d{1,4})(?:[-–—~～至](\d{1,4}))?$/.exec(part) ?? [];
      if (from === undefined || Number(to) - Number(from) > 999) return { fault: 'not_numbers' };
      for (let n = Number(from); n <= Number(to); n++) value.push(n);
    }
    return value.length === 0 ? blank : { value };
  },
};

/** Everyday words: one a line where one of them has a comma in it. */
export const aliases: Codec = {
  write: (value: readonly string[]) =>
    value.some((each) => /[、，,;；\n]/u.test(each)) ? `${value.join('\n')}\n` : value.join('、'),
  read: (cell) => {
    const text = textOf(cell);
    const value = text
      .split(text.includes('\n') ? '\n' : /[、，,;；]/u)
      .map((each) => each.trim())
      .filter(Boolean);
    return value.length === 0 ? blank : { value };
  },
};

/** Positions of steps, counted from 1; `不限`: after no other. */
export const afterSteps: Codec = {
  asText: true,
  write: (value: readonly number[]) => (value.length === 0 ? '不限' : value.join('、')),
  read: (cell) => (/^(不限|无|任意|随时)$/.test(plain(cell)) ? { value: [] } : numbers.read(cell)),
};

const dayNames = ['一', '二', '三', '四', '五', '六', '日'] as const;
const dayOf = (name: string): number =>
  name === '天' || name === '7'
    ? 7
    : Math.max(0, dayNames.indexOf(name as '一') + 1) || Number(name);
/** ISO weekdays: 一、二、三; 周一至周五. */
export const weekdays: Codec = {
  write: (value: readonly number[]) => value.map((day) => dayNames[day - 1] ?? day).join('、'),
  read: (cell) => {
    const text = plain(cell).replace(/星期|周|週|礼拜/gu, '');
    const value: number[] = [];
    for (const part of text.split(listSigns).filter(Boolean)) {
      const range = /^([一二三四五六日天1-7])[-–—~至到]([一二三四五六日天1-7])$/u.exec(part);
      const [from, to] = range === null ? [1, 0] : [dayOf(range[1]!), dayOf(range[2]!)];
      if (range === null && !/^[一二三四五六日天1-7]+$/u.test(part))
        return { fault: 'not_weekdays' };
      if (range === null) value.push(...[...part].map(dayOf));
      for (let day = from; day <= to; day++) value.push(day);
    }
    return value.length === 0 ? blank : { value };
  },
};

/** A time of day: as text, or as a cell of a time. */
export const timeOfDay: Codec = {
  asText: true,
  write: (value: string) => value,
  read: (cell) => {
    if (cell instanceof Date) return { value: cell.toISOString().slice(11, 16) };
    if (typeof cell === 'number' && cell >= 0 && cell < 1) {
      const minutes = Math.round(cell * 24 * 60) % (24 * 60);
      return { value: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` };
    }
    const text = plain(cell);
    if (text === '') return blank;
    const [, hour, minute = '00'] = /^(\d{1,2})(?:[:时点](\d{2})?分?)(?::00)?$/u.exec(text) ?? [];
    if (hour === undefined || Number(hour) > 24 || Number(minute) > 59)
      return { fault: 'not_a_time' };
    // 24:00 is the midnight that ends the day.
    return { value: `${two(Number(hour) % 24)}:${minute}` };
  },
};

/** A day: as text in the usual ways, or as a cell of a date. */
export const day: Codec = {
  asText: true,
  write: (value: string) => value,
  read: (cell) => {
    const text = plain(cell);
    if (text === '') return blank;
    const value = dayIn(cell instanceof Date ? cell.toISOString().slice(0, 10) : text);
    return value === null ? { fault: 'not_a_day' } : { value };
  },
};

/** YYYY-MM-DD of a day as people write it; null: it is none. */
export function dayIn(text: string): string | null {
  // The number of a day where the cell has lost its form: 46,023 is 1 January 2026.
  if (/^\d{5}$/.test(text))
    return new Date(Date.UTC(1899, 11, 30) + Number(text) * 86_400_000).toISOString().slice(0, 10);
  const [, y, m, d] =
    /^(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?$/u.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    [];
  if (y === undefined) return null;
  const value = `${y}-${two(Number(m))}-${two(Number(d))}`;
  const date = new Date(`${value}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value ? null : value;
}

const two = (n: number): string => String(n).padStart(2, '0');
