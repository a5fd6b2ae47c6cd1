import { type ApiKey, keyMark, type MadeKey, type NewKey } from '../../shared/contract/keys.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { mayManage, requireStaffMay } from '../../shared/rights.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import type { Ids } from '../ids.ts';
import type { Ended } from '../sessions/service.ts';
import { tokenHash } from '../tokens.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly ids: Ids;
  /** Told after the commit: what is open for this key must end. */
  readonly ended: (who: Ended) => void;
}

/** Of a key so much stands in the list: enough to tell it from others, too little to guess it. */
const shownLetters = keyMark.length + 6;

/** Keys of other systems: made and ended by administrators, kept as SHA-256. */
export class ApiKeys {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Those that this administrator may end. @throws Problem `forbidden` */
  async list(who: Actor): Promise<ApiKey[]> {
    const staff = requireStaffMay(who, 'manage-keys');
    return (await store.standing(this.d.read))
      .map(store.view)
      .filter((key) => mayManage(staff, key, 'manage-keys'));
  }

  /**
   * Makes a key. Its answer is the only one that holds it.
   *
   * @throws Problem `forbidden` for halls of others, `hall_not_found`, `already_exists` where a key
   *   of this name stands; `bad_input` for an end that has passed
   */
  async make(input: NewKey, request: CommandRequest & { who: Actor }): Promise<MadeKey> {
    const who = requireStaffMay(request.who, 'manage-keys');
    const halls = input.halls ?? who.halls;
    if (!mayManage(who, { halls }, 'manage-keys'))
      throw new Problem('forbidden', 'An administrator of some halls makes keys for these');
    for (const code of halls) await this.d.commands.hall(code);
    return this.d.commands.inSite(request, async (tx, now) => {
      if (input.expires !== undefined && input.expires <= now) {
        throw new Problem('bad_input', undefined, {
          issues: [{ path: 'expires', message: 'in the future' }],
        });
      }
      if (await store.hasName(tx, input.name))
        throw new Problem('already_exists', `There is a key "${input.name}"`);
      const key = keyMark + this.d.ids.token();
      const row: store.KeyRow = {
        id: this.d.ids.id(),
        name: input.name,
        prefix: key.slice(0, shownLetters),
        key_hash: tokenHash(key),
        scopes: JSON.stringify(input.scopes),
        halls: JSON.stringify(halls),
        created_at: now,
        created_by: who.username,
        expires_at: input.expires ?? null,
        last_used_at: null,
        ended_at: null,
      };
      await store.insert(tx, row);
      const { id, name, prefix, scopes, expiresAt } = store.view(row);
      return {
        answer: { ...store.view(row), key },
        event: {
          command: 'make-key',
          data: { key: id, name, prefix, scopes, halls, expires: expiresAt },
        },
      };
    });
  }

  /** Ends a key and what is open for it. @throws Problem `forbidden`, `not_found` */
  async end(id: string, request: CommandRequest & { who: Actor }): Promise<void> {
    const who = requireStaffMay(request.who, 'manage-keys');
    await this.d.commands.inSite(request, async (tx, now) => {
      const row = await store.byId(tx, id);
      if (row === null) throw new Problem('not_found', 'There is no such key');
      if (!mayManage(who, store.view(row), 'manage-keys')) throw new Problem('forbidden');
      await store.end(tx, id, now);
      return {
        answer: null,
        event: { command: 'end-key', data: { key: id, name: row.name, prefix: row.prefix } },
      };
    });
    this.d.ended({ key: id });
  }
}
