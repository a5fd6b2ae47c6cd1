import { Problem } from '../../shared/errors.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { type Instant, plus } from '../../shared/rules/instants.ts';
import type { Guesses } from '../attempts.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import type { Ids } from '../ids.ts';
import { limitOf, rulesOf } from '../../shared/rules/sign-in.ts';
import type { Ended } from '../sessions/service.ts';
import * as sessions from '../hall/session-store.ts';
import { tokenHash } from '../tokens.ts';
import type { FailedSignIns } from './failed-sign-ins.ts';
import type { From, Passwords } from './passwords.ts';
import * as recovery from './recovery-store.ts';
import type { SecondFactor } from './second-factor.ts';
import * as store from './store.ts';

/** What somebody signs in with. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** Of the second factor. */
  readonly code?: string | undefined;
}

/** How a sign-in is told apart from others in a list of them. */
export interface Place extends From {
  /** What the browser calls itself; null: it does not say. */
  readonly browser: string | null;
}

/** How much of it is kept. */
const browserCharacters = 200;

/** Signing in and out. Tokens are kept as SHA-256. */
export class SigningIn {
  private readonly d: {
    readonly commands: Commands;
    readonly read: Reader;
    readonly ids: Ids;
    readonly passwords: Passwords;
    readonly factor: SecondFactor;
    readonly guesses: Guesses;
    readonly failed: FailedSignIns;
    /** Told after the commit: what is open for this session must end. */
    readonly ended: (who: Ended) => void;
  };

  constructor(dependencies: SigningIn['d']) {
    this.d = dependencies;
  }

  /**
   * @throws Problem `wrong_credentials`; `second_factor_required` where a code is missing and all else
   *   is right; `wrong_second_factor`; `too_many_requests` after many wrong codes; `too_busy` where too
   *   many wait to be let in
   */
  async signIn(
    given: Credentials,
    request: Omit<CommandRequest, 'who'>,
    place: Place,
  ): Promise<{ token: string; actor: Actor }> {
    const { read, passwords, failed } = this.d;
    const person = await store.byUsername(read, given.username);
    const kept = person?.password_hash ?? null;
    const right = await passwords.isRight(kept, given.password, place);
    if (person === null || !right || person.active === 0) {
      failed.note(person?.username ?? null, place.network);
      throw new Problem('wrong_credentials');
    }
    if (person.factor_secret === null) return this.letIn(person, null, request, place);
    const { code } = given;
    if (code === undefined) throw new Problem('second_factor_required');
    return this.guessingCode(person, () => this.letIn(person, code, request, place)).catch(
      (error: unknown) => {
        if (error instanceof Problem && error.code === 'wrong_second_factor')
          failed.note(person.username, place.network);
        throw error;
      },
    );
  }

  async signOut(token: string, who: Actor): Promise<void> {
    await this.d.commands.inSite({ who }, async (tx) => {
      await sessions.remove(tx, tokenHash(token));
      return { answer: null, event: { command: 'sign-out', data: {} } };
    });
    this.d.ended({ session: tokenHash(token) });
  }

  /**
   * Only who knows the password comes to guess codes, and six digits are few: after some that were
   * wrong no more are taken for a quarter of an hour, from wherever.
   *
   * @throws Problem `wrong_second_factor`, `too_many_requests`
   */
  guessingCode<T>(
    person: Pick<store.StaffRow, 'id' | 'unlocked_at'>,
    attempt: () => Promise<T>,
  ): Promise<T> {
    const key = `second factor of ${person.id} since ${person.unlocked_at ?? ''}`;
    return this.d.guesses.guess([{ key, free: 4, most: 12 }], ['wrong_second_factor'], attempt);
  }

  private letIn(
    person: store.StaffRow,
    code: string | null,
    request: Omit<CommandRequest, 'who'>,
    place: Place,
  ): Promise<{ token: string; actor: Actor }> {
    const { commands, ids } = this.d;
    const { id, username } = person;
    const token = ids.token();
    // As the row is inside the transaction: what changed meanwhile counts.
    return commands.inSite({ ...request, who: store.actorOf(person) }, async (tx, now) => {
      const row = await store.byId(tx, id);
      if (row === null || row.active === 0) throw new Problem('wrong_credentials');
      if (code === null && row.factor_secret !== null) throw new Problem('second_factor_required');
      const way = code === null ? null : await this.takeCode(tx, row, code, now);
      return {
        answer: { token, actor: await this.opened(tx, now, row, token, place) },
        event: {
          command: 'sign-in',
          data: { username, network: place.network, ...(way === null ? {} : { way }) },
        },
      };
    });
  }

  /**
   * A session for somebody whose identity was told otherwise than by a password.
   *
   * @param way how, for the log
   * @param find finds or makes the person, in the same transaction; what it throws is thrown
   */
  letInBy(
    way: string,
    place: Pick<Place, 'network' | 'browser'>,
    find: (
      tx: Tx,
      now: Instant,
    ) => Promise<{ row: store.StaffRow; made: boolean; changed: boolean }>,
  ): Promise<{ token: string; actor: Actor; changed: boolean }> {
    const token = this.d.ids.token();
    return this.d.commands.inSite({ who: { kind: 'system' } }, async (tx, now) => {
      const { row, made, changed } = await find(tx, now);
      const actor = await this.opened(tx, now, row, token, place);
      const { username, roles } = store.view(row);
      return {
        answer: { token, actor, changed },
        event: {
          command: 'sign-in',
          data: {
            username,
            network: place.network,
            way,
            ...(made || changed ? { made, roles } : {}),
          },
        },
      };
    });
  }

  /** Opens a session for a person, in the transaction that let them in. */
  private async opened(
    tx: Tx,
    now: Instant,
    row: store.StaffRow,
    token: string,
    place: Pick<Place, 'network' | 'browser'>,
  ): Promise<Actor> {
    const rules = rulesOf(await sessions.signInRules(tx));
    await sessions.insert(tx, {
      token_hash: tokenHash(token),
      staff_id: row.id,
      created_at: now,
      last_used_at: now,
      expires_at: plus(now, rules.longestHours * 3600),
      network: place.network,
      browser: place.browser?.slice(0, browserCharacters) ?? null,
    });
    await store.change(tx, row.id, { last_sign_in_at: now });
    const limited = limitOf(rules, {
      mustChange: row.must_change === 1,
      secondFactor: row.factor_secret !== null,
      roles: store.view(row).roles,
    });
    return {
      ...store.actorOf(row),
      ...(limited === undefined ? {} : { limited }),
      ...(row.weak_password === 1 ? { weakPassword: true } : {}),
    };
  }

  /** @throws Problem `wrong_second_factor` */
  async takeCode(
    tx: Tx,
    row: store.StaffRow,
    typed: string,
    now: Instant,
  ): Promise<'code' | 'recovery'> {
    const code = this.d.factor.read(typed);
    if (code === null || row.factor_secret === null) throw new Problem('wrong_second_factor');
    if (code.kind === 'recovery') {
      if (!(await recovery.use(tx, row.id, code.hash, now)))
        throw new Problem('wrong_second_factor');
      return 'recovery';
    }
    const { factor } = this.d;
    const period = factor.periodOf(row.factor_secret, code.digits, now, row.factor_period);
    if (period === null) throw new Problem('wrong_second_factor');
    await store.change(tx, row.id, { factor_period: period });
    return 'code';
  }
}
