import {
  type HomeVisit,
  homeVisitActsIn,
  type HomeVisitRequest,
} from '../../shared/contract/homevisit.ts';
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
export function visitorsView(hall: HallConfig, row: WithOwner): HomeVisit {
  return {
    ...standing(hall, row),
    token: row.token,
    canCancel: homeVisitActsIn(row.status).includes('cancel'),
  };
}

/** A request as those see it who go there. */
export function staffView(hall: HallConfig, row: WithOwner): HomeVisitRequest {
  return {
    ...standing(hall, row),
    id: row.id,
    name: row.name,
    phone: row.phone,
    address: row.address,
    wish: row.wish,
    owner:
      row.owner === null || row.owner_name === null
        ? null
        : { username: row.owner, name: row.owner_name },
    allowed: homeVisitActsIn(row.status),
  };
}
