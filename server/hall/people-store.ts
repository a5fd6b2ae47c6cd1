import type { Role } from '../../shared/contract/people.ts';
import { worksIn } from '../../shared/rights.ts';
import { rolesIn } from '../../shared/roles.ts';
import { busyStep, type Visit } from '../../shared/rules/visit.ts';
import { inHandStatuses } from '../../shared/transitions.ts';
import type { Reader } from '../db/open.ts';
import { rows, type Unit } from '../db/unit.ts';
import { hallRolesIn } from './hall-roles.ts';

/** Somebody who works in a hall. */
export interface Colleague {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly string[];
}

function staff(db: Reader) {
  return db
    .selectFrom('staff')
    .select(['id', 'username', 'name', 'roles', 'halls', 'hall_roles'])
    .where('active', '=', 1);
}

function ofHall(
  hallCode: string,
  found: readonly {
    id: string;
    username: string;
    name: string;
    roles: string;
    halls: string;
    hall_roles: string;
  }[],
): Colleague[] {
  return found.flatMap((row) => {
    const { id, username, name } = row;
    if (!worksIn({ halls: JSON.parse(row.halls) as string[] }, hallCode)) return [];
    const has = { roles: JSON.parse(row.roles) as Role[], ...hallRolesIn(row) };
    return [{ id, username, name, roles: rolesIn(has, hallCode) }];
  });
}

/** Who works in a hall now, in the order in which they came. */
export async function colleagues(db: Reader, hallCode: string): Promise<Colleague[]> {
  return ofHall(hallCode, await staff(db).orderBy('created_at').orderBy('username').execute());
}

/** Somebody who works in a hall now, by user name; null: nobody does. */
export async function colleague(
  db: Reader,
  hallCode: string,
  username: string,
): Promise<Colleague | null> {
  const found = await staff(db).where('username', '=', username).execute();
  return ofHall(hallCode, found)[0] ?? null;
}

/** Everybody there is and was: what is over names them still. */
export function everybody(db: Reader) {
  return db.selectFrom('staff').select(['id', 'username', 'name', 'active', 'halls']).execute();
}
export type PersonRow = Awaited<ReturnType<typeof everybody>>[number];

/** Whether somebody has a visit in hand, at the window that they have open. */
export function* hasInHand(who: { readonly id: string }, visit: Visit): Unit<boolean> {
  const step = busyStep(visit);
  if (step === undefined || step.window_id === null) return false;
  if (!(inHandStatuses as readonly string[]).includes(step.status)) return false;
  const { window_id: window } = step;
  const found = yield* rows((db) =>
    db.selectFrom('windows').select('id').where('id', '=', window).where('clerk_id', '=', who.id),
  );
  return found.length > 0;
}
