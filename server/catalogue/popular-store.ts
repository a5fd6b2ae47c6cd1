import { idsIn } from '../../shared/packages.ts';
import type { Reader } from '../db/open.ts';

/** How many of the newest tickets tell what people come for: about a day of a large hall. */
const newest = 2000;

export interface TakenFor {
  readonly packageIds: readonly string[];
  /** Of a ticket without a package: each step's matters, as they are stored. */
  readonly matters: string | null;
}

/** What the newest tickets of a hall since a day were taken for, a row a package's ticket or a step. */
export async function takenLately(
  read: Reader,
  hallId: string,
  since: string,
): Promise<TakenFor[]> {
  const rows = await read
    .selectFrom((q) =>
      q
        .selectFrom('tickets')
        .select(['id', 'package_id', 'more_packages'])
        .where('hall_id', '=', hallId)
        .where('service_day', '>=', since)
        .orderBy('service_day', 'desc')
        .orderBy('seq', 'desc')
        .limit(newest)
        .as('lately'),
    )
    .leftJoin('steps', (join) =>
      join.onRef('steps.ticket_id', '=', 'lately.id').on('lately.package_id', 'is', null),
    )
    .select(['lately.package_id', 'lately.more_packages', 'steps.matters'])
    .execute();
  return rows.map(({ package_id, more_packages, matters }) => ({
    packageIds: idsIn(package_id, more_packages),
    matters,
  }));
}
