import { z } from 'zod';

/** Yes or no, as a query says it. */
export const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/**
 * The order of a list that the server pages: by one of these columns, whole; absent: as the list says.
 */
export const sortedBy = <const K extends readonly [string, ...string[]]>(columns: K) => ({
  sort: z.enum(columns).optional(),
  down: Flag.optional(),
});
