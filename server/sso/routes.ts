import { z } from 'zod';
import { Username } from '../../shared/contract/people.ts';
import { ProblemAnswer } from '../../shared/contract/primitives.ts';
import { Problem } from '../../shared/errors.ts';
import { Attempts } from '../attempts.ts';
import type { Clock } from '../clock.ts';
import { type App, commandOf, sessionCookie } from '../http.ts';
import { networkOf } from '../network.ts';
import { begunSeconds, type Sso } from './service.ts';

const tags = ['people'];
/** For all addresses, as the others: below a folder of a shared domain they begin with that. */
const cookie = 'sso';
/** A page of this server, and nothing that a browser reads as another's. */
const Page = z.string().regex(/^\/(admin|window)(\/[\w./-]*)?(\?[\w=&.-]*)?$/);
const usualPage = '/admin/';

/** The single sign-on, where there is one; null: none is set up. */
export function ssoRoutes(app: App, d: { sso: Sso | null; base: string; clock: Clock }): void {
  const { sso, base } = d;
  // The clerks of a whole hall begin their day in the same minute, behind one address.
  const attempts = new Attempts(d.clock, 600, 60);

  app.get(
    '/api/sso',
    {
      config: { right: 'sign-in' },
      schema: {
        tags,
        summary: 'Whether people can sign in through accounts of the administration',
        response: { 200: z.object({ enabled: z.boolean() }), default: ProblemAnswer },
      },
    },
    () => ({ enabled: sso !== null }),
  );
  if (sso === null) return;
  const backWith = (page: string, code: string): string => `${base}${page}#sso=${code}`;

  app.get(
    '/api/sso/start',
    {
      config: { right: 'sign-in' },
      schema: {
        tags,
        summary: 'Sends the browser to sign in',
        querystring: z.strictObject({ to: Page.default(usualPage) }),
      },
    },
    async (request, reply) => {
      attempts.use(request.ip);
      const { to } = request.query;
      try {
        const { address, kept } = await sso.begin(to);
        return reply
          .setCookie(cookie, kept, {
            httpOnly: true,
            // The way back begins on another site's page: a strict one would not come along.
            sameSite: 'lax',
            secure: request.protocol === 'https',
            path: '/',
            maxAge: begunSeconds,
          })
          .redirect(address, 303);
      } catch (error) {
        return reply.redirect(backWith(to, codeOf(error, request.log)), 303);
      }
    },
  );
  app.get(
    '/api/sso/callback',
    { config: { right: 'sign-in' }, schema: { hide: true } },
    async (request, reply) => {
      attempts.use(request.ip);
      const kept = request.cookies[cookie];
      void reply.clearCookie(cookie, { path: '/' });
      try {
        const at = request.url.indexOf('?');
        const search = at < 0 ? '' : request.url.slice(at);
        const { token, to } = await sso.finish(search, kept, {
          network: networkOf(request.ip),
          browser: request.headers['user-agent'] ?? null,
        });
        void reply.setCookie(sessionCookie, token, {
          httpOnly: true,
          sameSite: 'strict',
          secure: request.protocol === 'https',
          path: '/',
        });
        return await reply.redirect(base + to, 303);
      } catch (error) {
        const page = sso.pageOf(kept) ?? usualPage;
        return reply.redirect(backWith(page, codeOf(error, request.log)), 303);
      }
    },
  );
  app.delete(
    '/api/staff/:username/sso',
    {
      config: { right: 'manage-people' },
      schema: {
        tags,
        summary: 'Forget by which account of the administration a person signs in',
        params: z.object({ username: Username }),
        response: { 204: z.null(), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      await sso.unlink(request.params.username, commandOf(request));
      return reply.code(204).send(null);
    },
  );
}

/** What the page says in words; the reason is for the log. */
function codeOf(
  error: unknown,
  log: { readonly warn: (facts: object, message: string) => void },
): string {
  if (!(error instanceof Problem)) throw error;
  const { cause } = error;
  const why = cause instanceof Error ? { why: cause.message } : {};
  log.warn({ code: error.code, ...why }, 'a single sign-on was refused');
  return error.code;
}
