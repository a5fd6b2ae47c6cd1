import { Problem } from '../../shared/errors.ts';
import type { ClientKind } from '../../shared/contract/client.ts';
import { prepared } from '../db/prepared.ts';
import type { Unit } from '../db/unit.ts';

/** A client whose code was given, with the steward who is told. */
interface KnownClient {
  readonly id: string;
  readonly code: string;
  readonly steward_id: string;
  /** User name. */
  readonly steward: string;
}

const byCode = prepared<{ hall: string; code: string }, KnownClient & { active: 0 | 1 }>((db, p) =>
  db
    .selectFrom('clients')
    .innerJoin('staff', 'staff.id', 'clients.steward_id')
    .select([
      'clients.id',
      'clients.code',
      'clients.active',
      'clients.steward_id',
      'staff.username as steward',
    ])
    .where('clients.hall_id', '=', p('hall'))
    .where('clients.code', '=', p('code')),
);

/** The client of a code. In a unit. @throws Problem `unknown_client`, also of one that is looked after no more */
export function* requireClient(hall: string, code: string): Unit<KnownClient> {
  const [client] = yield* byCode.rows({ hall, code });
  if (client === undefined || client.active === 0) throw new Problem('unknown_client');
  return client;
}

const byId = prepared<{ id: string }, { code: string; name: string; kind: ClientKind }>((db, p) =>
  db.selectFrom('clients').select(['code', 'name', 'kind']).where('id', '=', p('id')),
);

/** Whom a ticket is for; null: nothing is known of them. In a unit. */
export function* clientById(
  id: string,
): Unit<{ code: string; name: string; kind: ClientKind } | null> {
  return (yield* byId.rows({ id }))[0] ?? null;
}
