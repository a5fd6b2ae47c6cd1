import { packagesOf, packageWords } from '../hall/ticket-packages.ts';
import type { HelpedTicket, Ticket, TicketStep } from '../../shared/contract/ticket.ts';
import { openStatuses } from '../../shared/transitions.ts';
import { type HallConfig, regionOf } from '../hall/config.ts';
import type { WaitTable } from '../estimates/service.ts';
import type { OfferTable } from '../offers/service.ts';
import type { Estimate } from '../../shared/contract/primitives.ts';
import { type Instant, plus } from '../../shared/rules/instants.ts';
import { mayComeBack } from '../../shared/rules/order.ts';
import { busyStep, type Step, type Visit } from '../../shared/rules/visit.ts';
import type { StoredTicket } from './kept-store.ts';
import type { Ahead } from './line-store.ts';

/** What a ticket's answer needs beside the ticket itself. */
export interface Standing {
  readonly hall: HallConfig;
  readonly waits: WaitTable;
  /** Where visitors are sent now, and which queues open later. */
  readonly offers: OfferTable;
  /** When the people ahead were counted. */
  readonly now: Instant;
  /** Of the hall, when this was read. */
  readonly version: number;
  /** The token of a ticket's page, by its id. */
  readonly tokenOf: (ticketId: string) => string;
  /** Who is ahead of a waiting step. */
  readonly ahead: (step: Step) => Ahead;
  readonly rated: ReadonlySet<string>;
  /** Steps that are done and cannot be rated. */
  readonly notRateable: ReadonlySet<string>;
  readonly appointment: { readonly code: string; readonly from: string } | null;
  /** The tickets of other halls that it goes on from and has gone on as; absent: none. */
  readonly referral?: Pick<Ticket, 'referredFrom' | 'referredTo'>;
}

/** A ticket as its visitor, the kiosk and the slip see it. */
export function ticketView({ ticket, visit }: StoredTicket, at: Standing): Ticket {
  const { hall } = at;
  const all = visit.steps.map((step) => stepView(step, at));
  const steps = all.filter(({ position }) => isShown(visit, position));
  const busy = busyStep(visit);
  const packages = packagesOf(hall, ticket);
  const placed = visit.steps.find(
    (s) => s.order_key !== null && (openStatuses as readonly string[]).includes(s.status),
  );
  return {
    id: ticket.id,
    token: at.tokenOf(ticket.id),
    version: at.version,
    hall: hall.code,
    number: ticket.number,
    ...packageWords(packages),
    category: hall.categoryById.get(ticket.category_id)!.code,
    language: ticket.language as Ticket['language'],
    status: visit.status,
    takenAt: ticket.taken_at,
    treatedAsCameAt: placed?.order_key ?? plus(ticket.entry_reference, -ticket.credit_seconds),
    appointment: at.appointment,
    steps,
    next: nextPlace(visit.steps, all),
    canReturn:
      visit.ended_at === null &&
      (busy?.status === 'held' || (busy?.status === 'missed' && mayComeBack(busy.misses))),
    canCancel: visit.ended_at === null && busy?.status !== 'called' && busy?.status !== 'serving',
    files: ticket.files,
    agent: ticket.agent === 1,
    region: regionOf(hall, ticket.region),
    ...at.referral,
  };
}

/** What was dropped is shown no more, unless nothing else is left of the ticket. */
export function isShown({ steps }: Visit, position: number): boolean {
  return steps[position]!.dropped === 0 || steps.every((step) => step.dropped === 1);
}

/**
 * How long a step waits still. Null also where its turn is counted from a moment that is still to
 * come (an appointment, a second miss): until then everybody who comes goes before it.
 */
export function waitOf(
  step: Pick<Step, 'queue_id' | 'order_key'>,
  ahead: Ahead,
  { waits, now }: Pick<Standing, 'waits' | 'now'>,
): Estimate | null {
  if (step.order_key !== null && step.order_key > now) return null;
  return waits.wait(step.queue_id, ahead.turns);
}

