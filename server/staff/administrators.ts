import { Problem } from '../../shared/errors.ts';
import type { Staff } from '../../shared/contract/people.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { Ids } from '../ids.ts';
import type { Passwords } from './passwords.ts';
import * as store from './store.ts';

/** Somebody who can change everything and everybody. */
export function isSiteAdministrator(person: Staff): boolean {
  return person.active && person.roles.includes('admin') && person.halls.length === 0;
}

/** Whether there is one. */
export async function hasSiteAdministrator(tx: Tx): Promise<boolean> {
  return (await store.all(tx)).map((row) => store.view(row)).some(isSiteAdministrator);
}

/**
 * The administrator of an empty database.
 *
 * @returns `made`: the password, to be printed once; null where one was given or nothing was to do.
 *   `weak`: the one that was given is easy to guess
 */
export async function ensureAdministrator(
  d: { readonly commands: Commands; readonly read: Reader; readonly ids: Ids },
  given: string | undefined,
  passwords: Passwords,
): Promise<{ readonly made: string | null; readonly weak: boolean }> {
  const nothing = { made: null, weak: false };
  if ((await store.byUsername(d.read, 'admin')) !== null) return nothing;
  const password = given ?? d.ids.code(16);
  const passwordHash = await passwords.hashed(password);
  // Who starts the server decides: it is taken, and said.
  const weak =
    given !== undefined &&
    (await passwords.isWeak(given, ['admin', ...(await store.hallNames(d.read))]));
  try {
    await d.commands.inSite({ who: { kind: 'system' } }, async (tx, now) => {
      // Of several processes that start at once, one makes it.
      if ((await store.byUsername(tx, 'admin')) !== null) throw new Problem('already_exists');
      await store.insert(tx, {
        ...store.newcomer,
        id: d.ids.id(),
        username: 'admin',
        name: '管理员',
        number: null,
        password_hash: passwordHash,
        roles: JSON.stringify(['admin']),
        halls: '[]',
        weak_password: weak ? 1 : 0,
        created_at: now,
      });
      return {
        answer: null,
        event: { command: 'create-staff', data: { username: 'admin', roles: ['admin'] } },
      };
    });
  } catch (error) {
    if (error instanceof Problem && error.code === 'already_exists') return nothing;
    throw error;
  }
  return { made: given === undefined ? password : null, weak };
}
