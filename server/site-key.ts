import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { paperOf } from '../shared/person.ts';

/** 128 bits: nobody hits one, and the QR code of a ticket's page stays small. */
const tokenBytes = 16;
const ivBytes = 12;
const tagBytes = 16;
const cipherName = 'aes-256-gcm';

/**
 * The site's key, and what is made with it. It stands in a file outside of the database
 * (`key-file.ts`): whoever has the data alone, a copy or a stolen disk, can neither open a visitor's
 * page nor try out which person a hash stands for.
 *
 * What each method makes is kept in the database, so none of it may ever change.
 */
export class SiteKey {
  private readonly key: KeyObject;
  private readonly sealing: Buffer;

  constructor(secret: string) {
    this.key = createSecretKey(Buffer.from(secret, 'utf8'));
    this.sealing = this.mac('seal').digest();
  }

  /** The token of a ticket's page: the same whenever its slip is printed, and kept nowhere. */
  readonly ticketToken = (ticketId: string): string =>
    this.mac(`ticket ${ticketId}`).digest().subarray(0, tokenBytes).toString('base64url');

  /** What is kept of a booking code. Keyed, since a code that is typed is short enough to be tried out. */
  bookingHash(code: string): string {
    return this.mac(`booking ${code}`).digest('base64url');
  }

  /** Six digits that stand in a hall for a while, to say by them that one is there. */
  arrivalCode(hallId: string, period: number): string {
    const number = this.mac(`arrival ${hallId} ${period}`).digest().readUInt32BE(0) % 1_000_000;
    return String(number).padStart(6, '0');
  }

  /** What is kept of a device's pairing code. */
  pairingHash(code: string): string {
    const hash = createHash('sha256').update(code.trim().toUpperCase()).digest('base64url');
    return this.mac(`pairing ${hash}`).digest('base64url');
  }

  /** What stands for a telephone number, however it is written. */
  phoneHash(phone: string): string {
    const digits = phone.replace(/\D/g, '').replace(/^(00)?86(?=1\d{10}$)/, '');
    return this.mac(`phone ${digits}`).digest('base64url');
  }

  /** What stands for a person: one hash, however often the paper was issued anew. */
  personHash(idNumber: string): string {
    return this.mac(paperOf(idNumber)?.number ?? idNumber.trim().toUpperCase()).digest('base64url');
  }

  /** What stands for the address of a phone's push service. */
  pushHash(endpoint: string): string {
    return this.mac(`push ${endpoint}`).digest('base64url');
  }

  /** The private key by which push services know this site: 32 bytes that are kept nowhere else. */
  pushSecret(): Buffer {
    return this.mac('vapid').digest();
  }

  /** A text that only this key opens. */
  seal(text: string): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(cipherName, this.sealing, iv);
    const sealed = [cipher.update(text, 'utf8'), cipher.final()];
    return Buffer.concat([iv, ...sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /** @throws Error where another key has sealed it */
  unseal(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv(cipherName, this.sealing, bytes.subarray(0, ivBytes));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const opened = decipher.update(bytes.subarray(ivBytes, -tagBytes));
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  }

  private mac(text: string) {
    return createHmac('sha256', this.key).update(text);
  }
}
