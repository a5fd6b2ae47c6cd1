import type { z } from 'zod';
import { Problem } from '../../shared/errors.ts';
import { byName } from '../../shared/natural-order.ts';
import {
  mayManage,
  requireMay,
  requireStaffMay,
  type StaffActor,
  worksIn,
} from '../../shared/rights.ts';
import { rolesIn } from '../../shared/roles.ts';
import type {
  Actor,
  Colleague,
  HallRoles,
  NewStaff,
  Staff,
  StaffChange,
} from '../../shared/contract/people.ts';
import { changedOnly } from '../hall/changed.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest, Publish } from '../command/types.ts';
import type { Reader } from '../db/open.ts';
import type { Ids } from '../ids.ts';
import type { Ended, Sessions } from '../sessions/service.ts';
import * as sessions from '../hall/session-store.ts';
import {
  ensureAdministrator,
  hasSiteAdministrator,
  isSiteAdministrator,
} from './administrators.ts';
import type { Passwords } from './passwords.ts';
import { takeSecondFactor } from './recovery-store.ts';
import * as photos from './photo-store.ts';
import * as store from './store.ts';

export type { StaffRow } from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly ids: Ids;
  readonly passwords: Passwords;
  readonly sessions: Pick<Sessions, 'openCounts'>;
  readonly publish: Publish;
  /** Told after the commit: what is open for this person or session must end. */
  readonly ended: (who: Ended) => void;
}

