import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../shared/errors.ts';
import { Turns } from './attempts.ts';
import { systemClock } from './clock.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './db/open.ts';
import { Commands } from './hall/command.ts';
import { Configs } from './hall/config.ts';
import { randomIds } from './ids.ts';
import { root } from './root.ts';
import { SiteClock } from './site-clock.ts';
import { StaffService } from './staff/service.ts';

/**
 * npm run admin -- reset-password USER: a new password for who has none any more, on the data that
 * the server would use, whether it runs or not.
 */
const [command, username] = process.argv.slice(2);
const clock = new SiteClock(systemClock);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function resetPassword(of: string): Promise<number> {
  const { database } = readConfig(process.env, join(root, 'data'));
  if (database.kind === 'sqlite' && !existsSync(database.file)) {
    say(`There is no data in ${database.file}. Set DATA_DIR or DATABASE_URL as for the server.`);
    return 1;
  }
  const db = await openDatabase(database);
  try {
    const commands = new Commands({
      db,
      configs: new Configs(db.stamp),
      clock,
      ids: randomIds,
      publish: () => undefined,
      closeDays: () => Promise.reject(new Error('no hall is touched here')),
    });
    const staff = new StaffService({
      commands,
      read: db.read,
      clock,
      ids: randomIds,
      // A server that runs looks after ended sessions every second.
      ended: () => undefined,
      turns: new Turns(1, 1),
    });
    const password = await staff.resetPassword(of);
    process.stdout.write(`\n  User: ${of}\n  Password: ${password}\n  (shown only now)\n\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'not_found') throw error;
    say(error.detail);
    return 1;
  } finally {
    await db.close();
  }
}

if (command === 'reset-password' && username !== undefined && username !== '') {
  process.exitCode = await resetPassword(username);
} else {
  say('Usage: npm run admin -- reset-password USER');
  process.exitCode = 2;
}
