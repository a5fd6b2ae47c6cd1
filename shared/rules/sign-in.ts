import { type SignInRules, usualSignInRules } from '../contract/account.ts';
import type { AccountLimit, Role } from '../contract/people.ts';

const read = new Map<string, SignInRules>();

/** The site's rules as its row has them: what was never set is as usual. */
export function rulesOf(kept: string): SignInRules {
  const known = read.get(kept);
  if (known !== undefined) return known;
  const rules = { ...usualSignInRules, ...(JSON.parse(kept) as Partial<SignInRules>) };
  read.clear();
  read.set(kept, rules);
  return rules;
}

/** Whether the site wants a second factor from somebody with these roles. */
export function wantsSecondFactor(rules: SignInRules, roles: readonly Role[]): boolean {
  return rules.secondFactor === 'administrators' && roles.includes('admin');
}

/** What a person has to do before anything else. */
export function limitOf(
  rules: SignInRules,
  person: {
    readonly mustChange: boolean;
    readonly secondFactor: boolean;
    readonly roles: readonly Role[];
  },
): AccountLimit | undefined {
  if (person.mustChange) return 'password_change_required';
  return !person.secondFactor && wantsSecondFactor(rules, person.roles)
    ? 'second_factor_setup_required'
    : undefined;
}
