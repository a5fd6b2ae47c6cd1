import { createHmac, hkdfSync } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { clearCharacters } from '../../shared/codes.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { sealLasting, unseal } from '../command/sealing.ts';

const periodSeconds = 30;
/** Codes of the period before and after are good, too: clocks of telephones are not exact. */
const aside = 1;
const codeCharacters = 12;
/** As long as what it is hashed with (RFC 4226). */
const secretBytes = 20;

/** What a code is: of the period that it names, or one of those kept for a lost telephone. */
export type GivenCode =
  | { readonly kind: 'code'; readonly digits: string }
  | { readonly kind: 'recovery'; readonly hash: string };

/** Time-based codes (RFC 6238) and recovery codes: how they are made, kept and read. Secrets are sealed. */
export class SecondFactor {
  private readonly key: Buffer;
  private readonly issuer: string;

  /** @param secret the site's */
  constructor(secret: string, issuer = '一号通') {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'second factor', 32));
    this.issuer = issuer;
  }

  /** A new secret, sealed, and as it is shown once. @param chance 32 random bytes, as `Ids.token` gives them */
  offer(username: string, chance: string): { sealed: string; secret: string; uri: string } {
    const bytes = Buffer.from(chance, 'base64url').subarray(0, secretBytes);
    const secret = Secret.fromHex(bytes.toString('hex'));
    return {
      sealed: sealLasting(secret.base32, this.key).toString('base64'),
      secret: secret.base32,
      uri: this.totp(secret, username).toString(),
    };
  }

  /** The period that a code belongs to; null: it is wrong, or of a period up to `after`. */
  periodOf(sealed: string, digits: string, now: Instant, after: number): number | null {
    const timestamp = Date.parse(now);
    const delta = this.totp(this.opened(sealed), '').validate({
      token: digits,
      timestamp,
      window: aside,
    });
    if (delta === null) return null;
    const period = Math.floor(timestamp / 1000 / periodSeconds) + delta;
    return period > after ? period : null;
  }

  /** As typed: with blanks, hyphens, in small letters. Null: it is neither. */
  read(typed: string): GivenCode | null {
    const code = typed.toUpperCase().replace(/[\s-]/g, '');
    if (/^\d{6}$/.test(code)) return { kind: 'code', digits: code };
    if (code.length !== codeCharacters || [...code].some((c) => !clearCharacters.includes(c)))
      return null;
    return { kind: 'recovery', hash: this.hashOf(code) };
  }

  /** Recovery codes as they are shown once. @param code draws one of so many characters */
  recoveryCodes(count: number, code: (length: number) => string): string[] {
    return Array.from({ length: count }, () => code(codeCharacters).replace(/(.{4})(?=.)/g, '$1-'));
  }

  /** What is kept of a recovery code. */
  hashOf(code: string): string {
    return createHmac('sha256', this.key).update(code.replaceAll('-', '')).digest('base64url');
  }

  private opened(sealed: string): Secret {
    return Secret.fromBase32(unseal(Buffer.from(sealed, 'base64'), this.key));
  }

  private totp(secret: Secret, label: string): TOTP {
    return new TOTP({
      issuer: this.issuer,
      label,
      algorithm: 'SHA1',
      digits: 6,
      period: periodSeconds,
      secret,
    });
  }
}
