import { randomBytes, randomFillSync } from 'node:crypto';
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

/** Chance is drawn for so many ids at once. */
const idsAtOnce = 256;
const chance = Buffer.alloc(idsAtOnce * 10);
let drawn = chance.length;

/**
 * A UUID of version 7 (RFC 9562): its first 48 bits are a time that nobody sets back, so that rows made
 * one after another stand side by side in their indexes, however many are there already.
 */
function timeOrderedId(): string {
  if (drawn === chance.length) {
    randomFillSync(chance);
    drawn = 0;
  }
  const since = Math.floor(performance.timeOrigin + performance.now());
  const time = since.toString(16).padStart(12, '0');
  chance[drawn] = (chance[drawn]! & 0x0f) | 0x70;
  chance[drawn + 2] = (chance[drawn + 2]! & 0x3f) | 0x80;
  const rest = chance.toString('hex', drawn, drawn + 10);
  drawn += 10;
  return `${time.slice(0, 8)}-${time.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8)}`;
}

export const randomIds: Ids = {
  id: timeOrderedId,
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
