import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { groupBy } from '../../shared/rules/groups.ts';
import { textIn } from '../upload.ts';
import { type RecordedRow, readRecordedText } from './recorded-text.ts';

/** One ticket of a file of recorded days. Minutes of the local day. */
export type RecordedTicket = Omit<RecordedRow, 'ahead'> & {
  /** Below 0 so many windows were free. */
  readonly ahead: number;
};

/** Why a file cannot be read, a sentence for each fault, for whoever gave it. */
export class FileFault extends Error {}

/** Bytes a packed file may unfold to. */
const mostBytes = 256 * 1024 * 1024;

/** The text of a file, packed (`.gz`) or not. @throws FileFault */
export function textOf(file: string): string {
  try {
    const found = readFileSync(file);
    const isPacked = found[0] === 0x1f && found[1] === 0x8b;
    return textIn(isPacked ? gunzipSync(found, { maxOutputLength: mostBytes }) : found);
  } catch (error) {
    throw new FileFault(`${file} cannot be read: ${messageOf(error)}`);
  }
}

/**
 * Reads a file in the columns of recorded days (`.csv`, also `.csv.gz`); it may have no tickets.
 *
 * @param zone of the hall: times that say another are moved to it; null: they stand as written
 * @throws FileFault
 */
export function readRecordedTickets(file: string, zone: string | null = null): RecordedTicket[] {
  const { tickets, faults, faultCount } = readRecordedText(textOf(file), zone);
  if (faultCount > 0) throw faultsIn(file, faults, faultCount);
  return withAhead(tickets);
}

/** The first faults of a file, one a line, and how many more there are. */
export function faultsIn(
  file: string,
  faults: readonly { readonly line: number | string; readonly message: string }[],
  count: number,
): FileFault {
  const said = faults.map(({ line, message }) => `${file}, line ${line}: ${message}.`);
  const more = count - faults.length;
  return new FileFault([...said, ...(more > 0 ? [`… and ${more} more.`] : [])].join('\n'));
}

/** Who is called in the minute of the ticket found a free window, as far as such a file can tell. */
function withAhead(tickets: readonly RecordedRow[]): RecordedTicket[] {
  const lines = new Map<string, RecordedRow[]>();
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
