import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../shared/errors.ts';
import { filesBelow } from './backups/files.ts';
import { ownFolders } from './backups/manifest.ts';
import { Damaged } from './backups/sqlite-copy.ts';
import { systemClock } from './clock.ts';
import { readConfig } from './config.ts';
import { AlreadyServed, claimFile } from './db/claim.ts';
import { schemaNames } from './db/migrate.ts';
import { openDatabase, openForReading } from './db/open.ts';
import { randomIds } from './ids.ts';
import { fingerprintOf, keyFile, WrongKey } from './key-file.ts';
import { answersOf, unlike } from './moving/answers.ts';
import { type Compared, compareTables, isAlike, pour } from './moving/pour.ts';
import { copyOfSite } from './moving/source.ts';
import { keyOf } from './moving/store.ts';
import { root } from './root.ts';
import { waitForPostgres } from './storage/opening.ts';
import { asCommand, requireData } from './beside.ts';
import { ownCommand } from './own-command.ts';

/**
 * npm run move -- --to postgres://… [--check]: brings a site from its SQLite file (DATA_DIR) into an
 * empty PostgreSQL, and proves that both answer alike. The file is only read; with `--check` nothing is
 * written at all. docs/moving.md says how a site is moved.
 */
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const print = (text: string): void => void process.stdout.write(`  ${text}\n`);

async function main(to: string, onlyCheck: boolean): Promise<number> {
  const { dataDir, keyFile: keyPlace } = readConfig(process.env, join(root, 'data'));
  const file = join(dataDir, 'hall.db');
  requireData(file);
  const schema = await waitForPostgres(to, say, 10);
  if (onlyCheck && schema === null) {
    say('The PostgreSQL database is empty: there is nothing to compare.');
    return 1;
  }
  if (onlyCheck && schema !== schemaNames.at(-1)) {
    say('The PostgreSQL database is of another version than this program: nothing was compared.');
    return 1;
  }
  const release = claimed(file);
  const folder = join(dirname(file), `.moving-${randomIds.id()}`);
  await mkdir(folder, { mode: 0o700 });
  try {
    const now = systemClock.now();
    const source = await copyOfSite(file, folder);
    const secret = await secretOf(source.file, keyPlace);
    if (source.years.length > 0)
      print(`Years brought in from their archives: ${source.years.join(', ')}.`);
    await (await openDatabase({ kind: 'postgres', url: to })).close();
    const compared = onlyCheck
      ? await compareTables(source.file, to)
      : await pour(source.file, to, (name, rows) => {
          if (rows > 0) print(`${name}: ${rows}`);
        });
    if (!tellTables(compared, onlyCheck)) return 1;
    const asking = { now, secret, root, dataDir };
    const own = await answersOf({ kind: 'sqlite', file: source.file }, asking);
    const other = await answersOf({ kind: 'postgres', url: to }, asking);
    const wrong = unlike(own, other);
    for (const question of wrong) say(`  answered differently: ${question}`);
    if (wrong.length > 0) {
      say('\n  两个数据库的回答不一致：请不要启用新数据库，并把上面几行发给我们。');
      say(
        '  The two do not answer alike: do not use the new database, and send us the lines above.\n',
      );
      return 1;
    }
    print(`${own.length} questions were asked of both, and answered alike.`);
    await tellRest(dataDir, keyPlace, { isServed: release === null, onlyCheck });
    return 0;
  } finally {
    release?.();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Nobody begins to serve the file meanwhile. @returns null: somebody serves it now */
function claimed(file: string): (() => void) | null {
  try {
    return claimFile(file);
  } catch (error) {
    if (!(error instanceof AlreadyServed)) throw error;
    return null;
  }
}

/** @throws WrongKey: without the site's key no visitor's page would open over there */
async function secretOf(file: string, place: string): Promise<string> {
  const db = openForReading({ kind: 'sqlite', file });
  let known: Awaited<ReturnType<typeof keyOf>>;
  try {
    known = await keyOf(db);
  } finally {
    await db.destroy();
  }
  const held = keyFile(place).read();
  if (known === null)
    throw new WrongKey({
      chinese: '这些数据里还没有站点：请先启动一次服务。',
      english: 'There is no site in these data yet: start the server once.',
    });
  if (known.fingerprint === null) return known.secret;
  if (held !== null && fingerprintOf(held) === known.fingerprint) return held;
  throw new WrongKey({
    chinese: `${place} ${held === null ? '不存在' : '是另一个站点的密钥'}：没有本站点的密钥，就打不开链接和加密的信息。请放回正确的密钥，或设置 KEY_FILE。`,
    english:
      `${place} ${held === null ? 'is missing' : 'is the key of another site'}: it holds the key of this ` +
      'site, without which links and sealed details cannot be read. Put it back, or set KEY_FILE.',
  });
}

function tellTables(compared: readonly Compared[], onlyCheck: boolean): boolean {
  const wrong = compared.filter((one) => !isAlike(one));
  for (const { table, file, postgres } of wrong)
    say(
      `  ${table}: ${file.rows} rows here and ${postgres.rows} there${file.rows === postgres.rows ? ', not the same' : ''}`,
    );
  if (wrong.length > 0) {
    const what = onlyCheck ? '' : ' Nothing was written.';
    say(`\n  ${wrong.length} 张表不一致。\n  ${wrong.length} tables are not alike.${what}\n`);
    return false;
  }
  const rows = compared.reduce((sum, one) => sum + one.file.rows, 0);
  print(`${compared.length} tables, ${rows} rows: counts and hashes are alike.`);
  return true;
}

/** What is not in the database and has to go along. */
async function tellRest(
  dataDir: string,
  keyPlace: string,
  { isServed, onlyCheck }: { isServed: boolean; onlyCheck: boolean },
): Promise<void> {
  print('Beside the database, copy to the DATA_DIR of the new server, with their rights:');
  print(`  ${keyPlace} (the key of the site; or set KEY_FILE)`);
  for (const name of ownFolders) {
    const files = existsSync(join(dataDir, name)) ? await filesBelow(join(dataDir, name)) : [];
    if (files.length > 0) print(`  ${join(dataDir, name)} (${files.length} files)`);
  }
  if (isServed) {
    print('');
    print('服务器还在运行：此后的号票不在新数据库里，这只是一次演练。请停止服务后再迁移一次。');
    print('A server runs on these data: what happens from now on is not over there. This was a');
    print('rehearsal: end the server and move again, into an empty database.');
  } else if (!onlyCheck)
    print('Then start the server with DATABASE_URL, and never again on the old file.');
}

const usage = `Usage: ${ownCommand('move', '--to postgres://… [--check]')}`;

async function run(): Promise<number> {
  let given: { to?: string; check?: boolean };
  try {
    const options = { to: { type: 'string' }, check: { type: 'boolean' } } as const;
    given = parseArgs({ options }).values;
  } catch {
    given = {};
  }
  if (given.to === undefined || !/^postgres(ql)?:\/\//.test(given.to)) {
    say(usage);
    return 2;
  }
  try {
    return await main(given.to, given.check === true);
  } catch (error) {
    const isSaid = error instanceof Damaged || error instanceof Problem;
    if (!isSaid && !isRefusedByPostgres(error)) throw error;
    say(`\n  ${error.message}\n`);
    return error instanceof Damaged ? 65 : 1;
  }
}

/** A wrong password, a database that is not there, a right that is missing. */
function isRefusedByPostgres(error: unknown): error is Error {
  return (
    error instanceof Error && /^(28|3D|42501)/.test(String((error as { code?: unknown }).code))
  );
}

await asCommand(run);
