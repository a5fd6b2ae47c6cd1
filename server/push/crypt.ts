import {
  createCipheriv,
  createECDH,
  createPrivateKey,
  type ECDH,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { type Instant, plus } from '../../shared/rules/instants.ts';

/** The keys of one browser's subscription, base64url. */
export interface PushKeys {
  readonly p256dh: string;
  readonly auth: string;
}

const curve = 'prime256v1';
/** One record holds the whole message. */
const recordSize = 4096;

/**
 * Encrypts a message for one browser (RFC 8291, `aes128gcm` of RFC 8188): the push service that carries
 * it cannot read it.
 *
 * @param chance the salt and the key of this one message; absent: new ones
 * @throws Error where the browser's key is no point of the curve
 */
export function encrypted(
  message: string,
  { p256dh, auth }: PushKeys,
  chance: { readonly salt: Buffer; readonly ours: ECDH } = {
    salt: randomBytes(16),
    ours: newKey(),
  },
): Buffer {
  const { salt, ours } = chance;
  const theirs = Buffer.from(p256dh, 'base64url');
  const shared = ours.computeSecret(theirs);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours.getPublicKey()]);
  const secret = derived(shared, Buffer.from(auth, 'base64url'), info, 32);
  const key = derived(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derived(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  // 2: this record is the last one.
  const sealed = Buffer.concat([cipher.update(message, 'utf8'), cipher.update(Buffer.of(2))]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(recordSize);
  const own = ours.getPublicKey();
  return Buffer.concat([
    ...[salt, size, Buffer.of(own.length), own],
    ...[sealed, cipher.final(), cipher.getAuthTag()],
  ]);
}

/** Whether a browser's key is a point of the curve, so that something can be encrypted for it. */
export function isPoint(p256dh: string): boolean {
  try {
    newKey().computeSecret(Buffer.from(p256dh, 'base64url'));
    return true;
  } catch {
    return false;
  }
}

function newKey(): ECDH {
  const key = createECDH(curve);
  key.generateKeys();
  return key;
}

function derived(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}

/** Who sends, to push services (VAPID, RFC 8292). */
export class Vapid {
  /** What browsers subscribe with: base64url. */
  readonly publicKey: string;
  private readonly key: KeyObject;

  /** @param secret 32 bytes, a private key of P-256 */
  constructor(secret: Buffer) {
    const pair = createECDH(curve);
    pair.setPrivateKey(secret);
    const point = pair.getPublicKey();
    this.publicKey = point.toString('base64url');
    this.key = createPrivateKey({
      format: 'jwk',
      key: {
        kty: 'EC',
        crv: 'P-256',
        d: secret.toString('base64url'),
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
      },
    });
  }

  /**
   * The header for a push service.
   *
   * @param about where who runs this can be found: an address of https
   */
  authorization(endpoint: string, about: string, now: Instant): string {
    const part = (value: object): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const until = Math.floor(Date.parse(plus(now, validSeconds)) / 1000);
    const claims = { aud: new URL(endpoint).origin, exp: until, sub: about };
    const text = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
    const signature = sign('sha256', Buffer.from(text), {
      key: this.key,
      dsaEncoding: 'ieee-p1363',
    });
    return `vapid t=${text}.${signature.toString('base64url')}, k=${this.publicKey}`;
  }
}

/** A day is the most that services take; clocks differ. */
const validSeconds = 12 * 60 * 60;
