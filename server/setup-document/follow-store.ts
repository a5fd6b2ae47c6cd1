import { sql } from 'kysely';
import type { Tx } from '../db/open.ts';
import type { Followed } from '../hall/config.ts';

/** Whom a hall follows from now on; null: nobody. Its set-up is read anew everywhere. */
export async function keepFollow(tx: Tx, hallId: string, follows: Followed | null): Promise<void> {
  await tx
    .updateTable('halls')
    .set({
      follows: follows?.hall ?? null,
      follows_parts: follows === null ? null : JSON.stringify(follows.parts),
      follows_revision: follows?.taken?.revision ?? null,
      follows_config: follows?.taken?.config ?? null,
      config_version: sql<number>`config_version + 1`,
    })
    .where('id', '=', hallId)
    .execute();
}

/** The leader's revision that was taken over, and the version of its set-up. */
export async function keepTaken(
  tx: Tx,
  hallId: string,
  revision: number,
  config: number,
): Promise<void> {
  await tx
    .updateTable('halls')
    .set({
      follows_revision: revision,
      follows_config: config,
      config_version: sql<number>`config_version + 1`,
    })
    .where('id', '=', hallId)
    .execute();
}
