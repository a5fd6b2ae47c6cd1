import { z } from 'zod';
import { Code, Instant, InstantInput } from './primitives.ts';

/**
 * What a key of another system can be given. Each opens some rights of `shared/rights.ts` and no
 * others; none opens people, devices, other keys, ratings or what visitors said of themselves.
 *
 * - `read-hall`: the live state of the hall, and its devices
 * - `take-tickets`: take tickets as a kiosk does, and print their slips
 * - `book`: book places and ask for visits at home
 * - `read-reports`, `read-log`: the figures, the event log
 * - `read-events`: what happened, as webhooks are told (`docs/webhooks.md`)
 * - `call`: the commands of windows that a clerk has opened, in that clerk's name
 * - `manage-setup`: the hall's set-up, catalogue and calendar
 */
export const keyScopes = [
  'read-hall',
  'take-tickets',
  'book',
  'read-reports',
  'read-log',
  'read-events',
  'call',
  'manage-setup',
] as const;
export type KeyScope = (typeof keyScopes)[number];

/** What every key begins with: it is recognised where it should not stand. */
export const keyMark = 'yht_';

const unique = <T>(list: readonly T[]): boolean => new Set(list).size === list.length;
const Scopes = z.array(z.enum(keyScopes)).min(1).refine(unique, 'each once');

export const NewKey = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .refine((name) => !/\p{Cc}/u.test(name), 'no control characters'),
  scopes: Scopes,
  /** Codes of the halls; absent: all that whoever makes the key works in. */
  halls: z.array(Code).max(200).refine(unique, 'each once').optional(),
  /** When it ends; absent: when somebody ends it. */
  expires: InstantInput.optional(),
});
export type NewKey = z.infer<typeof NewKey>;

/** A key as it is listed: never the key itself. */
export const ApiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    /** Its first letters, by which whoever has it finds it in the list. */
    prefix: z.string(),
    scopes: z.array(z.enum(keyScopes)),
    /** Codes of the halls; empty: all. */
    halls: z.array(Code),
    createdAt: Instant,
    createdBy: z.string(),
    expiresAt: Instant.nullable(),
    /** Written every ten minutes at most; null: never. */
    lastUsedAt: Instant.nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;

/** A new key: the only answer that holds it. */
export const MadeKey = ApiKey.extend({ key: z.string() }).meta({ id: 'MadeApiKey' });
export type MadeKey = z.infer<typeof MadeKey>;
