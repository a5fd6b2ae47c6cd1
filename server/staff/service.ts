import { hash, verify } from 'argon2';
import type { z } from 'zod';
import { Problem } from '../../shared/errors.ts';
import {
  mayManage,
  requireMay,
  requireStaffMay,
  type StaffActor,
  worksIn,
} from '../../shared/rights.ts';
import type {
  Actor,
  Colleague,
  NewStaff,
  Staff,
  StaffChange,
} from '../../shared/contract/people.ts';
import type { Clock } from '../clock.ts';
import type { CommandRequest, Commands } from '../hall/command.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { Ids } from '../ids.ts';
import { type Instant, plus } from '../../shared/rules/instants.ts';
import type { Ended } from '../sessions/service.ts';
import { tokenHash } from '../tokens.ts';
import type { Turns } from '../attempts.ts';
import {
  ensureAdministrator,
  hasSiteAdministrator,
  isSiteAdministrator,
} from './administrators.ts';
import * as store from './store.ts';

export type { StaffRow } from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Told after the commit: what is open for this person or session must end. */
  readonly ended: (who: Ended) => void;
  /** Passwords are compared a few at a time. */
  readonly turns: Turns;
  /** What a password hash costs; absent: argon2's own defaults. */
  readonly passwordCost?: PasswordCost | undefined;
}

export interface PasswordCost {
  /** KiB of memory. */
  readonly memoryCost: number;
  readonly timeCost: number;
}

/** A shift and its overtime: a sign-in ends by itself after this. */
const sessionSeconds = 14 * 60 * 60;

