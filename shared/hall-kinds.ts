// Apart from the schemas, which a page that only names the kinds does not load.

/** What a hall is in its region, from the largest to the smallest. */
export const hallKinds = ['district', 'township', 'village', 'neighbourhood'] as const;
export type HallKind = (typeof hallKinds)[number];
