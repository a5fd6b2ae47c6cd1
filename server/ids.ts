import { randomBytes, randomUUID } from 'node:crypto';
import { clearCharacters } from '../shared/codes.ts';

/** Chance, passed in: ids and secrets. */
export interface Ids {
  readonly id: () => string;
  /** A secret that cannot be guessed: 32 random bytes, URL-safe. */
  readonly token: () => string;
  /** The token of a ticket's page: 16 random bytes, short enough for a QR code on a narrow slip. */
  readonly ticketToken: () => string;
  /** A code that a person types: `length` letters and digits that cannot be mistaken. */
  readonly code: (length: number) => string;
}

export const randomIds: Ids = {
  id: () => randomUUID(),
  token: () => randomBytes(32).toString('base64url'),
  ticketToken: () => randomBytes(16).toString('base64url'),
  code: (length) => {
    const usable = 256 - (256 % clearCharacters.length);
    let code = '';
    while (code.length < length) {
      for (const byte of randomBytes(length)) {
        if (byte < usable && code.length < length)
          code += clearCharacters[byte % clearCharacters.length];
      }
    }
    return code;
  },
};
