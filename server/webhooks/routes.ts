import { z } from 'zod';
import {
  Delivery,
  DeliveryQuery,
  Feed,
  FeedQuery,
  MadeWebhook,
  NewWebhook,
  Webhook,
} from '../../shared/contract/webhooks.ts';
import { Code, Id, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { EventFeed } from './feed.ts';
import type { Webhooks } from './service.ts';

const tags = ['webhooks'];
const config = { right: 'manage-webhooks' } as const;
const OfWebhook = z.object({ webhook: Id });
const OfDelivery = z.object({ webhook: Id, delivery: Id });
const nothing = { 204: z.null(), default: ProblemAnswer };

/** What other systems are told: by webhook, or by asking again and again. */
export function webhookRoutes(
  app: App,
  { webhooks, feed }: { webhooks: Webhooks; feed: EventFeed },
): void {
  app.get(
    '/api/webhooks',
    {
      config,
      schema: {
        tags,
        summary: 'Where other systems are told what happens',
        response: { 200: z.object({ items: z.array(Webhook) }), default: ProblemAnswer },
      },
    },
    async (request) => ({ items: await webhooks.list(actorOf(request)) }),
  );
  app.post(
    '/api/webhooks',
    {
      config,
      schema: {
        tags,
        summary: 'Tell another system; the secret of its signatures is told only now',
        body: NewWebhook,
        response: { 201: MadeWebhook, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await webhooks.make(request.body, commandOf(request))),
  );
  app.delete(
    '/api/webhooks/:webhook',
    {
      config,
      schema: { tags, summary: 'Tell it nothing more', params: OfWebhook, response: nothing },
    },
    async (request, reply) => {
      await webhooks.end(request.params.webhook, commandOf(request));
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/api/webhooks/:webhook/enable',
    {
      config,
      schema: {
        tags,
        summary: 'Tell one again that was disabled',
        params: OfWebhook,
        response: { 200: Webhook, default: ProblemAnswer },
      },
    },
    (request) => webhooks.enable(request.params.webhook, commandOf(request)),
  );
  app.post(
    '/api/webhooks/:webhook/test',
    {
      config,
      schema: {
        tags,
        summary: 'Send a message for trial, once, and say how that went',
        params: OfWebhook,
        response: { 200: Delivery, default: ProblemAnswer },
      },
    },
    (request) => webhooks.test(request.params.webhook, commandOf(request)),
  );
  app.get(
    '/api/webhooks/:webhook/deliveries',
    {
      config,
      schema: {
        tags,
        summary: 'The messages of a week, the newest first, with how often each was tried',
        params: OfWebhook,
        querystring: DeliveryQuery,
        response: { 200: z.object({ deliveries: z.array(Delivery) }), default: ProblemAnswer },
      },
    },
    async (request) => ({
      deliveries: await webhooks.deliveriesOf(
        request.params.webhook,
        request.query,
        actorOf(request),
      ),
    }),
  );
  app.post(
    '/api/webhooks/:webhook/deliveries/:delivery/resend',
    {
      config,
      schema: {
        tags,
        summary: 'Try a message again that failed for good',
        params: OfDelivery,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { webhook, delivery } = request.params;
      await webhooks.resend(webhook, delivery, commandOf(request));
      return reply.code(204).send(null);
    },
  );
  app.get(
    '/api/halls/:hall/events/feed',
    {
      config: { right: 'read-events' },
      schema: {
        tags,
        summary: 'What happened in a hall since, in order; it goes on where it was left',
        description:
          'Ask again with `after` = `next`. Where nothing happened and `wait` is given, the answer ' +
          'is held back until something does, for so many seconds at most.',
        params: z.object({ hall: Code }),
        querystring: FeedQuery,
        response: { 200: Feed, default: ProblemAnswer },
      },
    },
    (request) => {
      const left = new AbortController();
      request.raw.socket.once('close', () => left.abort());
      return feed.of(request.params.hall, request.query, actorOf(request), left.signal);
    },
  );
}
