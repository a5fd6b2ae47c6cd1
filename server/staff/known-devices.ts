import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Ids } from '../ids.ts';

/** For as long as a browser keeps a cookie at all. */
const keptSeconds = 400 * 24 * 60 * 60;

/**
 * Devices at which somebody has signed in before. What others try with a clerk's name, even from the
 * hall's own address, does not make her wait at hers.
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

  /** The device that a cookie names; null: none that was known here. */
  idOf(cookie: string | undefined): string | null {
    const [id = '', seal = ''] = (cookie ?? '').split('.');
    const [given, right] = [Buffer.from(seal), Buffer.from(this.seal(id))];
    return given.length === right.length && timingSafeEqual(given, right) ? id : null;
  }

  /** A cookie for a device that is known from now on. */
  make(): string {
    const id = this.ids.ticketToken();
    return `${id}.${this.seal(id)}`;
  }

  private seal(id: string): string {
    return createHmac('sha256', this.secret).update(`known device ${id}`).digest('base64url');
  }
}
