import { z } from 'zod';
import {
  Actor,
  Colleague,
  NewStaff,
  SignIn,
  Staff,
  StaffChange,
  Username,
} from '../../shared/contract/people.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import type { Guesser, Guesses } from '../attempts.ts';
import { actorOf, type App, commandOf, keyOf, sessionCookie } from '../http.ts';
import { networkOf } from '../network.ts';
import type { KnownDevices } from './known-devices.ts';
import type { StaffService } from './service.ts';
import type { SigningIn } from './signing-in.ts';

const tags = ['people'];

/** Signing in and out, and the people who work here. */
export function staffRoutes(
  app: App,
  d: {
    staff: StaffService;
    signingIn: SigningIn;
    guesses: Guesses;
    knownDevices: KnownDevices;
  },
): void {
  const { staff, signingIn, guesses, knownDevices } = d;
  /** At a device where this person has signed in before, only what was tried there counts. */
  const guessers = (network: string, username: string, known: string | null): Guesser[] =>
    known === null
      ? [
          { key: `sign-in ${username} from ${network}`, free: 5, atOnce: 10 },
          // From wherever: it makes her wait some seconds, but nobody refuses her for it.
          { key: `sign-in ${username}`, free: 30 },
          { key: `sign-in from ${network}`, free: 100, atOnce: 100 },
        ]
      : [{ key: `sign-in ${username} at ${known}`, free: 5, atOnce: 10 }];

  app.post(
    '/api/session',
    {
      config: { right: 'sign-in' },
      schema: {
        tags,
        summary: 'Sign in',
        body: SignIn,
        response: { 200: z.object({ token: z.string(), actor: Actor }), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      // Names are the same in capitals and small letters: so is what is counted for them.
      const username = request.body.username.trim().toLowerCase();
      const device = request.cookies[knownDevices.cookie];
      const known = knownDevices.idOf(device, username);
      const network = networkOf(request.ip);
      const browser = request.headers['user-agent'] ?? null;
      const from = { known: known !== null, network, browser };
      const signedIn = await guesses.guess(
        guessers(network, username, known),
        ['wrong_credentials'],
        () => signingIn.signIn({ ...request.body, username }, { key: keyOf(request) }, from),
      );
      const cookie = {
        httpOnly: true,
        sameSite: 'strict',
        secure: request.protocol === 'https',
      } as const;
      if (known === null) {
        void reply.setCookie(knownDevices.cookie, knownDevices.knownFor(device, username), {
          ...cookie,
          path: '/',
          maxAge: knownDevices.keptSeconds,
        });
      }
      void reply.setCookie(sessionCookie, signedIn.token, {
        ...cookie,
        path: '/',
      });
      return signedIn;
    },
  );
  app.get(
    '/api/session',
    {
      config: { right: 'sign-in' },
      schema: {
        tags,
        summary: 'Who is signed in; null: nobody, by no cookie or one that is over',
        response: { 200: z.object({ actor: Actor.nullable() }), default: ProblemAnswer },
      },
    },
    (request, reply) => {
      // A page asks before anybody signed in: that is no fault. A token that is no good is one.
      if (request.headers.authorization !== undefined) return { actor: actorOf(request) };
      if (request.actor === null && request.token !== null)
        void reply.clearCookie(sessionCookie, { path: '/' });
      return { actor: request.actor };
    },
  );
  app.delete(
    '/api/session',
    {
      config: { right: 'be-signed-in' },
      schema: { tags, summary: 'Sign out', response: { 204: z.null(), default: ProblemAnswer } },
    },
    async (request, reply) => {
      const who = actorOf(request);
      if (who.kind === 'staff' && request.token !== null)
        await signingIn.signOut(request.token, who);
      return reply.clearCookie(sessionCookie, { path: '/' }).code(204).send(null);
    },
  );

  app.get(
    '/api/staff',
    {
      config: { right: 'manage-people' },
      schema: {
        tags,
        summary: 'The people who work here',
        response: { 200: z.array(Staff), default: ProblemAnswer },
      },
    },
    (request) => staff.list(actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/staff',
    {
      config: { right: 'see-colleagues' },
      schema: {
        tags,
        summary: 'Who works in a hall, for guides and managers to choose from',
        params: z.object({ hall: Code }),
        /** `atWindows`: only those who may work at one. */
        querystring: z.strictObject({ atWindows: z.stringbool().default(false) }),
        response: { 200: z.array(Colleague), default: ProblemAnswer },
      },
    },
    (request) => staff.colleagues(request.params.hall, actorOf(request), request.query.atWindows),
  );
  app.post(
    '/api/staff',
    {
      config: { right: 'manage-people' },
      schema: {
        tags,
        summary: 'Add a person',
        body: NewStaff,
        response: { 201: Staff, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await staff.create(request.body, commandOf(request))),
  );
  app.patch(
    '/api/staff/:username',
    {
      config: { right: 'manage-people' },
      schema: {
        tags,
        summary: 'Change a person',
        params: z.object({ username: Username }),
        body: StaffChange,
        response: { 200: Staff, default: ProblemAnswer },
      },
    },
    (request) => staff.change(request.params.username, request.body, commandOf(request)),
  );
  app.delete(
    '/api/staff/:username/sessions',
    {
      config: { right: 'manage-people' },
      schema: {
        tags,
        summary: 'End all sign-ins of a person',
        params: z.object({ username: Username }),
        response: { 204: z.null(), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      await staff.endSessions(request.params.username, commandOf(request));
      return reply.code(204).send(null);
    },
  );
  app.delete(
    '/api/staff/:username/second-factor',
    {
      config: { right: 'manage-people' },
      schema: {
        tags,
        summary: 'Take the second factor from a person who has lost it',
        params: z.object({ username: Username }),
        response: { 204: z.null(), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      await staff.resetSecondFactor(request.params.username, commandOf(request));
      return reply.code(204).send(null);
    },
  );
}
