import { nameSite } from './backups/store.ts';
import { seedCalendars } from './calendar/seed.ts';
import { importHall } from './catalogue/import-store.ts';
import { readHallFiles } from './catalogue/import.ts';
import type { Db, Tx } from './db/open.ts';
import { hasHalls, takeSite } from './hall/store.ts';
import type { Ids } from './ids.ts';

/**
 * Prepares an empty database: the site's row with its secret, and the default hall. To one that is
 * in use it only adds the holidays of years that the product has come to know. Safe when several
 * processes start at once.
 *
 * @param files the default hall and catalogue; read only where they are needed
 * @param uid the name of a site that has none yet, where it is known; absent: a new one
 * @throws Problem `bad_catalogue`
 */
export async function prepareSite(
  db: Db,
  ids: Ids,
  files: () => Promise<{ hall: unknown; catalogue: unknown }>,
  uid: string = ids.id(),
): Promise<{ secret: string }> {
  const run = async (tx: Tx): Promise<{ secret: string }> => {
    const secret = await takeSite(tx, ids.token());
    await nameSite(tx, uid);
    if (!(await hasHalls(tx))) {
      const given = await files();
      const read = readHallFiles(given.hall, given.catalogue);
      await importHall(tx, read.hall, read.catalogue, ids);
    }
    await seedCalendars(tx);
    return { secret };
  };
  return db.lanes.run(db.laneOf('site'), { run });
}
