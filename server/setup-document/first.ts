import type { Tx } from '../db/open.ts';
import { loadConfig } from '../hall/config-store.ts';
import type { Ids } from '../ids.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { requireSetup } from './faults.ts';
import { keepFirst } from './publishing.ts';
import { withoutRevision } from './revision-store.ts';
import { createHall } from './writer-store.ts';

/**
 * Writes a hall that is given as two files, e.g. the default one.
 *
 * @throws Problem `bad_setup` with the place of each fault under `issues`
 */
export async function importHall(
  tx: Tx,
  files: { hall: unknown; catalogue: unknown },
  ids: Ids,
  now: Instant,
): Promise<string> {
  const document = requireSetup(files);
  const day = serviceDay(now, document.hall.timezone);
  const id = await createHall(tx, document, { day, newId: ids.id });
  await keepFirst(tx, id, { now, day });
  return id;
}

/** Halls of before revisions were kept: what they are becomes their first one. */
export async function keepFirstRevisions(tx: Tx, now: Instant): Promise<void> {
  for (const { id } of await withoutRevision(tx)) {
    const { timezone } = await loadConfig(tx, id);
    await keepFirst(tx, id, { now, day: serviceDay(now, timezone) });
  }
}
