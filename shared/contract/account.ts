import { z } from 'zod';
import { Password, Username } from './people.ts';
import { Instant } from './primitives.ts';

/** One's own account. */
export const Account = z
  .object({
    username: Username,
    name: z.string(),
    mustChange: z.boolean(),
    weakPassword: z.boolean(),
    secondFactor: z.object({
      on: z.boolean(),
      since: Instant.nullable(),
      /** Recovery codes that were not used. */
      codesLeft: z.number().int(),
      /** The site wants one from this person. */
      required: z.boolean(),
    }),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof Account>;

/** One sign-in that has not ended. */
export const OpenSession = z
  .object({
    id: z.string(),
    since: Instant,
    /** To a few minutes; null: not known. */
    lastUsedAt: Instant.nullable(),
    /** Ends by itself then at the latest. */
    endsAt: Instant,
    network: z.string().nullable(),
    /** What the browser called itself. */
    browser: z.string().nullable(),
    /** The one that asks. */
    own: z.boolean(),
  })
  .meta({ id: 'OpenSession' });
export type OpenSession = z.infer<typeof OpenSession>;

const Given = z.string().min(1).max(200);

export const PasswordChange = z.strictObject({ password: Given, newPassword: Password });
/** What only who knows the password may do. */
export const WithPassword = z.strictObject({ password: Given });
export const ConfirmSecondFactor = z.strictObject({ code: z.string().trim().min(1).max(40) });

export const OfferedSecondFactor = z
  .object({
    /** Base32, to be typed where no camera reads it. */
    secret: z.string(),
    /** `otpauth://…`, for the QR code. */
    uri: z.string(),
  })
  .meta({ id: 'OfferedSecondFactor' });
export type OfferedSecondFactor = z.infer<typeof OfferedSecondFactor>;

/** Shown once; each is good for one sign-in. */
export const RecoveryCodes = z
  .object({ recoveryCodes: z.array(z.string()) })
  .meta({ id: 'RecoveryCodes' });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

/** How long a sign-in lasts on this site, and from whom a second factor is wanted. */
export const SignInRules = z
  .strictObject({
    /** Minutes without any use after which it ends; 0: never before its end. An open page is use. */
    idleMinutes: z.union([z.literal(0), z.number().int().min(15).max(1440)]),
    /** Hours after which it ends in any case: a shift and its overtime. */
    longestHours: z.number().int().min(1).max(24),
    secondFactor: z.enum(['optional', 'administrators']),
  })
  .meta({ id: 'SignInRules' });
export type SignInRules = z.infer<typeof SignInRules>;

export const usualSignInRules: SignInRules = {
  idleMinutes: 120,
  longestHours: 14,
  secondFactor: 'optional',
};
