import { createHash } from 'node:crypto';
import { type Actor, type Role, Username } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { mayManage, requireStaffMay } from '../../shared/rights.ts';
import type { Clock } from '../clock.ts';
import type { Tx } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import { seal, unseal } from '../command/sealing.ts';
import type { Ids } from '../ids.ts';
import { type Instant, secondsBetween } from '../../shared/rules/instants.ts';
import type { Ended } from '../sessions/service.ts';
import type { StaffRow, StaffService } from '../staff/service.ts';
import { rolesOf, type SsoSettings } from '../sso-settings.ts';
import type { Tally } from '../tally.ts';
import type { Claims, Provider, Secrets } from './provider.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly settings: SsoSettings;
  readonly provider: Provider;
  readonly commands: Commands;
  readonly staff: StaffService;
  /** Opens a session for somebody whose identity was told otherwise than by a password. */
  readonly signingIn: {
    readonly letInBy: (
      way: string,
      place: SsoPlace,
      find: (tx: Tx, now: Instant) => Promise<Found>,
    ) => Promise<{ token: string; actor: Actor; changed: boolean }>;
  };
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secret: string;
  /** What was used once, on every process. */
  readonly tally: Tally;
  readonly ended: (who: Ended) => void;
}

/** Where somebody signs in, as the list of sign-ins tells it. */
interface SsoPlace {
  readonly network: string;
  readonly browser: string | null;
}

/** A person, and whether the sign-in made or changed them. */
interface Found {
  readonly row: StaffRow;
  readonly made: boolean;
  readonly changed: boolean;
}

/** What a browser keeps while its person signs in elsewhere: sealed, since it is a secret to it, too. */
interface Begun extends Secrets {
  readonly at: Instant;
  /** The page that it began on. */
  readonly to: string;
}

/** Long enough to find a second factor. */
export const begunSeconds = 15 * 60;

