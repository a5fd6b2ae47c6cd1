import type { SetupDocument } from '../../shared/contract/setup.ts';
import type { Issue } from '../../shared/errors.ts';
import { faultAt } from '../../shared/faults.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Reader } from '../db/open.ts';
import * as store from './holds-store.ts';

/** What of a hall is not in a document any more: by ids, with their codes. Pure. */
function retiredBy(hall: HallConfig, { hall: file }: SetupDocument) {
  const [queues, zones] = [file.queues, file.zones].map((list) => new Set(list.map((x) => x.code)));
  const windows = new Set(file.windows.map((w) => w.number));
  return {
    queues: hall.queues.filter((q) => !queues!.has(q.code)),
    zones: hall.zones.filter((z) => !zones!.has(z.code)),
    windows: hall.windows.filter((w) => !windows.has(w.number)),
  };
}

/** What is in use today and is to be retired: it holds a document until the next service day. */
export async function holdsOf(
  db: Reader,
  hall: HallConfig,
  document: SetupDocument,
  day: string,
): Promise<Issue[]> {
  const gone = retiredBy(hall, document);
  const holds: Issue[] = [];
  const open = await store.openSteps(db, idsOf(gone.queues), day);
  for (const { id, code } of gone.queues) {
    const count = open.get(id) ?? 0;
    if (count > 0) holds.push(faultAt('hall.queues', 'queue_in_use', { code, count }));
  }
  const used = await store.windowsInUse(db, idsOf(gone.windows));
  for (const { id, number } of gone.windows)
    if (used.has(id)) holds.push(faultAt('hall.windows', 'window_in_use', { code: number }));
  if (document.hall.timezone !== hall.timezone) {
    const count = await store.ticketsOn(db, hall.id, day);
    if (count > 0) holds.push(faultAt('hall.timezone', 'time_zone_in_use', { count }));
  }
  return holds;
}

/** What refers to things that are to be retired and would be left without them. */
export async function leftBehind(
  db: Reader,
  hall: HallConfig,
  document: SetupDocument,
  day: string,
): Promise<Issue[]> {
  const gone = retiredBy(hall, document);
  const booked = await store.bookings(db, idsOf(gone.queues), day);
  const [inZones, atWindows] = [
    await store.devicesAt(db, 'zone_id', idsOf(gone.zones)),
    await store.devicesAt(db, 'window_id', idsOf(gone.windows)),
  ];
  return [
    ...gone.queues.flatMap(({ id, code }) => {
      const count = booked.get(id) ?? 0;
      return count > 0 ? faultAt('hall.queues', 'bookings_of_retired', { code, count }) : [];
    }),
    ...gone.zones.flatMap(({ id, code }) => {
      const count = inZones.get(id) ?? 0;
      return count > 0 ? faultAt('hall.zones', 'devices_of_retired_zone', { code, count }) : [];
    }),
    ...gone.windows.flatMap(({ id, number: code }) => {
      const count = atWindows.get(id) ?? 0;
      return count > 0 ? faultAt('hall.windows', 'devices_of_retired_window', { code, count }) : [];
    }),
  ];
}

const idsOf = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);
