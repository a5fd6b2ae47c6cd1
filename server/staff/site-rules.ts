import { Problem } from '../../shared/errors.ts';
import type { SignInRules } from '../../shared/contract/account.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { requireStaffMay } from '../../shared/rights.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import { byId } from './store.ts';
import { rulesOf } from '../../shared/rules/sign-in.ts';
import * as sessions from '../hall/session-store.ts';

/** The site's rules of signing in, for administrators of all halls. */
export class SiteRules {
  private readonly d: { readonly commands: Commands; readonly read: Reader };

  constructor(dependencies: SiteRules['d']) {
    this.d = dependencies;
  }

  /** @throws Problem `forbidden` */
  async read(who: Actor): Promise<SignInRules> {
    requireStaffMay(who, 'set-sign-in-rules');
    return rulesOf(await sessions.signInRules(this.d.read));
  }

  /**
   * Holds at once; a sign-in keeps the end that it began with.
   *
   * @throws Problem `forbidden`; `second_factor_setup_required` where somebody wants of others what he
   *   has not himself
   */
  async set(rules: SignInRules, request: CommandRequest & { who: Actor }): Promise<SignInRules> {
    const who = requireStaffMay(request.who, 'set-sign-in-rules');
    return this.d.commands.inSite(request, async (tx) => {
      const before = rulesOf(await sessions.signInRules(tx));
      const self = await byId(tx, who.id);
      if (rules.secondFactor !== 'optional' && (self?.factor_secret ?? null) === null)
        throw new Problem('second_factor_setup_required');
      await sessions.setSignInRules(tx, JSON.stringify(rules));
      return { answer: rules, event: { command: 'set-sign-in-rules', data: { ...rules, before } } };
    });
  }
}
