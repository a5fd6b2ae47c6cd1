import { z } from 'zod';
import type { BoardState } from './board.ts';
import type { StewardState } from './client.ts';
import type { HallState } from './hall.ts';
import { Username } from './people.ts';
import { Code, WindowNumber } from './primitives.ts';
import type { PadState } from './rating.ts';
import type { Ticket } from './ticket.ts';
import type { WindowState } from './window.ts';

export const topics = ['board', 'window', 'ticket', 'hall', 'pad', 'clients'] as const;
export type Topic = (typeof topics)[number];

export const Watch = z.object({
  topic: z.enum(topics),
  hall: Code.optional(),
  zone: Code.nullish(),
  window: z.coerce.number().pipe(WindowNumber).optional(),
  token: z.string().min(1).max(128).optional(),
  /** Of `clients`: one's own user name. */
  steward: Username.optional(),
  /** A board without the sentences of its announcements: they follow from `speech`. */
  lean: z.boolean().optional(),
});
export type Watch = z.infer<typeof Watch>;

export interface TopicStates {
  board: z.infer<typeof BoardState>;
  window: z.infer<typeof WindowState>;
  ticket: z.infer<typeof Ticket>;
  hall: z.infer<typeof HallState>;
  pad: PadState;
  clients: StewardState;
}

export type WatchAnswer<T extends Topic = Topic> =
  | { readonly ok: true; readonly key: string; readonly state: TopicStates[T] }
  | { readonly ok: false; readonly code: string };

/** Pushed on the event `gone`: what is watched is there no more; its next state says that it is back. */
export interface Gone {
  readonly key: string;
  readonly code: string;
}

/** Pushed on the event `state`: the whole state, each time. */
export interface Pushed<T extends Topic = Topic> {
  readonly topic: T;
  readonly key: string;
  readonly state: TopicStates[T];
}
