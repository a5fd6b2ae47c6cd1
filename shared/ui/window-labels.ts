import { shallowRef } from 'vue';
import { type NamedWindow, windowName as nameOf } from '../window-names.ts';

/** What stands at the windows of the hall that this screen shows: one at a time. */
const labels = shallowRef<ReadonlyMap<number, string>>(new Map());

/** The screen shows this hall from now on: its windows are named as they stand there. */
export function nameWindows(windows: readonly NamedWindow[]): void {
  labels.value = new Map(
    windows.flatMap(({ number, label }): [number, string][] =>
      label === undefined || label === null ? [] : [[number, label]],
    ),
  );
}

/** A window by its number, with what stands there. */
export function namedWindow(number: number): NamedWindow {
  return { number, label: labels.value.get(number) };
}

/** What people read of a window: its label, else its number. */
export function windowName(number: number): string {
  return nameOf(namedWindow(number));
}
