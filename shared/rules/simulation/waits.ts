import type { Visit } from '../visit.ts';

/** One step's wait on a day that was run. Minutes. */
export interface Waited {
  readonly step: string;
  readonly queue: string;
  readonly minutes: number;
  /** It was called; else it waited until the day was over. */
  readonly called: boolean;
  /** Milliseconds: from when until when. */
  readonly from: number;
  readonly to: number;
}

/** The waits of a day, of those who waited at all. */
export function waitsOf(visits: Iterable<readonly [string, Visit]>, end: number): Waited[] {
  const waits: Waited[] = [];
  for (const [, visit] of visits) {
    for (const step of visit.steps) {
      if (step.waiting_since === null || step.opened_here === 1) continue;
      const from = Date.parse(step.waiting_since);
      const called = step.first_called_at;
      if (called === null && step.status !== 'waiting') continue;
      const to = called === null ? end : Date.parse(called);
      waits.push({
        step: step.id,
        queue: step.queue_id,
        minutes: called === null ? (to - from) / 60_000 : (step.waited_ms ?? 0) / 60_000,
        called: called !== null,
        ...{ from, to },
      });
    }
  }
  return waits;
}

/** Of some waits: how many were called, and how long they waited. */
export function figuresOf(waits: readonly Waited[], limit: number) {
  const called = waits.filter((w) => w.called).map((w) => w.minutes);
  const ascending = [...called].sort((a, b) => a - b);
  const at = (share: number): number | null =>
    ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? null;
  const owed = waits.filter((w) => w.called || w.minutes > limit).length;
  return {
    called: called.length,
    neverCalled: waits.length - called.length,
    mean: called.length === 0 ? null : called.reduce((sum, w) => sum + w, 0) / called.length,
    p50: at(0.5),
    p90: at(0.9),
    share: owed === 0 ? null : called.filter((w) => w <= limit).length / owed,
  };
}

/** How many wait, in the mean of each span of so many minutes between two instants. */
export function waitingBy(
  waits: readonly Waited[],
  { begin, end, span }: { readonly begin: number; readonly end: number; readonly span: number },
): number[] {
  const length = span * 60_000;
  const sums = Array.from({ length: Math.max(0, Math.ceil((end - begin) / length)) }, () => 0);
  for (const { from, to } of waits) {
    const first = Math.max(0, Math.floor((from - begin) / length));
    for (let i = first; i < sums.length && begin + i * length < to; i += 1) {
      const overlap = Math.min(to, begin + (i + 1) * length) - Math.max(from, begin + i * length);
      sums[i]! += Math.max(0, overlap) / length;
    }
  }
  return sums;
}
