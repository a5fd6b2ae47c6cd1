import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Problem, type ProblemCode } from '../../shared/errors.ts';
import type { Tx } from '../db/open.ts';
import type { Instant } from '../rules/instants.ts';
import { findAnswer, insertAnswer } from './store.ts';

/**
 * `Idempotency-Key`: the same key again gives the same answer and changes nothing. Answers can hold
 * secrets (tokens, pairing codes), so what is kept is sealed with the key itself, and of the key
 * only a hash is kept.
 */
export interface KeyedRequest {
  /** Who sent it: the same key of two clients is two keys. */
  readonly sender: string;
  readonly key: string;
  /**
   * Method, path and body: the key belongs to this request only. Without what a client may not keep,
   * such as an ID number: a kiosk that restarted asks again without it and gets the first answer.
   */
  readonly request: string;
}

/** Thrown inside a command whose key was answered before, so that its transaction changes nothing. */
export class AnsweredBefore extends Error {
  readonly answer: unknown;
  constructor(answer: unknown) {
    super('answered before');
    this.answer = answer;
  }
}

/**
 * Ends a command whose key was answered before.
 *
 * @throws AnsweredBefore with the answer, or the refusal, that it got; Problem
 *   `idempotency_key_reused` where the key came with another request
 */
export async function refuseAnswered(tx: Tx, keyed: KeyedRequest | undefined): Promise<void> {
  if (keyed === undefined) return;
  const [kept] = await findAnswer(tx, { key: hash(keyed.sender, keyed.key) });
  if (kept === undefined) return;
  if (kept.request_hash !== requestHash(keyed))
    throw new AnsweredBefore(new Problem('idempotency_key_reused'));
  const answer = JSON.parse(unseal(kept.answer, keyed)) as unknown;
  if (kept.status === 200) throw new AnsweredBefore(answer);
  const { code, detail, extra } = answer as { code: ProblemCode; detail: string; extra: object };
  throw new AnsweredBefore(new Problem(code, detail, { ...extra }));
}

/** Keeps what a key was answered: an answer, or a refusal. */
export async function keepAnswer(
  tx: Tx,
  keyed: KeyedRequest | undefined,
  now: Instant,
  answer: unknown,
): Promise<void> {
  if (keyed === undefined) return;
  const refusal = answer instanceof Problem;
  const text = refusal
    ? JSON.stringify({ code: answer.code, detail: answer.detail, extra: answer.extra })
    : JSON.stringify(answer ?? null);
  await insertAnswer(tx, {
    key: hash(keyed.sender, keyed.key),
    request: requestHash(keyed),
    status: refusal ? answer.status : 200,
    answer: seal(text, keyed),
    at: now,
  });
}

function hash(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url');
}

/** Made with the key, which is not kept: nobody can try out what a request may have held. */
function requestHash({ sender, key, request }: KeyedRequest): string {
  return hash('request', sender, key, request);
}

function sealingKey(keyed: KeyedRequest): Buffer {
  return createHash('sha256').update(`answer\n${keyed.sender}\n${keyed.key}`).digest();
}

function seal(text: string, keyed: KeyedRequest): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(keyed), iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

function unseal(kept: string, keyed: KeyedRequest): string {
  const bytes = Buffer.from(kept, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(keyed), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
