import type { Actor } from '../../shared/contract/people.ts';
import type { TicketInHand } from '../../shared/contract/ticket.ts';
import type { FinishedTicket, WindowState } from '../../shared/contract/window.ts';
import { may } from '../../shared/rights.ts';
import { allowedCommands } from '../../shared/transitions.ts';
import type { HallConfig, WindowConfig } from '../hall/config.ts';
import { together, type Unit } from '../db/unit.ts';
import type { Offers } from '../offers/service.ts';
import { type Instant, secondsBetween } from '../../shared/rules/instants.ts';
import { noShowFrom } from '../../shared/rules/serving.ts';
import { handledSeconds } from '../../shared/rules/times.ts';
import { busyStep } from '../../shared/rules/visit.ts';
import type { StoredTicket, Tickets } from '../tickets/service.ts';
import { messagesAt } from '../hall/message-store.ts';
import * as lines from './line-store.ts';
import * as store from './store.ts';
import { type Undoable, undoableOf, undoUntil } from './undo.ts';

interface At {
  readonly hall: HallConfig;
  readonly window: WindowConfig;
  readonly day: string;
  readonly now: Instant;
  readonly version: number;
}

/**
 * The whole state of a window, as its terminal shows it.
 *
 * @param known tickets that need not be read again
 */
export function* windowState(
  { tickets, offers }: { readonly tickets: Tickets; readonly offers: Offers },
  at: At,
  known: ReadonlyMap<string, StoredTicket> = new Map(),
): Unit<WindowState> {
  const { hall, window, day, now } = at;
  const { row, hand } = yield* rowAndHand(tickets, window, known);
  const step = hand === null ? undefined : busyStep(hand.visit);
  const undoable = undoableOf(row);
  const until = undoUntil(undoable, hall.settings.undoSeconds);
  const canUndo =
    undoable !== null && until !== null && now <= until && (yield* isAsLeft(undoable));
  const noShow = step === undefined ? null : noShowFrom(step, hall.settings);
  const allowed = allowedCommands(row.status, step?.status ?? null).filter(
    (command) =>
      (command !== 'undo' || canUndo) &&
      (command !== 'no-show' || (noShow !== null && now >= noShow)) &&
      (command !== 'open' || row.status === 'closed'),
  );
  const [queueLines, { isOnDuty }, parked, messages, ticket, finished] = yield* together(
    together(...window.serves.map(({ queueId }) => lines.queueLine(queueId, day))),
    offers.at(hall, now),
    lines.parked(hall.id, day, window),
    messagesAt(window.id, now),
    hand === null ? nothing() : inHandView(tickets, hall, hand, at.version),
    finishedView(tickets, at, { row, undoable }, known),
  );
  const waiting = window.serves.map(({ queueId, handicapSeconds }, i) => {
    const { count, since } = queueLines[i]!;
    return {
      queue: hall.queueById.get(queueId)!.code,
      count,
      longestSeconds: since === null ? 0 : Math.max(0, secondsBetween(since, now)),
      handicapMinutes: handicapSeconds / 60,
    };
  });
  return {
    version: at.version,
    at: now,
    window: window.number,
    ...(window.label === null ? {} : { label: window.label }),
    onDuty: isOnDuty(window),
    zone: window.zone.code,
    status: row.status,
    clerk: row.clerk,
    clerkName: row.clerk_name,
    pauseReason: row.pause_reason,
    since: row.since,
    ticket,
    finished,
    allowed,
    waiting,
    parked: parked.map((p) => ({
      number: p.number,
      queue: hall.queueById.get(p.queue_id)!.code,
      status: p.status === 'held' ? 'held' : 'missed',
      holdKind: p.hold_kind,
      until: p.hold_until,
      since: p.status_since,
      here: p.window_id === window.id,
    })),
    messages,
    undoUntil: canUndo ? until : null,
    undoCommand: canUndo ? undoable.command : null,
  };
}

/**
 * What of the state of a window of a hall, by its code, somebody may see: the ticket in hand, and those that left it, are for its
 * clerk, for managers, and for a system that works there by its key. A key box learns which keys do something.
 */
