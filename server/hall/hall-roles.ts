import type { HallRoles } from '../../shared/contract/people.ts';

/** The roles of some halls as a person's row has them; nobody has any, mostly. */
export function hallRolesIn(row: { readonly hall_roles: string }): { hallRoles?: HallRoles } {
  return row.hall_roles === '{}' ? {} : { hallRoles: JSON.parse(row.hall_roles) as HallRoles };
}
