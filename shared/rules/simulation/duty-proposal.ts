/** What a kind of duty needs of one queue, and which windows could do it. */
export interface DutyNeed {
  readonly queue: string;
  /** The most that it needs in any half-hour of that duty. */
  readonly windows: number;
}

export interface DutyWindow {
  readonly number: number;
  /** Queues by code; 0 minutes: its main work. */
  readonly serves: readonly { readonly queue: string; readonly handicapMinutes: number }[];
}

/**
 * Who is on duty: for each queue as many windows as it needs, first those whose main work it is, of the
 * same the lower numbers; a window that serves two queues counts for the one that it was taken for.
 */
export function dutyWindows(
  needs: readonly DutyNeed[],
  windows: readonly DutyWindow[],
): { queues: string[]; windows: number[] } {
  const chosen = new Set<number>();
  const served: string[] = [];
  for (const { queue, windows: wanted } of [...needs].sort((a, b) => b.windows - a.windows)) {
    if (wanted === 0) continue;
    const handicapOf = ({ serves }: DutyWindow): number | undefined =>
      serves.find((s) => s.queue === queue)?.handicapMinutes;
    const able = windows
      .filter((w) => !chosen.has(w.number) && handicapOf(w) !== undefined)
      .sort((a, b) => handicapOf(a)! - handicapOf(b)! || a.number - b.number)
      .slice(0, wanted);
    for (const { number } of able) chosen.add(number);
    const helped = windows.some((w) => chosen.has(w.number) && handicapOf(w) !== undefined);
    if (helped) served.push(queue);
  }
  return {
    queues: needs.map(({ queue }) => queue).filter((queue) => served.includes(queue)),
    windows: [...chosen].sort((a, b) => a - b),
  };
}
