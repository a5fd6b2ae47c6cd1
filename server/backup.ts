import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeBackup } from './backups/make.ts';
import { ToolFailed } from './backups/postgres-tools.ts';
import { Damaged } from './backups/sqlite-copy.ts';
import { systemClock } from './clock.ts';
import { readConfig } from './config.ts';
import { randomIds } from './ids.ts';
import { root } from './root.ts';
import { damaged } from './storage/sentences.ts';
import { asCommand, requireData } from './beside.ts';
import { productVersion } from './version.ts';
import { ownCommand } from './own-command.ts';

/**
 * npm run backup [-- --with-key]: a backup now, of the data that the server would use, whether it runs
 * or not. Nobody waits for it.
 */
const args = process.argv.slice(2);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function backUp(withKey: boolean): Promise<number> {
  const { database, dataDir, backups, keyFile } = readConfig(process.env, join(root, 'data'));
  if (database.kind === 'sqlite') requireData(database.file);
  const key = withKey && existsSync(keyFile);
  if (withKey && !key) say(`There is no key file ${keyFile}; the backup is made without it.`);
  const place = database.kind === 'sqlite' ? database.file : 'PostgreSQL';
  const { name, bytes, manifest, copy, untried } = await makeBackup({
    ...backups,
    database,
    dataDir,
    keyFile: key ? keyFile : undefined,
    product: await productVersion(root),
    at: systemClock.now(),
    kind: 'asked',
    id: randomIds.code(8).toLowerCase(),
    tried: true,
  }).catch((error: unknown) => {
    throw error instanceof Damaged ? damaged(place, error.message) : error;
  });
  const lines = [
    `Backup: ${join(backups.dir, name)}`,
    `Size: ${(bytes / 1e6).toFixed(1)} MB, ${manifest.files.length} files; read again and found whole.`,
    ...manifest.halls.map(({ code, version }) => `Hall ${code}: up to event ${version}.`),
    key
      ? 'The key file is in it: keep this backup like a key.'
      : 'The key file is not in it (--with-key puts it there); keep a copy of it elsewhere.',
    ...(untried === null ? [] : [`It could not be restored for a try: ${untried}`]),
  ];
  process.stdout.write(`\n${lines.map((line) => `  ${line}\n`).join('')}\n`);
  if (copy === null) return 0;
  if (copy.error === null) say(`  Copied to ${backups.copyDir}.`);
  else say(`  The copy to ${backups.copyDir} failed: ${copy.error}`);
  return copy.error === null ? 0 : 1;
}

if (args.every((arg) => arg === '--with-key')) {
  await asCommand(() =>
    backUp(args.length > 0).catch((error: unknown) => {
      if (!(error instanceof ToolFailed)) throw error;
      say(`\n  ${error.message}\n`);
      return 1;
    }),
  );
} else {
  say(`Usage: ${ownCommand('backup', '[--with-key]')}`);
  process.exitCode = 2;
}
