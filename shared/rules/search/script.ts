import { clear, oneWay } from './characters.ts';

const pairsOf = (text: string): [string, string][] => {
  const signs = [...text];
  return signs.flatMap((sign, i): [string, string][] =>
    i % 2 === 0 ? [[sign, signs[i + 1]!]] : [],
  );
};
const toSimplified = new Map([...pairsOf(clear), ...pairsOf(oneWay)]);
const toTraditional = new Map(pairsOf(clear).map(([from, to]) => [to, from]));
/** Simplified characters that several Traditional ones, or themselves, may stand for. */
const unclear = new Set(pairsOf(oneWay).map(([, to]) => to));

export const simplified = (text: string): string =>
  [...text].map((sign) => toSimplified.get(sign) ?? sign).join('');

/**
 * A writer of Traditional Chinese. Where a character alone does not tell (发), the names of the
 * catalogue do, as they stand in both scripts; else there is none: null.
 *
 * @param names pairs of the same name, Simplified and Traditional
 */
export function traditionalBy(
  names: readonly (readonly [string, string])[],
): (text: string) => string | null {
  const seen = new Map<string, string | null>();
  for (const [from, to] of names) {
    const [a, b] = [[...from], [...to]];
    if (a.length !== b.length) continue;
    a.forEach((sign, i) => {
      const had = seen.get(sign);
      seen.set(sign, had === undefined || had === b[i] ? b[i]! : null);
    });
  }
  const write = (sign: string): string | null => {
    const known = toTraditional.get(sign);
    if (known !== undefined) return known;
    return unclear.has(sign) ? (seen.get(sign) ?? null) : sign;
  };
  return (text) => {
    const signs = [...text].map(write);
    return signs.includes(null) ? null : signs.join('');
  };
}
