import { zhHans } from './texts/zh-Hans.ts';

/** The five levels of 好差评, best first; the last two are bad ones (rules.md, "Ratings"). */
export const levels = [5, 4, 3, 2, 1] as const;
export type Level = (typeof levels)[number];
/** The key of each level's words. */
export const levelNames = {
  5: 'veryGood',
  4: 'good',
  3: 'fair',
  2: 'bad',
  1: 'veryBad',
} as const satisfies Record<Level, keyof typeof zhHans.level>;

export function isBad(level: Level): boolean {
  return level <= 2;
}

/** The reasons offered after a bad rating, by their codes. */
export const badReasons = Object.keys(zhHans.reasons) as (keyof typeof zhHans.reasons)[];
export type BadReason = (typeof badReasons)[number];
