interface Range {
  readonly type: string;
  readonly q: number;
}

/** `text/html;q=0.8` in parts; a quality that cannot be read counts as 1. */
function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = Number(parameters.find((p) => p.startsWith('q='))?.slice(2) ?? 1);
  return { type, q: Number.isNaN(q) ? 1 : q };
}

/**
 * The media type that an `Accept` header wants most (RFC 9110, 12.5.1), null where it wants none of
 * them. Of two wanted alike, the one that is named more exactly, then the one named first.
 *
 * @param offered lower case; the first is what one gets who says nothing
 */
export function wanted<T extends string>(
  accept: string | undefined,
  offered: readonly [T, ...T[]],
): T | null {
  if (accept === undefined || accept.trim() === '') return offered[0];
  const ranges = accept.split(',').map(rangeOf);
  const found = offered.flatMap((type) => {
    // The most exact range that fits speaks for a type: `*/*, image/svg+xml;q=0` is "all but that".
    for (const name of [type, `${type.split('/')[0]!}/*`, '*/*']) {
      const at = ranges.findIndex((range) => range.type === name);
      if (at >= 0) return [{ type, q: ranges[at]!.q, exact: name === type, at }];
    }
    return [];
  });
  const best = found
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q || Number(b.exact) - Number(a.exact) || a.at - b.at);
  return best[0]?.type ?? null;
}