/** The people who work here, as those see and change them who manage them. */
export class StaffService {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
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
    return this.d.passwords.nobodys();
  }

  /** Those whom this administrator may change, by name. @throws Problem `forbidden` */
  async list(who: Actor): Promise<Staff[]> {
    const staff = requireStaffMay(who, 'manage-people');
    const signedIn = await this.d.sessions.openCounts();
    const portraits = await photos.keys(this.d.read);
    const people = (await store.all(this.d.read))
      .map((row) =>
        store.view(row, {
          signedIn: signedIn.get(row.id),
          photo: portraits.get(row.id) ?? null,
        }),
      )
      .filter((p) => mayManage(staff, p));
    return byName(people, (p) => p.name);
  }

  /** Who works in a hall now, by name: what a guide chooses from. @throws Problem `forbidden`, `hall_not_found` */
  async colleagues(hallCode: string, who: Actor, atWindows = false): Promise<Colleague[]> {
    await this.d.commands.hall(hallCode);
    requireMay(who, 'see-colleagues', hallCode);
    const people = (await store.all(this.d.read))
      .map((row) => store.view(row))
      .filter((person) => person.active && worksIn(person, hallCode))
      .filter((person) => !atWindows || rolesIn(person, hallCode).includes('clerk'))
      .map(({ username, name }) => ({ username, name }));
    return byName(people, (p) => p.name);
  }

  /**
   * @param input no `halls`: those of who adds the person
   * @throws Problem `already_exists`, `hall_not_found`, `forbidden`; `weak_password` for one that is
   *   tried first everywhere
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
    requireOwnHalls({ halls, roles: input.roles }, input.hallRoles);
    await this.requireHalls(Object.keys(input.hallRoles ?? {}));
    const given = await this.givenPassword(input.password, [input.username, input.name]);
    return this.d.commands.inSite(request, async (tx, now) => {
      const other = await store.byUsername(tx, input.username);
      if (other !== null) throw new Problem('already_exists', `"${other.username}" exists already`);
      const row: store.StaffRow = {
        ...store.newcomer,
        ...given,
        id: this.d.ids.id(),
        username: input.username,
        name: input.name,
        number: input.number ?? null,
        roles: JSON.stringify(input.roles),
        halls: JSON.stringify(halls),
        hall_roles: JSON.stringify(input.hallRoles ?? {}),
        must_change: input.mustChange === true ? 1 : 0,
        created_at: now,
      };
      await store.insert(tx, row);
      return {
        answer: store.view(row),
        event: {
          command: 'create-staff',
          data: {
            username: input.username,
            roles: input.roles,
            ...(input.hallRoles === undefined ? {} : { hallRoles: input.hallRoles }),
          },
        },
      };
    });
  }

  /**
   * Changes a person; a new password, or the end of the work here, ends the sign-ins.
   *
   * @throws Problem `not_found`, `forbidden`, `weak_password`; `last_administrator` where nobody could
   *   change people any more
   */
  async change(
    username: string,
    input: z.infer<typeof StaffChange>,
    request: CommandRequest & { who: Actor },
  ): Promise<Staff> {
    const who = requireStaffMay(request.who, 'manage-people');
    const found = await this.managed(this.d.read, username, who);
    await this.requireHalls(input.halls);
    await this.requireHalls(Object.keys(input.hallRoles ?? {}));
    const given =
      input.password === undefined
        ? null
        : await this.givenPassword(input.password, [found.username, input.name ?? found.name]);
    const signedIn = await this.d.sessions.openCounts();
    const answer = await this.d.commands.inSite(request, async (tx) => {
      const row = await this.managed(tx, username, who);
      const changed: store.StaffRow = {
        ...row,
        ...given,
        name: input.name ?? row.name,
        number: input.number === undefined ? row.number : input.number,
        roles: input.roles === undefined ? row.roles : JSON.stringify(input.roles),
        halls: input.halls === undefined ? row.halls : JSON.stringify(input.halls),
        hall_roles: JSON.stringify(hallRolesAfter(row, input)),
        active: input.active === undefined ? row.active : input.active ? 1 : 0,
        // A new password says for itself whether it is one to be changed.
        must_change: (input.mustChange ?? (given === null && row.must_change === 1)) ? 1 : 0,
      };
      requireManages(who, store.view(changed));
      requireOwnHalls(store.view(changed), input.hallRoles);
      await store.update(tx, changed);
      if (isSiteAdministrator(store.view(row)) && !(await hasSiteAdministrator(tx)))
        throw new Problem('last_administrator');
      if (given !== null || changed.active === 0) await sessions.removeOf(tx, row.id, null);
      // Who works here no more is shown nowhere.
      if (changed.active === 0) await photos.remove(tx, row.id);
      const left = given !== null || changed.active === 0 ? 0 : signedIn.get(row.id);
      return {
        answer: store.view(changed, {
          signedIn: left,
          photo: (await photos.keys(tx)).get(row.id) ?? null,
        }),
        event: {
          command: 'change-staff',
          data: {
            username: row.username,
            ...changedOnly(loggedOf(row), loggedOf(changed)),
            passwordChanged: given !== null,
          },
        },
      };
    });
    // Another password, other roles, other halls: what is open asks again who this is.
    this.d.ended({ staff: answer.id });
    await this.showAnew(answer.id);
    return answer;
  }

  /**
   * Ends all sign-ins of a person.
   *
   * @throws Problem `not_found`, `forbidden`
   */
  async endSessions(username: string, request: CommandRequest & { who: Actor }): Promise<void> {
    const who = requireStaffMay(request.who, 'manage-people');
    const id = await this.d.commands.inSite(request, async (tx) => {
      const row = await this.managed(tx, username, who);
      const count = await sessions.removeOf(tx, row.id, null);
      return {
        answer: row.id,
        event: { command: 'end-sessions', data: { username: row.username, count } },
      };
    });
    this.d.ended({ staff: id });
  }

  /**
   * Takes the second factor from a person who has lost it; all sign-ins end.
   *
   * @throws Problem `not_found`, `forbidden`, also for one's own
   */
  async resetSecondFactor(
    username: string,
    request: CommandRequest & { who: Actor },
  ): Promise<void> {
    const who = requireStaffMay(request.who, 'manage-people');
    const id = await this.d.commands.inSite(request, async (tx) => {
      const row = await this.managed(tx, username, who);
      if (row.id === who.id) throw new Problem('forbidden', 'Another administrator does it');
      await takeSecondFactor(tx, row.id);
      await sessions.removeOf(tx, row.id, null);
      return {
        answer: row.id,
        event: { command: 'reset-second-factor', data: { username: row.username } },
      };
    });
    this.d.ended({ staff: id });
  }

  /**
   * The administrator of an empty database.
   *
   * @returns see `ensureAdministrator`
   */
  ensureAdministrator(given: string | undefined): ReturnType<typeof ensureAdministrator> {
    return ensureAdministrator(this.d, given, this.d.passwords);
  }

  /** @throws Problem `weak_password` */
  private async givenPassword(
    password: string,
    ofPerson: readonly string[],
  ): Promise<Pick<store.StaffRow, 'password_hash' | 'weak_password'>> {
    const names = [...ofPerson, ...(await store.hallNames(this.d.read))];
    const { passwords } = this.d;
    const weak = await passwords.weakness(password, names, { chosen: false, path: 'password' });
    return { password_hash: await passwords.hashed(password), weak_password: weak ? 1 : 0 };
  }

  /** What hangs at this person's window does not wait for its next ticket. */
  async showAnew(staffId: string): Promise<void> {
    for (const { id, hall_id: hall, version } of await photos.windowsOf(this.d.read, staffId))
      this.d.publish(hall, version, { windows: [id] });
  }

  /** Somebody whom this administrator may change. @throws Problem `not_found`, `forbidden` */
  async managed(db: Reader, username: string, asking: Actor): Promise<store.StaffRow> {
    const who = requireStaffMay(asking, 'manage-people');
    const row = await store.byUsername(db, username);
    if (row === null) throw new Problem('not_found', `There is no "${username}"`);
    requireManages(who, store.view(row));
    return row;
  }

  private async requireHalls(codes: readonly string[] | undefined): Promise<void> {
    for (const code of codes ?? []) await this.d.commands.hall(code);
  }
}

