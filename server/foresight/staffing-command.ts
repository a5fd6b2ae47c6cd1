import { costText } from '../../shared/staffing-words.ts';
import { staffQueue } from '../../shared/rules/simulation/staffing.ts';
import { workOfTickets } from '../../shared/rules/simulation/work-of-tickets.ts';
import { Problem } from '../../shared/errors.ts';
import { faultsIn, FileFault, textOf } from './recorded-file.ts';
import { ticketsInText } from './recorded-text.ts';
import { staffingRow } from './staffing-row.ts';

export interface StaffingOfFile {
  readonly file: string;
  /** Only of this day, and of services whose name has this in it. */
  readonly date?: string | undefined;
  readonly service?: string | undefined;
  /** The share that is called within so many minutes. */
  readonly share: number;
  readonly minutes: number;
  readonly draws: number;
  readonly seed: number;
}

const percent = (value: number | null): string =>
  value === null ? '–' : `${Math.round(100 * value)} %`;

/** Windows by half-hour and service for recorded days, beside Erlang C, as lines. @throws FileFault */
export function staffingOfFile(wish: StaffingOfFile): string[] {
  const { file, date, service: part, ...aim } = wish;
  if (!(aim.share > 0 && aim.share < 1))
    throw new FileFault('--share is more than 0, less than 1.');
  if (!(aim.minutes >= 0 && aim.draws >= 1))
    throw new FileFault('--minutes and --draws are numbers of 0 and of 1 or more.');
  const tickets = ticketsOf(file).filter(
    ({ day, service }) =>
      (date === undefined || day === date) && (part === undefined || service.includes(part)),
  );
  const days = new Set(tickets.map(({ day }) => day)).size;
  const lines = [
    `${days} days, ${tickets.length} tickets; ${percent(aim.share)} within ${aim.minutes} minutes; waits and handling are rebuilt, not recorded`,
  ];
  for (const [service, work] of workOfTickets(tickets)) {
    lines.push(
      `\n${service}`,
      `${'time'.padEnd(12)} visitors  minutes  needed  in time  open  in time  Erlang C`,
    );
    for (const plan of staffQueue(work, aim)) {
      const row = staffingRow(plan, null);
      const cells = [
        `${row.from}–${row.to}`.padEnd(12),
        row.visitors.toFixed(1).padStart(8),
        row.handling.toFixed(1).padStart(8),
        String(row.windows).padStart(7),
        percent(row.share).padStart(8),
        String(row.asWas?.windows ?? '–').padStart(5),
        percent(row.asWas?.share ?? null).padStart(8),
        String(row.erlang).padStart(9),
      ];
      lines.push(`${cells.join(' ')}   ${costText(row, aim.minutes).en}`);
    }
  }
  return lines;
}

function ticketsOf(file: string) {
  try {
    return ticketsInText(textOf(file), null);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const faults = (error.extra.issues ?? []).map(({ path, message }) => ({ line: path, message }));
    throw faultsIn(file, faults, faults.length);
  }
}
