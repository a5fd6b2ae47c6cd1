import type { Kysely, Transaction } from 'kysely';
import type { Database } from './schema.ts';

/** A transaction: a signature that takes it runs inside one and awaits nothing but its queries. */
export type Tx = Transaction<Database>;
/** Where rows are read: a transaction, or the database outside of one. */
export type Reader = Kysely<Database>;
