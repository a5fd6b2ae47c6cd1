import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { mostStaffingDays } from '../../shared/contract/staffing.ts';
import { Problem } from '../../shared/errors.ts';
import { localTime } from '../../shared/rules/day.ts';
import { dayOf, type SaidTime, timeOf } from '../../shared/rules/importing/times.ts';
import type { TicketOnFile } from '../../shared/rules/simulation/work-of-tickets.ts';

/** So many tickets a file may have, and services. */
const mostTickets = 200_000;
const mostServices = 100;
/** So many faults are said one by one. */
const mostFaults = 10;

/** One ticket as its row says it. Minutes of the local day. */
export interface RecordedRow {
  readonly date: string;
  readonly service: string;
  /** '': not told. */
  readonly number: string;
  readonly issued: number;
  /** Null: nobody called it. */
  readonly called: number | null;
  /** Below 0 so many windows were free; null: not told. */
  readonly ahead: number | null;
  /** Windows open for its service when it was taken; 0: not known. */
  readonly windows: number;
}

/** What is wrong in a line of the file, which counts from 1. */
export interface LineFault {
  readonly line: number;
  readonly message: string;
}

/** The tickets of a file; where it has faults, the first of them and how many there are. */
export interface RecordedText {
  readonly tickets: readonly RecordedRow[];
  readonly faults: readonly LineFault[];
  readonly faultCount: number;
}

/** How a program writes that there is nothing. */
const nothing = /^(null|none|nil|nan|nat|n\/?a|\\n|[-–—]+|无)?$/i;
const orNothing = (text: string): string => (nothing.test(text) ? '' : text);

/** A local time, and the zone behind it where there is one. */
interface ZonedTime extends SaidTime {
  readonly zone: string | null;
}

function zonedTime(text: string): ZonedTime | null {
  const [, plain = text, zone = null] =
    /^(.*:\d\d(?:[.,]\d+)?)\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)$/i.exec(text) ?? [];
  const time = timeOf(plain);
  return time === null ? null : { ...time, zone };
}

const Time = z
  .string()
  .transform(orNothing)
  .transform((text, context): ZonedTime | null => {
    const time = text === '' ? null : zonedTime(text);
    if (time === null && text !== '') context.addIssue('no time such as 08:04 or 2020-01-02 08:04');
    return time;
  });

/** The columns of recorded days; names are compared without regard to case, spaces and signs. */
const Row = z
  .object({
    date: z
      .string()
      .transform(orNothing)
      .transform((text, context): string | null => {
        const day = text === '' ? null : dayOf(text);
        if (day === null && text !== '') context.addIssue('no day such as 2020-01-02');
        return day;
      })
      .default(null),
    service: z.string().min(1, 'empty').max(200, 'longer than 200 characters'),
    number: z.string().max(200, 'longer than 200 characters').default(''),
    issued: Time,
    called: Time.default(null),
    ahead: z
      .string()
      .transform(orNothing)
      .pipe(z.string().regex(/^([+-]?\d{1,6}([.,]0*)?)?$/, 'no whole number'))
      .default(''),
    open_windows: z
      .string()
      .transform(orNothing)
      .pipe(z.string().regex(/^(\d{1,3}([.,]0*)?)?$/, 'no number of windows'))
      .default(''),
  })
  .strip();
type Column = keyof typeof Row.shape;
const columns = Object.keys(Row.shape) as Column[];

const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
const columnBy = new Map(columns.map((column) => [plainName(column), column]));

