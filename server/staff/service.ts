import { createHash } from 'node:crypto';
import { hash, verify } from 'argon2';
import type { z } from 'zod';
import { Problem } from '../../shared/errors.ts';
import type {
  Actor,
  Colleague,
  NewStaff,
  Role,
  Staff,
  StaffChange,
} from '../../shared/contract/people.ts';
import type { Clock } from '../clock.ts';
import type { CommandRequest, Commands } from '../hall/command.ts';
import type { Reader } from '../db/open.ts';
import type { Ids } from '../ids.ts';
import { plus } from '../rules/instants.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
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

  /** @throws Problem `wrong_credentials` */
  async signIn(
    username: string,
    password: string,
    request: Omit<CommandRequest, 'who'>,
  ): Promise<{ token: string; actor: Actor }> {
    const person = await store.byUsername(this.d.read, username);
    const right = await verify(person?.password_hash ?? (await this.decoy), password);
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

  async signOut(token: string, who: Actor): Promise<void> {
    await this.d.commands.inSite({ who }, async (tx) => {
      await store.deleteSession(tx, tokenHash(token));
      return { answer: null, event: { command: 'sign-out', data: {} } };
    });
  }

  /** Who a session's token belongs to; null: nobody, or no more. */
  async actorByToken(token: string): Promise<Actor | null> {
    const person = await store.bySession(this.d.read, tokenHash(token), this.d.clock.now());
    return person === null ? null : actorOf(store.view(person));
  }

  async list(who: Actor): Promise<Staff[]> {
    requireRole(who, 'admin');
    return (await store.all(this.d.read)).map(store.view);
  }

  /** Who works in a hall now, by name: what a guide chooses from. @throws Problem `forbidden`, `hall_not_found` */
  async colleagues(hallCode: string, who: Actor): Promise<Colleague[]> {
    requireRole(who, 'guide', 'manager');
    await this.d.commands.hall(hallCode);
    if (!worksIn(who, hallCode)) throw new Problem('forbidden');
    return (await store.all(this.d.read))
      .map(store.view)
      .filter((person) => person.active && worksIn(person, hallCode))
      .map(({ username, name }) => ({ username, name }));
  }

  /** @throws Problem `already_exists`, `hall_not_found`, `forbidden` */
  async create(
    input: z.infer<typeof NewStaff>,
    request: CommandRequest & { who: Actor },
  ): Promise<Staff> {
    requireRole(request.who, 'admin');
    await this.requireHalls(input.halls);
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
        halls: JSON.stringify(input.halls ?? []),
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

  /** Changes a person; a new password, or the end of the work here, ends the sign-ins. @throws Problem `not_found` */
  async change(
    username: string,
    input: z.infer<typeof StaffChange>,
    request: CommandRequest & { who: Actor },
  ): Promise<Staff> {
    requireRole(request.who, 'admin');
    await this.requireHalls(input.halls);
    const passwordHash =
      input.password === undefined ? undefined : await this.hashed(input.password);
    return this.d.commands.inSite(request, async (tx) => {
      const row = await store.byUsername(tx, username);
      if (row === null) throw new Problem('not_found', `There is no "${username}"`);
      const changed: store.StaffRow = {
        ...row,
        name: input.name ?? row.name,
        number: input.number === undefined ? row.number : input.number,
        password_hash: passwordHash ?? row.password_hash,
        roles: input.roles === undefined ? row.roles : JSON.stringify(input.roles),
        halls: input.halls === undefined ? row.halls : JSON.stringify(input.halls),
        active: input.active === undefined ? row.active : input.active ? 1 : 0,
      };
      await store.update(tx, changed);
      if (passwordHash !== undefined || changed.active === 0)
        await store.deleteSessionsOf(tx, row.id);
      const { password: _, ...logged } = input;
      return {
        answer: store.view(changed),
        event: {
          command: 'change-staff',
          data: { username, ...logged, passwordChanged: passwordHash !== undefined },
        },
      };
    });
  }

  /**
   * The administrator of an empty database.
   *
   * @returns the password that was made, to be printed once; null where one was given or nothing was to do
   */
  async ensureAdministrator(given: string | undefined): Promise<string | null> {
    const existing = await store.byUsername(this.d.read, 'admin');
    if (existing !== null) return null;
    const password = given ?? this.d.ids.code(16);
    const passwordHash = await this.hashed(password);
    await this.d.commands.inSite({ who: { kind: 'system' } }, async (tx, now) => {
      await store.insert(tx, {
        id: this.d.ids.id(),
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
    return given === undefined ? password : null;
  }

  private hashed(password: string): Promise<string> {
    return hash(password, this.d.passwordCost);
  }

  private async requireHalls(codes: readonly string[] | undefined): Promise<void> {
    for (const code of codes ?? []) await this.d.commands.hall(code);
  }
}

/** No halls named: all of them. */
function worksIn({ halls }: Pick<Staff, 'halls'>, hallCode: string): boolean {
  return halls.length === 0 || halls.includes(hallCode);
}

function actorOf(person: Staff): Actor {
  const { id, username, name, roles, halls } = person;
  return { kind: 'staff', id, username, name, roles, halls };
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** @throws Problem `forbidden` unless the actor has one of the roles; an administrator has them all. */
export function requireRole(
  who: Actor,
  ...roles: readonly Role[]
): asserts who is Actor & { kind: 'staff' } {
  if (who.kind === 'staff' && who.roles.some((role) => role === 'admin' || roles.includes(role)))
    return;
  throw new Problem('forbidden');
}
