import type { Variation } from './replay.ts';
import type { RecordedTicket } from './recorded.ts';
import type { Script } from './script.ts';
import { unvaried } from './replay.ts';

/** One thing that is different. Things by id, instants in milliseconds, lengths in seconds. */
export type Varied =
  | {
      readonly kind: 'serve';
      readonly window: string;
      readonly queue: string;
      readonly handicapSeconds: number;
      readonly only: boolean;
    }
  | {
      readonly kind: 'open' | 'close';
      readonly window: string;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'credits'; readonly seconds: ReadonlyMap<string, number> }
  | { readonly kind: 'book'; readonly queue: string; readonly share: number };

/** How early who has an appointment comes, milliseconds. */
const early = 5 * 60_000;

/** A recorded day with one thing changed; null: as it was. */
export function varied(script: Script, change: Varied | null): Variation {
  const asItWas = unvaried(script);
  switch (change?.kind) {
    case undefined:
      return asItWas;
    case 'serve': {
      const { window, queue, handicapSeconds, only } = change;
      const windows = asItWas.windows.map((w) => {
        if (w.id !== window) return w;
        const others = only ? [] : w.serves.filter(({ queueId }) => queueId !== queue);
        return { ...w, serves: [...others, { queueId: queue, handicapSeconds }] };
      });
      return { ...asItWas, windows };
    }
    case 'open':
    case 'close': {
      const { kind, window, from, to } = change;
      return { ...asItWas, spells: [{ window, from, to, open: kind === 'open' }] };
    }
    case 'credits':
      return { ...asItWas, creditOf: change.seconds };
    case 'book':
      return { ...asItWas, tickets: booked(asItWas.tickets, change.queue, change.share) };
  }
}

/**
 * Of those who came to a queue without an appointment, a share comes to slots that are spread evenly
 * over the time in which they all came: as many as before, in the same order.
 */
function booked(
  tickets: readonly RecordedTicket[],
  queue: string,
  share: number,
): readonly RecordedTicket[] {
  const walkIns = tickets.filter((t) => !t.booked && t.steps.some((s) => s.queue === queue));
  // Every so-manieth: those who book come at all times of the day.
  const chosen = walkIns.filter((_, i) => Math.floor((i + 1) * share) > Math.floor(i * share));
  const [first, last] = [walkIns[0]?.takenAt ?? 0, walkIns.at(-1)?.takenAt ?? 0];
  const slots = new Map(
    chosen.map(({ id }, i) => [
      id,
      first + ((last - first) * (i + 0.5)) / Math.max(1, chosen.length),
    ]),
  );
  return tickets.map((ticket) => {
    const slot = slots.get(ticket.id);
    return slot === undefined
      ? ticket
      : { ...ticket, booked: true, entry: Math.round(slot), takenAt: Math.round(slot - early) };
  });
}
