/** A window as people know it: by its number, or by what stands at it instead ("A103"). */
export interface NamedWindow {
  readonly number: number;
  readonly label?: string | null | undefined;
}

/** What people read and hear of a window. */
export function windowName({ number, label }: NamedWindow): string {
  return label ?? String(number);
}

/**
 * [1, 2, 3, 7] → 1–3, 7: numbers that follow each other become one run; what has a label stands for
 * itself, since nobody knows what lies between A103 and A105.
 *
 * @param dash between the ends of a run
 */
export function windowRuns(windows: readonly NamedWindow[], dash: string): string[] {
  const runs: { from: string; to: string; last: number | null }[] = [];
  for (const window of [...windows].sort((a, b) => a.number - b.number)) {
    const name = windowName(window);
    const isLabelled = window.label !== undefined && window.label !== null;
    const run = runs.at(-1);
    if (run !== undefined && !isLabelled && run.last === window.number - 1) {
      run.to = name;
      run.last = window.number;
    } else runs.push({ from: name, to: name, last: isLabelled ? null : window.number });
  }
  return runs.map(({ from, to }) => (from === to ? from : `${from}${dash}${to}`));
}
