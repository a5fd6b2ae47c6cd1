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
import { Attempts } from '../attempts.ts';
import type { Clock } from '../clock.ts';
import { actorOf, type App, commandOf, keyOf, sessionCookie } from '../http.ts';
import type { StaffService } from './service.ts';

const tags = ['people'];

/** Signing in and out, and the people who work here. */
export function staffRoutes(
  app: App,
  { staff, clock }: { staff: StaffService; clock: Clock },
): void {
  const ofPerson = new Attempts(clock, 10, 60);
  const ofAddress = new Attempts(clock, 100, 60);

  app.post(
    '/api/session',
    {
      schema: {
        tags,
        summary: 'Sign in',
        body: SignIn,
        response: { 200: z.object({ token: z.string(), actor: Actor }), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { username, password } = request.body;
      const wrong = ['wrong_credentials'];
      const signedIn = await ofAddress.guess(request.ip, wrong, () =>
        ofPerson.guess(`${request.ip} ${username}`, wrong, () =>
          staff.signIn(username, password, { key: keyOf(request) }),
        ),
      );
      void reply.setCookie(sessionCookie, signedIn.token, {
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        secure: request.protocol === 'https',
      });
      return signedIn;
    },
  );
  app.get(
    '/api/session',
    {
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
    { schema: { tags, summary: 'Sign out', response: { 204: z.null(), default: ProblemAnswer } } },
    async (request, reply) => {
      const who = actorOf(request);
      if (who.kind === 'staff' && request.token !== null) await staff.signOut(request.token, who);
      return reply.clearCookie(sessionCookie, { path: '/' }).code(204).send(null);
    },
  );

  app.get(
    '/api/staff',
    {
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
      schema: {
        tags,
        summary: 'Who works in a hall, for guides and managers to choose from',
        params: z.object({ hall: Code }),
        response: { 200: z.array(Colleague), default: ProblemAnswer },
      },
    },
    (request) => staff.colleagues(request.params.hall, actorOf(request)),
  );
  app.post(
    '/api/staff',
    {
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
}
