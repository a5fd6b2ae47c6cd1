import { Problem } from '../../shared/errors.ts';
import type { Staff } from '../../shared/contract/people.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { Ids } from '../ids.ts';
import * as sessions from '../hall/session-store.ts';
import type { Passwords } from './passwords.ts';
import { takeSecondFactor } from './recovery-store.ts';
import * as store from './store.ts';

/**
 * What the server's own command line can do for a site that nobody can sign in to any more. All sign-ins
 * of the person end, except where somebody is only unlocked.
 */
export class Rescue {
  private readonly d: {
    readonly commands: Commands;
    readonly read: Reader;
    readonly ids: Ids;
    readonly passwords: Passwords;
  };

  constructor(dependencies: Rescue['d']) {
    this.d = dependencies;
  }

  async people(): Promise<Staff[]> {
    return (await store.all(this.d.read)).map((row) => store.view(row));
  }

  /**
   * A new password for somebody who has none any more: works here again, too.
   *
   * @returns the password, to be shown once
   * @throws Problem `not_found`
   */
  async resetPassword(username: string): Promise<string> {
    const password = this.d.ids.code(16);
    const password_hash = await this.d.passwords.hashed(password);
    await this.change(username, 'reset-password', async (tx, row) => {
      await store.change(tx, row.id, {
        password_hash,
        active: 1,
        must_change: 0,
        weak_password: 0,
      });
      await sessions.removeOf(tx, row.id, null);
    });
    return password;
  }

  /** Makes a person an administrator of all halls, who works here. @throws Problem `not_found` */
  async makeAdministrator(username: string): Promise<void> {
    await this.change(username, 'make-administrator', async (tx, row) => {
      const roles = [...new Set([...store.view(row).roles, 'admin'])];
      await store.change(tx, row.id, {
        ...{ active: 1, roles: JSON.stringify(roles), halls: '[]' },
        hall_roles: '{}',
      });
      await sessions.removeOf(tx, row.id, null);
    });
  }

  /** Takes a second factor that was lost. @throws Problem `not_found` */
  async resetSecondFactor(username: string): Promise<void> {
    await this.change(username, 'reset-second-factor', async (tx, row) => {
      await takeSecondFactor(tx, row.id);
      await sessions.removeOf(tx, row.id, null);
    });
  }

  /** Works here again, and wrong codes of the second factor are counted anew. @throws Problem `not_found` */
  async unlock(username: string): Promise<void> {
    await this.change(username, 'unlock', (tx, row, now) =>
      store.change(tx, row.id, { active: 1, unlocked_at: now }),
    );
  }

  private async change(
    username: string,
    command: string,
    change: (tx: Tx, row: store.StaffRow, now: string) => Promise<void>,
  ): Promise<void> {
    await this.d.commands.inSite({ who: { kind: 'system' } }, async (tx, now) => {
      const row = await store.byUsername(tx, username);
      if (row === null) throw new Problem('not_found', `There is no "${username}"`);
      await change(tx, row, now);
      return { answer: null, event: { command, data: { username: row.username } } };
    });
  }
}
