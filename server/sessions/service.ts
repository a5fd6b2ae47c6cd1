import type { OpenSession } from '../../shared/contract/account.ts';
import { type KeyScope, keyMark } from '../../shared/contract/keys.ts';
import type { Actor, DeviceSettings, Role } from '../../shared/contract/people.ts';
import type { Clock } from '../clock.ts';
import { Cached } from '../db/cached.ts';
import type { Db, Reader } from '../db/open.ts';
import { secondsBetween } from '../../shared/rules/instants.ts';
import { sessionId, tokenHash } from '../tokens.ts';
import { hallRolesIn } from '../hall/hall-roles.ts';
import { signInRules } from '../hall/session-store.ts';
import { waitForOthers } from '../command/row-store.ts';
import { limitOf, rulesOf } from '../../shared/rules/sign-in.ts';
import type { Seen } from './seen.ts';
import * as store from './store.ts';
import { Uses } from './uses.ts';

/** Whose sign-in has ended, or whose rights are others now: what is open for it must end. */
export type Ended =
  | { readonly session: string }
  /** `but`: this sign-in of the person stays. */
  | { readonly staff: string; readonly but?: string }
  | { readonly device: string }
  | { readonly key: string };

/** Sessions that are written down in one statement. */
const atOnce = 500;
/** So often the last use of those that were used is written down. */
const writeEveryMs = 3 * 60_000;
/** The longest idle time that a site can set. */
const forgetAfterMs = 24 * 60 * 60_000;

type Times = Pick<store.SessionRow, 'token_hash' | 'expires_at' | 'last_used_at'>;

/**
 * Who a token belongs to: people until they sign out, their shift is over or they have not been there
 * for long; devices until renewed or their end, keys of other systems until they are ended.
 */
export class Sessions {
  private readonly d: {
    readonly read: Reader;
    readonly clock: Clock;
    readonly seen: Seen;
    readonly db: Pick<Db, 'stamp' | 'lanes'>;
  };
  private readonly rows: Cached<store.SessionRow>;
  private readonly keys: Cached<store.KeyRow>;
  /** Of kiosks that may take only so many tickets a minute: how many. */
  private readonly limits = new Map<string, number>();
  private readonly uses: Uses;
  private writtenMs: number;

  constructor(dependencies: Sessions['d']) {
    this.d = dependencies;
    const { db, read } = dependencies;
    this.rows = new Cached(db.stamp, async (hashes) => {
      const rows = await store.byHashes(read, hashes);
      return new Map(rows.map((row) => [row.token_hash, row]));
    });
    this.keys = new Cached(db.stamp, async (hashes) => {
      const rows = await store.keysByHashes(read, hashes);
      return new Map(rows.map((row) => [row.key_hash, row]));
    });
    this.uses = new Uses(dependencies.clock.steadyMs);
    this.writtenMs = dependencies.clock.steadyMs();
  }

  /** Null: nobody, or no more. Being asked for is use. */
  readonly actorByToken = async (token: string): Promise<Actor | null> => {
    const hash = tokenHash(token);
    const actor = token.startsWith(keyMark) ? await this.ofKey(hash) : await this.ofSession(hash);
    if (actor !== null) this.d.seen.note(actor);
    return actor;
  };

  private async ofSession(hash: string): Promise<Actor | null> {
    const row = await this.rows.of(hash);
    if (row === undefined || this.isIdle(row, rulesOf(row.rules).idleMinutes)) return null;
    const actor = this.actorOf(row);
    if (actor !== null) this.noteUse(row);
    return actor;
  }

  private async ofKey(hash: string): Promise<Actor | null> {
    const row = await this.keys.of(hash);
    return row === undefined ? null : this.actorOfKey(row);
  }

  /** The tickets that a kiosk may take in a minute; null: any number. */
  readonly ticketsAMinute = (device: string): number | null => this.limits.get(device) ?? null;

