import type { Ticket, TicketStep } from '../../shared/contract/ticket.ts';
import { openStatuses } from '../../shared/transitions.ts';
import type { HallConfig } from '../hall/config.ts';
import type { WaitTable } from '../estimates/service.ts';
import type { OfferTable } from '../offers/service.ts';
import type { Estimate } from '../../shared/contract/primitives.ts';
import { type Instant, plus } from '../../shared/rules/instants.ts';
import { mayComeBack } from '../../shared/rules/order.ts';
import { busyStep, type Step } from '../../shared/rules/visit.ts';
import type { Kept } from './kept-store.ts';

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
  /** People ahead of a waiting step. */
  readonly ahead: (step: Step) => number;
  readonly rated: ReadonlySet<string>;
  /** Steps that are done and cannot be rated. */
  readonly notRateable: ReadonlySet<string>;
  readonly appointment: { readonly code: string; readonly from: string } | null;
}

/** A ticket as its visitor, the kiosk and the slip see it. */
export function ticketView({ ticket, visit }: Kept, at: Standing): Ticket {
  const { hall } = at;
  const steps = visit.steps.map((step) => stepView(step, at));
  const busy = busyStep(visit);
  const pack = ticket.package_id === null ? null : hall.packageById.get(ticket.package_id)!;
  const placed = visit.steps.find(
    (s) => s.order_key !== null && (openStatuses as readonly string[]).includes(s.status),
  );
  return {
    id: ticket.id,
    token: at.tokenOf(ticket.id),
    version: at.version,
    hall: hall.code,
    number: ticket.number,
    package: pack?.code ?? null,
    packageName: pack?.name ?? null,
    category: hall.categoryById.get(ticket.category_id)!.code,
    language: ticket.language as Ticket['language'],
    status: visit.status,
    takenAt: ticket.taken_at,
    treatedAsCameAt: placed?.order_key ?? plus(ticket.entry_reference, -ticket.credit_seconds),
    appointment: at.appointment,
    steps,
    next: nextPlace(visit.steps, steps),
    canReturn:
      visit.ended_at === null &&
      (busy?.status === 'held' || (busy?.status === 'missed' && mayComeBack(busy.misses))),
    canCancel: visit.ended_at === null && busy?.status !== 'called' && busy?.status !== 'serving',
  };
}

/**
 * How long a step waits still. Null also where its turn is counted from a moment that is still to
 * come (an appointment, a second miss): until then everybody who comes goes before it.
 */
export function waitOf(
  step: Pick<Step, 'queue_id' | 'order_key'>,
  ahead: number,
  { waits, now }: Pick<Standing, 'waits' | 'now'>,
): Estimate | null {
  if (step.order_key !== null && step.order_key > now) return null;
  return waits.wait(step.queue_id, ahead);
}

function stepView(step: Step, at: Standing): TicketStep {
  const { hall } = at;
  const queue = hall.queueById.get(step.queue_id)!;
  const only = step.only_window_id === null ? null : hall.windowById.get(step.only_window_id)!;
  const waiting = step.status === 'waiting';
  const ahead = waiting ? at.ahead(step) : null;
  const window = step.window_id === null ? null : hall.windowById.get(step.window_id)!;
  const shown = only === null ? at.offers.windowsOf(queue) : [only.number];
  const offer = at.offers.of(step.queue_id);
  const toCome = step.status === 'blocked' || waiting;
  const matters = step.matters.map((m) => ({ ...hall.matterById.get(m.id)!, done: m.done }));
  return {
    queue: queue.code,
    queueName: queue.name,
    matters: matters.map((m) => m.code),
    items: matters.map(({ code, name, done }) => ({ code, name, done })),
    status: step.status,
    ahead,
    estimate: ahead === null ? null : waitOf(step, ahead, at),
    window: window?.number ?? null,
    ...(window === null || window.label === null ? {} : { label: window.label }),
    windows: [...shown],
    zones: zonesOf(hall, shown),
    // Of a pause nobody waits for: it stops new tickets only.
    opens: toCome && offer.status === 'closed' ? offer.opens : null,
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
