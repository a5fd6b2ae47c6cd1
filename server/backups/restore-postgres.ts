import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { openDatabase, openForReading } from '../db/open.ts';
import { Refusal } from '../refusal.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { databaseNames } from './manifest.ts';
import { type Mark, markOf, readMark, writeMark } from './mark.ts';
import { moveNumbersOn } from './moving.ts';
import {
  connected,
  databaseName,
  dropDatabase,
  isSame,
  otherDatabase,
  quoted,
  restoreBeside,
} from './postgres-copy.ts';
import { exchangeOwnFiles, knowledgeOf, opened, type Restored, type Restoring } from './restore.ts';
import * as store from './store.ts';

/**
 * The same on PostgreSQL: restores into a database beside the present one, and then lets the two change
 * names, so that the replaced one stays. Nobody may be connected to it.
 *
 * @throws Refusal, ToolFailed; then nothing was changed
 */
export async function restorePostgres(
  wish: Omit<Restoring, 'file'> & { readonly url: string },
): Promise<Restored> {
  const { url, dataDir, now, ids, otherSite } = wish;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const folder = join(dataDir, `.restoring-${ids.id()}`);
  await mkdir(folder, { mode: 0o700 });
  try {
    const manifest = await opened(wish.backup, folder, 'postgres');
    await requireUnused(url);
    const before = { mark: await readMark(wish.markFile), data: await presentMark(url, now) };
    const uid = before.data?.site ?? before.mark?.site ?? null;
    const other = uid !== null && manifest.site !== null && uid !== manifest.site;
    if (other && !otherSite)
      throw new Refusal('data', {
        chinese: `这个备份属于另一个站点（${manifest.site}，这里是 ${uid}），没有恢复：确实要换成它，请加上 --other-site 再运行一次。`,
        english: `This backup is of another site (${manifest.site}; here is ${uid}); nothing was restored: where that is really wanted, run it again with --other-site.`,
      });
    const dump = join(folder, databaseNames.postgres);
    const beside = await restoreBeside(url, dump, 'restored');
    try {
      if (!isSame(beside.contents, manifest))
        throw new Refusal('damaged', {
          chinese: '恢复出来的数据与备份时不一致，没有恢复，现有数据没有改动：请换一个备份再试。',
          english:
            'What was restored is not what was backed up; nothing changed: take another backup.',
        });
      const knowledge = knowledgeOf(other ? { mark: null, data: null } : before, manifest.at);
      const { moved, mark } = await bringUpToDate(beside.url, async (db) => {
        const site = await db.lanes.run('site', {
          run: (tx) => store.nameSite(tx, manifest.site ?? ids.id()),
        });
        const why = { command: 'restore-backup', to: manifest.at } as const;
        const moved = await moveNumbersOn(db, knowledge, now, why);
        const halls = await store.numbersNow(db.read);
        return { moved, mark: { site, at: now, closed: true, halls } satisfies Mark };
      });
      const end = `replaced-${now.replaceAll(/[-:]|\.\d+/g, '')}`;
      const kept = `${databaseName(url)}_${end.replaceAll('-', '_').toLowerCase()}`;
      await changeNames(url, { beside: beside.name, kept });
      const replaced = await exchangeOwnFiles(wish, folder, manifest, end);
      await writeMark(wish.markFile, mark);
      return { manifest, moved, replaced: [kept, ...replaced], key: manifest.key, missing: [] };
    } catch (error) {
      await dropDatabase(url, beside.name);
      throw error;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Not by a name that the replaced database has: another one of the same server. */
const maintenance = (url: string): string => otherDatabase(url, 'postgres');

async function requireUnused(url: string): Promise<void> {
  const { rows } = await connected(maintenance(url), (client) =>
    client.query<{ pid: number; client: string | null }>(
      `select pid, host(client_addr) as client from pg_stat_activity
       where datname = $1 and pid <> pg_backend_pid() order by pid`,
      [databaseName(url)],
    ),
  );
  if (rows.length === 0) return;
  throw inUse(
    rows.map(({ pid, client }) => `${pid}${client === null ? '' : ` ${client}`}`).join(', '),
  );
}

function inUse(who: string): Refusal {
  return new Refusal('data', {
    chinese: `数据库正在使用（连接：${who}），没有恢复：请先停止所有服务进程。`,
    english: `The database is in use (connections: ${who}); nothing was restored: end every server process first.`,
  });
}

/** @returns null where there are no data yet, or none that can be read */
async function presentMark(url: string, now: Instant): Promise<Mark | null> {
  const read = openForReading({ kind: 'postgres', url });
  try {
    return await markOf(read, { at: now, closed: true });
  } catch {
    return null;
  } finally {
    await read.destroy();
  }
}

async function bringUpToDate<T>(
  url: string,
  work: (db: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
): Promise<T> {
  const db = await openDatabase({ kind: 'postgres', url });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

async function changeNames(
  url: string,
  { beside, kept }: { readonly beside: string; readonly kept: string },
): Promise<void> {
  const name = databaseName(url);
  const renamed = (client: pg.Client, from: string, to: string) =>
    client.query(`alter database ${quoted(from)} rename to ${quoted(to)}`);
  await connected(maintenance(url), async (client) => {
    await renamed(client, name, kept).catch((error: unknown) => {
      // Somebody has come since.
      throw (error as { code?: unknown }).code === '55006' ? inUse('?') : error;
    });
    try {
      await renamed(client, beside, name);
    } catch (error) {
      await renamed(client, kept, name);
      throw error;
    }
  });
}
