import type { Reader, Tx } from '../db/open.ts';
import type { Limit } from './limit.ts';

/** Rows of a hall that are kept for a time only, or something in them. */
export interface Aged {
  /** What the log counts them by. */
  readonly name: string;
  /** Whether any are too old. */
  readonly anyDue: (db: Reader, limit: Limit) => Promise<boolean>;
  /** @returns of how many it was erased: at most `limit.atOnce` */
  readonly erase: (tx: Tx, limit: Limit) => Promise<number>;
}

/** Those that one query finds. @param old finds them, `limit.atOnce` at most; @param erase what is done to some */
export function aged<Row>(
  name: string,
  old: (db: Reader, limit: Limit) => Promise<Row[]>,
  erase: (tx: Tx, rows: readonly Row[], limit: Limit) => Promise<unknown>,
): Aged {
  return {
    name,
    anyDue: async (db, limit) => (await old(db, { ...limit, atOnce: 1 })).length > 0,
    erase: async (tx, limit) => {
      const rows = await old(tx, limit);
      if (rows.length > 0) await erase(tx, rows, limit);
      return rows.length;
    },
  };
}

export const idsOf = (rows: readonly { readonly id: string }[]): string[] =>
  rows.map(({ id }) => id);