/** Signing in through the administration's own accounts (统一身份认证, OpenID Connect). */
export class Sso {
  private readonly d: Dependencies;
  private readonly key: Buffer;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    this.key = createHash('sha256').update(`single sign-on ${dependencies.secret}`).digest();
  }

  /** @returns where to sign in, and what the browser keeps meanwhile. @throws Problem `sso_unavailable` */
  async begin(to: string): Promise<{ address: string; kept: string }> {
    const { ids, clock, provider } = this.d;
    const secrets = { state: ids.token(), nonce: ids.token(), verifier: ids.token() };
    const begun: Begun = { ...secrets, at: clock.now(), to };
    const address = await provider.address(secrets);
    return {
      address: address.href,
      kept: seal(JSON.stringify(begun), this.key).toString('base64url'),
    };
  }

  /** The page that a browser began on; null: it did not begin here. */
  pageOf(kept: string | undefined): string | null {
    return this.begun(kept)?.to ?? null;
  }

  /**
   * Lets in whom the provider sent back.
   *
   * @throws Problem `sso_expired` for what was not begun here, too long ago, or used already;
   *   `sso_failed`, `sso_unavailable`; `sso_unknown_person`, `sso_no_role`
   */
  async finish(
    search: string,
    kept: string | undefined,
    place: SsoPlace,
  ): Promise<{ token: string; actor: Actor; to: string }> {
    const { tally, clock, provider } = this.d;
    const begun = this.begun(kept);
    if (begun === null || new URLSearchParams(search).get('state') !== begun.state)
      throw new Problem('sso_expired');
    const age = secondsBetween(begun.at, clock.now());
    if (age < 0 || age > begunSeconds) throw new Problem('sso_expired');
    // Counted before it is tried: of two at once, one is let in.
    if ((await tally.add(`sso ${begun.state}`, begunSeconds)) > 1) throw new Problem('sso_expired');
    const claims = await provider.claims(search, begun);
    const letIn = await this.letIn(claims, place);
    return { ...letIn, to: begun.to };
  }

  private begun(kept: string | undefined): Begun | null {
    if (kept === undefined) return null;
    try {
      return JSON.parse(unseal(Buffer.from(kept, 'base64url'), this.key)) as Begun;
    } catch {
      // Not sealed here: as if there were nothing.
      return null;
    }
  }

  private async letIn(claims: Claims, place: SsoPlace): Promise<{ token: string; actor: Actor }> {
    const { staff, signingIn, commands, settings, ended } = this.d;
    const username = Username.safeParse(claims[settings.userClaim]).data ?? null;
    const noPassword = await staff.noPassword();
    try {
      const { changed, ...letIn } = await signingIn.letInBy('sso', place, (tx, now) =>
        this.personOf(tx, now, claims, username, noPassword),
      );
      if (changed === true) ended({ staff: letIn.actor.id });
      return letIn;
    } catch (error) {
      if (error instanceof Problem && /^sso_/.test(error.code))
        await commands.inSite({ who: { kind: 'system' } }, () =>
          Promise.resolve({
            answer: null,
            event: { command: 'refuse-sso', data: { username, why: error.code } },
          }),
        );
      throw error;
    }
  }

  /** Who it is here: known by the subject, then by the user name, else made where that is set. */
  private async personOf(
    tx: Tx,
    now: Instant,
    claims: Claims,
    username: string | null,
    noPassword: string,
  ): Promise<Found> {
    const { settings } = this.d;
    const subject = this.subjectOf(claims);
    const linked = await store.bySubject(tx, subject);
    if (linked !== null) {
      const row = (await this.d.staff.rows.byUsername(tx, linked.username))!;
      if (row.active === 0) throw new Problem('sso_unknown_person');
      return linked.made === 1
        ? this.withRoles(tx, row, rolesOf(settings, claims[settings.groupsClaim]))
        : { row, made: false, changed: false };
    }
    if (username === null) throw new Problem('sso_unknown_person');
    const known = await this.d.staff.rows.byUsername(tx, username);
    const row = known ?? (await this.made(tx, now, claims, username, noPassword));
    // The name was given to somebody else at the provider since: that is another person.
    if (row.active === 0 || (await store.isLinked(tx, row.id)))
      throw new Problem('sso_unknown_person');
    const made = known === null;
    await store.link(tx, { staff_id: row.id, subject, made: made ? 1 : 0, linked_at: now });
    return { row, made, changed: false };
  }

  private subjectOf({ sub }: Claims): string {
    const of = `${this.d.settings.issuer.href}\n${sub}`;
    return createHash('sha256').update(of).digest('base64url');
  }

  private async made(
    tx: Tx,
    now: Instant,
    claims: Claims,
    username: string,
    noPassword: string,
  ): Promise<StaffRow> {
    const { settings, ids } = this.d;
    if (!settings.makesPeople) throw new Problem('sso_unknown_person');
    const roles = rolesOf(settings, claims[settings.groupsClaim]);
    if (roles.length === 0) throw new Problem('sso_no_role');
    const { name } = claims;
    const row: StaffRow = {
      id: ids.id(),
      username,
      name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 60) : username,
      number: null,
      password_hash: noPassword,
      weak_password: 0,
      must_change: 0,
      last_sign_in_at: null,
      unlocked_at: null,
      factor_offered: null,
      factor_secret: null,
      factor_since: null,
      factor_period: 0,
      roles: JSON.stringify(roles),
      hall_roles: '{}',
      halls: JSON.stringify(settings.halls),
      active: 1,
      created_at: now,
    };
    await this.d.staff.rows.insert(tx, row);
    return row;
  }

  /** Those whom a sign-in made have the roles of their groups, as they are now. */
  private async withRoles(tx: Tx, row: StaffRow, roles: readonly Role[]): Promise<Found> {
    if (roles.length === 0) throw new Problem('sso_no_role');
    const now = JSON.stringify(roles);
    if (row.roles === now) return { row, made: false, changed: false };
    const changed = { ...row, roles: now };
    await this.d.staff.rows.update(tx, changed);
    return { row: changed, made: false, changed: true };
  }

  /**
   * Forgets by which account of the provider a person signs in: the next that comes with this user
   * name is linked.
   *
   * @throws Problem `forbidden`; `not_found` where there is no such person, or no such link
   */
  async unlink(username: string, request: CommandRequest & { who: Actor }): Promise<void> {
    const who = requireStaffMay(request.who, 'manage-people');
    await this.d.commands.inSite(request, async (tx) => {
      const row = await this.d.staff.rows.byUsername(tx, username);
      if (row === null) throw new Problem('not_found');
      if (!mayManage(who, this.d.staff.rows.view(row))) throw new Problem('forbidden');
      if (!(await store.unlink(tx, row.id))) throw new Problem('not_found');
      return { answer: null, event: { command: 'unlink-sso', data: { username } } };
    });
  }
}
