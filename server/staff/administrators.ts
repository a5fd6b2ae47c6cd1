import { Problem } from '../../shared/errors.ts';
import type { Staff } from '../../shared/contract/people.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { Commands } from '../hall/command.ts';
import type { Ids } from '../ids.ts';
import * as store from './store.ts';

/** Somebody who can change everything and everybody. */
export function isSiteAdministrator(person: Staff): boolean {
  return person.active && person.roles.includes('admin') && person.halls.length === 0;
}

/** Whether there is one. */
export async function hasSiteAdministrator(tx: Tx): Promise<boolean> {
  return (await store.all(tx)).map(store.view).some(isSiteAdministrator);
}

/**
 * The administrator of an empty database.
 *
 * @returns the password that was made, to be printed once; null where one was given or nothing was to do
 */
export async function ensureAdministrator(
  d: { readonly commands: Commands; readonly read: Reader; readonly ids: Ids },
  given: string | undefined,
  hashed: (password: string) => Promise<string>,
): Promise<string | null> {
  if ((await store.byUsername(d.read, 'admin')) !== null) return null;
  const password = given ?? d.ids.code(16);
  const passwordHash = await hashed(password);
  try {
    await d.commands.inSite({ who: { kind: 'system' } }, async (tx, now) => {
      // Of several processes that start at once, one makes it.
      if ((await store.byUsername(tx, 'admin')) !== null) throw new Problem('already_exists');
      await store.insert(tx, {
        id: d.ids.id(),
        username: 'admin',
        name: '管理员',
        number: null,
        password_hash: passwordHash,
        roles: JSON.stringify(['admin']),
        halls: '[]',
        active: 1,
        created_at: now,
      });
      return {
        answer: null,
        event: { command: 'create-staff', data: { username: 'admin', roles: ['admin'] } },
      };
    });
  } catch (error) {
    if (error instanceof Problem && error.code === 'already_exists') return null;
    throw error;
  }
  return given === undefined ? password : null;
}
