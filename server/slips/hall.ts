import type { HallConfig } from '../hall/config.ts';

/** What a slip says of a hall, or needs to know for it. */
export type SlipHall = Pick<
  HallConfig,
  'name' | 'place' | 'logo' | 'timezone' | 'settings' | 'zones' | 'windowByNumber' | 'categoryById'
>;
