import { ref } from 'vue';
import type { TakeTicket, Ticket } from '../shared/contract/ticket.ts';
import { api, newKey, postSurely } from '../shared/ui/http.ts';
import { keptForGood } from '../shared/ui/kept.ts';

/**
 * The tap on 取号. What is asked for and its key are written down before anything is sent, so that
 * neither a reload nor a restart of kiosk or server makes two tickets of one tap, or none
 * (field-lessons.md, 13). The ID number alone is not written down, only that there was one: the
 * server gives the answer that it gave, or asks for the card again.
 */
interface Tap {
  readonly hall: string;
  readonly key: string;
  /** When it was tapped (ms), by this machine's clock. */
  readonly at: number;
  readonly body: TakeTicket;
  /** The visitor did not wait for the answer: a ticket that comes of it is cancelled. */
  readonly left: boolean;
}

const place = 'yihaotong.kiosk.taps';
/** A tap older than this belongs to nobody who still stands here. */
const freshFor = 5 * 60_000;
const worthCancelling = 60 * 60_000;

/** What is wrong in the body, the server says. */
function isTap(tap: Partial<Tap>): tap is Tap {
  const { hall, key, at, body, left } = tap;
  const words = typeof hall === 'string' && typeof key === 'string';
  return words && typeof at === 'number' && typeof body === 'object' && typeof left === 'boolean';
}
function stored(): Tap[] {
  try {
    const taps = JSON.parse(keptForGood.get(place) ?? '[]') as Partial<Tap>[];
    return taps.filter(isTap);
  } catch {
    return [];
  }
}
function store(taps: readonly Tap[]): void {
  keptForGood.set(place, JSON.stringify(taps));
}
function keep(tap: Tap): void {
  const { idNumber, ...body } = tap.body;
  const kept = { ...tap, body: idNumber === undefined ? body : { ...body, cardRead: true } };
  store([...stored().filter((t) => t.key !== tap.key), kept]);
}
function drop(key: string): void {
  store(stored().filter((t) => t.key !== key));
}

const troubled = ref(false);
let current: { readonly tap: Tap; readonly giveUp: AbortController } | null = null;

async function answer(tap: Tap, signal: AbortSignal, onTrouble: () => void): Promise<Ticket> {
  return await postSurely<Ticket>(`/api/halls/${encodeURIComponent(tap.hall)}/tickets`, {
    body: tap.body,
    idempotencyKey: tap.key,
    timeout: 8000,
    signal,
    onTrouble,
  });
}

/** Sends the tap until it is answered; throws what the server refuses with, or AbortError. */
async function send(tap: Tap): Promise<Ticket> {
  const giveUp = new AbortController();
  current = { tap, giveUp };
  troubled.value = false;
  try {
    const ticket = await answer(tap, giveUp.signal, () => {
      troubled.value = true;
    });
    drop(tap.key);
    return ticket;
  } catch (error) {
    if (!giveUp.signal.aborted) drop(tap.key);
    throw error;
  } finally {
    current = null;
  }
}

/** In the background: learns what became of a tap that nobody waits for, and cancels its ticket. */
async function clearUp(tap: Tap): Promise<void> {
  try {
    const ticket = await answer(tap, new AbortController().signal, () => undefined);
    await api.post(`/api/tickets/${encodeURIComponent(ticket.token)}/cancel`, {
      idempotencyKey: `${tap.key}-cancel`,
    });
  } catch {
    // Refused: there is no ticket, or it is over.
  }
  drop(tap.key);
}

export function useTap() {
  return {
    troubled,
    take: (hall: string, body: TakeTicket): Promise<Ticket> => {
      const tap: Tap = { hall, key: newKey(), at: Date.now(), body, left: false };
      keep(tap);
      return send(tap);
    },
    /** The visitor leaves: the answer, if it comes, is undone. */
    giveUp: (): void => {
      if (current === null) return;
      const tap = { ...current.tap, left: true };
      keep(tap);
      current.giveUp.abort();
      void clearUp(tap);
    },
    /** After a reload: the tap that was under way, if the visitor may still be here. */
    resume: (hall: string): Promise<Ticket> | null => {
      const taps = stored().filter(
        (tap) => tap.hall === hall && Date.now() - tap.at < worthCancelling,
      );
      store(taps);
      const fresh = taps.filter((tap) => !tap.left && Date.now() - tap.at < freshFor).at(-1);
      for (const tap of taps) if (tap !== fresh) void clearUp(tap);
      return fresh === undefined ? null : send(fresh);
    },
  };
}
