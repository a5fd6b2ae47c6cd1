import type { Generated } from 'kysely';
import type { Flag, InstantText, JsonText } from '../columns.ts';

/* Who works here, how they sign in, and the keys of other systems. */

export interface StaffTable {
  id: string;
  username: string;
  /** 工号, as visitors see it; null: none was given. */
  number: string | null;
  name: string;
  password_hash: string;
  roles: JsonText;
  halls: JsonText;
  /** Other roles in some of these halls: lists of roles by the hall's code. */
  hall_roles: Generated<JsonText>;
  active: Flag;
  created_at: InstantText;
  /** The password was set by somebody else: the next sign-in leads to a new one. */
  must_change: Generated<Flag>;
  /** The password could be guessed, and was taken all the same. */
  weak_password: Generated<Flag>;
  last_sign_in_at: InstantText | null;
  /** Since when wrong codes of the second factor are counted anew. */
  unlocked_at: InstantText | null;
  /** Secrets of the second factor, sealed: shown and not confirmed yet, and in use. */
  factor_offered: string | null;
  factor_secret: string | null;
  factor_since: InstantText | null;
  /** The period of the newest code that was taken. */
  factor_period: Generated<number>;
}

/** Portraits of those who work here, beside their rows: large, and seldom asked for. */
export interface StaffPhotosTable {
  staff_id: string;
  /** In its address: random, another one for each portrait. */
  photo_key: string;
  /** A JPEG or PNG as base64. */
  photo: string;
  type: 'image/jpeg' | 'image/png';
  at: InstantText;
}

export interface SessionsTable {
  token_hash: string;
  staff_id: string | null;
  device_id: string | null;
  created_at: InstantText;
  expires_at: InstantText | null;
  /** Written every few minutes; null: of a device, or from before it was written. */
  last_used_at: InstantText | null;
  network: string | null;
  /** What the browser called itself. */
  browser: string | null;
}

export interface RecoveryCodesTable {
  staff_id: string;
  code_hash: string;
  used_at: InstantText | null;
}

/** Who signs in through the single sign-on, by the subject that it knows them by. */
export interface SsoPeopleTable {
  staff_id: string;
  /** SHA-256 of issuer and subject. */
  subject: string;
  /** 1: made by a sign-in, whose groups decide the roles. */
  made: Flag;
  linked_at: InstantText;
}

/** Keys of other systems. */
export interface ApiKeysTable {
  id: string;
  name: string;
  /** Its first letters. */
  prefix: string;
  key_hash: string;
  scopes: JsonText;
  halls: JsonText;
  created_at: InstantText;
  created_by: string;
  expires_at: InstantText | null;
  last_used_at: InstantText | null;
  ended_at: InstantText | null;
}
