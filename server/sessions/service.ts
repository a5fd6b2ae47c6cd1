import { type KeyScope, keyMark } from '../../shared/contract/keys.ts';
import type { Actor, DeviceSettings, Role } from '../../shared/contract/people.ts';
import type { Clock } from '../clock.ts';
import { Kept } from '../db/kept.ts';
import type { Db, Reader } from '../db/open.ts';
import { tokenHash } from '../tokens.ts';
import type { Seen } from './seen.ts';
import * as store from './store.ts';

/** Whose sign-in has ended, or whose rights are others now: what is open for it must end. */
export type Ended =
  | { readonly session: string }
  | { readonly staff: string }
  | { readonly device: string }
  | { readonly key: string };

/** Sessions asked for in one statement. */
const atOnce = 500;

/**
 * Who a token belongs to: people until they sign out or their shift is over, devices until renewed or
 * their end, keys of other systems until they are ended.
 */
export class Sessions {
  private readonly d: { readonly read: Reader; readonly clock: Clock; readonly seen: Seen };
  private readonly rows: Kept<store.SessionRow[]>;
  private readonly keys: Kept<store.KeyRow[]>;
  /** Of kiosks that may take only so many tickets a minute: how many. */
  private readonly limits = new Map<string, number>();

  constructor(dependencies: Sessions['d'] & { readonly stamp: Db['stamp'] }) {
    this.d = dependencies;
    this.rows = new Kept(dependencies.stamp);
    this.keys = new Kept(dependencies.stamp);
  }

  /** Null: nobody, or no more. */
  readonly actorByToken = async (token: string): Promise<Actor | null> => {
    const hash = tokenHash(token);
    const actor = token.startsWith(keyMark) ? await this.ofKey(hash) : await this.ofSession(hash);
    if (actor !== null) this.d.seen.note(actor);
    return actor;
  };

  private async ofSession(hash: string): Promise<Actor | null> {
    const [row] = await this.rows.of(hash, () => store.byHash(this.d.read, { token: hash }));
    return row === undefined ? null : this.actorOf(row);
  }

  private async ofKey(hash: string): Promise<Actor | null> {
    const [row] = await this.keys.of(hash, () => store.keyByHash(this.d.read, { key: hash }));
    return row === undefined ? null : this.actorOfKey(row);
  }

  /** The tickets that a kiosk may take in a minute; null: any number. */
  readonly ticketsAMinute = (device: string): number | null => this.limits.get(device) ?? null;

  /** Whom many tokens, by their hashes, belong to now; those that ended are left out. */
  async standing(hashes: readonly string[]): Promise<ReadonlyMap<string, Actor>> {
    const standing = new Map<string, Actor>();
    for (let at = 0; at < hashes.length; at += atOnce) {
      const some = hashes.slice(at, at + atOnce);
      for (const row of await store.byHashes(this.d.read, some)) {
        const actor = this.actorOf(row);
        if (actor !== null) standing.set(row.token_hash, actor);
      }
      const rest = some.filter((hash) => !standing.has(hash));
      for (const row of rest.length === 0 ? [] : await store.keysByHashes(this.d.read, rest)) {
        const actor = this.actorOfKey(row);
        if (actor !== null) standing.set(row.key_hash, actor);
      }
    }
    for (const actor of standing.values()) this.d.seen.note(actor);
    return standing;
  }

  private actorOfKey(row: store.KeyRow): Actor | null {
    if (row.expires_at !== null && row.expires_at <= this.d.clock.now()) return null;
    return {
      kind: 'key',
      id: row.id,
      name: row.name,
      scopes: JSON.parse(row.scopes) as KeyScope[],
      halls: JSON.parse(row.halls) as string[],
    };
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
    this.noteLimit(row.device_id, row.settings!);
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

  private noteLimit(device: string, settings: string): void {
    // Nearly none has one, and this is asked at each ticket.
    const most = settings.includes('ticketsAMinute')
      ? (JSON.parse(settings) as DeviceSettings).ticketsAMinute
      : null;
    if (most === null || most === undefined) this.limits.delete(device);
    else this.limits.set(device, most);
  }
}
