import type { Kysely } from 'kysely';
import { prepared } from '../db/prepared.ts';
import type { Database } from '../db/schema.ts';

/** What a key was answered, sealed. */
interface KeptAnswer {
  readonly request_hash: Uint8Array;
  readonly status: number;
  readonly answer: Uint8Array;
}

export const findAnswer = prepared<{ key: Uint8Array }, KeptAnswer>((db, p) =>
  db
    .selectFrom('answers')
    .select(['request_hash', 'status', 'answer'])
    .where('key_hash', '=', p('key')),
);
interface NewAnswer {
  readonly key: Uint8Array;
  readonly request: Uint8Array;
  readonly status: number;
  readonly answer: Uint8Array;
  readonly minute: number;
}
export const insertAnswer = prepared<NewAnswer, never>((db, p) => answerInto(db, p));
/** No row where another process has answered this key meanwhile: then its answer stands. */
export const insertFirstAnswer = prepared<NewAnswer, { status: number }>((db, p) =>
  answerInto(db, p)
    .onConflict((conflict) => conflict.column('key_hash').doNothing())
    .returning('status'),
);

function answerInto(db: Kysely<Database>, p: <K extends keyof NewAnswer>(name: K) => NewAnswer[K]) {
  return db.insertInto('answers').values({
    key_hash: p('key'),
    request_hash: p('request'),
    status: p('status'),
    answer: p('answer'),
    minute: p('minute'),
  });
}
