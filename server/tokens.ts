import { createHash } from 'node:crypto';

/** What is kept of a token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** What a session is called where it is listed: no secret, and no way to one. */
export function sessionId(hash: string): string {
  return hash.slice(0, 16);
}
