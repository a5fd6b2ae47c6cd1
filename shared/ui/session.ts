import { computed, shallowRef } from 'vue';
import type { Actor, Role } from '../contract/people.ts';
import { rolesIn } from '../roles.ts';
import { api, ApiProblem } from './http.ts';
import { setLiveToken } from './live.ts';

export type Person = Extract<Actor, { kind: 'staff' }>;
interface Session {
  readonly actor: Actor | null;
}
interface SignedIn {
  readonly actor: Actor;
  readonly token: string;
}

/** Who is signed in. The browser's cookie carries the session, also over a reload. */
const person = shallowRef<Person | null>(null);
/** Whether the server was asked whose cookie this is. */
const known = shallowRef(false);
/** The session ended while someone worked: after signing in they are where they were. */
const expired = shallowRef(false);

const staffOf = (actor: Actor | null): Person | null => (actor?.kind === 'staff' ? actor : null);

/** @throws Unreachable where the server is away */
async function restore(): Promise<void> {
  try {
    person.value = staffOf((await api.get<Session>('/api/session')).actor);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    person.value = null;
  }
  known.value = true;
}

/**
 * @param code of the second factor, where one is asked for
 * @throws ApiProblem `wrong_credentials`, `second_factor_required`, `wrong_second_factor`,
 *   `too_many_requests`; Unreachable
 */
async function signIn(username: string, password: string, code?: string): Promise<void> {
  const { actor, token } = await api.post<SignedIn>('/api/session', {
    body: { username, password, ...(code === undefined ? {} : { code }) },
  });
  // The line may still be that of the person before: it is opened anew for this one.
  setLiveToken(token);
  person.value = staffOf(actor);
  expired.value = false;
  known.value = true;
}

async function signOut(): Promise<void> {
  await api.delete('/api/session').catch((error: unknown) => {
    if (!(error instanceof ApiProblem)) throw error;
  });
  setLiveToken(null);
  person.value = null;
}

/** The session ended: back to the sign-in. */
function expire(): void {
  expired.value = true;
  person.value = null;
}

/**
 * To be called with whatever a request threw: an ended session leads back to the sign-in, and one that
 * has something to do first to that.
 */
function noteError(error: unknown): void {
  if (!(error instanceof ApiProblem)) return;
  if (error.code === 'unauthorized') expire();
  if (error.code === 'password_change_required') void restore();
  if (error.code === 'second_factor_setup_required' && person.value?.limited === undefined)
    void restore();
}

/** The roles in the hall in view; null: of the account, or in no hall yet. */
const hall = shallowRef<string | null>(null);
const rolesHere = computed((): readonly Role[] =>
  person.value === null ? [] : rolesIn(person.value, hall.value ?? undefined),
);

/** Whether the person has one of the roles in the hall in view; an administrator has them all. */
function may(...roles: readonly Role[]): boolean {
  const has = rolesHere.value;
  return has.some((role) => role === 'admin' || roles.includes(role));
}

export const session = {
  person,
  known,
  expired,
  restore,
  signIn,
  signOut,
  expire,
  noteError,
  may,
  /** The code of the hall in view: roles can differ by hall. */
  hall,
  rolesHere,
  isManager: computed(() => may('manager')),
  isAdmin: computed(() => person.value?.roles.includes('admin') === true),
};
