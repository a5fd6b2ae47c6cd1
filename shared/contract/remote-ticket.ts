import { z } from 'zod';
import { Phone } from './appointment.ts';
import { Code, Estimate, Instant } from './primitives.ts';
import { Language, Text } from './text.ts';

/** What somebody wants who is not there yet (远程取号). */
export const TakeRemote = z
  .strictObject({
    package: Code.optional(),
    matters: z.array(Code).min(1).max(40).optional(),
    queue: Code.optional(),
    /** Who it is: one telephone takes so many a day. Only a keyed hash of it is kept. */
    phone: Phone,
    language: Language.default('zh-Hans'),
  })
  .refine((t) => t.package !== undefined || t.matters !== undefined || t.queue !== undefined, {
    message: 'say what for: package, matters or queue',
    path: ['package'],
  })
  .refine((t) => t.queue === undefined || (t.package === undefined && t.matters === undefined), {
    message: 'a queue stands alone',
    path: ['queue'],
  })
  .meta({ id: 'TakeRemote' });
export type TakeRemote = z.infer<typeof TakeRemote>;

/** The code that stands in the hall; it changes every few minutes. */
export const ArrivalCode = z
  .string()
  .trim()
  .regex(/^\d{6}$/, 'six digits');
export const Arrive = z.strictObject({ code: ArrivalCode });

/** At the desk: whoever took the number from afar and cannot check in says the telephone. */
export const CheckInRemote = z.strictObject({ phone: Phone }).meta({ id: 'CheckInRemote' });
export type CheckInRemote = z.infer<typeof CheckInRemote>;

export const remoteStatuses = ['waiting', 'arrived', 'cancelled', 'missed'] as const;

export const RemoteTicket = z
  .object({
    token: z.string(),
    hall: Code,
    hallName: Text,
    package: Code.nullable(),
    packageName: Text.nullable(),
    queue: Code,
    queueName: Text,
    language: Language,
    /** `missed`: nobody came in time. */
    status: z.enum(remoteStatuses),
    /** From when it counts in line. */
    takenAt: Instant,
    arriveBy: Instant,
    /** Who waits in the hall and would be called before; null: it does not wait any more. */
    ahead: z.number().int().nullable(),
    estimate: Estimate.nullable(),
    /** What came of it on arrival. */
    ticket: z.object({ number: z.string(), token: z.string() }).nullable(),
  })
  .meta({ id: 'RemoteTicket' });
export type RemoteTicket = z.infer<typeof RemoteTicket>;

/** What kiosks and boards show to who is there. */
export const ArrivalNow = z
  .object({
    code: ArrivalCode,
    until: Instant,
    /** Opens a phone's page with the code in its field; for a camera. */
    url: z.url(),
  })
  .meta({ id: 'ArrivalNow' });
export type ArrivalNow = z.infer<typeof ArrivalNow>;
