import { z } from 'zod';
import { Code, Id, Instant } from './primitives.ts';

/**
 * What other systems are told, by webhook and by the feed. `docs/webhooks.md` says when each comes and
 * what it carries. `ticket.soon` follows from the line, not from something that was done: it is told by
 * webhook only.
 */
export const eventTypes = [
  'ticket.taken',
  'ticket.soon',
  'ticket.called',
  'ticket.started',
  'ticket.finished',
  'ticket.held',
  'ticket.missed',
  'ticket.returned',
  'ticket.put-back',
  'ticket.transferred',
  'ticket.referred',
  'ticket.undone',
  'visit.began',
  'visit.extended',
  'visit.ended',
  'rating.given',
  'application.accepted',
  'application.supplement',
  'application.decided',
  'application.delivered',
  'application.withdrawn',
  'application.corrected',
  'report.evening',
] as const;
export type EventType = (typeof eventTypes)[number];

/** A message of the button in the console. */
export const testType = 'webhook.test';

/** What happened, as other systems are told: no names, no theme, no receipt number. */
export const HallEvent = z
  .object({
    /** The same in the feed and in the header `webhook-id`, at every try. */
    id: z.string(),
    type: z.enum([...eventTypes, testType]),
    timestamp: Instant,
    data: z
      .object({
        hall: Code.nullable(),
        /** The hall's version that it belongs to. */
        version: z.number().int(),
        /** `id` is that of the answer to whoever took the ticket. */
        ticket: z
          .object({
            id: z.string(),
            number: z.string(),
            day: z.string(),
            takenAt: Instant,
            language: z.string(),
            /** The id of the booking that it was taken with. */
            appointment: z.string().nullable(),
          })
          .nullable(),
        /** Which part of the visit, from 0, and in which queue. */
        step: z.object({ position: z.number().int(), queue: Code }).nullable(),
        window: z.number().int().nullable(),
      })
      .catchall(z.unknown()),
  })
  .meta({ id: 'HallEvent' });
export type HallEvent = z.infer<typeof HallEvent>;

export const FeedQuery = z.strictObject({
  /** `next` of the answer before; absent: from now on. */
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  /** Seconds for which an answer without events is held back. */
  wait: z.coerce.number().int().min(0).max(25).default(0),
});
export type FeedQuery = z.infer<typeof FeedQuery>;

export const Feed = z
  .object({
    items: z.array(HallEvent),
    /** To go on from: kept by the reader together with what it made of the events. */
    next: z.number().int(),
    /** There is more already. */
    more: z.boolean(),
  })
  .meta({ id: 'EventFeed' });
export type Feed = z.infer<typeof Feed>;

const unique = <T>(list: readonly T[]): boolean => new Set(list).size === list.length;

export const NewWebhook = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(1000)
    .refine((url) => {
      // The form is said above; what cannot be read has no password either.
      const { username, password } = URL.canParse(url)
        ? new URL(url)
        : { username: '', password: '' };
      return username === '' && password === '';
    }, 'no user name and password in the address'),
  events: z.array(z.enum(eventTypes)).min(1).refine(unique, 'each once'),
  /** Absent: of all halls. */
  hall: Code.optional(),
});
export type NewWebhook = z.infer<typeof NewWebhook>;

export const Webhook = z
  .object({
    id: Id,
    url: z.string(),
    events: z.array(z.enum(eventTypes)),
    hall: Code.nullable(),
    status: z.enum(['active', 'disabled']),
    /** `failing`: nothing went well for days. `gone`: the address said that it is no more (410). */
    disabledWhy: z.enum(['failing', 'gone']).nullable(),
    disabledAt: Instant.nullable(),
    /** The first try that failed since one went well. */
    failingSince: Instant.nullable(),
    /** Messages that are still to be delivered. */
    waiting: z.number().int(),
    createdAt: Instant,
    createdBy: z.string(),
  })
  .meta({ id: 'Webhook' });
export type Webhook = z.infer<typeof Webhook>;

/** A new webhook: the only answer that holds its secret. */
export const MadeWebhook = Webhook.extend({ secret: z.string() }).meta({ id: 'MadeWebhook' });
export type MadeWebhook = z.infer<typeof MadeWebhook>;

/** Why a try failed. */
export const deliveryErrors = [
  'status',
  'redirect',
  'timeout',
  'unreachable',
  'unknown-host',
  'forbidden-address',
  'certificate',
  'disabled',
] as const;
export type DeliveryError = (typeof deliveryErrors)[number];

export const Delivery = z
  .object({
    id: Id,
    message: z.string(),
    type: z.enum([...eventTypes, testType]),
    status: z.enum(['pending', 'delivered', 'failed']),
    tries: z.number().int(),
    createdAt: Instant,
    /** Of the next try, where there is one to come. */
    dueAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    /** Of the last try. */
    answered: z.number().int().nullable(),
    error: z.enum(deliveryErrors).nullable(),
    /** The beginning of the last answer. */
    said: z.string().nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type Delivery = z.infer<typeof Delivery>;

export const DeliveryQuery = z.strictObject({
  status: z.enum(['pending', 'delivered', 'failed']).optional(),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;
