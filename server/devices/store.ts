import type {
  Device,
  DeviceHealth,
  DeviceKind,
  ListedDevice,
} from '../../shared/contract/people.ts';
import type { Reader, Tx } from '../db/open.ts';
import { type Instant, secondsBetween } from '../../shared/rules/instants.ts';

function devices(db: Reader) {
  return db
    .selectFrom('devices')
    .innerJoin('halls', 'halls.id', 'devices.hall_id')
    .leftJoin('windows', 'windows.id', 'devices.window_id')
    .leftJoin('zones', 'zones.id', 'devices.zone_id')
    .selectAll('devices')
    .select(['halls.code as hall', 'windows.number as window', 'zones.code as zone']);
}
export type DeviceRow = Awaited<ReturnType<ReturnType<typeof devices>['execute']>>[number];

export async function byId(db: Reader, id: string): Promise<DeviceRow | null> {
  return (await devices(db).where('devices.id', '=', id).executeTakeFirst()) ?? null;
}

export async function byCode(db: Reader, pairingHash: string): Promise<DeviceRow | null> {
  return (
    (await devices(db).where('devices.pairing_hash', '=', pairingHash).executeTakeFirst()) ?? null
  );
}

/** By its start address. */
export async function byStart(db: Reader, startHash: string): Promise<DeviceRow | null> {
  return (
    (await devices(db)
      .where('devices.start_hash', '=', startHash)
      .where('devices.active', '=', 1)
      .executeTakeFirst()) ?? null
  );
}

export function ofHall(db: Reader, hallId: string): Promise<DeviceRow[]> {
  return devices(db)
    .where('devices.hall_id', '=', hallId)
    .where('devices.active', '=', 1)
    .orderBy('devices.name')
    .execute();
}

export async function anyHall(db: Reader): Promise<string> {
  return (await db.selectFrom('halls').select('id').orderBy('code').executeTakeFirstOrThrow()).id;
}

export async function insert(
  tx: Tx,
  row: {
    id: string;
    hall_id: string;
    kind: DeviceKind;
    name: string;
    window_id: string | null;
    zone_id: string | null;
    pairing_hash: string;
    pairing_until: Instant;
    expires_at: Instant | null;
  },
): Promise<void> {
  await tx.insertInto('devices').values(row).execute();
}

export async function renewCode(
  tx: Tx,
  id: string,
  pairingHash: string,
  until: Instant,
): Promise<void> {
  await tx.deleteFrom('sessions').where('device_id', '=', id).execute();
  await tx
    .updateTable('devices')
    .set({
      pairing_hash: pairingHash,
      pairing_until: until,
      paired_at: null,
      start_hash: null,
      start_at: null,
      moved_at: null,
    })
    .where('id', '=', id)
    .execute();
}

export async function pair(
  tx: Tx,
  { id, expires_at }: Pick<DeviceRow, 'id' | 'expires_at'>,
  tokenHash: string,
  now: Instant,
): Promise<void> {
  // One device, one screen: who had it before has it no more.
  await tx.deleteFrom('sessions').where('device_id', '=', id).execute();
  await tx
    .updateTable('devices')
    .set({ pairing_hash: null, pairing_until: null, paired_at: now, last_seen_at: now })
    .where('id', '=', id)
    .execute();
  await tx
    .insertInto('sessions')
    .values({ token_hash: tokenHash, device_id: id, created_at: now, expires_at })
    .execute();
}

export async function change(
  tx: Tx,
  id: string,
  to: {
    name?: string;
    settings?: string;
    expires_at?: Instant | null;
    window_id?: string | null;
    zone_id?: string | null;
    moved_at?: Instant;
  },
): Promise<void> {
  await tx.updateTable('devices').set(to).where('id', '=', id).execute();
  if (to.expires_at !== undefined)
    await tx
      .updateTable('sessions')
      .set({ expires_at: to.expires_at })
      .where('device_id', '=', id)
      .execute();
}

/** Devices that are paired, in all halls. */
export async function paired(db: Reader) {
  const rows = await db
    .selectFrom('devices')
    .select(['id', 'hall_id', 'paired_at', 'last_seen_at', 'used_at', 'expires_at'])
    .where('paired_at', 'is not', null)
    .where('active', '=', 1)
    .execute();
  return rows.map((row) => ({ ...row, paired_at: row.paired_at! }));
}
export type PairedRow = Awaited<ReturnType<typeof paired>>[number];

/** Its token is good for nothing any more. */
export async function unpair(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('sessions').where('device_id', '=', id).execute();
  await tx.updateTable('devices').set({ paired_at: null }).where('id', '=', id).execute();
}

/** Another start address, or none. */
export async function setStart(
  tx: Tx,
  id: string,
  start: { hash: string; at: Instant } | null,
): Promise<void> {
  await tx
    .updateTable('devices')
    .set({ start_hash: start?.hash ?? null, start_at: start?.at ?? null })
    .where('id', '=', id)
    .execute();
}

/** It is listed no more, and none of its secrets is good for anything; the log keeps its name. */
export async function remove(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('sessions').where('device_id', '=', id).execute();
  await tx
    .updateTable('devices')
    .set({
      active: 0,
      paired_at: null,
      pairing_hash: null,
      pairing_until: null,
      start_hash: null,
      start_at: null,
    })
    .where('id', '=', id)
    .execute();
}

export async function setHealth(tx: Tx, id: string, health: string, now: Instant): Promise<void> {
  await tx.updateTable('devices').set({ health, last_seen_at: now }).where('id', '=', id).execute();
}

export { alarmsInHall, clearAlarm, openAlarms, raiseAlarm } from '../hall/alarm-store.ts';

export function view(row: DeviceRow): Device {
  return {
    id: row.id,
    hall: row.hall,
    kind: row.kind,
    name: row.name,
    window: row.window,
    zone: row.zone,
    paired: row.paired_at !== null,
    lastSeenAt:
      [row.last_seen_at, row.used_at]
        .filter((at) => at !== null)
        .sort()
        .at(-1) ?? null,
    expiresAt: row.expires_at,
    movedAt: row.moved_at,
    settings: JSON.parse(row.settings) as Device['settings'],
  };
}

/** Without a sign of life for so long (seconds) it is not online; screens give one a minute. */
const onlineSeconds = 150;

/** @param faults what is wrong with it now, by code */
export function listed(
  row: DeviceRow,
  now: Instant,
  faults: Readonly<Record<string, string>>,
): ListedDevice {
  const { screen = null, audio = null } = JSON.parse(row.health) as DeviceHealth;
  return {
    ...view(row),
    online:
      row.paired_at !== null &&
      row.last_seen_at !== null &&
      secondsBetween(row.last_seen_at, now) <= onlineSeconds,
    screen,
    faults,
    audio,
    startMadeAt: row.start_at,
  };
}