/** What separates columns: with which of the marks the heads have most of the columns. */
function separatorIn(text: string): string {
  const [heads = ''] = text.trimStart().split('\n', 1);
  const known = (mark: string): number =>
    heads.split(mark).filter((head) => columnBy.has(plainName(head))).length;
  return [',', ';', '\t', '|'].reduce((best, mark) => (known(mark) > known(best) ? mark : best));
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of a table, each with the line where it begins. @throws LinesFault where it is none */
function linesIn(text: string): Line[] {
  const lines: Line[] = [];
  let last = 0;
  try {
    parse(text, {
      delimiter: separatorIn(text),
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 20_000,
      on_record: (cells: string[], { lines: end }) => {
        const breaks = cells.reduce((all, cell) => all + cell.split('\n').length - 1, 0);
        last = end;
        if (cells.some((cell) => cell !== '')) lines.push({ line: end - breaks, cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const rest = text.split('\n').slice(last);
    const line =
      last +
      1 +
      Math.max(
        0,
        rest.findIndex((each) => each.trim() !== ''),
      );
    const isOpen = /QUOTE_NOT_CLOSED|MAX_RECORD_SIZE/.test(error.code);
    const what = isOpen ? 'is opened and not closed' : 'closes before the end of its value';
    throw new LinesFault(line, `a quote ${what}`);
  }
  return lines;
}

class LinesFault extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/**
 * Reads a text in the columns of recorded days, whatever the order, the marks between and the other columns.
 *
 * @param zone of the hall: times that say another are moved to it; null: they stand as written
 */
export function readRecordedText(text: string, zone: string | null): RecordedText {
  const faults: LineFault[] = [];
  let faultCount = 0;
  const add = (line: number, message: string): void => {
    faultCount += 1;
    if (faults.length < mostFaults) faults.push({ line, message });
  };
  const tickets: RecordedRow[] = [];
  try {
    const plain = text.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n');
    if (plain.includes('\0')) throw new LinesFault(1, 'it is no text');
    const [heads, ...lines] = linesIn(plain);
    if (heads === undefined) return { tickets, faults, faultCount };
    const places = placesOf(heads);
    if (lines.length > mostTickets)
      throw new LinesFault(1, `there are more than ${mostTickets} tickets`);
    for (const { line, cells } of lines) {
      const said = cells.findLastIndex((cell) => cell !== '') + 1;
      if (cells.length < heads.cells.length || said > heads.cells.length) {
        add(line, `it has ${cells.length} values for ${heads.cells.length} columns`);
        continue;
      }
      const read = ticketIn(places, cells, zone);
      if (typeof read === 'object') tickets.push(read);
      else add(line, read);
    }
  } catch (error) {
    if (!(error instanceof LinesFault)) throw error;
    add(error.line, error.message);
  }
  return { tickets, faults, faultCount };
}

/** Which column stands where. @throws LinesFault where one is missing or stands twice */
function placesOf({ line, cells }: Line): ReadonlyMap<Column, number> {
  const places = new Map<Column, number>();
  for (const [at, head] of cells.entries()) {
    const column = columnBy.get(plainName(head));
    if (column === undefined) continue;
    if (places.has(column)) throw new LinesFault(line, `the column ${column} stands twice`);
    places.set(column, at);
  }
  const missing = columns.filter(
    (column) => !places.has(column) && !Row.shape[column].safeParse(undefined).success,
  );
  if (missing.length > 0) throw new LinesFault(line, `there is no column ${missing.join(', ')}`);
  return places;
}

/** The ticket of a row, or what is wrong with it. */
function ticketIn(
  places: ReadonlyMap<Column, number>,
  cells: readonly string[],
  zone: string | null,
): RecordedRow | string {
  const row = Object.fromEntries([...places].map(([column, at]) => [column, cells[at]!]));
  const read = Row.safeParse(row);
  if (!read.success) {
    const [issue] = read.error.issues;
    const column = String(issue!.path[0]);
    const cell = row[column] ?? '';
    return cell === ''
      ? `${column} is empty`
      : `${column}: "${cell.slice(0, 40)}" is ${issue!.message}`;
  }
  const { service, number, ahead, open_windows } = read.data;
  if (read.data.issued === null) return 'issued is empty';
  const issued = inZone(read.data.issued, read.data.date, zone);
  const date = issued.zone === null ? (read.data.date ?? issued.day) : issued.day;
  if (date === null) return 'there is no day, neither in date nor in issued';
  if (issued.day !== null && issued.day !== date)
    return `it is of ${date}, but was issued on ${issued.day}`;
  const called = read.data.called === null ? null : inZone(read.data.called, date, zone);
  if (called !== null && (called.day ?? date) !== date)
    return `it was issued on ${date}, but called on ${called.day}`;
  if (called !== null && called.minute < issued.minute)
    return 'the ticket was called before it was issued';
  return {
    ...{ date, service, number, issued: issued.minute, called: called?.minute ?? null },
    ahead: ahead === '' ? null : Math.trunc(Number(ahead.replace(',', '.'))),
    windows: Math.trunc(Number(open_windows.replace(',', '.'))),
  };
}

/** A time that says its zone by the clock of the hall; `zone` null: nothing was moved. */
function inZone(time: ZonedTime, date: string | null, zone: string | null): ZonedTime {
  const day = time.day ?? date;
  if (time.zone === null || zone === null || day === null) return { ...time, zone: null };
  const offset = /^[zu]/i.test(time.zone) ? 0 : offsetOf(time.zone);
  const ms = Date.parse(`${day}T00:00:00Z`) + (time.minute - offset) * 60_000;
  const local = localTime(new Date(ms).toISOString(), zone);
  return { day: local.day, minute: timeOf(local.time)!.minute, zone: time.zone };
}

/** Minutes before UTC. */
function offsetOf(zone: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone)!;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/**
 * The tickets of a file of recorded days: `date,service,issued,called,open_windows`, others are ignored.
 *
 * @param zone of the hall; null: times stand as written
 * @throws Problem `bad_input` with the line of each of the first faults
 */
export function ticketsInText(text: string, zone: string | null): TicketOnFile[] {
  const refuse = (path: string, message: string): never => {
    throw new Problem('bad_input', message, { issues: [{ path, message }] });
  };
  const read = readRecordedText(text, zone);
  if (read.faultCount > 0)
    throw new Problem('bad_input', `The file has ${read.faultCount} faults`, {
      issues: read.faults.map(({ line, message }) => ({ path: String(line), message })),
    });
  const tickets = read.tickets.map(({ date: day, service, issued, called, windows }) => ({
    ...{ day, service: service.replaceAll(/\s+/g, ' '), issued, called, windows },
  }));
  if (tickets.length === 0) refuse('1', 'has no tickets');
  if (new Set(tickets.map((t) => t.day)).size > mostStaffingDays)
    refuse('1', `has more than ${mostStaffingDays} days`);
  if (new Set(tickets.map((t) => t.service)).size > mostServices)
    refuse('1', `has more than ${mostServices} services`);
  return tickets;
}