/**
 * Roles of a hall are of one in which the person works, and of nobody who is an administrator, who has all
 * roles in all of his halls.
 *
 * @throws Problem `bad_input`
 */
function requireOwnHalls(
  { halls, roles }: Pick<Staff, 'halls' | 'roles'>,
  given: HallRoles | undefined,
): void {
  if (Object.keys(given ?? {}).length > 0 && roles.includes('admin'))
    throw new Problem('bad_input', 'An administrator has all roles in every hall', {
      issues: [{ path: 'hallRoles', message: 'an administrator has all roles' }],
    });
  const strange = Object.keys(given ?? {}).filter((hall) => !worksIn({ halls }, hall));
  if (strange.length === 0) return;
  throw new Problem('bad_input', `The person does not work in ${strange.join(', ')}`, {
    issues: strange.map((hall) => ({
      path: `hallRoles.${hall}`,
      message: 'not one of the halls of this person',
    })),
  });
}

/** Whoever leaves a hall leaves the roles there, too. */
function hallRolesAfter(row: store.StaffRow, input: z.infer<typeof StaffChange>): HallRoles {
  const { halls: before, hallRoles: had = {} } = store.view(row);
  const halls = input.halls ?? before;
  if (input.hallRoles !== undefined) return input.hallRoles;
  if ((input.roles ?? []).includes('admin')) return {};
  return Object.fromEntries(Object.entries(had).filter(([hall]) => worksIn({ halls }, hall)));
}

/** @throws Problem `forbidden` */
function requireManages(who: StaffActor, person: Pick<Staff, 'halls'>): void {
  if (!mayManage(who, person))
    throw new Problem('forbidden', 'An administrator of some halls manages the people of these');
}

/** What the log says of somebody who is changed. */
function loggedOf(row: store.StaffRow) {
  const { name, number, roles, halls, hallRoles, active, mustChange } = store.view(row);
  return { name, number, roles, halls, hallRoles, active, mustChange };
}
