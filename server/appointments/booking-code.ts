import { bookingCodeLength } from '../../shared/codes.ts';
import { isTellingCode } from '../../shared/person.ts';
import type { Ids } from '../ids.ts';
import type { SiteKey } from '../site-key.ts';

/** Nearly every one is good: so many in a row that are not is a fault of the drawing. */
const mostDrawn = 1000;

/**
 * A new code of a booking as its row keeps it. Read by a scanner, it is taken for nobody's paper.
 *
 * @throws Error where none that is drawn can be told apart
 */
export function newBookingCode({ ids, key }: { readonly ids: Ids; readonly key: SiteKey }): {
  readonly code_hash: string;
  readonly code_sealed: string;
} {
  for (let drawn = 0; drawn < mostDrawn; drawn += 1) {
    const code = ids.code(bookingCodeLength);
    if (isTellingCode(code))
      return { code_hash: key.bookingHash(code), code_sealed: key.seal(code) };
  }
  throw new Error('no code of a booking could be drawn');
}
