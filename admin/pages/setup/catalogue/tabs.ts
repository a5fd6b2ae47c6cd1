import type { SetupTab } from '../tabs.ts';

/** The parts of the catalogue: departments, matters, directions and packages. */
export const catalogueTabs: readonly SetupTab[] = [];
