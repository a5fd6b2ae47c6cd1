import { ApiProblem, newKey } from '../../shared/ui/http.ts';

/** What was sent and is not answered yet, and under which key: sent again, it is done once. */
export interface Unanswered {
  readonly of: string;
  readonly key: string;
}

/**
 * Sends something under a key that stays the same until there is an answer or something else is sent:
 * where the line was cut nobody knows whether it was done.
 *
 * @param place where it is kept meanwhile
 * @param of all that is sent, as text
 */
export async function once<T>(
  place: { unanswered: Unanswered | null },
  of: string,
  send: (key: string) => Promise<T>,
): Promise<T> {
  const mine = place.unanswered?.of === of ? place.unanswered : { of, key: newKey() };
  place.unanswered = mine;
  try {
    const answer = await send(mine.key);
    place.unanswered = null;
    return answer;
  } catch (error) {
    // `internal` may come from whatever stands between: what the server did is not known.
    if (error instanceof ApiProblem && error.code !== 'internal') place.unanswered = null;
    throw error;
  }
}
