import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ToolFailed } from './backups/postgres-tools.ts';
import { type Restored, restoreSqlite } from './backups/restore.ts';
import { restorePostgres } from './backups/restore-postgres.ts';
import { systemClock } from './clock.ts';
import { asCommand } from './beside.ts';
import { type Config, readConfig } from './config.ts';
import { claimFile } from './db/claim.ts';
import { openForReading } from './db/open.ts';
import { keyOf } from './doctor/database.ts';
import { randomIds } from './ids.ts';
import { root } from './root.ts';
import { ownCommand } from './own-command.ts';

/**
 * npm run restore -- FILE [--other-site]: puts a backup in the place of the site's data. The server has
 * to be ended before; what is replaced is kept.
 */
const args = process.argv.slice(2);
const files = args.filter((arg) => !arg.startsWith('--'));
const options = args.filter((arg) => arg.startsWith('--'));
const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function restore(backup: string, otherSite: boolean): Promise<void> {
  const config = readConfig(process.env, join(root, 'data'));
  const { database, dataDir, markFile, keyFile } = config;
  const now = systemClock.now();
  const wish = { backup, dataDir, markFile, keyFile, otherSite, now, ids: randomIds };
  if (database.kind === 'postgres') {
    tell(await restorePostgres({ ...wish, url: database.url }), keyFile);
    await tellKey(config);
    return;
  }
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const release = claimFile(database.file);
  try {
    tell(await restoreSqlite({ ...wish, file: database.file }), keyFile);
    await tellKey(config);
  } finally {
    release();
  }
}

function tell({ manifest, moved, replaced, key, missing }: Restored, keyFile: string): void {
  const lines = [
    `Restored: the site as it was at ${manifest.at} (version ${manifest.product}).`,
    ...moved.map(({ hall, numbers }) => {
      const list = Object.entries(numbers).map(([prefix, last]) => `${prefix}${last + 1}`);
      return list.length === 0
        ? `Hall ${hall}: numbers go on as they were.`
        : `Hall ${hall}: so that no number is given twice today, the next are ${list.join(', ')}.`;
    }),
    ...(replaced.length === 0
      ? []
      : ['What was replaced is kept:', ...replaced.map((r) => `  ${r}`)]),
    ...missing.map(
      (year) =>
        `The archive of ${year} is not beside the backup: put its copy (yihaotong-…-${year}-….archive.gz) there and restore again; until then its days cannot be read.`,
    ),
    key
      ? 'The key file of the backup is in place.'
      : existsSync(keyFile)
        ? 'The backup has no key file; the one that is here stays.'
        : 'The backup has no key file, and there is none here.',
    'The event log says so. Tickets, calls and changes after that moment are not in the data any more.',
  ];
  process.stdout.write(`\n${lines.map((line) => `  ${line}\n`).join('')}\n`);
}

/** Whether the key that is here is that of the data: without it no server starts on them. */
async function tellKey({ database, keyFile }: Config): Promise<void> {
  const db = openForReading(database);
  try {
    for (const { found, toDo } of await keyOf(db, keyFile)) {
      say(`  ${found.zh}。${toDo?.zh ?? ''}`);
      say(`  ${found.en}. ${toDo?.en ?? ''}\n`);
    }
  } finally {
    await db.destroy();
  }
}

const [file] = files;
if (file !== undefined && files.length === 1 && options.every((o) => o === '--other-site')) {
  const backup = resolve(process.env['INIT_CWD'] ?? '', file);
  await asCommand(() =>
    restore(backup, options.length > 0).then(
      () => 0,
      (error: unknown) => {
        if (!(error instanceof ToolFailed)) throw error;
        say(`\n  ${error.message}\n  Nothing was restored and nothing changed.\n`);
        return 1;
      },
    ),
  );
} else {
  say(`Usage: ${ownCommand('restore', 'FILE [--other-site]')}`);
  process.exitCode = 2;
}
