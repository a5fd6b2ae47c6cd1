import { Problem } from '../../shared/errors.ts';
import type {
  Account as AccountView,
  OfferedSecondFactor,
  OpenSession,
  RecoveryCodes,
} from '../../shared/contract/account.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { requireStaffMay, type StaffActor } from '../../shared/rights.ts';
import type { Guesses } from '../attempts.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { Ids } from '../ids.ts';
import { rulesOf, wantsSecondFactor } from '../../shared/rules/sign-in.ts';
import type { Ended, Sessions } from '../sessions/service.ts';
import * as sessions from '../hall/session-store.ts';
import { sessionId, tokenHash } from '../tokens.ts';
import { type From, type Passwords, weakPassword } from './passwords.ts';
import * as recovery from './recovery-store.ts';
import type { SecondFactor } from './second-factor.ts';
import type { SigningIn } from './signing-in.ts';
import * as store from './store.ts';

/** Who asks about the own account, and with which sign-in. */
export interface Self {
  readonly who: Actor;
  /** The token that the request came with. */
  readonly token: string;
  readonly from: From;
}

const codesAtOnce = 10;

/** One's own account: password, second factor, sign-ins. */
export class Account {
  private readonly d: {
    readonly commands: Commands;
    readonly read: Reader;
    readonly ids: Ids;
    readonly passwords: Passwords;
    readonly factor: SecondFactor;
    readonly signingIn: SigningIn;
    readonly sessions: Sessions;
    readonly guesses: Guesses;
    readonly ended: (who: Ended) => void;
  };

  constructor(dependencies: Account['d']) {
    this.d = dependencies;
  }

  /** @throws Problem `forbidden` for a device */
  async view(who: Actor): Promise<AccountView> {
    const { read } = this.d;
    const row = await this.own(read, own(who));
    const rules = rulesOf(await sessions.signInRules(read));
    return {
      username: row.username,
      name: row.name,
      mustChange: row.must_change === 1,
      weakPassword: row.weak_password === 1,
      secondFactor: {
        on: row.factor_secret !== null,
        since: row.factor_since,
        codesLeft: await recovery.left(read, row.id),
        required: wantsSecondFactor(rules, store.view(row).roles),
      },
    };
  }

  /** @throws Problem `forbidden` for a device */
  openSessions({ who, token }: Self): Promise<OpenSession[]> {
    return this.d.sessions.openOf(own(who).id, tokenHash(token));
  }

  /**
   * Another password; all other sign-ins end.
   *
   * @throws Problem `wrong_password`, `weak_password`, `too_many_requests`, `too_busy`
   */
  async changePassword(self: Self, password: string, next: string): Promise<void> {
    const row = await this.proven(self, password);
    const { passwords, read } = this.d;
    if (password === next) throw weakPassword('newPassword', 'password_same');
    const names = [row.username, row.name, ...(await store.hallNames(read))];
    await passwords.weakness(next, names, { chosen: true, path: 'newPassword' });
    const password_hash = await passwords.hashed(next);
    const hash = tokenHash(self.token);
    await this.command(self, row, 'change-password', async (tx) => {
      await store.change(tx, row.id, { password_hash, must_change: 0, weak_password: 0 });
      return { count: await sessions.removeOf(tx, row.id, hash) };
    });
    this.d.ended({ staff: row.id, but: hash });
  }

  /** @param id as in the list of sign-ins. @throws Problem `not_found` */
  async endSession(self: Self, id: string): Promise<void> {
    const who = own(self.who);
    const { commands, read } = this.d;
    const all = await sessions.hashesOf(read, who.id);
    const hash = all.find((each) => sessionId(each) === id);
    if (hash === undefined) throw new Problem('not_found', 'This sign-in has ended already');
    await commands.inSite({ who }, async (tx) => {
      await sessions.remove(tx, hash);
      return { answer: null, event: { command: 'end-sessions', data: { count: 1 } } };
    });
    this.d.ended({ session: hash });
  }

  /** @param others this sign-in stays */
  async endSessions(self: Self, others: boolean): Promise<void> {
    const who = own(self.who);
    const but = others ? tokenHash(self.token) : null;
    await this.d.commands.inSite({ who }, async (tx) => {
      const count = await sessions.removeOf(tx, who.id, but);
      return { answer: null, event: { command: 'end-sessions', data: { count } } };
    });
    this.d.ended({ staff: who.id, ...(but === null ? {} : { but }) });
  }