  /**
   * Whom many tokens with an open line, by their hashes, belong to now; those that ended are left out.
   */
  async standing(hashes: readonly string[]): Promise<ReadonlyMap<string, Actor>> {
    const standing = new Map<string, Actor>();
    for (const row of await store.byHashes(this.d.read, hashes)) {
      const actor = this.actorOf(row);
      if (actor !== null) standing.set(row.token_hash, actor);
    }
    const rest = hashes.filter((hash) => !standing.has(hash));
    for (const row of await store.keysByHashes(this.d.read, rest)) {
      const actor = this.actorOfKey(row);
      if (actor !== null) standing.set(row.key_hash, actor);
    }
    for (const actor of standing.values()) this.d.seen.note(actor);
    return standing;
  }

  /** A live line is open for a session: it is used for as long. */
  lineOpened(hash: string): void {
    this.uses.lineOpened(hash);
  }

  lineClosed(hash: string): void {
    this.uses.lineClosed(hash);
  }

  /** Writes down which sign-ins were used, every few minutes. */
  async tick(): Promise<void> {
    const { db, clock } = this.d;
    const now = clock.steadyMs();
    const since = now - this.writtenMs;
    if (since >= 0 && since < writeEveryMs) return;
    this.writtenMs = now;
    const used = this.uses.within(Math.max(0, since), forgetAfterMs);
    for (let at = 0; at < used.length; at += atOnce)
      await db.lanes.run('site', {
        run: async (tx) => {
          await waitForOthers(tx);
          await store.used(tx, used.slice(at, at + atOnce), clock.now());
        },
      });
  }

  /** The sign-ins of a person that have not ended, newest first. @param own the hash of the asker's token */
  async openOf(staffId: string, own: string): Promise<OpenSession[]> {
    const { idleMinutes } = rulesOf(await signInRules(this.d.read));
    const rows = await store.ofPerson(this.d.read, staffId);
    return rows
      .filter((row) => row.expires_at !== null && !this.isOver(row, idleMinutes))
      .map((row) => ({
        id: sessionId(row.token_hash),
        since: row.created_at,
        lastUsedAt: row.last_used_at,
        endsAt: row.expires_at!,
        network: row.network,
        browser: row.browser,
        own: row.token_hash === own,
      }));
  }

  /** How many sign-ins each person has that have not ended, by the person's id. */
  async openCounts(): Promise<ReadonlyMap<string, number>> {
    const { idleMinutes } = rulesOf(await signInRules(this.d.read));
    const counts = new Map<string, number>();
    for (const row of await store.ofPeople(this.d.read))
      if (row.staff_id !== null && !this.isOver(row, idleMinutes))
        counts.set(row.staff_id, (counts.get(row.staff_id) ?? 0) + 1);
    return counts;
  }

  private isOver(row: Times, idleMinutes: number): boolean {
    return this.hasExpired(row) || this.isIdle(row, idleMinutes);
  }

  private hasExpired({ expires_at: end }: Times): boolean {
    return end !== null && end <= this.d.clock.now();
  }

  private isIdle({ token_hash, last_used_at: written }: Times, idleMinutes: number): boolean {
    if (written === null || idleMinutes === 0) return false;
    const seen = this.uses.idleMs(token_hash);
    const known = secondsBetween(written, this.d.clock.now()) * 1000;
    return Math.min(seen ?? Infinity, known) > idleMinutes * 60_000;
  }

  private noteUse(row: Times): void {
    if (row.last_used_at !== null) this.uses.note(row.token_hash);
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
    if (this.hasExpired(row)) return null;
    if (row.staff_id !== null) {
      if (row.staff_active !== 1) return null;
      const roles = JSON.parse(row.roles!) as Role[];
      const limited = limitOf(rulesOf(row.rules), {
        mustChange: row.must_change === 1,
        secondFactor: row.factor_since !== null,
        roles,
      });
      return {
        kind: 'staff',
        id: row.staff_id,
        username: row.username!,
        name: row.staff_name!,
        roles,
        halls: JSON.parse(row.halls!) as string[],
        ...hallRolesIn({ hall_roles: row.hall_roles! }),
        ...(limited === undefined ? {} : { limited }),
        ...(row.weak_password === 1 ? { weakPassword: true } : {}),
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
