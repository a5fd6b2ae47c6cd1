import type { Tx } from '../db/open.ts';

/** Writes what is there already: it goes well where the data can be stored. */
export async function tryToWrite(tx: Tx): Promise<void> {
  await tx.updateTable('site').set({ id: 1 }).execute();
}
