import type { BoardCall, BoardState } from '../shared/contract/board.ts';

/** What of a call is seen: `now` on the way, `late` called too long ago, `past` being served or over. */
export type Tone = 'now' | 'late' | 'missed' | 'past';

/** A call is loud for so long (ms) at the most, and a miss is said for so long. */
const loudMs = 90_000;
const missedMs = 60_000;

/** How a call stands at a time (ms, the server's); null: it is not shown any more. */
export function toneOf(call: BoardCall, now: number): Tone | null {
  switch (call.status) {
    case 'called':
      return now - Date.parse(call.at) <= loudMs ? 'now' : 'late';
    case 'missed':
      return now - Date.parse(call.missedAt ?? call.at) <= missedMs ? 'missed' : null;
    case 'serving':
    case 'over':
      return 'past';
  }
}

/** Number by number, each once: its newest call. */
export function newestOfEach(calls: readonly BoardCall[]): BoardCall[] {
  const seen = new Set<string>();
  return calls.filter(({ number }) => !seen.has(number) && seen.add(number));
}

/**
 * Puts the numbers that are to be shown into the places where they were `before`; who is new takes
 * the first that is free. So a row stays where somebody has found it, until it is shown no more.
 */
export function keepPlaces(before: readonly string[], numbers: readonly string[]): string[] {
  const wanted = new Set(numbers);
  const kept = numbers.map((_, place) => {
    const number = before[place];
    return number !== undefined && wanted.has(number) ? number : null;
  });
  const others = numbers.filter((number) => !kept.includes(number)).values();
  return kept.map((number) => number ?? others.next().value!);
}

/**
 * Who is called, newest first: those that the state lists, and of those `before` it the ones that
 * it has no room for any more, as long as their window still has that number in hand.
 */
export function calledNow(state: BoardState, before: readonly BoardCall[]): readonly BoardCall[] {
  const listed = newestOfEach(state.calls);
  const numbers = new Set(listed.map(({ number }) => number));
  const ids = new Set(state.calls.map(({ id }) => id));
  const oldest = state.calls.at(-1)?.at ?? '';
  const kept = before.filter(
    (call) =>
      !ids.has(call.id) &&
      !numbers.has(call.number) &&
      call.at <= oldest &&
      state.windows.some(({ window, number }) => window === call.window && number === call.number),
  );
  return [...listed.filter(({ status }) => status === 'called'), ...kept];
}
