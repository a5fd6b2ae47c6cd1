import { type Role, roles } from '../shared/contract/people.ts';

/** How people sign in through the administration's own accounts (统一身份认证). */
export interface SsoSettings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** What is asked for: `openid profile`, and what else the provider needs to tell the groups. */
  readonly scope: string;
  /** The claim that is the user name here. */
  readonly userClaim: string;
  /** The claim that lists a person's groups. */
  readonly groupsClaim: string;
  /** The roles that a group gives. */
  readonly roles: ReadonlyMap<string, readonly Role[]>;
  /** Whether who is not known here is made, with the roles of their groups. */
  readonly makesPeople: boolean;
  /** Codes of the halls of those who are made; empty: all. */
  readonly halls: readonly string[];
  /** The address of this server, without a slash at its end. */
  readonly base: string;
}

/**
 * Reads `group=role,group=role+role`.
 *
 * @throws Error that names the part that cannot be read
 */
export function readRoles(text: string): Map<string, readonly Role[]> {
  const found = new Map<string, readonly Role[]>();
  for (const part of text.split(',').map((p) => p.trim())) {
    if (part === '') continue;
    const at = part.lastIndexOf('=');
    const group = part.slice(0, at).trim();
    const names = part.slice(at + 1).split('+');
    const given = names.flatMap((name) => roles.find((role) => role === name.trim()) ?? []);
    if (at < 1 || given.length !== names.length)
      throw new Error(`"${part}" is not group=role with a role of ${roles.join(', ')}`);
    found.set(group, [...(found.get(group) ?? []), ...given]);
  }
  return found;
}

/** The roles of somebody in these groups, in the order of the roles. */
export function rolesOf(settings: Pick<SsoSettings, 'roles'>, groups: unknown): Role[] {
  const named = [groups ?? []].flat().filter((group) => typeof group === 'string');
  const given = new Set(named.flatMap((group) => settings.roles.get(group) ?? []));
  return roles.filter((role) => given.has(role));
}
