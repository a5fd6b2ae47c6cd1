import { nameSite } from './backups/store.ts';
import { seedCalendars } from './calendar/seed.ts';
import { systemClock } from './clock.ts';
import type { Db, Tx } from './db/open.ts';
import { hasHalls, takeSite, updateSite } from './command/row-store.ts';
import type { Ids } from './ids.ts';
import { importHall, keepFirstRevisions } from './setup-document/first.ts';
import { fingerprintOf, type KeyHolder, WrongKey } from './key-file.ts';

/**
 * Prepares an empty database: the site's row, its key, and the default hall. To one that is in use it
 * only adds the holidays of years that the product has come to know. Safe when several processes start
 * at once.
 *
 * @param files the default hall and catalogue; read only where they are needed
 * @param options `holder`: where the site's key is kept; absent, as in tools whose data is nobody's: in
 *   the database. `uid`: the name of a site that has none yet, where it is known; absent: a new one. `now`: absent: by the machine's clock
 * @throws Problem `bad_setup`; WrongKey
 */
export async function prepareSite(
  db: Db,
  ids: Ids,
  files: () => Promise<{ hall: unknown; catalogue: unknown }>,
  options: {
    readonly holder?: KeyHolder | undefined;
    readonly uid?: string | undefined;
    readonly now?: string;
    /** Told of what takes long. */
    readonly say?: (message: string) => void;
  } = {},
): Promise<{ secret: string }> {
  const run = async (tx: Tx) => {
    const { secret, toWipe } = await keyOf(tx, ids, options.holder);
    await nameSite(tx, options.uid ?? ids.id());
    if (!(await hasHalls(tx))) {
      await importHall(tx, await files(), ids, options.now ?? systemClock.now());
    }
    await keepFirstRevisions(tx, options.now ?? systemClock.now());
    await seedCalendars(tx);
    return { secret, toWipe };
  };
  const { secret, toWipe } = await db.lanes.run('site', { run });
  if (toWipe === 1)
    options.say?.(
      'the key of the site has left the data: the file is written anew once, a minute or more a gigabyte',
    );
  // Before anybody waits for it; a log that a crash has left is wiped, too.
  if ((await db.wipe(toWipe === 1)) && toWipe === 1)
    await db.lanes.run('site', { run: (tx) => updateSite(tx, { to_wipe: 0 }) });
  return { secret };
}

/**
 * The site's key. It is in the holder for good before it leaves the database, and the database keeps
 * what it is known by: with another one nobody's link would open and no person would be found.
 */
async function keyOf(
  tx: Tx,
  ids: Ids,
  holder: KeyHolder | undefined,
): Promise<{ secret: string; toWipe: 0 | 1 }> {
  if (holder === undefined) {
    const { secret, key_fingerprint: known, to_wipe: toWipe } = await takeSite(tx, ids.token());
    if (known !== null)
      throw new WrongKey({
        chinese: '这些数据的密钥在文件里：请指明该文件。',
        english: 'The key of this data is in a file: name it.',
      });
    return { secret, toWipe };
  }
  const site = await takeSite(tx, '');
  const held = holder.read();
  const known = site.key_fingerprint ?? (site.secret === '' ? null : fingerprintOf(site.secret));
  if (held === null && known !== null && site.secret === '')
    throw new WrongKey({
      chinese: `找不到 ${holder.place}：它是本站点的密钥，没有它就打不开链接、预约和加密的信息。请从备份放回（所有者为运行本程序的用户，权限 0600），或把 KEY_FILE 设为它所在的位置。`,
      english:
        `${holder.place} is missing: it holds the key of this site, without which links, bookings and ` +
        'sealed details cannot be read. Put it back from its backup (owned by the user who runs this ' +
        'program, mode 0600), or set KEY_FILE to where it is.',
    });
  if (held !== null && known !== null && fingerprintOf(held) !== known)
    throw new WrongKey({
      chinese: `${holder.place} 是另一个站点的密钥，不是这些数据的。请从备份放回正确的密钥，或把 KEY_FILE 设为它所在的位置。`,
      english:
        `${holder.place} holds the key of another site, not of this data. Put the right one back from ` +
        'its backup, or set KEY_FILE to where it is.',
    });
  const secret = held ?? holder.keep(site.secret === '' ? ids.token() : site.secret);
  if (known !== null && fingerprintOf(secret) !== known)
    throw new WrongKey({
      chinese: `${holder.place} 刚刚由另一个站点生成。请另设 KEY_FILE。`,
      english: `${holder.place} was made by another site just now. Set another KEY_FILE.`,
    });
  if (site.key_fingerprint !== null) return { secret, toWipe: site.to_wipe };
  const toWipe = site.secret === '' ? site.to_wipe : 1;
  await updateSite(tx, { secret: '', key_fingerprint: fingerprintOf(secret), to_wipe: toWipe });
  return { secret, toWipe };
}
