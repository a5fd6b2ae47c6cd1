import { createHmac } from 'node:crypto';
import type { Instant } from '../../shared/rules/instants.ts';

/** What every secret begins with (Standard Webhooks). */
const secretMark = 'whsec_';

/** A secret as it is shown once. @param chance random bytes, URL-safe, as `Ids.token` gives them */
export function secretOf(chance: string): string {
  return secretMark + Buffer.from(chance, 'base64url').toString('base64');
}

/** The headers of a message, by which its receiver knows that it comes from here and is not an old one. */
export function signed(
  secret: string,
  { id, at, body }: { readonly id: string; readonly at: Instant; readonly body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(Date.parse(at) / 1000));
  const key = Buffer.from(secret.slice(secretMark.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
