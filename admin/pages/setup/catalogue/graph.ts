import type { Package } from '../../../../shared/contract/catalogue.ts';
import { afterOf, circleIn } from '../../../../shared/rules/journey.ts';
import { stepRows } from '../../../../shared/steps.ts';

export type Step = Package['steps'][number];
/** A step with all that comes before it said. */
type Said = Omit<Step, 'after'> & { readonly after: readonly number[] };

const said = (steps: readonly Step[]): Said[] =>
  steps.map((step, position) => ({ ...step, after: afterOf(step, position) }));

/** As a catalogue has it: `after` is left out where it says what stands anyway. */
function written(steps: readonly Said[]): Step[] {
  return steps.map(({ after, ...step }, position) => {
    const usual = afterOf({}, position);
    const same = after.length === usual.length && usual.every((each) => after.includes(each));
    return same ? step : { ...step, after: [...after].sort((a, b) => a - b) };
  });
}

/** The positions that come directly before each step. */
export const befores = (steps: readonly Step[]): (readonly number[])[] =>
  said(steps).map(({ after }) => after);

/** With one arrow more, from a step to one that comes after it; null: they would go in a circle. */
export function connected(steps: readonly Step[], from: number, to: number): Step[] | null {
  const next = said(steps).map((step, position) =>
    position === to ? { ...step, after: [...new Set([...step.after, from])] } : step,
  );
  return circleIn(next) === null ? written(next) : null;
}

export function disconnected(steps: readonly Step[], from: number, to: number): Step[] {
  const next = said(steps).map((step, position) =>
    position === to ? { ...step, after: step.after.filter((each) => each !== from) } : step,
  );
  return written(next);
}

/** One more at the end, after the last one, without a matter yet. */
export const added = (steps: readonly Step[], queue: string): Step[] => [
  ...steps,
  { queue, matters: [] },
];

/** Without a step: what came after it comes after what came before it. */
export function removed(steps: readonly Step[], position: number): Step[] {
  const all = said(steps);
  const before = all[position]?.after ?? [];
  const moved = (at: number): number => (at > position ? at - 1 : at);
  const kept = all
    .map((step) => {
      const after = step.after.flatMap((each) => (each === position ? before : [each]));
      return { ...step, after: [...new Set(after)].map(moved) };
    })
    .filter((_, at) => at !== position);
  return written(kept);
}

/**
 * Two neighbours change places in the list; the arrows stay with their steps. Where the steps go one
 * after the other, whoever moves one means their order: then that changes with it.
 */
export function moved(steps: readonly Step[], position: number, by: -1 | 1): Step[] {
  const other = position + by;
  if (steps[position] === undefined || steps[other] === undefined) return [...steps];
  const place = (at: number): number => (at === position ? other : at === other ? position : at);
  const isLine = written(said(steps)).every(({ after }) => after === undefined);
  if (isLine) return steps.map((_, at) => steps[place(at)]!);
  const all = said(steps).map((step) => ({ ...step, after: step.after.map(place) }));
  return written(all.map((_, at) => all[place(at)]!));
}

export interface Layout {
  /** The upper left corner of each step's box, by position. */
  readonly places: readonly { readonly x: number; readonly y: number }[];
  readonly width: number;
  readonly height: number;
}

/**
 * Where the boxes of a graph stand, in pixels: one row for what may be done at the same time, in the
 * middle; each row below those that come before it.
 */
export function layoutOf(
  steps: readonly Step[],
  box: { readonly width: number; readonly height: number },
  gap: { readonly across: number; readonly down: number },
): Layout {
  const rows = stepRows(steps);
  const widthOf = (count: number): number => count * box.width + (count - 1) * gap.across;
  const width = Math.max(box.width, ...rows.map((row) => widthOf(row.length)));
  const places = steps.map((_, position) => {
    const y = rows.findIndex((row) => row.includes(position));
    const row = rows[y] ?? [];
    const left = (width - widthOf(row.length)) / 2;
    const x = left + row.indexOf(position) * (box.width + gap.across);
    return { x, y: y * (box.height + gap.down) };
  });
  const height = rows.length * box.height + Math.max(0, rows.length - 1) * gap.down;
  return { places, width, height };
}
