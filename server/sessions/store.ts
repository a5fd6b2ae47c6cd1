import { sql } from 'kysely';
import type { DeviceKind } from '../../shared/contract/people.ts';
import type { Reader, Tx } from '../db/open.ts';
import { preparedForKeys } from '../db/prepared.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/** A session with whom it belongs to: a person, or a device. */
export interface SessionRow {
  readonly token_hash: string;
  readonly expires_at: Instant | null;
  readonly last_used_at: Instant | null;
  readonly staff_id: string | null;
  readonly username: string | null;
  readonly staff_name: string | null;
  readonly roles: string | null;
  readonly halls: string | null;
  readonly hall_roles: string | null;
  readonly staff_active: 0 | 1 | null;
  readonly must_change: 0 | 1 | null;
  readonly weak_password: 0 | 1 | null;
  readonly factor_since: Instant | null;
  readonly rules: string;
  readonly device_id: string | null;
  readonly kind: DeviceKind | null;
  readonly device_name: string | null;
  readonly device_active: 0 | 1 | null;
  readonly hall: string | null;
  readonly window: number | null;
  readonly zone: string | null;
  readonly settings: string | null;
}

function sessions(db: Reader) {
  return db
    .selectFrom('sessions')
    .leftJoin('staff', 'staff.id', 'sessions.staff_id')
    .leftJoin('devices', 'devices.id', 'sessions.device_id')
    .leftJoin('halls', 'halls.id', 'devices.hall_id')
    .leftJoin('windows', 'windows.id', 'devices.window_id')
    .leftJoin('zones', 'zones.id', 'devices.zone_id')
    .select([
      'sessions.token_hash',
      'sessions.expires_at',
      'sessions.last_used_at',
      'staff.id as staff_id',
      'staff.username',
      'staff.name as staff_name',
      'staff.roles',
      'staff.halls',
      'staff.hall_roles',
      'staff.active as staff_active',
      'staff.must_change',
      'staff.weak_password',
      'staff.factor_since',
      sql<string>`(select sign_in_rules from site)`.as('rules'),
      'devices.id as device_id',
      'devices.kind',
      'devices.name as device_name',
      'devices.active as device_active',
      'devices.settings',
      'halls.code as hall',
      'windows.number as window',
      'zones.code as zone',
    ]);
}

export const byHashes = preparedForKeys<SessionRow>((db, hashes) =>
  sessions(db).where('sessions.token_hash', 'in', hashes),
);

/** Those of a person. */
export function ofPerson(db: Reader, staffId: string) {
  return db
    .selectFrom('sessions')
    .select(['token_hash', 'created_at', 'expires_at', 'last_used_at', 'network', 'browser'])
    .where('staff_id', '=', staffId)
    .orderBy('created_at', 'desc')
    .execute();
}

/** Those of everybody who works here. */
export function ofPeople(db: Reader) {
  return db
    .selectFrom('sessions')
    .select(['token_hash', 'staff_id', 'expires_at', 'last_used_at'])
    .where('staff_id', 'is not', null)
    .execute();
}

/** They were used up to this moment: never written back to an earlier one. */
export async function used(tx: Tx, hashes: readonly string[], at: Instant): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ last_used_at: at })
    .where('token_hash', 'in', hashes)
    .where('last_used_at', '<', at)
    .execute();
}

/** A key that was not ended. */
export interface KeyRow {
  readonly id: string;
  readonly key_hash: string;
  readonly name: string;
  readonly scopes: string;
  readonly halls: string;
  readonly expires_at: Instant | null;
}

function keys(db: Reader) {
  return db
    .selectFrom('api_keys')
    .select(['id', 'key_hash', 'name', 'scopes', 'halls', 'expires_at'])
    .where('ended_at', 'is', null);
}

export const keysByHashes = preparedForKeys<KeyRow>((db, hashes) =>
  keys(db).where('key_hash', 'in', hashes),
);

/** Notes when keys and devices were used last. */
export async function markUsed(
  tx: Tx,
  used: { readonly keys: readonly string[]; readonly devices: readonly string[] },
  now: Instant,
): Promise<void> {
  if (used.keys.length > 0)
    await tx
      .updateTable('api_keys')
      .set({ last_used_at: now })
      .where('id', 'in', used.keys)
      .execute();
  if (used.devices.length > 0)
    await tx.updateTable('devices').set({ used_at: now }).where('id', 'in', used.devices).execute();
}
