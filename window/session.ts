import { shallowRef } from 'vue';
import { z } from 'zod';
import { Actor } from '../shared/contract/people.ts';
import { api, ApiProblem } from '../shared/ui/http.ts';
import { setLiveToken } from '../shared/ui/live.ts';

export type Clerk = Extract<Actor, { kind: 'staff' }>;
const Session = z.object({ actor: Actor });
const SignedIn = Session.extend({ token: z.string() });

/** Who is signed in. The browser's cookie carries the session, also over a reload. */
const clerk = shallowRef<Clerk | null>(null);
/** The session ended while someone worked: they come back to their window after signing in. */
const expired = shallowRef(false);
const known = shallowRef(false);

function staff(actor: Actor): Clerk | null {
  return actor.kind === 'staff' ? actor : null;
}

/** Asks whose cookie this is. Throws Unreachable where the server is away. */
async function restore(): Promise<void> {
  try {
    const { actor } = await api.get('/api/session', { schema: Session });
    clerk.value = staff(actor);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    clerk.value = null;
  }
  known.value = true;
}

/** Throws ApiProblem `wrong_credentials` or `too_many_requests`, Unreachable. */
async function signIn(username: string, password: string): Promise<void> {
  const { actor, token } = await api.post('/api/session', {
    schema: SignedIn,
    body: { username, password },
  });
  // The line may still be that of the person before: it is opened anew for this one.
  setLiveToken(token);
  clerk.value = staff(actor);
  expired.value = false;
  known.value = true;
}

async function signOut(): Promise<void> {
  await api.delete('/api/session').catch((error: unknown) => {
    if (!(error instanceof ApiProblem)) throw error;
  });
  setLiveToken(null);
  clerk.value = null;
}

function expire(): void {
  expired.value = true;
  clerk.value = null;
}

export const session = { clerk, expired, known, restore, signIn, signOut, expire };
