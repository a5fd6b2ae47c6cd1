import { sql } from 'kysely';

/** The states of a step in hand, as the index of those at a window names them: a bound value would not find it. */
export const atAWindow = sql<'called'[]>`('called', 'serving')` as never;
