import {
  type AffectedReason,
  type Appointment,
  type BookedAppointment,
  RemoteAppointment,
} from '../../shared/contract/appointment.ts';
import type { HallConfig } from '../hall/config.ts';
import type { SiteKey } from '../site-key.ts';
import { plus } from '../../shared/rules/instants.ts';
import { maskedName, maskedPhone } from '../../shared/rules/masking.ts';
import type { WithTicket } from './store.ts';

/** An appointment as whoever has its code sees it. */
export function appointmentView(
  hall: HallConfig,
  row: WithTicket,
  key: SiteKey,
  affected: AffectedReason | null,
): Appointment {
  const queue = hall.queueById.get(row.queue_id)!;
  const pack = row.package_id === null ? null : hall.packageById.get(row.package_id)!;
  return {
    // Erased with the person; whoever has it can still follow the booking.
    code: row.code_sealed === null ? '' : key.unseal(row.code_sealed),
    hall: hall.code,
    hallName: hall.name,
    timezone: hall.timezone,
    status: row.status,
    kind: row.kind,
    link: linkOf(hall, row),
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    day: row.service_day,
    slot: { from: row.slot_from, to: row.slot_to },
    keptUntil: plus(row.slot_from, hall.order.grace),
    queue: queue.code,
    queueName: queue.name,
    package: pack?.code ?? null,
    packageName: pack?.name ?? null,
    matters: mattersOf(row).flatMap((code) => {
      const matter = hall.matterByCode.get(code);
      return matter === undefined ? [] : [{ code, name: matter.name }];
    }),
    category: hall.categoryById.get(row.category_id)!.code,
    language: row.language as Appointment['language'],
    windows: [...queue.windowNumbers],
    zones: [...queue.zoneCodes],
    affected,
    ticket:
      row.number === null || row.ticket_id === null
        ? null
        : { number: row.number, token: key.ticketToken(row.ticket_id) },
  };
}

/** Where a video appointment is held: at its own address, else at the queue's. */
function linkOf(hall: HallConfig, row: WithTicket): string | null {
  if (row.kind !== 'video') return null;
  return row.link ?? hall.queueById.get(row.queue_id)!.appointmentLink;
}

/** The same for those who welcome the visitors. @param isClear whether they have to call this one */
export function bookedView(
  hall: HallConfig,
  row: WithTicket,
  key: SiteKey,
  { isClear, affected }: { isClear: boolean; affected: AffectedReason | null },
): BookedAppointment {
  const { ticket: _, ...view } = appointmentView(hall, row, key, affected);
  return {
    ...view,
    id: row.id,
    number: row.number,
    name: row.name === null || isClear ? row.name : maskedName(row.name),
    phone: row.phone === null || isClear ? row.phone : maskedPhone(row.phone),
    createdAt: row.created_at,
    createdBy: row.created_by,
    invited: row.invitation_id !== null,
    moves: row.moves,
    told: row.told_at === null ? null : { at: row.told_at, by: row.told_by! },
  };
}

/** For the windows that call them. @param isClear whether it is time to */
export function remoteView(
  hall: HallConfig,
  row: WithTicket,
  key: SiteKey,
  isClear: boolean,
): RemoteAppointment {
  return RemoteAppointment.parse(bookedView(hall, row, key, { isClear, affected: null }));
}

/** The codes of the matters that were ticked; none: all of the package, or a queue. */
export function mattersOf(row: { readonly matters: string | null }): string[] {
  return row.matters === null ? [] : (JSON.parse(row.matters) as string[]);
}
