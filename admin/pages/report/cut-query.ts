import { cuts } from '../../../shared/contract/throughput.ts';
import type { DayRange } from './range.ts';

/** What the address says of a cut, as the server is asked for it: by what, compared with what, only of what. */
export function cutQuery(
  address: Readonly<Record<string, unknown>>,
  { from, to }: DayRange,
): string {
  const query = new URLSearchParams({ from, to });
  const given = ['halls', 'by', 'compare', ...cuts].flatMap((name): [string, string][] => {
    const value = address[name];
    return typeof value === 'string' && value !== '' ? [[name, value]] : [];
  });
  for (const [name, value] of given) query.set(name, value);
  return query.toString();
}

/** Where the figures are to be had: of the hall in view, or of the halls that the address names. */
export function cutPath(
  address: Readonly<Record<string, unknown>>,
  hall: string,
  ending: '' | `.${string}` = '',
): string {
  const several = typeof address['halls'] === 'string' && address['halls'] !== '';
  return `${several ? '/api' : `/api/halls/${hall}`}/reports/throughput${ending}`;
}
