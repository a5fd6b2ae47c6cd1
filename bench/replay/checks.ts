import { signOf } from '../../server/board/service.ts';
import type { Db } from '../../server/db/open.ts';

/** What a replay did and what must be 0, read from the rows and the log themselves and not from the report. */
export interface Checked {
  /** Calls and recalls that were made. */
  readonly calls: number;
  /** Calls of a ticket that was at a window already, or of a step that was over. */
  readonly calledTwice: number;
  /** Tickets whose number another one has, and numbers left out. */
  readonly numbersDoubled: number;
  readonly numbersLeftOut: number;
  /** Calls that the watching board was never shown. */
  readonly unseen: number;
}

export async function check(db: Db, seen: ReadonlySet<string>): Promise<Checked> {
  const { read } = db;
  const calls = await read.selectFrom('calls').select(['id', 'version']).execute();
  const tickets = await read.selectFrom('tickets').select(['prefix', 'count', 'number']).execute();
  const numbers = new Set(tickets.map((t) => t.number));
  const highest = new Map<string, number>();
  for (const { prefix, count } of tickets)
    highest.set(prefix, Math.max(count, highest.get(prefix) ?? 0));
  const given = [...highest.values()].reduce((sum, count) => sum + count, 0);
  return {
    calls: calls.length,
    calledTwice: doubledCalls(
      await read
        .selectFrom('events')
        .innerJoin('halls', 'halls.id', 'events.hall_id')
        .select(['command', 'ticket_id', 'step_id', 'window_id'])
        .orderBy('events.version')
        .execute(),
    ),
    numbersDoubled: tickets.length - numbers.size,
    numbersLeftOut: given - numbers.size,
    unseen: calls.filter((call) => !seen.has(signOf(call))).length,
  };
}

interface Logged {
  readonly command: string;
  readonly ticket_id: string | null;
  readonly step_id: string | null;
  readonly window_id: string | null;
}

/**
 * Follows the log with a small machine of its own: at each call the ticket must be at no window,
 * and its step not over.
 */
export function doubledCalls(log: readonly Logged[]): number {
  const atWindow = new Map<string, { ticket: string; step: string }>();
  const over = new Set<string>();
  let doubled = 0;
  const finish = (window: string): void => {
    const hand = atWindow.get(window);
    if (hand !== undefined) over.add(hand.step);
    atWindow.delete(window);
  };
  for (const { command, ticket_id: ticket, step_id: step, window_id: window } of log) {
    if (window === null) continue;
    switch (command) {
      case 'call-next':
      case 'call':
      case 'take-up':
        finish(window);
        if (over.has(step!) || [...atWindow.values()].some((hand) => hand.ticket === ticket))
          doubled += 1;
        atWindow.set(window, { ticket: ticket!, step: step! });
        break;
      case 'finish':
        finish(window);
        break;
      case 'no-show':
      case 'put-back':
      case 'hold':
      case 'transfer':
        atWindow.delete(window);
        break;
    }
  }
  return doubled;
}