function stepView(step: Step, at: Standing): TicketStep {
  const { hall } = at;
  const queue = hall.queueById.get(step.queue_id)!;
  const only = step.only_window_id === null ? null : hall.windowById.get(step.only_window_id)!;
  const waiting = step.status === 'waiting';
  const ahead = waiting ? at.ahead(step) : null;
  const window = step.window_id === null ? null : hall.windowById.get(step.window_id)!;
  const shown = only === null ? at.offers.windowsOf(queue) : [only.number];
  const matters = step.matters.map((m) => ({ ...hall.matterById.get(m.id)!, done: m.done }));
  return {
    position: step.position,
    queue: queue.code,
    queueName: queue.name,
    matters: matters.map((m) => m.code),
    items: matters.map(({ code, name, done }) => ({ code, name, done })),
    status: step.status,
    ahead: ahead?.people ?? null,
    estimate: ahead === null ? null : waitOf(step, ahead, at),
    window: window?.number ?? null,
    ...(window === null || window.label === null ? {} : { label: window.label }),
    windows: [...shown],
    zones: zonesOf(hall, shown),
    opens: opensOf(step, at),
    ...(waiting ? pausedOf(step, at) : {}),
    openWindows:
      only === null ? at.waits.openWindows(step.queue_id) : Number(at.waits.isOpen(only.id)),
    holdKind: step.hold_kind,
    holdUntil: step.hold_until,
    calls: step.call_count,
    misses: step.misses,
    calledAt: step.first_called_at,
    startedAt: step.started_at,
    endedAt: step.ended_at,
    rated: at.rated.has(step.id),
    rateable: step.status === 'done' && !at.notRateable.has(step.id),
  };
}

/**
 * When a queue that is still to be gone to opens: by its own hours, or, where no window of it is open, by
 * the hall's. Of a pause nobody waits for: it stops new tickets only.
 */
function opensOf(step: Step, { offers, waits }: Standing): Instant | null {
  if (step.status !== 'blocked' && step.status !== 'waiting') return null;
  const offer = offers.of(step.queue_id);
  if (offer.status === 'closed') return offer.opens;
  return step.only_window_id === null ? waits.opens(step.queue_id) : null;
}

/** Since when the calls of the queue that it waits in have paused. */
function pausedOf(step: Step, { waits }: Standing): Pick<TicketStep, 'pausedSince'> {
  const since = waits.pausedSince(step.queue_id);
  return since === null ? {} : { pausedSince: since };
}

function zonesOf(hall: HallConfig, windows: readonly number[]): string[] {
  return [...new Set(windows.flatMap((n) => hall.windowByNumber.get(n)?.zone.code ?? []))];
}

/** Where the visitor goes next: of the queues it waits in, the quickest; else the step that follows. */
function nextPlace(steps: readonly Step[], views: readonly TicketStep[]): Ticket['next'] {
  const waiting = views.filter((v) => v.status === 'waiting');
  const quickest = waiting.reduce<TicketStep | null>(
    (best, v) => (best === null || sooner(v, best) ? v : best),
    null,
  );
  const following = steps.findIndex(
    (s) => s.status === 'blocked' && s.after.every((p) => steps[p]!.status !== 'blocked'),
  );
  const view = quickest ?? views[following];
  if (view === undefined) return null;
  return {
    queue: view.queue,
    name: view.queueName,
    zones: view.zones,
    windows: view.windows,
    openWindows: view.openWindows,
    opens: view.opens,
    ahead: view.ahead ?? 0,
    estimate: view.estimate,
    ...(view.pausedSince === undefined ? {} : { pausedSince: view.pausedSince }),
  };
}

function sooner(a: TicketStep, b: TicketStep): boolean {
  // What opens later comes after what is open.
  if ((a.opens === null) !== (b.opens === null)) return a.opens === null;
  // Where no window is open nobody is called, however few wait.
  if (a.openWindows > 0 !== b.openWindows > 0) return a.openWindows > 0;
  if (a.estimate !== null && b.estimate !== null) return a.estimate.p50 < b.estimate.p50;
  return (a.ahead ?? 0) < (b.ahead ?? 0);
}

/** Whether a service was rated is for its visitor, and so is the link, but for the slip. */
export function helped({ token, ...ticket }: Ticket, withLink: boolean): HelpedTicket {
  const steps = ticket.steps.map((step) => ({ ...step, rated: false, rateable: false }));
  return {
    ...(withLink ? ticket : withoutNextLink(ticket)),
    steps,
    ...(withLink ? { token } : {}),
  };
}

/** The link of the ticket in the other hall is the visitor's, too. */
export function withoutNextLink<T extends Pick<Ticket, 'referredTo'>>(ticket: T): T {
  if (ticket.referredTo === undefined) return ticket;
  const { token: _, ...referredTo } = ticket.referredTo;
  return { ...ticket, referredTo };
}
