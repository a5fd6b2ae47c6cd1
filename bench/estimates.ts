import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { estimateWait, type Pace, turnSeconds } from '../shared/rules/estimate.ts';

/**
 * How far the wait estimates are off on real days: `npm run bench -- estimates <csv>…`.
 * The history of each queue comes from the first five days of a file, the last three are predicted:
 * mean absolute error in minutes and the share of waits within P90, beside two plain predictors.
 * The waits in these files are rebuilt from five-minute snapshots, not recorded.
 */
interface Row {
  readonly day: string;
  readonly queue: string;
  readonly issued: number;
  readonly called: number;
  readonly ahead: number;
  readonly idle: number;
  readonly windows: number;
}

const secondsOf = (time: string): number =>
  Number(time.slice(0, 2)) * 3600 + Number(time.slice(3, 5)) * 60;
const daysFitted = 5;
const recentCalls = 20;

function read(file: string): Row[] {
  const rows = parse<Record<string, string>>(readFileSync(file, 'utf8'), { columns: true });
  return rows.map((r) => ({
    day: r['date']!,
    queue: r['service']!,
    issued: secondsOf(r['issued']!),
    called: secondsOf(r['called']!),
    ahead: Math.max(0, Number(r['ahead'])),
    // Below zero the file counts the windows that were free.
    idle: Math.max(0, -Number(r['ahead'])),
    windows: Math.max(1, Number(r['open_windows'])),
  }));
}

/** The turns that a day shows: gaps between calls while the next was waiting, times the windows open. */
function turnsOf(day: readonly Row[]): { at: number; seconds: number }[] {
  const calls = [...day].sort((a, b) => a.called - b.called);
  // Calls of one snapshot share the time since the snapshot before.
  const turns: { at: number; seconds: number }[] = [];
  for (let i = 0; i < calls.length;) {
    let j = i;
    while (j < calls.length && calls[j]!.called === calls[i]!.called) j += 1;
    const before = calls[i - 1];
    const waited = calls
      .slice(i, j)
      .filter((c) => before !== undefined && c.issued <= before.called);
    if (before !== undefined && waited.length > 0) {
      const gap = (calls[i]!.called - before.called) / waited.length;
      for (const c of waited) turns.push({ at: c.called, seconds: gap * c.windows });
    }
    i = j;
  }
  return turns;
}

const pace = (turns: readonly { seconds: number }[]): Pace => ({
  calls: turns.length,
  seconds: turns.reduce((sum, t) => sum + t.seconds, 0),
});
const mean = (values: readonly number[]): number =>
  values.reduce((sum, v) => sum + v, 0) / values.length;

interface Figures {
  readonly queue: string;
  readonly count: number;
  readonly rule: number;
  readonly ofMean: number;
  readonly ofLast: number;
  readonly within: number;
}

function evaluate(queue: string, rows: readonly Row[], days: readonly string[]): Figures | null {
  const of = (day: string): Row[] => rows.filter((r) => r.day === day);
  const fitted = days.slice(0, daysFitted);
  const history = pace(fitted.flatMap((day) => turnsOf(of(day))));
  const usual = mean(fitted.flatMap((day) => of(day).map((r) => r.called - r.issued)));
  const errors: { rule: number; mean: number; last: number; within: boolean }[] = [];
  for (const day of days.slice(daysFitted)) {
    const today = of(day);
    const turns = turnsOf(today);
    const byCall = [...today].sort((a, b) => a.called - b.called);
    for (const row of today) {
      const recent = pace(turns.filter((t) => t.at <= row.issued).slice(-recentCalls));
      const estimate = estimateWait(
        row.ahead,
        { open: row.windows, idle: row.idle },
        turnSeconds(recent, history),
      );
      if (estimate === null) continue;
      const wait = row.called - row.issued;
      const last = byCall.filter((r) => r.called <= row.issued && r !== row).at(-1);
      errors.push({
        rule: Math.abs(wait - estimate.p50),
        mean: Math.abs(wait - usual),
        last: Math.abs(wait - (last === undefined ? usual : last.called - last.issued)),
        within: wait <= estimate.p90,
      });
    }
  }
  if (errors.length === 0) return null;
  return {
    queue,
    count: errors.length,
    rule: mean(errors.map((e) => e.rule)) / 60,
    ofMean: mean(errors.map((e) => e.mean)) / 60,
    ofLast: mean(errors.map((e) => e.last)) / 60,
    within: errors.filter((e) => e.within).length / errors.length,
  };
}

const line = (f: Figures): string =>
  [
    f.queue.slice(0, 44).padEnd(44),
    String(f.count).padStart(6),
    f.rule.toFixed(1).padStart(7),
    f.ofMean.toFixed(1).padStart(7),
    f.ofLast.toFixed(1).padStart(7),
    `${(100 * f.within).toFixed(0)} %`.padStart(7),
  ].join(' ');

/** Prints the figures of one file of real days. */
export function estimatesOf(file: string): void {
  const rows = read(file);
  const days = [...new Set(rows.map((r) => r.day))].sort();
  const queues = [...new Set(rows.map((r) => r.queue))].sort();
  const figures = queues.flatMap(
    (queue) =>
      evaluate(
        queue,
        rows.filter((r) => r.queue === queue),
        days,
      ) ?? [],
  );
  const count = figures.reduce((sum, f) => sum + f.count, 0);
  const all = (pick: (f: Figures) => number): number =>
    figures.reduce((sum, f) => sum + pick(f) * f.count, 0) / count;
  process.stdout.write(
    `${file}: predicted ${days.slice(daysFitted).join(', ')}; mean absolute error in minutes\n`,
  );
  process.stdout.write(`${'queue'.padEnd(44)} tickets    rule    mean    last  in P90\n`);
  for (const f of figures) process.stdout.write(`${line(f)}\n`);
  process.stdout.write(
    `${line({ queue: 'all', count, rule: all((f) => f.rule), ofMean: all((f) => f.ofMean), ofLast: all((f) => f.ofLast), within: all((f) => f.within) })}\n\n`,
  );
}

for (const file of process.argv.slice(2)) estimatesOf(file);