  /**
   * A secret for an app on one's telephone; asked for at the next sign-in once a code has shown that it
   * is there.
   *
   * @throws Problem `wrong_password`; `not_allowed` where there is a second factor
   */
  async offerSecondFactor(self: Self, password: string): Promise<OfferedSecondFactor> {
    const row = await this.proven(self, password);
    requireNone(row);
    const { sealed, secret, uri } = this.d.factor.offer(row.username, this.d.ids.token());
    await this.command(self, row, 'offer-second-factor', async (tx, now) => {
      requireNone(now);
      await store.change(tx, row.id, { factor_offered: sealed });
      return {};
    });
    return { secret, uri };
  }

  /**
   * Turns on what was offered.
   *
   * @returns recovery codes, shown only now
   * @throws Problem `wrong_second_factor`, `too_many_requests`; `not_allowed` where nothing was offered
   */
  async confirmSecondFactor(self: Self, typed: string): Promise<RecoveryCodes> {
    const who = own(self.who);
    const row = await this.own(this.d.read, who);
    const { factor, ids, signingIn } = this.d;
    const codes = factor.recoveryCodes(codesAtOnce, ids.code);
    await signingIn.guessingCode(row, () =>
      this.command(self, row, 'turn-on-second-factor', async (tx, now, at) => {
        requireNone(now);
        if (now.factor_offered === null)
          throw new Problem('not_allowed', 'No second factor was offered');
        const code = factor.read(typed);
        const period =
          code?.kind === 'code' ? factor.periodOf(now.factor_offered, code.digits, at, 0) : null;
        if (period === null) throw new Problem('wrong_second_factor');
        await store.change(tx, now.id, {
          factor_offered: null,
          factor_secret: now.factor_offered,
          factor_since: at,
          factor_period: period,
        });
        await recovery.replace(
          tx,
          now.id,
          codes.map((each) => factor.hashOf(each)),
        );
        return {};
      }),
    );
    // What is open asks again who this is: nothing stands before the work any more.
    return { recoveryCodes: codes };
  }

  /** Ten new codes in the place of the old ones. @throws Problem `wrong_password`; `not_allowed` without a second factor */
  async newRecoveryCodes(self: Self, password: string): Promise<RecoveryCodes> {
    const row = await this.proven(self, password);
    const { factor, ids } = this.d;
    const codes = factor.recoveryCodes(codesAtOnce, ids.code);
    await this.command(self, row, 'new-recovery-codes', async (tx, now) => {
      if (now.factor_secret === null) throw new Problem('not_allowed', 'There is no second factor');
      await recovery.replace(
        tx,
        now.id,
        codes.map((each) => factor.hashOf(each)),
      );
      return {};
    });
    return { recoveryCodes: codes };
  }

  /** @throws Problem `wrong_password`; `not_allowed` where the site wants one from this person */
  async turnOffSecondFactor(self: Self, password: string): Promise<void> {
    const row = await this.proven(self, password);
    await this.command(self, row, 'turn-off-second-factor', async (tx, now) => {
      const rules = rulesOf(await sessions.signInRules(tx));
      if (wantsSecondFactor(rules, store.view(now).roles))
        throw new Problem('not_allowed', 'This site wants a second factor from administrators');
      await recovery.takeSecondFactor(tx, now.id);
      return {};
    });
  }

  /** A change of one's own row, which is read anew inside of it. */
  private async command(
    self: Self,
    row: Pick<store.StaffRow, 'username'>,
    command: string,
    change: (tx: Tx, row: store.StaffRow, at: string) => Promise<object>,
  ): Promise<void> {
    const who = own(self.who);
    await this.d.commands.inSite({ who }, async (tx, at) => {
      const more = await change(tx, await this.own(tx, who), at);
      return { answer: null, event: { command, data: { username: row.username, ...more } } };
    });
  }

  /** The own row, after the password was right. @throws Problem `wrong_password`, `too_many_requests`, `too_busy` */
  private async proven({ who, from }: Self, password: string): Promise<store.StaffRow> {
    const { guesses, passwords, read } = this.d;
    const row = await this.own(read, own(who));
    const guesser = { key: `own password of ${row.id}`, free: 5, atOnce: 4 };
    await guesses.guess([guesser], ['wrong_password'], async () => {
      if (!(await passwords.isRight(row.password_hash, password, from)))
        throw new Problem('wrong_password');
    });
    return row;
  }

  private async own(db: Reader, { id }: StaffActor): Promise<store.StaffRow> {
    const row = await store.byId(db, id);
    if (row === null) throw new Problem('unauthorized');
    return row;
  }
}

/** @throws Problem `forbidden` */
function own(who: Actor): StaffActor {
  return requireStaffMay(who, 'own-account');
}

/** @throws Problem `not_allowed` */
function requireNone(row: Pick<store.StaffRow, 'factor_secret'>): void {
  if (row.factor_secret !== null)
    throw new Problem('not_allowed', 'There is a second factor already: turn it off first');
}
