import type { Tx } from '../db/open.ts';
import { knownChineseYears } from '../../shared/rules/chinese-calendar.ts';
import * as store from './store.ts';

/**
 * Gives the halls of mainland China the holidays of every year that the product knows and their
 * calendar does not have yet: at import, and again when a newer version knows another year. What
 * was changed by hand stays. Other zones have holidays of their own: nothing is guessed for them.
 */
export async function seedCalendars(tx: Tx): Promise<void> {
  const halls = await store.hallsIn(tx, 'Asia/Shanghai');
  if (halls.length === 0) return;
  const seed = knownChineseYears();
  for (const { id } of halls) {
    const known = await store.knownYears(tx, id);
    const missing = [...seed.keys()].filter((year) => !known.has(year));
    if (missing.length === 0) continue;
    await store.addEntries(
      tx,
      missing
        .flatMap((year) => seed.get(year)!)
        .map(({ day, kind, name }) => ({
          hall_id: id,
          day,
          kind,
          name: JSON.stringify(name),
          hours: null,
          source: 'chinese-days',
        })),
    );
    await store.setKnownYears(tx, id, new Set([...known, ...missing]));
  }
}
