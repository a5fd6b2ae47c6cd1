import { Problem } from '../shared/errors.ts';
import { Turns } from './attempts.ts';
import { asCommand, openData } from './beside.ts';
import { systemClock } from './clock.ts';
import { Commands } from './command/run.ts';
import { Configs } from './hall/config.ts';
import { randomIds } from './ids.ts';
import { SiteClock } from './site-clock.ts';
import { Passwords } from './staff/passwords.ts';
import { Rescue } from './staff/rescue.ts';
import { judgePassword } from './staff/strength.ts';
import { ownCommand } from './own-command.ts';

/**
 * npm run admin -- COMMAND: for a site that nobody can sign in to any more, on the data that the server
 * would use, whether it runs or not. A server that runs looks after ended sessions every second.
 */
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

const ofPerson = {
  'reset-password': async (rescue: Rescue, username: string) => {
    const password = await rescue.resetPassword(username);
    print(`\n  User: ${username}\n  Password: ${password}\n  (shown only now)\n`);
  },
  'make-administrator': async (rescue: Rescue, username: string) => {
    await rescue.makeAdministrator(username);
    print(`${username} is an administrator of all halls now.`);
  },
  'reset-second-factor': async (rescue: Rescue, username: string) => {
    await rescue.resetSecondFactor(username);
    print(`${username} signs in without a second factor now.`);
  },
  unlock: async (rescue: Rescue, username: string) => {
    await rescue.unlock(username);
    print(`${username} can sign in; wrong codes are counted anew.`);
  },
} as const satisfies Record<string, (rescue: Rescue, username: string) => Promise<void>>;

async function list(rescue: Rescue): Promise<void> {
  const people = await rescue.people();
  const rows = people.map((person) => [
    person.username,
    person.name,
    person.roles.join(','),
    person.halls.length === 0 ? 'all halls' : person.halls.join(','),
    person.active ? 'active' : 'inactive',
    person.secondFactor ? 'second factor' : 'no second factor',
    `last sign-in ${person.lastSignInAt ?? 'never'}`,
  ]);
  for (const row of rows) print(row.join('\t'));
}

async function onTheData(work: (rescue: Rescue) => Promise<void>): Promise<number> {
  const db = await openData();
  try {
    const commands = new Commands({
      db,
      configs: new Configs(db),
      clock: new SiteClock(systemClock),
      ids: randomIds,
      publish: () => undefined,
      closeDays: () => Promise.reject(new Error('no hall is touched here')),
      waitingSetups: { due: () => Promise.resolve(false), apply: () => Promise.resolve() },
    });
    const passwords = new Passwords(
      { turns: new Turns(1, 1), judge: judgePassword },
      randomIds.token(),
    );
    await work(new Rescue({ commands, read: db.read, ids: randomIds, passwords }));
    return 0;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'not_found') throw error;
    say(error.detail);
    return 1;
  } finally {
    await db.close();
  }
}

const isOfPerson = (command: string): command is keyof typeof ofPerson =>
  Object.hasOwn(ofPerson, command);

const [command = '', username = ''] = process.argv.slice(2);
if (command === 'list') await asCommand(() => onTheData(list));
else if (isOfPerson(command) && username !== '')
  await asCommand(() => onTheData((rescue) => ofPerson[command](rescue, username)));
else {
  say(`Usage: ${ownCommand('admin', 'list')}`);
  for (const each of Object.keys(ofPerson)) say(`       ${ownCommand('admin', `${each} USER`)}`);
  process.exitCode = 2;
}
