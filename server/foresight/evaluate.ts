import { writeFileSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { type Figures, Judgement } from '../../shared/rules/foresight/judge.ts';
import { leastCalls } from '../../shared/rules/foresight/fit.ts';
import { groupBy } from '../../shared/rules/groups.ts';
import { type Prediction, predictDays } from './predict.ts';
import { FileFault, readRecordedTickets, type RecordedTicket } from './recorded-file.ts';

/** What `npm run foresight -- evaluate` was asked for. */
export interface EvaluateWish {
  /** None: the days are said by what they themselves have shown. */
  readonly history: string | undefined;
  readonly days: string;
  readonly out: string | undefined;
  /** Fit on the history only, not on each day that is over. */
  readonly fixed: boolean;
  /** Days to leave out of both files. */
  readonly without: readonly string[];
  /** Of the hall, such as `Asia/Shanghai`: times that say another are moved to it. None: they stand as written. */
  readonly zone?: string | undefined;
}

/**
 * Predicts the days of one file from those of another and says how good that was, and what nobody can say.
 *
 * @returns the lines to print
 * @throws FileFault
 */
export function evaluate({ history, days, out, fixed, without, zone }: EvaluateWish): string[] {
  const read = (file: string): RecordedTicket[] =>
    readRecordedTickets(file, zoneOf(zone)).filter(({ date }) => !without.includes(date));
  const before = history === undefined ? [] : read(history);
  const after = read(days);
  const predictions = predictDays(before, after, fixed);
  if (out !== undefined) write(out, predictions);
  if (after.length === 0) return [`${days} has no tickets to predict: there is nothing to judge.`];
  const oldest = oldestOf(after);
  const past = before.filter(({ date }) => date < oldest);
  return [...withoutHistory(past, after), ...leftOut(before, after), ...judged(predictions, past)];
}

function zoneOf(zone: string | undefined): string | null {
  if (zone === undefined) return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    throw new FileFault(`--zone: "${zone}" is no time zone such as Asia/Shanghai.`);
  }
}

/** Of days before which there is no day, or too little of a service, how far the rule goes. */
function withoutHistory(
  past: readonly RecordedTicket[],
  after: readonly RecordedTicket[],
): string[] {
  const oldest = oldestOf(after);
  if (past.length === 0)
    return [
      `The history has no day before ${oldest}, on which the days begin: that day is said by the usual pace of any hall and by its own calls until then.`,
    ];
  const calls = groupBy(
    past.filter(({ called }) => called !== null),
    (t) => t.service,
  );
  const few = [...new Set(after.map((t) => t.service))]
    .filter((service) => (calls.get(service)?.length ?? 0) < leastCalls)
    .sort();
  if (few.length === 0) return [];
  const named =
    few.slice(0, 5).join('; ') + (few.length > 5 ? `; … and ${few.length - 5} more` : '');
  return [
    `Services with fewer than ${leastCalls} calls in the history before ${oldest}, of which the hall would say no number until there are: ${named}.`,
  ];
}

const oldestOf = (tickets: readonly RecordedTicket[]): string =>
  tickets.reduce((first, { date }) => (date < first ? date : first), '9999');

/** Of a history that goes on into the days, what is not used as it stands. */
function leftOut(before: readonly RecordedTicket[], after: readonly RecordedTicket[]): string[] {
  const tried = new Set(after.map(({ date }) => date));
  const oldest = oldestOf(after);
  const late = [...new Set(before.map(({ date }) => date))].filter((date) => date >= oldest);
  if (late.length === 0) return [];
  const both = late.filter((date) => tried.has(date)).length;
  return [
    `${late.length} days of the history are not before the days (${both} are in both files): each day is said by the days before it only.`,
  ];
}

function write(file: string, predictions: readonly Prediction[]): void {
  const text = stringify(
    predictions.map(({ ticket: { date, service, number }, said }) => [
      ...[date, service, number],
      ...[said.p50.toFixed(2), said.p90.toFixed(2)],
    ]),
    { header: true, columns: ['date', 'service', 'number', 'p50', 'p90'] },
  );
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new FileFault(`${file} cannot be written: ${(error as Error).message}`);
  }
}

/** How good predictions were, by service: only of those who had nobody, or somebody, before them. */
export function judgePredictions(
  predictions: readonly Prediction[],
  history: readonly RecordedTicket[],
): { readonly all: Figures; readonly first: Figures; readonly services: Map<string, Figures> } {
  const usual = new Map(
    [...groupBy(history.filter(counts), (t) => t.service)].map(([service, own]) => [
      service,
      own.reduce((sum, t) => sum + (t.called! - t.issued), 0) / own.length,
    ]),
  );
  const all = new Judgement();
  const first = new Judgement();
  const services = new Map<string, Judgement>();
  for (const { ticket, said } of predictions) {
    if (!counts(ticket)) continue;
    const { service, called, issued, ahead } = ticket;
    const wait = called! - issued;
    const outcome = { ...said, wait, left: false, usual: usual.get(service) ?? null };
    const own = services.get(service) ?? new Judgement();
    services.set(service, own);
    for (const each of ahead === 0 ? [all, first, own] : [all, own]) each.add(outcome);
  }
  const figures = [...services].map(([name, own]) => [name, own.figures()] as const);
  return { all: all.figures(), first: first.figures(), services: new Map(figures) };
}

/** Below 0 a window was free: no wait was to be foreseen. Nobody knows when an uncalled one left. */
const counts = ({ ahead, called }: RecordedTicket): boolean => ahead >= 0 && called !== null;

function judged(predictions: readonly Prediction[], history: readonly RecordedTicket[]): string[] {
  const { all, first, services } = judgePredictions(predictions, history);
  const free = predictions.filter(({ ticket }) => ticket.ahead < 0).length;
  const lines = [
    `${predictions.length} tickets, ${all.count} of them with a wait to be foreseen (called, ahead 0 or more); ${free} found a free window, ${predictions.length - free - all.count} were never called. Minutes.`,
  ];
  if (all.count === 0)
    return [...lines, 'No ticket had a wait to be foreseen: there is nothing to judge.'];
  const usual = [...services.values()].filter(({ skill }) => skill === null).length;
  return [
    ...lines,
    line('service', ['tickets', 'MAE', 'bias', 'in P90', 'pinball', 'skill']),
    ...[...services].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, own]) => row(name, own)),
    row('nobody ahead', first),
    row('all', all),
    ...(usual === 0
      ? []
      : [
          `${usual} of ${services.size} services have no skill (–): the history has no wait of theirs to compare with, or it was right each time.`,
        ]),
  ];
}

function row(
  name: string,
  { count, error, bias, within, withinOf, pinball, skill }: Figures,
): string {
  return line(name, [
    String(count),
    ...[error, bias].map((minutes) => rounded(minutes, 1)),
    withinOf === 0 ? '–' : `${((100 * within) / withinOf).toFixed(1)} %`,
    rounded(pinball, 2),
    rounded(skill, 2),
  ]);
}

/** What is rounded to nothing has no sign. */
function rounded(value: number | null, digits: number): string {
  const text = value?.toFixed(digits);
  return text === undefined ? '–' : text.replace(/^-(?=[0.]+$)/, '');
}

const line = (name: string, cells: readonly string[]): string =>
  `${name.slice(0, 44).padEnd(44)}${cells.map((cell) => cell.padStart(9)).join('')}`;
