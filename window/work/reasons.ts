import { zhHans } from '../texts/zh-Hans.ts';

export type ReasonGroup = keyof typeof zhHans.reasons;

/** The codes of a list of reasons, in the order in which they are offered. */
export function reasonCodes<G extends ReasonGroup>(group: G): (keyof (typeof zhHans.reasons)[G])[] {
  return Object.keys(zhHans.reasons[group]) as (keyof (typeof zhHans.reasons)[G])[];
}

/**
 * The reason as it is stored: always the Simplified Chinese words of the list, whatever language
 * the clerk reads, so that reports can group it; what the clerk added stands behind it.
 */
export function reasonText(group: ReasonGroup, code: string | null, more: string): string {
  const listed: Readonly<Record<string, string>> = zhHans.reasons[group];
  const words = code === null ? '' : (listed[code] ?? '');
  return [words, more.trim()]
    .filter((part) => part !== '')
    .join('：')
    .slice(0, 200);
}
