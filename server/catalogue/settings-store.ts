import type { HallChange } from '../../shared/contract/change.ts';
import type { Tx } from '../db/open.ts';
import type { HallConfig } from '../hall/config.ts';
import { putPackageTexts } from './package-store.ts';
import { bumpConfig } from './renewal-store.ts';

const text = JSON.stringify;

/** Writes a checked change of a hall's set-up. */
export async function change(tx: Tx, hall: HallConfig, change: HallChange): Promise<void> {
  const { name, notices, media, hours, enforceHours, settings } = change;
  const values = {
    ...(name === undefined ? {} : { name: text(name) }),
    ...(notices === undefined ? {} : { notices: text(notices) }),
    ...(media === undefined ? {} : { media: text(media) }),
    ...(hours === undefined ? {} : { hours: text(hours) }),
    ...(enforceHours === undefined
      ? {}
      : { enforce_hours: enforceHours ? (1 as const) : (0 as const) }),
    ...(settings === undefined ? {} : { settings: text({ ...hall.settings, ...settings }) }),
  };
  if (Object.keys(values).length > 0)
    await tx.updateTable('halls').set(values).where('id', '=', hall.id).execute();
  for (const queue of change.queues ?? []) await changeQueue(tx, hall, queue);
  for (const window of change.windows ?? []) await changeWindow(tx, hall, window);
  for (const category of change.categories ?? []) await changeCategory(tx, hall, category);
  for (const pack of change.packages ?? []) await putPackageTexts(tx, hall.id, pack);
  for (const matter of change.matters ?? []) await changeMatter(tx, hall, matter);
  await bumpConfig(tx, hall.id);
}

async function changeMatter(
  tx: Tx,
  hall: HallConfig,
  { code, papers, aliases }: NonNullable<HallChange['matters']>[number],
): Promise<void> {
  const values = {
    ...(papers === undefined ? {} : { papers: papers.length === 0 ? null : text(papers) }),
    ...(aliases === undefined ? {} : { aliases: text(aliases) }),
  };
  if (Object.keys(values).length === 0) return;
  await tx
    .updateTable('matters')
    .set(values)
    .where('id', '=', hall.matterByCode.get(code)!.id)
    .execute();
}

async function changeCategory(
  tx: Tx,
  hall: HallConfig,
  { code, creditMinutes, atKiosk }: NonNullable<HallChange['categories']>[number],
): Promise<void> {
  const values = {
    ...(creditMinutes === undefined ? {} : { credit_seconds: creditMinutes * 60 }),
    ...(atKiosk === undefined ? {} : { at_kiosk: atKiosk ? (1 as const) : (0 as const) }),
  };
  if (Object.keys(values).length === 0) return;
  await tx
    .updateTable('categories')
    .set(values)
    .where('id', '=', hall.categoryByCode.get(code)!.id)
    .execute();
}

async function changeQueue(
  tx: Tx,
  hall: HallConfig,
  q: NonNullable<HallChange['queues']>[number],
): Promise<void> {
  const values = {
    ...(q.name === undefined ? {} : { name: text(q.name) }),
    ...(q.serviceLevelMinutes === undefined
      ? {}
      : { service_level_seconds: q.serviceLevelMinutes * 60 }),
    ...(q.dailyQuota === undefined ? {} : { daily_quota: q.dailyQuota }),
    ...(q.slotCapacity === undefined ? {} : { slot_capacity: q.slotCapacity }),
    ...(q.slotMinutes === undefined ? {} : { slot_minutes: q.slotMinutes }),
    ...(q.appointmentKinds === undefined
      ? {}
      : { appointment_kinds: text([...new Set(q.appointmentKinds)]) }),
    ...(q.appointmentLink === undefined ? {} : { appointment_link: q.appointmentLink }),
  };
  if (Object.keys(values).length === 0) return;
  await tx
    .updateTable('queues')
    .set(values)
    .where('id', '=', hall.queueByCode.get(q.code)!.id)
    .execute();
}

async function changeWindow(
  tx: Tx,
  hall: HallConfig,
  w: NonNullable<HallChange['windows']>[number],
): Promise<void> {
  const { id } = hall.windowByNumber.get(w.number)!;
  const values = {
    ...(w.name === undefined ? {} : { name: text(w.name) }),
    ...(w.zone === undefined ? {} : { zone_id: hall.zones.find((z) => z.code === w.zone)!.id }),
  };
  if (Object.keys(values).length > 0)
    await tx.updateTable('windows').set(values).where('id', '=', id).execute();
  if (w.serves === undefined) return;
  await tx.deleteFrom('window_queues').where('window_id', '=', id).execute();
  if (w.serves.length === 0) return;
  await tx
    .insertInto('window_queues')
    .values(
      w.serves.map((s) => ({
        window_id: id,
        queue_id: hall.queueByCode.get(s.queue)!.id,
        handicap_seconds: s.handicapMinutes * 60,
      })),
    )
    .execute();
}
