import type { Keeper } from './kept.ts';

/** What turns kept text back into a value, as a zod schema does. @throws where it is of another form */
interface Form<T> {
  parse(value: unknown): T;
}

/**
 * What a browser remembers of a screen, as a value of that form: never the truth, which is the
 * server's, only what is convenient to find again. Null where there is nothing; what is of another
 * form is forgotten.
 */
export function readRemembered<T>(keeper: Keeper, place: string, form: Form<T>): T | null {
  const text = keeper.get(place);
  if (text === null) return null;
  try {
    return form.parse(JSON.parse(text));
  } catch {
    keeper.set(place, null);
    return null;
  }
}

/** With null, forgets it. */
export function remember(keeper: Keeper, place: string, value: unknown): void {
  keeper.set(place, value === null ? null : JSON.stringify(value));
}
