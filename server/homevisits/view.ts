import {
  type HomeVisit,
  homeVisitActsIn,
  type HomeVisitRequest,
} from '../../shared/contract/homevisit.ts';
import {
  isToBeVisited,
  maskedAddress,
  maskedName,
  maskedPhone,
} from '../../shared/rules/masking.ts';
import type { HallConfig } from '../hall/config.ts';
import type { WithOwner } from './store.ts';

function standing(hall: HallConfig, row: WithOwner) {
  const pack = row.package_id === null ? null : hall.packageById.get(row.package_id)!;
  return {
    hall: hall.code,
    hallName: hall.name,
    timezone: hall.timezone,
    status: row.status,
    package: pack?.code ?? null,
    packageName: pack?.name ?? null,
    matters: (JSON.parse(row.matters) as string[]).flatMap((code) => {
      const matter = hall.matterByCode.get(code);
      return matter === undefined ? [] : [{ code, name: matter.name }];
    }),
    scheduledAt: row.scheduled_at,
    answer: row.answer,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

/** A request as who made it sees it. */
export function visitorsView(hall: HallConfig, row: WithOwner, token: string): HomeVisit {
  return {
    ...standing(hall, row),
    token,
    canCancel: homeVisitActsIn(row.status).includes('cancel'),
  };
}

/** What is over is told apart by it, and no more. */
function masked({ name, phone, address }: WithOwner) {
  return {
    name: name === null ? null : maskedName(name),
    phone: phone === null ? null : maskedPhone(phone),
    address: address === null ? null : maskedAddress(address),
    wish: null,
  };
}

/** A request as those see it who go there. */
export function staffView(hall: HallConfig, row: WithOwner, today: string): HomeVisitRequest {
  const { name, phone, address, wish } = isToBeVisited(row.status) ? row : masked(row);
  return {
    ...standing(hall, row),
    id: row.id,
    name,
    phone,
    address,
    wish,
    owner:
      row.owner === null || row.owner_name === null
        ? null
        : { username: row.owner, name: row.owner_name },
    dueDay: row.due_day,
    overdue: isToBeVisited(row.status) && row.due_day !== null && row.due_day < today,
    note: row.done_note,
    allowed: homeVisitActsIn(row.status),
  };
}
