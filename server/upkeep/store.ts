import type { Tx } from '../db/open.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/** Each deletes at most `limit` rows. @returns how many it deleted */
export async function deleteAnswers(tx: Tx, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('answers')
    .where(
      'key_hash',
      'in',
      tx
        .selectFrom('answers')
        .select('key_hash')
        .where('minute', '<', before)
        .orderBy('minute')
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export async function deleteSessions(tx: Tx, before: Instant, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('sessions')
    .where(
      'token_hash',
      'in',
      tx
        .selectFrom('sessions')
        .select('token_hash')
        .where('expires_at', 'is not', null)
        .where('expires_at', '<', before)
        .orderBy('expires_at')
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export async function deleteCloses(tx: Tx, before: Instant, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('day_close_undo')
    .where(
      'id',
      'in',
      tx.selectFrom('day_close_undo').select('id').where('at', '<', before).limit(limit),
    )
    .where('at', '<', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** @param day service days before it */
export async function deleteRemote(tx: Tx, day: string, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('remote_tickets')
    .where(
      'id',
      'in',
      tx
        .selectFrom('remote_tickets')
        .select('id')
        .where('service_day', '<', day)
        .orderBy('service_day')
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
