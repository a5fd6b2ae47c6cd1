import type { Db } from '../db/open.ts';
import { Refusal } from '../refusal.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Mark } from './mark.ts';
import { type MovedHall, moveNumbersOn } from './moving.ts';
import * as store from './store.ts';
import { ownCommand } from '../own-command.ts';

/**
 * Holds the data against the mark of the last server, before the first command: where they are older,
 * numbers go on behind all that the mark knows.
 *
 * @returns the halls whose data went back; none: all is as it was left
 * @throws Refusal where the data are those of another site
 */
export async function noticeOldData(
  db: Db,
  mark: Mark | null,
  now: Instant,
  markFile: string,
): Promise<MovedHall[]> {
  if (mark === null) return [];
  const uid = await store.siteUid(db.read);
  if (uid !== mark.site)
    throw new Refusal('data', {
      chinese: `这里的数据不是本站点的（现为 ${uid ?? '无'}，原为 ${mark.site}）：请用 ${ownCommand('restore')} 恢复本站点的备份；确实要换成这份数据，请先把 ${markFile} 移走再启动。`,
      english: `The data here are those of another site (${uid ?? 'none'} instead of ${mark.site}): restore a backup of this site with ${ownCommand('restore')}, or, where these data are really wanted, move ${markFile} away and start again.`,
    });
  const rows = await store.versions(db.read);
  const back = rows.filter(({ code, version }) => version < (mark.halls[code]?.version ?? 0));
  if (back.length === 0) return [];
  const knowledge = { halls: mark.halls, upTo: mark.closed ? 'all' : 'seconds' } as const;
  const halls = back.map(({ code }) => code);
  return moveNumbersOn(db, knowledge, now, { command: 'data-went-back', to: null, halls });
}
