import { z } from 'zod';
import { languages } from '../languages.ts';

/** The site's public key, by which a browser subscribes; base64url of an uncompressed P-256 point. */
export const PushKey = z.object({ key: z.string() }).meta({ id: 'PushKey' });
export type PushKey = z.infer<typeof PushKey>;

const bytes = (length: number) =>
  z
    .string()
    .max(200)
    .regex(/^[\w-]+={0,2}$/, 'base64url')
    .refine((text) => bytesOf(text) === length, `base64url of ${length} bytes`);
const bytesOf = (text: string): number => Math.floor((text.replace(/=+$/, '').length * 3) / 4);

/** Where the push service of a browser is. */
export const PushEndpoint = z
  .url({ protocol: /^https$/ })
  .max(1000)
  .refine((url) => {
    // Asked of what is no address, too: that is said already.
    if (!URL.canParse(url)) return true;
    const { username, password } = new URL(url);
    return username === '' && password === '';
  }, 'an address without a name and a password');

/** What a browser answers to a page that subscribes, and the language of what it is told. */
export const PushWish = z
  .strictObject({
    endpoint: PushEndpoint,
    keys: z.strictObject({ p256dh: bytes(65), auth: bytes(16) }),
    language: z.enum(languages).default('zh-Hans'),
  })
  .meta({ id: 'PushSubscription' });
export type PushWish = z.infer<typeof PushWish>;

export const PushEnd = z.strictObject({ endpoint: PushEndpoint }).meta({ id: 'PushEnd' });

/** Whether a phone is told. */
export const PushState = z.object({ told: z.boolean() }).meta({ id: 'PushState' });
export type PushState = z.infer<typeof PushState>;
