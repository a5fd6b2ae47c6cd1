/** Keys, and by its place in the day's lines which of them each has; −1: none. */
export interface TicketKeys {
  readonly keys: readonly string[];
  readonly at: Int32Array;
}

/** The hours of the hall's clock of a day, by when it begins (milliseconds since 1970). */
export type HoursOfDay = (begins: number) => {
  /** Of times in milliseconds after the day began; −1 has none. */
  readonly of: (times: Int32Array) => TicketKeys;
  /** The half-hour of one of them: 0 is 00:00 to 00:30. */
  readonly halfHour: (ms: number) => number;
};

/** @param keys of what the places are of; null: it has none */
export function listed(places: Int32Array, keys: readonly (string | null)[]): TicketKeys {
  if (!keys.includes(null)) return { keys: keys as readonly string[], at: places };
  const at = places.map((place) => (place < 0 || keys[place] === null ? -1 : place));
  return { keys: keys.map((key) => key ?? ''), at };
}
