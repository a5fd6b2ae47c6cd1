import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Temporal } from 'temporal-polyfill';

export const recordedZone = 'Europe/Warsaw';

/** One ticket of a recorded day; instants are ISO 8601 UTC. */
export interface RecordedTicket {
  readonly issued: string;
  readonly called: string;
  /** How many windows were open for its service when it was taken. */
  readonly openWindows: number;
}

export interface RecordedService {
  readonly name: string;
  /** In the order of their numbers, which is that of their issue and of their call. */
  readonly tickets: readonly RecordedTicket[];
}

/** A day of a real hall, rebuilt from five-minute snapshots. */
export interface RecordedDay {
  readonly date: string;
  readonly services: readonly RecordedService[];
}

interface Row {
  readonly date: string;
  readonly service: string;
  readonly number: string;
  readonly issued: string;
  readonly called: string;
  readonly open_windows: string;
}

/** Reads the days of a file, oldest first. @throws Error where the file cannot be read */
export function readRecordedDays(file: string): RecordedDay[] {
  const rows = parse<Row>(readFileSync(file), { columns: true, bom: true });
  const days = new Map<string, Map<string, Row[]>>();
  for (const row of rows) {
    const services = days.get(row.date) ?? new Map<string, Row[]>();
    days.set(row.date, services);
    const ofService = services.get(row.service) ?? [];
    services.set(row.service, ofService);
    ofService.push(row);
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, services]) => ({
      date,
      services: [...services].map(([name, list]) => ({
        name: name.trim().replaceAll(/\s+/g, ' '),
        tickets: list
          .sort((a, b) => Number(a.number) - Number(b.number))
          .map((row) => ({
            issued: instantOf(row.date, row.issued),
            called: instantOf(row.date, row.called),
            // Tickets were called while the snapshot said 0: somebody was there.
            openWindows: Math.max(1, Number(row.open_windows)),
          })),
      })),
    }));
}

/** Local time of the recorded hall, as UTC. */
function instantOf(date: string, time: string): string {
  return Temporal.PlainDateTime.from(`${date}T${time}`)
    .toZonedDateTime(recordedZone)
    .toInstant()
    .toString({ smallestUnit: 'millisecond' });
}
