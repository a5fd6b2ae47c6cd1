import type { PersonFile } from '../../shared/contract/privacy.ts';
import { isGoingOn } from '../../shared/contract/application.ts';
import { isToBeVisited } from '../../shared/rules/masking.ts';
import type { HallConfig } from '../hall/config.ts';
import type { SiteKey } from '../site-key.ts';
import type { StoredTicket } from '../tickets/service.ts';
import type * as store from './person-store.ts';

/** A booking as it is kept, in words. */
export function appointmentOf(
  hall: HallConfig,
  row: store.AppointmentRow,
  key: SiteKey,
): PersonFile['appointments'][number] {
  const queue = hall.queueById.get(row.queue_id)!;
  return {
    id: row.id,
    open: row.status === 'booked',
    status: row.status,
    day: row.service_day,
    from: row.slot_from,
    queue: queue.code,
    queueName: queue.name,
    code: row.code_sealed === null ? '' : key.unseal(row.code_sealed),
    name: row.name,
    phone: row.phone,
    hasIdNumber: row.person_hash !== null,
    language: row.language,
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}

export function homeVisitOf(row: store.HomeVisitRow): PersonFile['homeVisits'][number] {
  return {
    id: row.id,
    open: isToBeVisited(row.status),
    status: row.status,
    name: row.name,
    phone: row.phone,
    address: row.address,
    wish: row.wish,
    answer: row.answer,
    scheduledAt: row.scheduled_at,
    createdAt: row.created_at,
  };
}

export function applicationOf(
  hall: HallConfig,
  row: store.ApplicationRow,
  notes: Awaited<ReturnType<typeof store.notesOf>>,
): PersonFile['applications'][number] {
  const matter = hall.matterById.get(row.matter_id)!;
  return {
    id: row.id,
    open: isGoingOn(row.status),
    number: row.number,
    day: row.service_day,
    matter: matter.code,
    matterName: matter.name,
    receipt: row.receipt,
    status: row.status,
    dueDay: row.due_day,
    hasIdNumber: row.person_hash !== null,
    notes: notes
      .filter(({ application_id: id }) => id === row.id)
      .flatMap(({ note, visitor_note: told }) => [note, told])
      .filter((text) => text !== null),
  };
}

export function clientOf(row: store.ClientRow): PersonFile['clients'][number] {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    kind: row.kind,
    phone: row.phone,
    steward: row.steward,
    active: row.active === 1,
    createdAt: row.created_at,
  };
}

export function caseOf(row: store.CaseRow): PersonFile['cases'][number] {
  return {
    id: row.id,
    open: row.status !== 'closed',
    text: row.text,
    phone: row.phone,
    resolution: row.resolution,
    openedAt: row.opened_at,
  };
}

/** A ticket with what was written about it, and its lines of the log. */
export function ticketOf(
  hall: HallConfig,
  { ticket, visit }: StoredTicket,
  hasIdNumber: boolean,
  ratings: ReadonlyMap<string, store.RatingRow>,
  events: readonly store.EventRow[],
): PersonFile['tickets'][number] {
  return {
    id: ticket.id,
    open: visit.ended_at === null,
    number: ticket.number,
    day: ticket.service_day,
    status: visit.status,
    takenAt: ticket.taken_at,
    endedAt: visit.ended_at,
    category: hall.categoryById.get(ticket.category_id)!.code,
    note: ticket.note,
    hasIdNumber,
    steps: visit.steps.map((step) => {
      const queue = hall.queueById.get(step.queue_id)!;
      const rating = ratings.get(step.id);
      return {
        queue: queue.code,
        queueName: queue.name,
        status: step.status,
        window: step.window_id === null ? null : hall.windowById.get(step.window_id)!.number,
        calledAt: step.first_called_at,
        endedAt: step.ended_at,
        outcome: step.outcome,
        rating:
          rating === undefined
            ? null
            : {
                level: rating.level,
                reasons: JSON.parse(rating.reasons) as string[],
                comment: rating.comment,
                at: rating.at,
                resolution: rating.resolution,
              },
      };
    }),
    events: events
      .filter((event) => event.ticket_id === ticket.id)
      .map(({ version, at, command, actor, data }) => ({
        version,
        at,
        command,
        actor,
        data: JSON.parse(data) as Record<string, unknown>,
      })),
  };
}
