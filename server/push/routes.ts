import { z } from 'zod';
import { ProblemAnswer } from '../../shared/contract/primitives.ts';
import { PushEnd, PushKey, PushState, PushWish } from '../../shared/contract/push.ts';
import { Attempts } from '../attempts.ts';
import type { Clock } from '../clock.ts';
import type { App } from '../http.ts';
import type { Push } from './service.ts';

const tags = ['tickets'];
const params = z.object({ token: z.string().min(1).max(128) });

/** Phones that are told by push. */
export function pushRoutes(app: App, { push, clock }: { push: Push; clock: Clock }): void {
  const strangers = new Attempts(clock, 60, 60);
  app.get(
    '/api/push/key',
    {
      config: { right: 'public' },
      schema: {
        tags,
        summary: 'The public key by which a browser subscribes to messages of this site',
        response: { 200: PushKey, default: ProblemAnswer },
      },
    },
    () => ({ key: push.key }),
  );
  app.post(
    '/api/tickets/:token/push',
    {
      config: { right: 'follow-visit' },
      bodyLimit: 8 * 1024,
      schema: {
        tags,
        summary: 'Tell a phone of its ticket by the push service of its browser',
        description:
          'That it is nearly its turn, that it is called, that something changed; until the visit is over. The same again changes nothing.',
        params,
        body: PushWish,
        response: { 201: PushState, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(
          await strangers.open(request.ip, ['ticket_not_found'], () =>
            push.begin(request.params.token, request.body),
          ),
        ),
  );
  app.post(
    '/api/tickets/:token/push/end',
    {
      config: { right: 'follow-visit' },
      bodyLimit: 8 * 1024,
      schema: {
        tags,
        summary: 'Tell a phone no more',
        params,
        body: PushEnd,
        response: { 200: PushState, default: ProblemAnswer },
      },
    },
    (request) =>
      strangers.open(request.ip, ['ticket_not_found'], () =>
        push.end(request.params.token, request.body.endpoint),
      ),
  );
}