/** The people who work here: who they are, and signing in and out. Passwords are kept as argon2 hashes, tokens as SHA-256. */
export class StaffService {
  private readonly d: Dependencies;
  /** Verified when the user name is unknown, so that the answer takes as long. */
  private readonly decoy: Promise<string>;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    this.decoy = this.hashed(dependencies.ids.token());
  }

  /**
   * @param from `known`: a device at which this person signed in before; it is let in before others,
   *   who share what room there is between the networks that they come from
   * @throws Problem `wrong_credentials`; `too_busy` where too many wait to be let in
   */
  async signIn(
    username: string,
    password: string,
    request: Omit<CommandRequest, 'who'>,
    from: { readonly known: boolean; readonly network: string },
  ): Promise<{ token: string; actor: Actor }> {
    const person = await store.byUsername(this.d.read, username);
    const hashed = person?.password_hash ?? (await this.decoy);
    const right = await this.d.turns.run(from, () => verify(hashed, password));
    if (person === null || !right || person.active === 0) throw new Problem('wrong_credentials');
    const token = this.d.ids.token();
    const actor = actorOf(store.view(person));
    return this.d.commands.inSite({ ...request, who: actor }, async (tx, now) => {
      await store.insertSession(tx, {
        token_hash: tokenHash(token),
        staff_id: person.id,
        created_at: now,
        expires_at: plus(now, sessionSeconds),
      });
      return { answer: { token, actor }, event: { command: 'sign-in', data: { username } } };
    });
  }

  /** Of people inside the command of another feature, which is about who signs in. */
  readonly rows = {
    byUsername: store.byUsername,
    insert: store.insert,
    update: store.update,
    view: store.view,
  };

  /** A password hash that nobody has the password of: who signs in otherwise has it. */
  noPassword(): Promise<string> {
    return this.decoy;
  }

  /**
   * A session for somebody whose identity was told otherwise than by a password.
   *
   * @param way how, for the log
   * @param find finds or makes the person, in the same transaction; what it throws is thrown
   */
  async letIn(
    way: string,
    find: (
      tx: Tx,
      now: Instant,
    ) => Promise<{ row: store.StaffRow; made: boolean; changed: boolean }>,
  ): Promise<{ token: string; actor: Actor; changed: boolean }> {
    const token = this.d.ids.token();
    return this.d.commands.inSite({ who: { kind: 'system' } }, async (tx, now) => {
      const { row, made, changed } = await find(tx, now);
      const actor = actorOf(store.view(row));
      await store.insertSession(tx, {
        token_hash: tokenHash(token),
        staff_id: row.id,
        created_at: now,
        expires_at: plus(now, sessionSeconds),
      });
      const { username, roles } = store.view(row);
      return {
        answer: { token, actor, changed },
        event: {
          command: 'sign-in',
          data: { username, way, ...(made || changed ? { made, roles } : {}) },
        },
      };
    });
  }

  async signOut(token: string, who: Actor): Promise<void> {
    await this.d.commands.inSite({ who }, async (tx) => {
      await store.deleteSession(tx, tokenHash(token));
      return { answer: null, event: { command: 'sign-out', data: {} } };
    });
    this.d.ended({ session: tokenHash(token) });
  }

  /** Those whom this administrator may change. @throws Problem `forbidden` */
  async list(who: Actor): Promise<Staff[]> {
    const staff = requireStaffMay(who, 'manage-people');
    return (await store.all(this.d.read)).map(store.view).filter((p) => mayManage(staff, p));
  }

  /** Who works in a hall now, by name: what a guide chooses from. @throws Problem `forbidden`, `hall_not_found` */
  async colleagues(hallCode: string, who: Actor): Promise<Colleague[]> {
    await this.d.commands.hall(hallCode);
    requireMay(who, 'see-colleagues', hallCode);
    return (await store.all(this.d.read))
      .map(store.view)
      .filter((person) => person.active && worksIn(person, hallCode))
      .map(({ username, name }) => ({ username, name }));
  }

  /**
   * @param input no `halls`: those of who adds the person
   * @throws Problem `already_exists`, `hall_not_found`, `forbidden`
   */
  async create(
    input: z.infer<typeof NewStaff>,
    request: CommandRequest & { who: Actor },
  ): Promise<Staff> {
    const who = requireStaffMay(request.who, 'manage-people');
    const named = input.halls ?? [];
    const halls = named.length === 0 ? who.halls : named;
    requireManages(who, { halls });
    await this.requireHalls(halls);
    const passwordHash = await this.hashed(input.password);
    return this.d.commands.inSite(request, async (tx, now) => {
      if ((await store.byUsername(tx, input.username)) !== null)
        throw new Problem('already_exists', `"${input.username}" exists already`);
      const row: store.StaffRow = {
        id: this.d.ids.id(),
        username: input.username,
        name: input.name,
        number: input.number ?? null,
        password_hash: passwordHash,
        roles: JSON.stringify(input.roles),
        halls: JSON.stringify(halls),
        active: 1,
        created_at: now,
      };
      await store.insert(tx, row);
      return {
        answer: store.view(row),
        event: { command: 'create-staff', data: { username: input.username, roles: input.roles } },
      };
    });
  }

  /**
   * Changes a person; a new password, or the end of the work here, ends the sign-ins.
   *
   * @throws Problem `not_found`, `forbidden`; `last_administrator` where nobody could change people
   *   any more
   */
  async change(
    username: string,
    input: z.infer<typeof StaffChange>,
    request: CommandRequest & { who: Actor },
  ): Promise<Staff> {
    const who = requireStaffMay(request.who, 'manage-people');
    const found = await store.byUsername(this.d.read, username);
    if (found === null) throw new Problem('not_found', `There is no "${username}"`);
    requireManages(who, store.view(found));
    await this.requireHalls(input.halls);
    const passwordHash =
      input.password === undefined ? undefined : await this.hashed(input.password);
    const answer = await this.d.commands.inSite(request, async (tx) => {
      const row = (await store.byUsername(tx, username))!;
      requireManages(who, store.view(row));
      const changed: store.StaffRow = {
        ...row,
        name: input.name ?? row.name,
        number: input.number === undefined ? row.number : input.number,
        password_hash: passwordHash ?? row.password_hash,
        roles: input.roles === undefined ? row.roles : JSON.stringify(input.roles),
        halls: input.halls === undefined ? row.halls : JSON.stringify(input.halls),
        active: input.active === undefined ? row.active : input.active ? 1 : 0,
      };
      requireManages(who, store.view(changed));
      await store.update(tx, changed);
      if (isSiteAdministrator(store.view(row)) && !(await hasSiteAdministrator(tx)))
        throw new Problem('last_administrator');
      if (passwordHash !== undefined || changed.active === 0)
        await store.deleteSessionsOf(tx, row.id);
      const { password: _, ...logged } = input;
      const { name, roles, halls, active } = store.view(row);
      return {
        answer: store.view(changed),
        event: {
          command: 'change-staff',
          data: {
            username,
            ...logged,
            before: { name, roles, halls, active },
            passwordChanged: passwordHash !== undefined,
          },
        },
      };
    });
    // Another password, other roles, other halls: what is open asks again who this is.
    this.d.ended({ staff: answer.id });
    return answer;
  }

  /**
   * A new password for somebody who has none any more, from the server's own command line: works here
   * again, too. All sign-ins end.
   *
   * @returns the password, to be shown once
   * @throws Problem `not_found`
   */
  async resetPassword(username: string): Promise<string> {
    const password = this.d.ids.code(16);
    const passwordHash = await this.hashed(password);
    await this.d.commands.inSite({ who: { kind: 'system' } }, async (tx) => {
      const row = await store.byUsername(tx, username);
      if (row === null) throw new Problem('not_found', `There is no "${username}"`);
      await store.update(tx, { ...row, password_hash: passwordHash, active: 1 });
      await store.deleteSessionsOf(tx, row.id);
      return { answer: null, event: { command: 'reset-password', data: { username } } };
    });
    return password;
  }

  /**
   * The administrator of an empty database.
   *
   * @returns the password that was made, to be printed once; null where one was given or nothing was to do
   */
  ensureAdministrator(given: string | undefined): Promise<string | null> {
    return ensureAdministrator(this.d, given, (password) => this.hashed(password));
  }

  private hashed(password: string): Promise<string> {
    return hash(password, this.d.passwordCost);
  }

  private async requireHalls(codes: readonly string[] | undefined): Promise<void> {
    for (const code of codes ?? []) await this.d.commands.hall(code);
  }
}

function actorOf(person: Staff): Actor {
  const { id, username, name, roles, halls } = person;
  return { kind: 'staff', id, username, name, roles, halls };
}

/** @throws Problem `forbidden` */
function requireManages(who: StaffActor, person: Pick<Staff, 'halls'>): void {
  if (!mayManage(who, person))
    throw new Problem('forbidden', 'An administrator of some halls manages the people of these');
}
