import { sql } from 'kysely';
import type { HallFile } from '../../shared/contract/hall.ts';
import type { SetupDocument } from '../../shared/contract/setup.ts';
import { insertMany } from './package-store.ts';
import type { Tx } from '../db/open.ts';
import type { HallConfig } from '../hall/config.ts';
import { loadConfig } from '../hall/config-store.ts';
import {
  bring,
  bringNamed,
  byCode,
  type Columns,
  differs,
  inStatements,
  type Row,
  wantedOf,
} from './rows-store.ts';
import { bringCatalogue } from './catalogue-store.ts';

const text = JSON.stringify;
const flag = (is: boolean): 0 | 1 => (is ? 1 : 0);

interface Writing {
  /** The hall's service day. */
  readonly day: string;
  readonly newId: () => string;
}

/**
 * Brings a hall's rows to a checked document: the one way in which a set-up is ever written. What is
 * known by its code keeps its row, so that all that refers to it still does; what is in the document no
 * more is retired; what is back is offered again. Every process reads the set-up anew afterwards.
 *
 * @param hall the set-up before
 */
export async function writeSetup(
  tx: Tx,
  hall: HallConfig,
  document: SetupDocument,
  at: Writing,
): Promise<void> {
  const { hall: file } = document;
  await writeHall(tx, hall.id, file);
  const zones = await bringNamed(tx, 'zones', hall.id, file.zones, at);
  const queues = await bringQueues(tx, hall.id, file, at);
  await bringWindows(tx, hall.id, file, { zones, queues }, at);
  await bring(
    tx,
    'categories',
    byCode(await tx.selectFrom('categories').selectAll().where('hall_id', '=', hall.id).execute()),
    wantedOf(hall.id, file.categories, (c) => ({
      credit_seconds: c.creditMinutes * 60,
      at_kiosk: flag(c.atKiosk),
      retired: 0,
    })),
    { newId: at.newId, gone: { retired: 1 } },
  );
  await bringCatalogue(tx, hall, document, queues, at);
  await tx
    .updateTable('halls')
    .set({ config_version: sql<number>`config_version + 1` })
    .where('id', '=', hall.id)
    .execute();
}

/** A hall that is not there yet. @returns its id */
export async function createHall(tx: Tx, document: SetupDocument, at: Writing): Promise<string> {
  const { hall } = document;
  const id = at.newId();
  await tx
    .insertInto('halls')
    .values({ id, code: hall.code, ...hallColumns(hall) })
    .execute();
  await writeSetup(tx, await loadConfig(tx, id), document, at);
  return id;
}

function hallColumns(hall: HallFile) {
  return {
    name: text(hall.name),
    timezone: hall.timezone,
    enforce_hours: flag(hall.enforceHours),
    hours: text(hall.hours),
    settings: text(hall.settings),
    notices: text(hall.notices),
    duty: text(hall.duty),
    regions: text(hall.regions),
    media: text(hall.media),
    logo: hall.logo === undefined ? null : text(hall.logo),
    accent: hall.accent ?? null,
    kind: hall.kind ?? null,
    parent: hall.parent ?? null,
    address: hall.address === undefined ? null : text(hall.address),
    lat: hall.lat ?? null,
    lon: hall.lon ?? null,
    proposed: text(hall.proposed),
  };
}

async function writeHall(tx: Tx, id: string, file: HallFile): Promise<void> {
  const row = await tx
    .selectFrom('halls')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const columns = hallColumns(file);
  if (differs({ ...row }, columns))
    await tx.updateTable('halls').set(columns).where('id', '=', id).execute();
}

async function bringQueues(
  tx: Tx,
  hallId: string,
  file: HallFile,
  at: Writing,
): Promise<Map<string, string>> {
  const had = byCode(
    await tx.selectFrom('queues').selectAll().where('hall_id', '=', hallId).execute(),
  );
  const wanted = wantedOf(hallId, file.queues, (q) => ({
    prefix: q.prefix,
    service_level_seconds: q.serviceLevelMinutes * 60,
    daily_quota: q.dailyQuota ?? null,
    slot_capacity: q.slotCapacity ?? null,
    slot_minutes: q.slotMinutes ?? null,
    appointment_kinds: text([...new Set(q.appointmentKinds ?? ['window'])]),
    appointment_link: q.appointmentLink ?? null,
    hours: q.hours === undefined ? null : text(q.hours),
    quotas: q.quotas === undefined ? null : text(q.quotas),
    category: q.category ?? null,
    retired: 0,
  }));
  // Two queues may change prefixes with each other, and a retired one gives its own free.
  const freed = [...had.values()].filter((q) => wanted.get(q.code)?.['prefix'] !== q.prefix);
  for (const some of inStatements(freed.map((q) => q.id)))
    await tx
      .updateTable('queues')
      .set({ prefix: sql<string>`id` })
      .where('id', 'in', some)
      .execute();
  return bring(tx, 'queues', had, wanted, { newId: at.newId, gone: { retired: 1 } });
}

async function bringWindows(
  tx: Tx,
  hallId: string,
  file: HallFile,
  named: { zones: ReadonlyMap<string, string>; queues: ReadonlyMap<string, string> },
  at: Writing,
): Promise<void> {
  const rows = await tx.selectFrom('windows').selectAll().where('hall_id', '=', hallId).execute();
  const had = new Map(rows.map((w): [string, Row] => [String(w.number), { ...w }]));
  const wanted = new Map<string, Columns>(
    file.windows.map((w) => [
      String(w.number),
      {
        hall_id: hallId,
        number: w.number,
        label: w.label ?? null,
        name: text(w.name),
        zone_id: named.zones.get(w.zone)!,
        retired: 0,
      },
    ]),
  );
  const gone = { retired: 1 };
  const ids = await bring(tx, 'windows', had, wanted, { newId: at.newId, gone });
  const served = await tx
    .selectFrom('window_queues')
    .innerJoin('windows', 'windows.id', 'window_queues.window_id')
    .where('windows.hall_id', '=', hallId)
    .select(['window_id', 'queue_id', 'handicap_seconds'])
    .execute();
  const before = new Map(rows.map(({ id }) => [id, new Set<string>()]));
  for (const s of served) before.get(s.window_id)!.add(`${s.queue_id} ${s.handicap_seconds}`);
  const after = file.windows.map((w) => ({
    id: ids.get(String(w.number))!,
    serves: w.serves.map((s) => ({
      queue_id: named.queues.get(s.queue)!,
      handicap_seconds: s.handicapMinutes * 60,
    })),
  }));
  const changed = after.filter(({ id, serves }) => {
    const was = before.get(id);
    before.delete(id);
    return (
      was?.size !== serves.length ||
      serves.some((s) => !was.has(`${s.queue_id} ${s.handicap_seconds}`))
    );
  });
  // What is left is retired: it serves nothing.
  const idle = [...before].flatMap(([id, serves]) => (serves.size > 0 ? id : []));
  for (const some of inStatements([...idle, ...changed.map((w) => w.id)]))
    await tx.deleteFrom('window_queues').where('window_id', 'in', some).execute();
  await insertMany(
    tx,
    'window_queues',
    changed.flatMap(({ id, serves }) => serves.map((s) => ({ window_id: id, ...s }))),
  );
}
