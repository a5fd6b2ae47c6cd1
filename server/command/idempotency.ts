import { createHash } from 'node:crypto';
import { Problem, type ProblemCode } from '../../shared/errors.ts';
import { type Bound, type Unit, Unchanged } from '../db/unit.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { seal, unseal } from './sealing.ts';
import { findAnswer, insertAnswer, insertFirstAnswer } from './answer-store.ts';

/**
 * `Idempotency-Key`: the same key again gives the same answer and changes nothing. Answers can hold
 * secrets (tokens, pairing codes), so what is kept is sealed with the key itself, and of the key
 * only a hash is kept. Kept for two days: a screen that is off longer has no answer to wait for.
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
export class AnsweredBefore extends Unchanged {
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
export function* refuseAnswered(keyed: KeyedRequest | undefined): Unit<void> {
  if (keyed === undefined) return;
  const [kept] = yield* findAnswer.rows({ key: keyHash(keyed) });
  if (kept === undefined) return;
  if (!requestHash(keyed).equals(kept.request_hash))
    throw new AnsweredBefore(new Problem('idempotency_key_reused'));
  const answer = JSON.parse(unseal(kept.answer, sealingKey(keyed))) as unknown;
  if (kept.status === 200) throw new AnsweredBefore(answer);
  const { code, detail, extra } = answer as { code: ProblemCode; detail: string; extra: object };
  throw new AnsweredBefore(new Problem(code, detail, { ...extra }));
}

/** What keeps for a key what it was answered, in a unit's list of writes. */
export function keptAnswer(
  keyed: KeyedRequest | undefined,
  now: Instant,
  answer: unknown,
): Bound[] {
  return keyed === undefined ? [] : [insertAnswer.with(answerRow(keyed, now, answer))];
}

/**
 * The same where another process may be answering the same key: a refusal is kept outside of the
 * hall's lock.
 *
 * @throws AnsweredBefore where it has done so, so that nothing is done for one key that was refused
 */
export function* keepAnswer(
  keyed: KeyedRequest | undefined,
  now: Instant,
  answer: unknown,
): Unit<void> {
  if (keyed === undefined) return;
  const kept = yield* insertFirstAnswer.rows(answerRow(keyed, now, answer));
  // A refusal has changed nothing: nor would the other answer.
  if (kept.length === 0 && !(answer instanceof Problem)) yield* refuseAnswered(keyed);
}

function answerRow(keyed: KeyedRequest, now: Instant, answer: unknown) {
  const refusal = answer instanceof Problem;
  const text = refusal
    ? JSON.stringify({ code: answer.code, detail: answer.detail, extra: answer.extra })
    : JSON.stringify(answer ?? null);
  return {
    key: keyHash(keyed),
    request: requestHash(keyed),
    status: refusal ? answer.status : 200,
    answer: seal(text, sealingKey(keyed)),
    minute: minuteOf(now),
  };
}

/** Minutes since 1970: the age of an answer. */
export function minuteOf(now: Instant): number {
  return Math.floor(Date.parse(now) / 60_000);
}

function hash(...parts: readonly string[]): Buffer {
  return createHash('sha256').update(parts.join('\n')).digest();
}

function keyHash({ sender, key }: KeyedRequest): Buffer {
  return hash(sender, key).subarray(0, 16);
}

/** Made with the key, which is not kept: nobody can try out what a request may have held. */
function requestHash({ sender, key, request }: KeyedRequest): Buffer {
  return hash('request', sender, key, request).subarray(0, 8);
}

function sealingKey({ sender, key }: KeyedRequest): Buffer {
  return hash('answer', sender, key);
}
