import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Ids } from '../ids.ts';

/** For as long as a browser keeps a cookie at all. */
const keptSeconds = 400 * 24 * 60 * 60;
/** People who share a device; of more, those who signed in last. */
const peopleADevice = 8;

/**
 * Devices at which somebody has signed in before. What others try with a clerk's name, even from the
 * hall's own address, does not make her wait at hers. A device is known for those who signed in at it:
 * who has one of his own can guess nobody else's password with it.
 */
export class KnownDevices {
  readonly cookie = 'device';
  readonly keptSeconds = keptSeconds;
  private readonly ids: Ids;
  private readonly secret: string;

  constructor(ids: Ids, secret: string) {
    this.ids = ids;
    this.secret = secret;
  }

  /** The device that a cookie names; null: this person has not signed in at it. */
  idOf(cookie: string | undefined, username: string): string | null {
    const { id, seals } = partsOf(cookie);
    const right = Buffer.from(this.seal(id, username));
    const isRight = (given: Buffer): boolean =>
      given.length === right.length && timingSafeEqual(given, right);
    return seals.some((seal) => isRight(Buffer.from(seal))) ? id : null;
  }

  /** The cookie of a device that is known for this person, too, from now on. */
  knownFor(cookie: string | undefined, username: string): string {
    const { id: given, seals } = partsOf(cookie);
    const id = given === '' ? this.ids.ticketToken() : given;
    return [id, this.seal(id, username), ...seals].slice(0, 1 + peopleADevice).join('.');
  }

  private seal(id: string, username: string): string {
    const of = `known device ${id} of ${username}`;
    return createHmac('sha256', this.secret).update(of).digest('base64url');
  }
}

/** Nothing in it is believed before a seal fits: whoever asks can have made it up. */
function partsOf(cookie = ''): { id: string; seals: readonly string[] } {
  const [id = '', ...seals] = /^[\w-]{1,64}(\.[\w-]{43})+$/.test(cookie) ? cookie.split('.') : [];
  return { id, seals };
}
