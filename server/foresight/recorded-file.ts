import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { groupBy } from '../../shared/rules/groups.ts';
import { rowsIn, Time, TimeOrNever } from './recorded-text.ts';

/** One ticket of a file of recorded days. Minutes of the local day. */
export interface RecordedTicket {
  readonly date: string;
  readonly service: string;
  readonly number: string;
  readonly issued: number;
  /** Null: nobody called it. */
  readonly called: number | null;
  /** Below 0 so many windows were free. */
  readonly ahead: number;
  readonly windows: number;
}

/** Why a file cannot be read, in one sentence for whoever gave it. */
export class FileFault extends Error {}

const Row = z.object({
  date: z.iso.date(),
  service: z.string().min(1),
  number: z.string(),
  issued: Time,
  called: TimeOrNever,
  /** Where it is not told, those who came before and were not called yet are counted. */
  ahead: z
    .string()
    .regex(/^(-?\d+)?$/)
    .optional(),
  open_windows: z.string().regex(/^\d*$/).optional(),
});

/** The text of a file, packed (`.gz`) or not. @throws FileFault */
export function textOf(file: string): string {
  try {
    const found = readFileSync(file);
    const bytes = found[0] === 0x1f && found[1] === 0x8b ? gunzipSync(found) : found;
    // What is no UTF-8 comes from a spreadsheet on a Chinese Windows.
    return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'gb18030').decode(bytes);
  } catch (error) {
    throw new FileFault(`${file} cannot be read: ${messageOf(error)}`);
  }
}

/** Reads a file in the columns of recorded days (`.csv`, also `.csv.gz`). @throws FileFault */
export function readRecordedTickets(file: string): RecordedTicket[] {
  const text = textOf(file);
  let rows: Record<string, string>[];
  try {
    rows = rowsIn(text);
  } catch (error) {
    throw new FileFault(`${file} is no table of comma-separated values: ${messageOf(error)}`);
  }
  if (rows.length === 0) throw new FileFault(`${file} has no tickets.`);
  const missing = Object.entries(Row.shape).flatMap(([column, shape]) =>
    column in rows[0]! || shape.safeParse(undefined).success ? [] : [column],
  );
  if (missing.length > 0) throw new FileFault(`${file} has no column ${missing.join(', ')}.`);
  const tickets = rows.map((row, i) => ticketIn(row, `${file}, line ${i + 2}`));
  return withAhead(tickets);
}

type Read = Omit<RecordedTicket, 'ahead'> & { readonly ahead: number | null };

function ticketIn(row: Record<string, string>, where: string): Read {
  const read = Row.safeParse(row);
  if (!read.success) {
    const column = String(read.error.issues[0]!.path[0]);
    throw new FileFault(`${where}: "${row[column] ?? ''}" is no ${column}.`);
  }
  const { date, service, number, issued, called, ahead = '', open_windows } = read.data;
  if (called !== null && called < issued)
    throw new FileFault(`${where}: the ticket was called before it was issued.`);
  return {
    ...{ date, service, number, issued, called },
    ahead: ahead === '' ? null : Number(ahead),
    windows: Number(open_windows ?? 0),
  };
}

/** Who is called in the minute of the ticket found a free window, as far as such a file can tell. */
function withAhead(tickets: readonly Read[]): RecordedTicket[] {
  const lines = new Map<string, Read[]>();
  const missing = tickets.some(({ ahead }) => ahead === null);
  if (missing)
    for (const [line, own] of groupBy(tickets, ({ date, service }) => `${date} ${service}`))
      lines.set(
        line,
        [...own].sort((a, b) => a.issued - b.issued),
      );
  return tickets.map((ticket): RecordedTicket => {
    const { date, service, issued, called, ahead } = ticket;
    if (ahead !== null) return { ...ticket, ahead };
    if (called === issued) return { ...ticket, ahead: -1 };
    const line = lines.get(`${date} ${service}`)!;
    const before = line.slice(0, line.indexOf(ticket));
    const waiting = before.filter((other) => (other.called ?? Infinity) > issued);
    return { ...ticket, ahead: waiting.length };
  });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');
