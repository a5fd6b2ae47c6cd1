import { type Instant, plus } from './instants.ts';

/** At most so many messages of a hall in so many seconds: boards and terminals are no chat. */
export const messageRate = { messages: 30, seconds: 600 };

/** A message ends after so long (s) where nothing is said, and never later than after so long. */
export const messageSeconds = { usual: 60 * 60, most: 24 * 60 * 60 };

/** When a message ends; null: not at the time that was asked for. */
export function messageEnd(wished: Instant | undefined, now: Instant): Instant | null {
  if (wished === undefined) return plus(now, messageSeconds.usual);
  return wished > now && wished <= plus(now, messageSeconds.most) ? wished : null;
}

/** Whether a message is shown at an instant. */
export function isMessageShown(
  message: { readonly until: Instant; readonly ended_at: Instant | null },
  now: Instant,
): boolean {
  return message.ended_at === null && message.until > now;
}
