import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { usualAnswers } from './usual-answers.ts';

/** How an answer is kept, by its first byte; frozen once it was used, for as long as keys are kept. */
const plain = 0;
const packed = 1;

const ivBytes = 12;
const tagBytes = 16;
const cipherName = 'aes-256-gcm';
const dictionary = Buffer.from(usualAnswers);
/** A window that holds the dictionary and no more: what zlib sets up for an answer is dearer than packing it. */
const packing = { dictionary, level: 6, windowBits: 13, memLevel: 5, chunkSize: 2048 } as const;

/** Packed, since most of an answer is the same in all of them, and sealed, since it can hold secrets. */
export function seal(text: string, key: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(cipherName, key, iv);
  const sealed = cipher.update(deflateRawSync(text, packing));
  return Buffer.concat([Buffer.from([packed]), iv, sealed, cipher.final(), cipher.getAuthTag()]);
}

/** Sealed for years: without the dictionary of usual answers, which may change. Opened by `unseal`. */
export function sealLasting(text: string, key: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(cipherName, key, iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([plain]), iv, cipher.getAuthTag(), sealed]);
}

export function unseal(kept: Uint8Array, key: Buffer): string {
  const bytes = Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength);
  if (bytes[0] === plain) {
    const [iv, tag, sealed] = cut(bytes.subarray(1), ivBytes, ivBytes + tagBytes);
    return opened(key, iv, tag, sealed).toString('utf8');
  }
  const [iv, sealed, tag] = cut(bytes.subarray(1), ivBytes, bytes.length - 1 - tagBytes);
  return inflateRawSync(opened(key, iv, tag, sealed), { dictionary }).toString('utf8');
}

function cut(bytes: Buffer, first: number, second: number): [Buffer, Buffer, Buffer] {
  return [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)];
}

function opened(key: Buffer, iv: Buffer, tag: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv(cipherName, key, iv);
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed), decipher.final()]);
}
