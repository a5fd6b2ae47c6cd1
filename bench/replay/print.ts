import type { Spread } from '../../shared/contract/report.ts';
import { complaints, type Replayed } from './replay-day.ts';

/** Where the recorded days come from; to be shown with every figure of them. */
export const source =
  'Source: City of Warsaw, open data on queues (api.um.warszawa.pl), taken January 2020 by the kolejkeR project, processed: tickets and waits are rebuilt from five-minute snapshots, not recorded.';

const minutes = (seconds: number | null): string =>
  seconds === null ? '–' : (seconds / 60).toFixed(1);

/** The day's report as a table, then the checks. */
export function printDay(day: Replayed): void {
  const { report } = day;
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  say(`\n${day.date}: ${day.report.queues.length} queues, ${day.windows} windows`);
  say(
    row('queue', [
      'taken',
      'done',
      'missed',
      'expired',
      'wait min',
      'P90',
      'max',
      'handling',
      'P90',
    ]),
  );
  const line = (name: string, f: Figures): void =>
    say(
      row(name, [
        f.taken,
        f.done,
        f.missed,
        f.expired,
        minutes(f.wait.mean),
        minutes(f.wait.p90),
        minutes(f.wait.max),
        minutes(f.handling.mean),
        minutes(f.handling.p90),
      ]),
    );
  for (const queue of report.queues) line(`${queue.prefix} ${queue.name['zh-Hans']}`, queue);
  line('all tickets', report.total);
  const { total } = report;
  say(
    `  tickets in the file ${day.inFile}, taken ${total.taken}, done ${total.done}, missed ${total.missed}, cancelled ${total.cancelled}, expired ${total.expired}; ${report.ok ? 'reconciled' : 'NOT RECONCILED'}`,
  );
  say(
    `  tickets called twice ${day.calledTwice}, numbers doubled ${day.numbersDoubled}, left out ${day.numbersLeftOut}, calls that the board did not show ${day.unseen} of ${day.calls}`,
  );
  say(
    `  wait in minutes: mean ${minutes(total.wait.mean)}, P90 ${minutes(total.wait.p90)}; in the file (rebuilt): mean ${minutes(day.fileWait.mean)}, P90 ${minutes(day.fileWait.p90)}`,
  );
  if (day.mix !== null)
    say(
      `  mixed in (the pace is the windows' own): ${Object.entries(day.mix)
        .map(([what, count]) => `${what} ${count}`)
        .join(', ')}`,
    );
  say(`  replayed in ${day.seconds.toFixed(1)} s`);
  for (const complaint of complaints(day)) say(`  WRONG: ${complaint}`);
}

interface Figures {
  readonly taken: number;
  readonly done: number;
  readonly missed: number;
  readonly expired: number;
  readonly wait: Spread;
  readonly handling: Spread;
}

function row(name: string, cells: readonly (string | number)[]): string {
  return `  ${name.slice(0, 48).padEnd(48)}${cells.map((c) => String(c).padStart(9)).join('')}`;
}
