import type { Role } from './contract/people.ts';

// Apart from the rights: every screen asks for roles, and none shall load the schemas for it.

/** Whose roles they are: those of the account, and others in some halls. */
export interface HasRoles {
  readonly roles: readonly Role[];
  readonly hallRoles?: Readonly<Record<string, readonly Role[]>> | undefined;
}

/** The roles that somebody has in a hall, by its code; absent: in any. */
export function rolesIn(
  { roles: usual, hallRoles = {} }: HasRoles,
  hall?: string,
): readonly Role[] {
  if (hall !== undefined) return Object.hasOwn(hallRoles, hall) ? hallRoles[hall]! : usual;
  const others = Object.values(hallRoles);
  return others.length === 0 ? usual : [...new Set([...usual, ...others.flat()])];
}
