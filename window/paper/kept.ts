import { z } from 'zod';
import { Text } from '../../shared/contract/text.ts';

/** A queue that the window serves, as it was known last. */
const PaperQueue = z.object({ code: z.string(), name: Text, prefix: z.string() });

/**
 * What a terminal has to know to go on without the server, also after a reload: the window and its
 * clerk, what it serves, and the ticket that was in hand last.
 */
export const Known = z.object({
  hall: z.string(),
  name: Text,
  timezone: z.string(),
  window: z.number().int(),
  label: z.string().optional(),
  clerk: z.object({ username: z.string(), name: z.string() }),
  queues: z.array(PaperQueue),
  /** The server's clock minus this machine's, in milliseconds. */
  offset: z.number(),
  hand: z
    .object({
      number: z.string(),
      queue: z.string(),
      serving: z.boolean(),
      since: z.string(),
    })
    .nullable(),
});
export type Known = z.infer<typeof Known>;
export const knownPlace = 'yihaotong.window.known';

const Instant = z.string();
/** Whom the window has in hand without the server: a number on paper, or the ticket from before. */
const Current = z.object({
  id: z.string(),
  kind: z.enum(['paper', 'ticket']),
  number: z.string(),
  queue: z.string(),
  calledAt: Instant,
  /** Null: has not come to the window yet. */
  startedAt: Instant.nullable(),
  /** The server knew already that they had come. */
  servedBefore: z.boolean(),
});

/** What is to be entered when the server is back. */
const Pending = z.object({
  id: z.string(),
  kind: z.enum(['paper', 'ticket']),
  number: z.string(),
  queue: z.string(),
  calledAt: Instant,
  startedAt: Instant.nullable(),
  endedAt: Instant,
  outcome: z.enum(['done', 'missed']),
  clerk: z.string(),
});
export type Pending = z.infer<typeof Pending>;

export const PaperState = z.object({
  on: z.boolean(),
  since: Instant.nullable(),
  current: Current.nullable(),
  pending: z.array(Pending),
  /** The number called last of each queue. */
  last: z.record(z.string(), z.number().int()),
});
export type PaperState = z.infer<typeof PaperState>;
export const paperPlace = (hall: string, window: number): string =>
  `yihaotong.window.paper:${hall}:${window}`;