export function windowFor(hall: string, who: Actor | null, state: WindowState): WindowState {
  const its =
    who?.kind === 'key' ||
    (who?.kind === 'staff' &&
      (may(who, 'manage-windows', hall) || state.clerk === who.username || state.clerk === null));
  if (its) return state;
  const allowed = who?.kind === 'device' ? state.allowed : [];
  return { ...state, ticket: null, finished: null, parked: [], messages: [], allowed };
}

/** So often a window is looked at again whose visitor has just left. */
const mostLooks = 5;

/**
 * A window, and whom it has in hand. Beside the commands its visitor may leave between the two statements: it is
 * looked at again then, and at the last it has nobody, which the push of who left makes right.
 */
function* rowAndHand(
  tickets: Tickets,
  window: WindowConfig,
  known: ReadonlyMap<string, StoredTicket>,
): Unit<{ row: store.WindowNow; hand: StoredTicket | null }> {
  for (let looks = 1; ; looks += 1) {
    const row = yield* store.windowNow(window.id);
    if (row.hand === null) return { row, hand: null };
    const hand = yield* ticketOf(tickets, known, row.hand);
    if (busyStep(hand.visit)?.window_id === window.id) return { row, hand };
    if (looks === mostLooks) return { row, hand: null };
  }
}

/** Nobody is in hand. */
function* nothing(): Unit<null> {
  return null;
}

/** Whether no ticket has moved on since the command that would be undone. */
function* isAsLeft({ before, version }: Undoable): Unit<boolean> {
  const ids = before.map(({ ticket }) => ticket.id);
  const versions = ids.length === 0 ? [] : yield* store.versionsOf(ids);
  return versions.every((one) => one === version);
}

function* ticketOf(
  tickets: Tickets,
  known: ReadonlyMap<string, StoredTicket>,
  id: string,
): Unit<StoredTicket> {
  return known.get(id) ?? (yield* tickets.withId(id))!;
}

function* inHandView(
  tickets: Tickets,
  hall: HallConfig,
  hand: StoredTicket,
  version: number,
): Unit<TicketInHand> {
  const { token: _, ...ticket } = tickets.withoutNextLink(yield* tickets.view(hall, hand, version));
  const step = busyStep(hand.visit)!;
  return {
    ...ticket,
    // Whether a service was rated is for its visitor: who was rated never learns who rated.
    steps: ticket.steps.map((s) => ({ ...s, rated: false, rateable: false })),
    step: ticket.steps.findIndex(({ position }) => position === step.position),
    waitSeconds: step.waited_ms! / 1000,
    since: step.status_since,
    handledSeconds: handledSeconds(yield* store.handledIntervals(step.id)),
    note: hand.ticket.note,
    companion:
      hand.ticket.companion_id === null
        ? null
        : yield* tickets.companionName(hand.ticket.companion_id),
    client:
      hand.ticket.client_id === null ? null : yield* tickets.clientById(hand.ticket.client_id),
    noShowFrom: noShowFrom(step, hall.settings),
    noShowOnNext: hall.settings.noShowOnNext,
    callsNeeded: Math.max(0, hall.settings.noShowMinCalls - step.round_calls),
  };
}

/** The last command may have ended a step; null: it did not, or another clerk came since. */
function* finishedView(
  tickets: Tickets,
  at: At,
  last: { readonly row: store.WindowNow; readonly undoable: Undoable | null },
  known: ReadonlyMap<string, StoredTicket>,
): Unit<FinishedTicket | null> {
  const { row, undoable } = last;
  const ends = undoable?.command === 'finish' || undoable?.command === 'call-next';
  if (!ends || row.status === 'closed' || (row.since ?? '') > undoable.at) return null;
  const left = undoable.before.find(({ ticket }) => ticket.id !== row.hand);
  if (left === undefined) return null;
  const kept = yield* ticketOf(tickets, known, left.ticket.id);
  const ended = busyStep(left.visit)?.id;
  // A "next" may also have made a no-show of it, or put it back.
  if (kept.visit.steps.find((s) => s.id === ended)?.status !== 'done') return null;
  const { number, status } = kept.ticket;
  if (kept.visit.ended_at !== null) return { number, status, next: null };
  const { next } = yield* tickets.view(at.hall, kept, at.version);
  return { number, status, next };
}
