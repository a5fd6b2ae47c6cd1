import type { Form } from './fit.ts';

/** Measured of the font, in em: the height of a capital, and the widths of what is written. */
export interface Widths {
  readonly capital: number;
  /** The widest ticket number shown. */
  readonly number: number;
  /** The widest window number. */
  readonly window: number;
  /** The words of a call's phrase ("请到 A区", "号窗口"), with the gaps between, at full size. */
  readonly words: number;
  /** How far these words reach below the line they stand on. */
  readonly descent: number;
  /** The widest name of a zone, with its arrow, at full size; 0: the board shows one zone. */
  readonly label: number;
  /** "号窗口", at full size. */
  readonly counter: number;
}

/** How a call is set: in one line with words, its zone above the window, or in two lines. */
export type CallKind = 'line' | 'tight' | 'stacked';
/** How a window is set: its number beside what it does, or above. */
export type PlaceKind = 'beside' | 'above';

/** A line's height in capitals: at the least, so that lines do not touch, and in comfort. */
export const line = { least: 1.16, comfort: 1.5 } as const;
/** Sizes of the words beside a call's numbers, in em of the numbers. */
const labelSize = { line: 0.3, tight: 0.2, place: 0.46 } as const;

/** The ways to set a call, the best to read first. */
export function callForms(widths: Widths): Form<CallKind>[] {
  const { capital, number, window, label, counter } = widths;
  const zone = label > 0 ? label * labelSize.line + 0.12 : 0;
  const below = zone + window + 0.12 + counter * labelSize.line;
  return [
    {
      kind: 'line',
      worth: 1,
      width: number + 0.4 + zone + window + 0.42 + 0.3,
      leastHeight: capital * line.least,
      height: capital * line.comfort,
    },
    {
      kind: 'tight',
      worth: 0.93,
      width: number + Math.max(window, label * labelSize.tight) + 0.55,
      leastHeight: capital * line.least + 0.3,
      height: capital * line.comfort + 0.3,
    },
    {
      kind: 'stacked',
      worth: 0.8,
      width: Math.max(number, below) + 0.32,
      leastHeight: 2 * capital * line.least + 0.06,
      height: 2 * capital * 1.35 + 0.06,
    },
  ];
}

/** The ways to set a window in its place. */
export function placeForms({ capital, number, window }: Widths): Form<PlaceKind>[] {
  return [
    {
      kind: 'above',
      worth: 1,
      width: number + 0.4,
      leastHeight: capital * (line.least + labelSize.place * 1.3),
      height: capital * (line.comfort + labelSize.place * 1.6),
    },
    {
      kind: 'beside',
      worth: 0.97,
      width: number + window * 0.75 + 0.9,
      leastHeight: capital * line.least,
      height: capital * line.comfort,
    },
  ];
}
