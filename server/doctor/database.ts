import { readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { schemaNames } from '../db/migrate.ts';
import type { DatabaseOptions, Reader } from '../db/open.ts';
import { fingerprintOf } from '../key-file.ts';
import { fail, type Finding, ok, say, size, warn, wordsOf } from './finding.ts';
import * as store from './store.ts';
import { ownCommand } from '../own-command.ts';

/** Milliseconds that the check of a file may take: a table that was begun is finished. */
const checkMs = 10_000;
/** A log that is not carried into its file grows without end. */
const longLog = 256 * 1024 ** 2;
const leastPostgres = 150_000;

const damaged = say(
  `请停止服务，保留现有文件，用最近的备份恢复（${ownCommand('restore', '备份文件')}）。`,
  `Stop the server, keep the file as it is, and restore the newest backup (${ownCommand('restore', 'FILE')}).`,
);

/** Whether a SQLite file is there at all. */
export async function hasFile(file: string): Promise<boolean> {
  return stat(file).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

/** A SQLite file: opens, of this product's version, whole. @param nowMs goes on steadily */
export async function sqlite(file: string, db: Reader, nowMs: () => number): Promise<Finding[]> {
  try {
    const [version, ran] = [await store.sqliteVersion(db), await store.migrationsOf(db)];
    const bytes = (await stat(file)).size;
    const log = await stat(`${file}-wal`).then(
      (entry) => entry.size,
      () => 0,
    );
    const checked = await quickCheck(db, nowMs);
    if (checked.fault !== null)
      return [
        fail(
          'database',
          say(`${file} 已损坏：${checked.fault}`, `${file} is damaged: ${checked.fault}`),
          damaged,
        ),
      ];
    const scope =
      checked.tables === checked.of
        ? say('检查完好', 'whole')
        : say(
            `已检查 ${checked.tables}/${checked.of} 张表，完好`,
            `${checked.tables} of ${checked.of} tables looked at, whole`,
          );
    const found = say(
      `SQLite ${version}，${file}，${size(bytes)}，${scope.zh}`,
      `SQLite ${version}, ${file}, ${size(bytes)}, ${scope.en}`,
    );
    return [
      versionOf(ran) ?? ok('database', found),
      ...(log > longLog
        ? [
            warn(
              'database',
              say(
                `日志文件 ${size(log)}，没有写回数据库`,
                `Its log has ${size(log)} and is not carried into it`,
              ),
              say(
                '请查找长时间打开 hall.db 的程序并关闭，然后重启服务。',
                'Look for a program that keeps hall.db open and end it, then restart the server.',
              ),
            ),
          ]
        : []),
    ];
  } catch (error) {
    return [
      fail(
        'database',
        say(`${file} 打不开：${wordsOf(error)}`, `${file} cannot be opened: ${wordsOf(error)}`),
        damaged,
      ),
    ];
  }
}

async function quickCheck(
  db: Reader,
  nowMs: () => number,
): Promise<{ tables: number; of: number; fault: string | null }> {
  const until = nowMs() + checkMs;
  const tables = await store.tablesOf(db);
  let count = 0;
  for (const table of tables) {
    if (nowMs() > until) break;
    const fault = await store.faultOf(db, table);
    if (fault !== null) return { tables: count, of: tables.length, fault };
    count += 1;
  }
  return { tables: count, of: tables.length, fault: null };
}

/** PostgreSQL: answers, new enough, of this product's version. */
export async function postgres(
  { url }: DatabaseOptions & { kind: 'postgres' },
  db: Reader,
): Promise<Finding[]> {
  const { hostname, port, pathname } = new URL(url);
  const place = `${hostname}:${port === '' ? 5432 : port}${pathname}`;
  try {
    const { version, bytes } = await store.postgresFacts(db);
    const [major, minor] = [Math.floor(version / 10_000), version % 10_000];
    if (version < leastPostgres)
      return [
        fail(
          'database',
          say(`PostgreSQL ${major}.${minor} 版本过低`, `PostgreSQL ${major}.${minor} is too old`),
          say('请升级到 PostgreSQL 15 或更新版本。', 'Use PostgreSQL 15 or newer.'),
        ),
      ];
    return [
      versionOf(await store.migrationsOf(db)) ??
        ok(
          'database',
          say(
            `PostgreSQL ${major}.${minor}，${place}，${size(bytes)}`,
            `PostgreSQL ${major}.${minor}, ${place}, ${size(bytes)}`,
          ),
        ),
    ];
  } catch (error) {
    return [
      fail(
        'database',
        say(
          `PostgreSQL ${place} 不可用：${wordsOf(error)}`,
          `PostgreSQL ${place}: ${wordsOf(error)}`,
        ),
        say(
          '请确认数据库在运行，且 DATABASE_URL 的地址、用户和密码正确。',
          'See that it runs, and that address, user and password in DATABASE_URL are right.',
        ),
      ),
    ];
  }
}

function versionOf(ran: readonly string[] | null): Finding | null {
  const newer = (ran ?? []).filter((name) => !schemaNames.includes(name));
  if (newer.length > 0)
    return fail(
      'database',
      say(
        `数据来自更新的版本（${newer.join('、')}）`,
        `The data belongs to a newer version (${newer.join(', ')})`,
      ),
      say(
        '请安装原来的新版本，或用升级前的备份恢复。',
        'Install that version again, or restore the backup from before the upgrade.',
      ),
    );
  const missing = schemaNames.filter((name) => !(ran ?? []).includes(name));
  if (missing.length === 0) return null;
  return warn(
    'database',
    say(
      `数据库结构还差 ${missing.length} 步，启动服务时自动升级`,
      `${missing.length} steps of the schema are missing; the server makes them when it starts`,
    ),
    say('升级前请先备份。', 'Back up before you start it.'),
  );
}

/** Whether the key beside the data is theirs: with another one the server does not start. */
export async function keyOf(db: Reader, path: string): Promise<Finding[]> {
  // Data of an earlier version have no key of their own yet.
  const known = await store.keyFingerprint(db).catch(() => null);
  if (known === null) return [];
  const read = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (typeof read === 'string' && fingerprintOf(read.trim()) === known) return [];
  const back = say(
    '请从备份放回正确的密钥文件，或改正 KEY_FILE。',
    'Put the right one back from its backup, or correct KEY_FILE.',
  );
  if (typeof read !== 'string' && read.code !== 'ENOENT') {
    const { username } = userInfo();
    return [
      fail(
        'key',
        say(
          `用户 ${username} 读不了 ${path}（${read.code}），服务无法启动`,
          `${path} cannot be read by ${username} (${read.code}): the server does not start`,
        ),
        say(`请执行 chown ${username}: ${path}。`, `chown ${username}: ${path}`),
      ),
    ];
  }
  return [
    typeof read !== 'string'
      ? fail(
          'key',
          say(`${path} 不存在，服务无法启动`, `${path} is missing: the server does not start`),
          back,
        )
      : fail(
          'key',
          say(
            `${path} 是另一个站点的密钥，服务无法启动`,
            `${path} is the key of another site: the server does not start`,
          ),
          back,
        ),
  ];
}
