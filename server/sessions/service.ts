import type { Actor, Role } from '../../shared/contract/people.ts';
import type { Clock } from '../clock.ts';
import { Kept } from '../db/kept.ts';
import type { Db, Reader } from '../db/open.ts';
import { tokenHash } from '../tokens.ts';
import * as store from './store.ts';

/** Whose sign-in has ended, or whose rights are others now: what is open for it must end. */
export type Ended =
  { readonly session: string } | { readonly staff: string } | { readonly device: string };

/** Sessions asked for in one statement. */
const atOnce = 500;

/** Who a token belongs to: people until they sign out or their shift is over, devices until renewed. */
export class Sessions {
  private readonly d: { readonly read: Reader; readonly clock: Clock };
  private readonly rows: Kept<store.SessionRow[]>;

  constructor(dependencies: Sessions['d'] & { readonly stamp: Db['stamp'] }) {
    this.d = dependencies;
    this.rows = new Kept(dependencies.stamp);
  }

  /** Null: nobody, or no more. */
  readonly actorByToken = async (token: string): Promise<Actor | null> => {
    const hash = tokenHash(token);
    const [row] = await this.rows.of(hash, () => store.byHash(this.d.read, { token: hash }));
    return row === undefined ? null : this.actorOf(row);
  };

  /** Whom many sessions, by the hashes of their tokens, belong to now; those that ended are left out. */
  async standing(hashes: readonly string[]): Promise<ReadonlyMap<string, Actor>> {
    const standing = new Map<string, Actor>();
    for (let at = 0; at < hashes.length; at += atOnce) {
      for (const row of await store.byHashes(this.d.read, hashes.slice(at, at + atOnce))) {
        const actor = this.actorOf(row);
        if (actor !== null) standing.set(row.token_hash, actor);
      }
    }
    return standing;
  }

  private actorOf(row: store.SessionRow): Actor | null {
    if (row.expires_at !== null && row.expires_at <= this.d.clock.now()) return null;
    if (row.staff_id !== null) {
      if (row.staff_active !== 1) return null;
      return {
        kind: 'staff',
        id: row.staff_id,
        username: row.username!,
        name: row.staff_name!,
        roles: JSON.parse(row.roles!) as Role[],
        halls: JSON.parse(row.halls!) as string[],
      };
    }
    if (row.device_id === null || row.device_active !== 1) return null;
    return {
      kind: 'device',
      id: row.device_id,
      device: row.kind!,
      name: row.device_name!,
      hall: row.hall!,
      window: row.window,
      zone: row.zone,
    };
  }
}
