import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import {
  Account as AccountView,
  ConfirmSecondFactor,
  OfferedSecondFactor,
  OpenSession,
  PasswordChange,
  RecoveryCodes,
  SignInRules,
  WithPassword,
} from '../../shared/contract/account.ts';
import { ProblemAnswer } from '../../shared/contract/primitives.ts';
import { Problem } from '../../shared/errors.ts';
import { actorOf, type App, commandOf, sessionCookie } from '../http.ts';
import { networkOf } from '../network.ts';
import type { SiteRules } from './site-rules.ts';
import type { Account, Self } from './account.ts';

const tags = ['account'];
const nothing = { 204: z.null(), default: ProblemAnswer };

/** One's own account: password, second factor, sign-ins; and the site's rules for these. */
export function accountRoutes(app: App, d: { account: Account; siteRules: SiteRules }): void {
  const { account, siteRules } = d;
  const right = 'own-account' as const;

  app.get(
    '/api/account',
    {
      config: { right },
      schema: {
        tags,
        summary: 'The own account',
        response: { 200: AccountView, default: ProblemAnswer },
      },
    },
    (request) => account.view(actorOf(request)),
  );
  app.post(
    '/api/account/password',
    {
      config: { right },
      schema: {
        tags,
        summary: 'Another password; all other sign-ins end',
        body: PasswordChange,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { password, newPassword } = request.body;
      await account.changePassword(selfOf(request), password, newPassword);
      return reply.code(204).send(null);
    },
  );
  app.get(
    '/api/account/sessions',
    {
      config: { right },
      schema: {
        tags,
        summary: 'The own sign-ins that have not ended, newest first',
        response: { 200: z.array(OpenSession), default: ProblemAnswer },
      },
    },
    (request) => account.openSessions(selfOf(request)),
  );
  app.delete(
    '/api/account/sessions',
    {
      config: { right },
      schema: {
        tags,
        summary: 'Sign out everywhere; with `others=true` everywhere else',
        querystring: z.strictObject({ others: z.enum(['true', 'false']).default('false') }),
        response: nothing,
      },
    },
    async (request, reply) => {
      const others = request.query.others === 'true';
      await account.endSessions(selfOf(request), others);
      if (!others) void reply.clearCookie(sessionCookie, { path: '/' });
      return reply.code(204).send(null);
    },
  );
  app.delete(
    '/api/account/sessions/:session',
    {
      config: { right },
      schema: {
        tags,
        summary: 'End one of the own sign-ins',
        params: z.object({ session: z.string().regex(/^[\w-]{1,16}$/) }),
        response: nothing,
      },
    },
    async (request, reply) => {
      await account.endSession(selfOf(request), request.params.session);
      return reply.code(204).send(null);
    },
  );
  secondFactorRoutes(app, account);

  app.get(
    '/api/site/sign-in-rules',
    {
      config: { right: 'set-sign-in-rules' },
      schema: {
        tags,
        summary: 'How long a sign-in lasts, and who needs a second factor',
        response: { 200: SignInRules, default: ProblemAnswer },
      },
    },
    (request) => siteRules.read(actorOf(request)),
  );
  app.put(
    '/api/site/sign-in-rules',
    {
      config: { right: 'set-sign-in-rules' },
      schema: {
        tags,
        summary: 'Set them',
        body: SignInRules,
        response: { 200: SignInRules, default: ProblemAnswer },
      },
    },
    (request) => siteRules.set(request.body, commandOf(request)),
  );
}

function secondFactorRoutes(app: App, account: Account): void {
  const right = 'own-account' as const;
  app.post(
    '/api/account/second-factor/offer',
    {
      config: { right },
      schema: {
        tags,
        summary:
          'A secret for an app on the own telephone; a code of it turns the second factor on',
        body: WithPassword,
        response: { 200: OfferedSecondFactor, default: ProblemAnswer },
      },
    },
    (request) => account.offerSecondFactor(selfOf(request), request.body.password),
  );
  app.post(
    '/api/account/second-factor',
    {
      config: { right },
      schema: {
        tags,
        summary: 'Turn the second factor on; recovery codes are shown only here',
        body: ConfirmSecondFactor,
        response: { 200: RecoveryCodes, default: ProblemAnswer },
      },
    },
    (request) => account.confirmSecondFactor(selfOf(request), request.body.code),
  );
  app.post(
    '/api/account/second-factor/recovery-codes',
    {
      config: { right },
      schema: {
        tags,
        summary: 'New recovery codes in the place of the old ones',
        body: WithPassword,
        response: { 200: RecoveryCodes, default: ProblemAnswer },
      },
    },
    (request) => account.newRecoveryCodes(selfOf(request), request.body.password),
  );
  app.post(
    '/api/account/second-factor/off',
    {
      config: { right },
      schema: {
        tags,
        summary: 'Turn the second factor off',
        body: WithPassword,
        response: nothing,
      },
    },
    async (request, reply) => {
      await account.turnOffSecondFactor(selfOf(request), request.body.password);
      return reply.code(204).send(null);
    },
  );
}

/** @throws Problem `unauthorized` */
function selfOf(request: FastifyRequest): Self {
  const { token } = request;
  if (token === null) throw new Problem('unauthorized');
  // Who is signed in is known here.
  return { who: actorOf(request), token, from: { known: true, network: networkOf(request.ip) } };
}
