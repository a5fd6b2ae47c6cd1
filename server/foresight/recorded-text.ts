import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { mostStaffingDays } from '../../shared/contract/staffing.ts';
import { Problem } from '../../shared/errors.ts';
import type { TicketOnFile } from '../../shared/rules/simulation/work-of-tickets.ts';

/** So many tickets a file may have, and services. */
const mostTickets = 200_000;
const mostServices = 100;

/** A time of the local day, in minutes of it. */
export const Time = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'a time as HH:MM')
  .transform((time) => {
    const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
    return hours * 60 + minutes + seconds / 60;
  });
export const TimeOrNever = z.union([z.literal('').transform(() => null), Time]);

/** What separates columns: whatever the heads have most of. Some programs write semicolons or tabs. */
function separatorIn(text: string): string {
  const [heads = ''] = text.split(/\r\n|\r|\n/, 1);
  const countOf = (mark: string): number => heads.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (countOf(mark) > countOf(best) ? mark : best));
}

/** Rows by their heads, which may be written large or small. @throws where it is no table */
export const rowsIn = (text: string): Record<string, string>[] =>
  parse<Record<string, string>>(text, {
    columns: (heads: string[]) => heads.map((head) => head.trim().toLowerCase()),
    delimiter: separatorIn(text),
    bom: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
  });

/** The columns of recorded days, as far as they are looked at here. */
const Row = z.object({
  date: z.iso.date(),
  service: z.string().min(1).max(200),
  issued: Time,
  called: TimeOrNever.default(null),
  open_windows: z.coerce.number().int().min(0).max(999).default(0),
});

/**
 * The tickets of a file of recorded days: `date,service,issued,called,open_windows`, others are ignored.
 *
 * @throws Problem `bad_input` with the line of each of the first faults
 */
export function ticketsInText(text: string): TicketOnFile[] {
  const refuse = (path: string, message: string): never => {
    throw new Problem('bad_input', message, { issues: [{ path, message }] });
  };
  let rows: Record<string, string>[];
  try {
    rows = rowsIn(text);
  } catch {
    return refuse('1', 'is no table of comma-separated values');
  }
  if (rows.length === 0) refuse('1', 'has no tickets');
  if (rows.length > mostTickets) refuse('1', `has more than ${mostTickets} tickets`);
  const issues: { path: string; message: string }[] = [];
  const tickets = rows.flatMap((row, i): TicketOnFile[] => {
    const read = Row.safeParse(row);
    if (read.success) {
      const { date: day, service, issued, called, open_windows: windows } = read.data;
      return [{ day, service: service.replaceAll(/\s+/g, ' '), issued, called, windows }];
    }
    const [issue] = read.error.issues;
    if (issues.length < 20)
      issues.push({ path: String(i + 2), message: `${String(issue!.path[0])}: ${issue!.message}` });
    return [];
  });
  if (issues.length > 0) throw new Problem('bad_input', 'The file has faults', { issues });
  if (new Set(tickets.map((t) => t.day)).size > mostStaffingDays)
    refuse('1', `has more than ${mostStaffingDays} days`);
  if (new Set(tickets.map((t) => t.service)).size > mostServices)
    refuse('1', `has more than ${mostServices} services`);
  return tickets;
}
