import type { Bound } from './unit.ts';

/**
 * Rows that a transaction has taken, by their ids: nobody else changes them before its end. The units that
 * share it read each once, and what they make of it is written once, at the end; null: nothing yet. Whoever
 * reads such a row in the same transaction in another way sees it as it was before.
 */
export type TakenRows = Map<string, { readonly row: unknown; readonly write: Bound | null }>;

/** What a transaction writes of the rows that it has taken. */
export function lastWrites(taken: TakenRows): Bound[] {
  return [...taken.values()].flatMap(({ write }) => write ?? []);
}
